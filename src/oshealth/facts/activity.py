"""Whether the project lives: when people last committed, how much and how steadily. Bots and merges do not
count.
"""

from collections.abc import Callable
from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.contributors import NEEDS
from oshealth.facts.identities import MAILMAP
from oshealth.facts.windows import (
    DAY,
    MONTH,
    UNDATED,
    YEAR,
    Commits,
    Window,
    Work,
    all_time,
    evidence,
    last,
    now,
    twelve_months,
    unseen,
    work,
)
from oshealth.snapshot import Evidence, History, Unknown


def _within(
    pick: Callable[[Facts], Window], count: Callable[[Work, Window], int]
) -> Callable[[Facts], Reading]:
    """A reader that counts something in one fixed window."""

    def reader(facts: Facts) -> Reading:
        done, window = facts.once(work), pick(facts)
        if isinstance(done, Unknown):
            return done
        return unseen(facts, window) or Value(count(done, window), evidence(facts, window))

    return reader


def _six_months(facts: Facts) -> Window:
    return last(183, now(facts), "the last 6 months")


def _human(done: Work, window: Window) -> int:
    return done.human.total(window)


def _months(done: Work, window: Window) -> int:
    ends = [window.end - month * MONTH for month in range(YEAR // MONTH)]
    return sum(done.human.total(Window(end - MONTH, end, window.name)) > 0 for end in ends)


def _dependency_bots(done: Work, window: Window) -> int:
    persons = done.people.persons
    counts = done.automatic.counts(window)
    return sum(n for person, n in counts.items() if persons[person].calling == "dependency-updates")


def _commits(facts: Facts) -> Reading:
    history = facts.snapshot.history
    if isinstance(history, Unknown):
        return history
    hidden = unseen(facts, all_time(facts))
    return hidden or Value(
        len(history),
        (
            Evidence("fact", name="window", value=all_time(facts).name),
            Evidence("fact", name="commits counted", value=len(history)),
            Evidence("commit", name="audited commit", value=facts.snapshot.revision),
        ),
    )


def _days_since_last_commit(facts: Facts) -> Reading:
    done = facts.once(work)
    if isinstance(done, Unknown):
        return done
    if done.newest_time == UNDATED:
        return Unknown(_why_nobody(facts.snapshot.history, done.human))
    rests_on = sorted(evidence(facts, all_time(facts)), key=lambda one: one.kind != "commit")
    return Value((now(facts) - done.newest_time) // DAY, tuple(rests_on))


def _why_nobody(history: History | Unknown, human: Commits) -> str:
    if isinstance(history, History) and history.partial:
        return f"{history.partial}; no commit by a person was seen"
    return "no commit by a person has a usable date" if len(human) else "no commit by a person"


def _fact(name: str, unit: str, definition: str, read: Callable[[Facts], Reading]) -> Fact:
    return Fact(name, "number", definition, read, NEEDS, unit, _SOURCE, (MAILMAP,))


_SOURCE: Final = "CHAOSS, Activity Dates and Times"

FACTS: Final = (
    _fact(
        "history.commits",
        "commits",
        "All commits that the audited one reaches, merges and bots included.",
        _commits,
    ),
    _fact(
        "history.human_commits",
        "commits",
        "Non-merge commits by people that the audited one reaches.",
        _within(all_time, _human),
    ),
    _fact(
        "activity.days_since_last_commit",
        "days",
        "Whole days since the newest non-merge commit by a person entered the history.",
        _days_since_last_commit,
    ),
    _fact(
        "activity.commits_in_six_months",
        "commits",
        "Non-merge commits by people in the last 183 days.",
        _within(_six_months, _human),
    ),
    _fact(
        "activity.commits_in_twelve_months",
        "commits",
        "Non-merge commits by people in the last 365 days.",
        _within(twelve_months, _human),
    ),
    _fact(
        "activity.active_months",
        "months",
        "How many of the last 12 months saw a non-merge commit by a person; a month is a twelfth of a year, "
        "counted back from the day of the audit.",
        _within(twelve_months, _months),
    ),
    _fact(
        "activity.dependency_bot_commits",
        "commits",
        "Commits by dependency-update bots (Dependabot, Renovate and others of the list) in the last 365 "
        "days.",
        _within(twelve_months, _dependency_bots),
    ),
)
