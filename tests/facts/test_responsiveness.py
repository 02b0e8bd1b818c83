"""How soon people get an answer: medians that no silence can improve, with the sample beside every figure."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from oshealth.facts import facts_of
from oshealth.facts.threads import Wait, middle
from oshealth.snapshot import Thread, Unknown
from tests.facts.conversations import a_thread as an_issue
from tests.facts.conversations import at, reason, rests_on, talked, threads, value

DAY = 86_400
WAITS = st.lists(st.builds(Wait, st.integers(0, 400 * DAY), st.booleans()), min_size=1, max_size=40)
ISSUES = st.lists(st.builds(an_issue, st.floats(1, 89), st.none() | st.floats(0, 1)), min_size=5, max_size=20)


def test_the_median_of_what_was_answered_and_what_still_waits() -> None:
    """Seven answered within hours or days, two silent ones come last; the sample is told."""
    issues = [an_issue(80 - n, n / 2) for n in range(7)] + [an_issue(50), an_issue(2)]

    assert value(talked(issues), "issues.response_days") == 2.0
    assert rests_on(talked(issues), "issues.response_days") == (
        ("issues counted", 9),
        ("window", "opened in the last 90 days"),
        ("still unanswered", 2),
    )


def test_silence_for_a_month_is_told_as_the_least_it_can_be() -> None:
    """More than half wait, and half of all have waited 41 days."""
    issues = [an_issue(40 + n) for n in range(6)] + [an_issue(60, 0.1)] * 2

    assert value(talked(issues), "issues.response_days") == 41.0


def test_young_silence_is_no_verdict() -> None:
    """Eight of ten have no answer, but they are days old."""
    issues = [an_issue(1 + n) for n in range(8)] + [an_issue(60, 0.1)] * 2

    assert reason(talked(issues), "issues.response_days") == (
        "more than half of 10 issues have no answer yet, but too recently opened to tell (median wait so far: 3 days)"
    )


def test_a_small_project_is_judged_by_twelve_months() -> None:
    """Four issues in 90 days are too few, six in a year are not; the window is named."""
    issues = [an_issue(20 * n + 1, 1) for n in range(4)] + [an_issue(150, 1), an_issue(300, 1)]

    assert rests_on(talked(issues), "issues.response_days")[:2] == (
        ("issues counted", 6),
        ("window", "opened in the last 365 days"),
    )


NOBODY = "issues by others opened in the last 365 days: none; at least 5 are needed to tell"


@pytest.mark.parametrize(
    ("several", "expected"),
    [
        ([], NOBODY),
        ([an_issue(9, 1)] * 4, NOBODY.replace("none", "4")),
        ([an_issue(900, 1)] * 9, NOBODY),
        ([an_issue(9, 1, standing="team")] * 9, NOBODY),
        ([an_issue(9, 1, author_kind="bot")] * 9, NOBODY),
        ([an_issue(9, answered=Unknown("hidden"))] * 9, "hidden"),
    ],
    ids=["none", "four", "years ago", "the team's own", "by programs", "not told"],
)
def test_too_little_is_unknown(several: Sequence[Thread], expected: str) -> None:
    """Below five, and where the forge did not say who answered."""
    assert reason(talked(several), "issues.response_days") == expected


def test_the_newest_fifty_are_a_sample_that_is_named() -> None:
    """When there are others in the window that were not read."""
    newest = threads([an_issue(n / 10, 0.01) for n in range(50)], is_whole=False)

    assert rests_on(talked(newest), "issues.response_days") == (
        ("issues counted", 50),
        ("window", "opened in the last 90 days"),
        ("sample", "the newest 50, back to 4 days ago"),
    )


def test_what_was_taken_back_at_once_waited_for_nobody() -> None:
    """Closed by its author within a week, without an answer; a program that closes so soon is none."""
    taken_back = an_issue(20, closed=at(19), closed_by="visitor-20")
    swept = an_issue(21, closed=at(20), closed_by="stale")

    assert value(talked([an_issue(9, 2)] * 5 + [taken_back] * 20), "issues.response_days") == 2.0
    assert rests_on(talked([an_issue(9, 2)] * 5 + [swept] * 4), "issues.response_days")[0] == (
        "issues counted",
        9,
    )


def test_change_requests_are_drafts_until_they_are_not() -> None:
    """Drafts ask for no answer yet; the window is 180 days."""
    changes = [an_issue(100 + n, 3) for n in range(5)] + [an_issue(50, is_draft=True)] * 9

    assert value(talked(changes=changes), "changes.response_days") == 3.0


def test_half_of_a_years_issues_were_acknowledged() -> None:
    """Those of the last two months and those before last year are not asked about."""
    asked = [an_issue(70, 30), an_issue(80, 1), an_issue(90, 1), an_issue(360), an_issue(300), an_issue(61)]
    others = [an_issue(59)] * 9 + [an_issue(366)] * 9

    assert value(talked(asked + others), "issues.acknowledged_share") == 0.5


def test_answers_slower_than_before() -> None:
    """Issues and change requests together; below a day there is no difference."""
    slow, quick = [an_issue(30, 6)] * 4, [an_issue(200, 2)] * 6
    snapshot = talked(slow + quick, [an_issue(40, 6)])

    assert value(snapshot, "conversation.response_trend") == 3.0
    assert rests_on(snapshot, "conversation.response_trend") == (
        ("median response, opened in the last 90 days", "6 days (5 counted)"),
        ("median response, opened in the 270 days before", "2 days (6 counted)"),
    )
    assert (
        value(talked([an_issue(30, 0.9)] * 5 + [an_issue(200, 0.1)] * 5), "conversation.response_trend")
        == 1.0
    )


def test_a_trend_needs_an_answer_to_compare_with() -> None:
    """Whoever never answered cannot have become slower."""
    silent = talked([an_issue(30, 1)] * 5 + [an_issue(200)] * 9)

    assert reason(silent, "conversation.response_trend") == (
        "more than half of what was opened before the last 90 days was never answered: nothing to compare with"
    )


def test_without_a_forge_nothing_is_known() -> None:
    """The reason is the snapshot's own."""
    snapshot = replace(talked(), conversation=Unknown("not asked of a forge"))

    for name in (
        "issues.response_days",
        "changes.response_days",
        "conversation.response_trend",
        "issues.open",
    ):
        assert reason(snapshot, name) == "not asked of a forge"


@given(WAITS, st.integers(0, 400 * DAY))
def test_an_unanswered_item_never_lowers_a_median(waits: list[Wait], age: int) -> None:
    """However young it is; a median may only rise, or turn into what they waited at least."""
    before, after = middle(waits), middle([*waits, Wait(age, is_answered=False)])

    assert not after.is_answered or (before.is_answered and after.seconds >= before.seconds)


@given(WAITS)
def test_half_got_their_answer_within_the_median(waits: list[Wait]) -> None:
    """And where it is only the least, more than half waited so long."""
    median = middle(waits)
    within = sum(wait.is_answered and wait.seconds <= median.seconds for wait in waits)
    so_long = sum(wait.seconds >= median.seconds for wait in waits)

    assert 2 * (within if median.is_answered else so_long) >= len(waits)


@given(st.data())
def test_the_order_of_items_changes_nothing(data: st.DataObject) -> None:
    """Whatever order a forge gives them in."""
    issues = [replace(one, number=number) for number, one in enumerate(data.draw(ISSUES))]
    others = data.draw(st.permutations(issues))
    first, second = (talked(replace(threads(()), items=tuple(each))) for each in (issues, others))

    for name in ("issues.response_days", "newcomers.reply_share", "issues.acknowledged_share"):
        assert facts_of(first).get(name) == facts_of(second).get(name)
