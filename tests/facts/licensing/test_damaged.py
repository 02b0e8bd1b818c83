"""License texts of which a part is missing: named where the rest can only be that license, else left to a person."""

import pytest

from oshealth.facts.licensing import identify
from tests.facts.licensing.texts import published


def without(words: list[str], start: float, end: float) -> str:
    """The words without those between two shares of their number."""
    return " ".join(words[: int(len(words) * start)] + words[int(len(words) * end) :])


@pytest.mark.parametrize("name", ["BSL-1.0", "COIL-1.0", "GCR-docs"])
def test_a_short_license_without_its_middle_is_named_when_all_else_agrees(name: str) -> None:
    found = identify(without(published(name).split(), 0.4, 0.68))
    assert (found.expression, found.verdict, found.modified) == (name, "sure", True)


def test_a_short_license_of_which_the_middle_was_reworded_is_left_to_a_person() -> None:
    words = published("BSL-1.0").split()
    found = identify(f"{without(words, 0.4, 1)} so say we all here {without(words, 0, 0.68)}")
    assert (found.expression, found.verdict) == ("BSL-1.0", "review")


@pytest.mark.parametrize(
    ("cut", "short", "long"),
    [
        (28 / 35, "FSFAP-no-warranty-disclaimer", "FSFAP"),
        (65 / 73, "HPND-UC", "HPND-UC-export-US"),
    ],
)
def test_a_text_that_goes_on_as_a_longer_license_does_is_left_to_a_person(
    cut: float, short: str, long: str
) -> None:
    whole = published(long).split()
    found = identify(" ".join(whole[: int(len(whole) * cut)]))
    assert (found.expression, found.verdict) == (short, "review")
    assert found.reason == f"parts are missing: it may as well be {long}"


def test_the_shorter_of_two_such_licenses_is_sure_when_it_is_whole() -> None:
    for name in ("FSFAP-no-warranty-disclaimer", "HPND-UC", "BSD-2-Clause", "MPL-1.1"):
        found = identify(published(name))
        assert (found.expression, found.verdict) == (name, "sure")


@pytest.mark.parametrize(
    "name", ["CC-BY-NC-ND-4.0", "CDDL-1.1", "CPL-1.0", "OLDAP-1.3", "EUPL-1.2", "MS-LPL"]
)
def test_a_text_without_its_end_is_the_license_whose_title_it_has(name: str) -> None:
    found = identify(without(published(name).split(), 0.8, 1))
    assert (found.expression, found.verdict, found.modified) == (name, "sure", True)


@pytest.mark.parametrize("name", ["CC-BY-NC-SA-3.0", "CC-BY-SA-1.0"])
def test_words_of_the_license_that_a_text_is_titled_as_are_no_change_to_another(name: str) -> None:
    found = identify(without(published(name).split(), 0.5, 0.56))
    assert (found.expression, found.verdict) == (name, "sure")


def test_without_a_title_what_fits_two_licenses_is_left_to_a_person() -> None:
    found = identify(without(published("BSD-3-Clause-HP").split(), 0.8, 1))
    assert (found.verdict, found.reason) == ("review", "parts are missing: it may as well be BSD-3-Clause")


def test_a_missing_preface_in_the_place_of_which_a_heading_stands_changes_nothing() -> None:
    words = published("CC0-1.0").split()
    body = " ".join(words[words.index("statement") :])
    found = identify(f"CC0 1.0 Universal\n\nLicense\n\n{body}")
    assert (found.expression, found.verdict) == ("CC0-1.0", "sure")


def test_a_passage_reworded_without_its_no_is_left_to_a_person() -> None:
    text = published("Apache-2.0").replace("no charge royalty free irrevocable", "paid", 1)
    assert identify(text).verdict == "review"


POLICIES = """
Users are required to comply with the policies established by the copyright holder regarding differences between these
versions. The copyright holder has the right to modify these policies. Any features that are released in the premium
version during a given month will also be included in the public version, but with a delay of six months.
"""


@pytest.mark.parametrize("name", ["GPL-2.0-only", "GPL-3.0-only", "Apache-2.0", "AGPL-3.0-only"])
@pytest.mark.parametrize("words_before", [60, 150, 900])
@pytest.mark.parametrize("times", [1, 8])
def test_terms_put_into_a_license_are_left_to_a_person(name: str, words_before: int, times: int) -> None:
    """Once they passed where they were longer than the beginning before them, which was then taken for foreign words."""
    words = published(name).split()
    before, after = " ".join(words[:words_before]), " ".join(words[words_before:])
    found = identify(f"{before}\n{times * POLICIES}\n{after}")
    assert (found.expression, found.verdict) == (name, "review")
