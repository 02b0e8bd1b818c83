"""Licenses that name their first holder within: with another holder's name they are the same, with other terms they are not."""

import pytest

from oshealth.facts.licensing import identify
from tests.facts.licensing.texts import published

BIRDS = "Example Institute of Birds, Inc."


def told(identifier: str, *changes: tuple[str, str]) -> str:
    """A published license, on one line, with words changed; each change must find its words."""
    text = " ".join(published(identifier).split())
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return text


@pytest.mark.parametrize(
    ("identifier", "changes"),
    [
        ("PostgreSQL", [("the university of california", BIRDS)]),
        ("PostgreSQL", [
            ("postgresql database management system formerly known as postgres then as postgres95", "birds for PostgreSQL"),
            ("the university of california has", "the author(s) or contributor(s) have"),
            ("the university of california specifically disclaims", "the author(s) and contributor(s) specifically disclaim"),
            ("the university of california be", "the author(s) or any contributor(s) be"),
        ]),
        ("HPND-sell-variant", [("openvision makes", "the authors make"), ("openvision", "the author(s)"), ("appears", "appear")]),
        ("HPND", [("copyright holder or related entities", BIRDS), ("copyright holder", BIRDS)]),
        ("MIT-CMU", [
            ("the copyright holder disclaim", f"{BIRDS} and the author disclaims"),
            ("the copyright holder", f"{BIRDS} or the author"),
        ]),
        ("MIT-open-group", [("the open group", BIRDS)]),
        ("BSD-Attribution-HPND-disclaimer", [
            ("office of technology transfer carnegie mellon university 5000 forbes avenue pittsburgh pa 15213 3890 412 268 4387 "
             "fax 412 268 7395 tech transfer andrew cmu edu", f"{BIRDS}, 12 Heron Street, Exampletown, birds@example.org"),
            ("computing services at carnegie mellon university", BIRDS),
            ("carnegie mellon university", BIRDS),
        ]),
        ("X11", [("x11 license", ""), ("the x consortium", BIRDS), ("x window system is a trademark of x consortium inc", "")]),
        ("SGI-B-2.0", [("silicon graphics inc", BIRDS)]),
        ("libtiff", [("sam leffler and silicon graphics", BIRDS), ("sam leffler or silicon graphics", BIRDS)]),
        ("PSF-2.0", [("python alone", "Python 9.8.7 alone"), ("of python", "of Python 9.8.7")]),
        ("BSD-3-Clause-Clear", [
            ("subject to the limitations in the disclaimer below ", ""), ("holder organization", BIRDS),
            ("the copyright holders", BIRDS), ("the copyright holder", BIRDS),
        ]),
    ],
    ids=[
        "PostgreSQL", "PostgreSQL of authors", "HPND sell", "HPND", "CMU, two holders", "Open Group", "BSD with an address",
        "X11", "SGI", "libtiff", "a version of Python", "Clear BSD",
    ],
)  # fmt: skip
def test_the_name_of_another_holder_does_not_change_a_license(
    identifier: str, changes: list[tuple[str, str]]
) -> None:
    found = identify(told(identifier, *changes))
    assert (found.expression, found.verdict, found.reason) == (identifier, "sure", "")


@pytest.mark.parametrize(
    "other",
    [
        "Example Inc, for noncommercial use,",
        "users of weapons or the university of california",
        "Example Inc, to whom you report each use within a week,",
    ],
)
def test_terms_in_the_place_of_a_name_are_no_name(other: str) -> None:
    found = identify(told("PostgreSQL", ("the university of california be", f"{other} be")))
    assert found.modified
    assert any(
        word in change.added for change in found.changes for word in ("noncommercial", "weapons", "you")
    )


def test_a_sentence_before_a_holder_is_a_change() -> None:
    changed = told("MIT-CMU", ("in no event shall the", "in no event shall you stay silent and the"))
    assert [change.added for change in identify(changed).changes] == ["you stay silent and"]


def test_a_name_where_the_license_names_no_holder_is_a_change() -> None:
    changed = told("PostgreSQL", ("lost profits", "Example Institute"))
    assert [(change.added, change.removed) for change in identify(changed).changes] == [
        ("example institute", "lost profits")
    ]


def test_the_grant_that_tells_a_license_from_its_sister_is_not_lost_in_a_name() -> None:
    """Without "distribute with modifications" it is X11, whoever is named."""
    changed = told(
        "X11-distribute-modifications-variant",
        (" distribute with modifications", ""),
        ("the above copyright holders", BIRDS),
    )
    assert identify(changed).expression == "X11"


def test_one_clause_of_bsd_with_its_holder_in_the_singular_is_no_part_of_the_two_clauses() -> None:
    changed = told("BSD-1-Clause", ("shall the copyright holders and", "shall the copyright owner or"))
    found = identify(changed)
    assert (found.expression, found.verdict, found.modified) == ("BSD-1-Clause", "sure", False)


def test_a_license_that_another_one_continues_is_not_sure_where_the_text_goes_on_as_that_one() -> None:
    words = published("BSD-2-Clause-Views").split()
    found = identify(f"Birds.\n{' '.join(words[:-20])}")
    assert (found.expression, found.verdict) == ("BSD-2-Clause", "review")
