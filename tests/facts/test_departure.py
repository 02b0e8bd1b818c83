"""What would be left if some people went: commits, mergers, listed maintainers; and who is meant by a name."""

import pytest

from oshealth.errors import AskedWrongly
from oshealth.facts import Value, facts_of
from oshealth.facts.departure import Leavers, leavers, without, work_left
from oshealth.snapshot import Snapshot
from tests.builders import Work, a_snapshot

ADA, BEN, CLEO = (
    "Ada Example <ada@example.org>",
    "Ben Sample <ben@example.org>",
    "Cleo Model <7+cleo-m@users.noreply.github.com>",
)
LISTED = "# Maintainers\n\n- Ada Example <ada@example.org>\n- Ben Sample <ben@example.org>\n"
NAMES = (
    "contributors.absence_factor",
    "contributors.active",
    "contributors.mergers",
    "activity.commits_in_twelve_months",
    "maintainers.count",
    "maintainers.people",
    "contributors.absence_factor_with_coauthors",
)


def project() -> Snapshot:
    """Ada writes most and merges Cleo's work; Ben writes some."""
    work = [
        Work(ADA, times=60, coauthors=(BEN,)),
        Work(BEN, days_ago=2, times=20),
        Work(CLEO, days_ago=3, times=20, committer=ADA, coauthors=(ADA,)),
    ]
    return a_snapshot({"MAINTAINERS.md": LISTED}, work)


def read(snapshot: Snapshot, *names: str) -> tuple[list[object], float]:
    """The figures as they are without these people, and the part of the work that is left."""
    facts = facts_of(snapshot)
    gone = leavers(facts, names)
    assert isinstance(gone, Leavers)
    left = work_left(facts, gone)
    assert isinstance(left, float)
    found = [without(facts, gone).get(name) for name in NAMES]
    return [one.value if isinstance(one, Value) else one for one in found], left


def test_without_anybody_nothing_changes() -> None:
    """Judging again is the same arithmetic."""
    assert read(project()) == (
        [1, 3, 1, 100, 2, ("Ada Example <ada@example.org>", "Ben Sample <ben@example.org>"), 1],
        1.0,
    )


@pytest.mark.parametrize("name", ["Ada Example", "ada@example.org", "ADA EXAMPLE"])
def test_without_the_one_who_wrote_and_merged(name: str) -> None:
    """Her commits do not count, nor what she let in as a merger; she is on no list. 40 of 100 commits are left."""
    assert read(project(), name) == ([1, 2, 0, 40, 1, ("Ben Sample <ben@example.org>",), 1], 0.4)


@pytest.mark.parametrize("name", ["cleo-m", "@cleo-m", "Cleo Model"])
def test_an_account_is_a_name_too(name: str) -> None:
    """With or without its sign."""
    assert read(project(), name)[0][:4] == [1, 2, 0, 80]


def test_without_all_of_them_nobody_is_left() -> None:
    """That is an answer, not an error."""
    found, left = read(project(), "Ada Example", "Ben Sample", "cleo-m")
    assert (found[1:5], left) == ([0, 0, 0, 0], 0.0)


def test_a_name_that_nobody_has_is_said() -> None:
    """With what to do; no name of the history is shown unasked."""
    with pytest.raises(AskedWrongly, match="nobody in the history is 'Zoe'") as caught:
        leavers(facts_of(project()), ["Zoe"])
    assert "--people" in caught.value.hint
