"""How people from outside are met: each counts once, by what they sent first, and only the team's answer is a welcome."""

import pytest

from oshealth.snapshot import Label, Unknown
from tests.facts.conversations import a_thread, at, merged, reason, rests_on, talked, value

DECLINED = {"closed": at(5), "closed_by": "bo"}


def test_everybody_counts_once_by_their_first_change() -> None:
    """Three of five people; forty changes by one of them are one person."""
    changes = [merged(20 + n, 1, standing="contributor") for n in range(2)]
    changes += [a_thread(30 + n, 1, **DECLINED) for n in range(2)]
    changes += [merged(10 + n / 10, 1, author="friend", standing="contributor", number=n) for n in range(40)]

    assert value(talked(changes=changes), "newcomers.acceptance_ratio") == 0.6
    assert rests_on(talked(changes=changes), "newcomers.acceptance_ratio")[0] == (
        "first change requests that were decided counted",
        5,
    )


def test_what_may_have_been_withdrawn_is_no_refusal() -> None:
    """Closed within a week, and nobody says whether by the author: six merged ones do not settle it."""
    hidden = Unknown("who answered was not asked")
    changes = [merged(20 + n, 1) for n in range(6)]
    changes += [a_thread(30 + n, answered=hidden, closed=at(28 + n), closed_by=hidden) for n in range(2)]

    assert reason(talked(changes=changes), "newcomers.acceptance_ratio") == "who answered was not asked"


def test_a_reply_is_the_teams_word() -> None:
    """Eight of ten first threads; those of the last week are not asked about yet."""
    issues = [a_thread(20 + n, 1) for n in range(6)] + [a_thread(50), a_thread(51)] + [a_thread(2)] * 5
    changes = [merged(70, 3), merged(71, 3)]

    assert value(talked(issues, changes), "newcomers.reply_share") == 0.8


def test_whether_who_answered_is_of_the_team_may_not_be_seen() -> None:
    """Two more answers by the team would do, and two were given by people who do not show it."""
    shown = [a_thread(20 + n, 1) for n in range(6)]
    hidden = [a_thread(40 + n, 1, team_answered=None) for n in range(2)]
    silent = [a_thread(60 + n) for n in range(2)]

    assert reason(talked(shown + hidden + silent), "newcomers.reply_share") == (
        "2 of 10 were answered by people who do not show whether they are of the team"
    )
    assert (
        value(talked(shown[:5] + hidden + silent * 2 + [a_thread(70), a_thread(71)]), "newcomers.reply_share")
        == 0.455
    )


@pytest.mark.parametrize(
    "name",
    ["good first issue", "Good-First-Issue", "good_first_bug", "Help wanted", "E-easy", "up-for-grabs", "first-timers-only",
     "difficulty: starter", "beginner friendly", "contrib: good first contribution", "newcomer", "🌱 first issue"],
)  # fmt: skip
def test_labels_for_newcomers(name: str) -> None:
    """As real projects write them."""
    assert value(talked(labels=(Label("bug"), Label(name))), "newcomers.labels") == (name,)


@pytest.mark.parametrize(
    "name", ["uneasy", "easyconfig", "self-help", "wanted", "restarter", "first class", "renewcomer"]
)
def test_labels_that_only_sound_so(name: str) -> None:
    """Words are whole."""
    assert value(talked(labels=(Label(name),)), "newcomers.labels") == ()


def test_tasks_and_when_they_last_moved() -> None:
    """Over all the labels that were counted; one that was not counted is heeded only when nothing is known."""
    labels = (Label("good first issue", 3, at(40)), Label("help wanted", 2, at(12)), Label("E-easy"))

    assert value(talked(labels=labels), "newcomers.open_tasks") == 5
    assert value(talked(labels=labels), "newcomers.days_since_task_changed") == 12
    assert reason(talked(labels=labels[2:]), "newcomers.open_tasks") == "not counted"
    assert reason(talked(labels=(Label("help wanted", 0, None),)), "newcomers.days_since_task_changed") == (
        "no open issue has a label for newcomers"
    )


def test_a_hundred_labels_may_not_be_all() -> None:
    """None of them for newcomers: there may be others."""
    labels = tuple(Label(f"area {n}") for n in range(100))

    assert (
        reason(talked(labels=labels), "newcomers.open_tasks")
        == "there are more labels than the 100 that were read"
    )


def test_labels_that_the_forge_did_not_tell() -> None:
    """Its reason is the fact's."""
    assert reason(talked(labels=Unknown("the token may not read this")), "newcomers.labels") == (
        "the token may not read this"
    )
