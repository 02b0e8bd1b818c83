"""Figures by the words of published ladders: over six months, and as a mean."""

import pytest

from oshealth.facts import facts_of
from oshealth.facts.base import Reading, Value
from oshealth.snapshot import Conversation, Project, Snapshot, Thread, Threads, Unknown
from tests.builders import NOW, Work, a_snapshot

DAY = 86_400


def fact(name: str, seen: Snapshot) -> Reading:
    return facts_of(seen).get(name)


def asked(*threads: tuple[float, float | None]) -> Snapshot:
    """Issues from outside: opened so many days ago, answered so many days later."""
    items = tuple(
        Thread(
            number,
            int(NOW.timestamp() - ago * DAY),
            "somebody",
            "human",
            "newcomer",
            answered=None if wait is None else int(NOW.timestamp() + (wait - ago) * DAY),
        )
        for number, (ago, wait) in enumerate(threads, start=1)
    )
    return a_snapshot(conversation=Conversation(issues=Threads(items, is_whole=True)))


@pytest.mark.parametrize(
    ("work", "people"),
    [
        ([Work(days_ago=200, times=50)], 0),
        ([Work(days_ago=1, times=3)], 1),
        ([Work(times=3), Work(by="Ben Example <ben@example.org>", times=2), Work("Cleo <c@example.org>", times=2)], 2),
    ],
)  # fmt: skip
def test_the_absence_factor_of_six_months_is_not_widened(work: list[Work], people: int) -> None:
    reading = fact("contributors.absence_factor_six_months", a_snapshot(work=work))

    assert isinstance(reading, Value)
    assert reading.value == people


def test_a_mean_counts_what_still_waits() -> None:
    """One was answered after 2 days, one waits for 10: a mean of 6. What is older than 3 months is left out."""
    reading = fact("issues.mean_reaction_days", asked((20, 2), (10, None), (100, 90)))

    assert isinstance(reading, Value)
    assert reading.value == 6.0


def test_what_was_not_seen_is_unknown() -> None:
    nobody = Unknown("nobody from outside opened an issue in the last 3 months")

    assert fact("issues.mean_reaction_days", asked()) == nobody
    assert fact("issues.mean_reaction_days", a_snapshot(conversation=Unknown("no token"))) == Unknown(
        "no token"
    )
    assert fact("contributors.absence_factor_six_months", a_snapshot(history=Unknown("shallow"))) == Unknown(
        "shallow"
    )
    assert fact("project.is_fork", a_snapshot(project=Unknown("not asked"))) == Unknown("not asked")


def test_a_fork_is_what_the_forge_calls_one() -> None:
    reading = fact("project.is_fork", a_snapshot(project=Project(is_fork=True)))

    assert isinstance(reading, Value)
    assert reading.value is True
