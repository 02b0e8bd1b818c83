"""Listed maintainers looked for in history: matched by address, account or name, and unknown where that
cannot tell.
"""

import pytest

from oshealth.facts import CATALOGUE, Fact, Facts, Reading, Value
from oshealth.snapshot import Evidence, Unknown
from tests.builders import Work, a_snapshot

WORK = (
    Work("Ada Example <ada@example.org>", times=20),
    Work("ben <7+ben-hub@users.noreply.github.com>", times=5),
    Work("Cleo Model <cleo@example.org>", days_ago=500, times=5),
    Work("dmodel <dora@example.org>", times=2),
)


def share(listed: tuple[str, ...] | Unknown, work: tuple[Work, ...] = WORK) -> object:
    """maintainers.active_share when the documents list these people."""
    reading: Reading = listed if isinstance(listed, Unknown) else Value(listed)
    given = Fact("maintainers.people", "list", "given", lambda _: reading, frozenset())
    found = Facts(a_snapshot(work=work), {**CATALOGUE, given.name: given}).get("maintainers.active_share")
    return found.value if isinstance(found, Value) else found


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (("Ada Example",), 1.0),
        (("Adá EXAMPLE <elsewhere@example.org>",), 1.0),
        (("someone <ada@example.org>",), 1.0),
        (("@ben-hub",), 1.0),
        (("Ben B. (https://github.com/Ben-Hub)",), 1.0),
        (("ada@example.org", "@ben-hub", "Cleo Model"), 0.667),
        (("Cleo Model",), 0.0),
        (("Cleo Model <cleo@example.org>", "@dmodel", "@ben-hub", "@nobody-known"), 0.5),
    ],
)
def test_listed_people_are_found_however_they_are_written(listed: tuple[str, ...], expected: float) -> None:
    assert share(listed) == expected


def test_people_who_cannot_be_matched_make_it_unknown_only_when_they_could_tip_it() -> None:
    """A handle that nobody in the history answers to may be anybody: active or not, we cannot say."""
    assert share(("@nobody-known", "Cleo Model")) == Unknown(
        "1 of 2 listed maintainers cannot be matched to anybody in the history"
    )
    assert share(("@nobody-known", "Cleo Model", "cleo@example.org")) == 0.0


def test_nobody_unmatched_is_active_where_everybody_at_work_is_listed() -> None:
    """However many of a long list cannot be matched, there is nobody at work whom one of them could be."""
    alone = (Work("Ada Example <ada@example.org>", times=30),)

    assert share(("Ada Example", "@lost-one", "@lost-two", "@lost-three"), alone) == 0.25


def test_where_nobody_is_active_no_maintainer_is() -> None:
    assert share(("@nobody-known",), (Work(days_ago=400, times=30),)) == 0.0


def test_nobody_listed_and_a_list_not_seen_are_unknown() -> None:
    assert share(()) == Unknown("no maintainers are listed")
    assert share(Unknown("CODEOWNERS too large")) == Unknown("CODEOWNERS too large")


def test_a_team_is_listed_whose_members_nobody_sees() -> None:
    reading = Facts(a_snapshot({"CODEOWNERS": "* @example/maintainers\n"}, work=WORK), CATALOGUE).get(
        "maintainers.active_share"
    )

    assert reading == Unknown("a team is listed, its members are not seen")


def test_evidence_counts_and_names_nobody() -> None:
    given = Fact("maintainers.people", "list", "given", lambda _: Value(("Ada Example",)), frozenset())
    reading = Facts(a_snapshot(work=WORK), {**CATALOGUE, given.name: given}).get("maintainers.active_share")
    assert isinstance(reading, Value)
    assert reading.evidence[0] == Evidence("fact", name="listed maintainers found in the history", value=1)
    assert "ada" not in repr(reading).casefold()


def test_what_a_forge_committed_for_somebody_is_their_work() -> None:
    """Squashed by a button, every commit bears the forge as its committer; the author is still at work."""
    pressed = Work("Ada Example <ada@example.org>", times=20, committer="GitHub <noreply@github.com>")
    assert share(("Ada Example <ada@elsewhere.example> (@ada-x)",), (pressed,)) == 1.0


def test_a_bot_at_work_is_nobody_at_work() -> None:
    robot = Work("renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>", times=30)
    assert share(("@nobody-known",), (robot,)) == 0.0
