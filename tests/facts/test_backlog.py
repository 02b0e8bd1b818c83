"""What lies unfinished, and whether change requests come to an end: shares of what was old enough to be judged."""

import pytest
from msgspec.structs import replace

from oshealth.snapshot import Unknown
from tests.builders import Work
from tests.facts.conversations import a_thread, at, merged, reason, rests_on, talked, threads, value

BUSY = [merged(n / 10, 0.1) for n in range(1, 51)]


def test_open_issues_their_age_and_how_many_are_stale() -> None:
    """Counts are the forge's own, ages those of the open ones."""
    issues = threads([a_thread(10 * n) for n in range(1, 8)], fresh=5)

    assert value(talked(issues), "issues.open") == 7
    assert value(talked(issues), "issues.median_age_days") == 40.0
    assert value(talked(issues), "issues.stale_share") == 0.286
    assert rests_on(talked(issues), "issues.stale_share") == (
        ("open issues counted", 7),
        ("window", "all that are open"),
    )


def test_the_age_of_a_backlog_that_was_read_in_part() -> None:
    """Two are older than those read: the middle one was read. Nine are: it was not."""
    issues = threads([a_thread(10 * n) for n in range(1, 8)])

    assert value(talked(replace(issues, open=9)), "issues.median_age_days") == 50.0
    assert reason(talked(replace(issues, open=16)), "issues.median_age_days") == (
        "more than half of 16 open issues are older than the newest 7 that were read"
    )


def test_change_requests_closed_accepted_and_landed() -> None:
    """Six merged, two declined, one waits for long, one is of today; a draft and a program's are no part of it."""
    changes = [merged(60 + n, 3) for n in range(6)]
    changes += [a_thread(70 + n, closed=at(60), closed_by="bo") for n in range(2)]
    changes += [a_thread(80), a_thread(1), a_thread(90, is_draft=True), merged(90, 1, author_kind="bot")]
    snapshot = talked(changes=changes)

    assert value(snapshot, "changes.closure_ratio") == 0.8
    assert value(snapshot, "changes.acceptance_ratio") == 0.75
    assert value(snapshot, "changes.landed_share") == 0.857
    assert value(snapshot, "changes.days_to_merge") == 3.0
    assert rests_on(snapshot, "changes.landed_share") == (
        ("merged or long open change requests counted", 7),
        ("window", "opened in the last 365 days"),
    )


def test_what_nobody_answered_for_three_months() -> None:
    """Of eight that wait so long two were answered; fewer than five that wait are no backlog."""
    waiting = [a_thread(100 + n) for n in range(6)] + [a_thread(120, 2), a_thread(130, 5)]

    assert value(talked(changes=waiting), "changes.neglected_share") == 0.75
    assert value(talked(changes=[*waiting[:4], merged(99, 1)]), "changes.neglected_share") == 0.0


@pytest.mark.parametrize("name", ["changes.landed_share", "changes.neglected_share"])
def test_in_the_newest_fifty_of_a_busy_project_nothing_can_be_old(name: str) -> None:
    """That nothing waits there says nothing."""
    assert "among the newest 50, back to 5 days ago" in reason(
        talked(changes=threads(BUSY, is_whole=False)), name
    )


def test_load_is_open_issues_for_each_person_at_work() -> None:
    """40 issues for two people a year ago, 40 for one now."""
    work = [Work(times=70, every=10), Work("Ben Example <ben@example.org>", days_ago=400, times=30, every=10)]
    issues = threads([a_thread(400 + n) for n in range(40)], closed_of_old=0)

    assert value(talked(issues, work=work), "issues.load_trend") == 2.0
    assert rests_on(talked(issues, work=work), "issues.load_trend") == (
        ("issues and people now", "40 open, 1 at work"),
        ("issues and people 12 months ago", "40 open, 2 at work"),
    )


@pytest.mark.parametrize(
    ("count", "closed_of_old", "expected"),
    [
        (40, Unknown("not asked"), "not asked"),
        (20, 3, "fewer than 30 issues are open: too few to speak of a load"),
    ],
)
def test_a_load_that_cannot_be_told(count: int, closed_of_old: int | Unknown, expected: str) -> None:
    """Without the number closed since, or with few issues."""
    issues = threads([a_thread(400 + n) for n in range(count)], closed_of_old=closed_of_old)

    assert reason(talked(issues, work=[Work(times=70, every=10)]), "issues.load_trend") == expected


def test_a_year_ago_out_of_sight() -> None:
    """A hundred issues are newer than a year, and there are more open ones."""
    issues = threads([a_thread(1 + n / 10) for n in range(100)], open=300, closed_of_old=5)

    assert reason(talked(issues, work=[Work(times=70, every=10)]), "issues.load_trend") == (
        "the newest 100 open issues do not reach back a year"
    )
