"""Issues and change requests for tests, in a line each; days count back from the builders' NOW. Everybody is invented."""

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from oshealth.facts import FactValue, facts_of
from oshealth.facts.base import Value
from oshealth.snapshot import Conversation, Label, Snapshot, Thread, Threads, Unknown
from tests.builders import NOW, a_snapshot

DAY = 86_400


def at(days_ago: float) -> int:
    """So many days before now, in seconds since 1970."""
    return int(NOW.timestamp() - days_ago * DAY)


def a_thread(days_ago: float, answered_after: float | None = None, **more: Any) -> Thread:
    """An issue or change request from outside the team, answered by the team after so many days or never."""
    opened = at(days_ago)
    answered = None if answered_after is None else opened + int(answered_after * DAY)
    made = Thread(
        number=1,
        opened=opened,
        author=f"visitor-{days_ago}",
        author_kind="human",
        standing="newcomer",
        answered=answered,
        team_answered=answered,
        reviewed=False,
        closed_by=Unknown("it is not closed"),
        merged_by=Unknown("it is not merged"),
        reviewers=(),
        approved=False,
    )
    return replace(made, **more)


def merged(days_ago: float, after: float, by: str | Unknown = "bo", **more: Any) -> Thread:
    """A change request that was merged after so many days."""
    moment = at(days_ago) + int(after * DAY)
    return a_thread(days_ago, after, closed=moment, merged=moment, merged_by=by, **more)


def threads(items: Iterable[Thread], *, is_whole: bool = True, **more: Any) -> Threads:
    """The threads, newest first, with the counts that follow from them."""
    newest_first = tuple(sorted(items, key=lambda one: -one.opened))
    still_open = tuple(one.opened for one in newest_first if one.closed is None)
    return replace(
        Threads(newest_first, is_whole, open=len(still_open), open_since=still_open, fresh=len(still_open)),
        **more,
    )


def talked(
    issues: Iterable[Thread] | Threads = (), changes: Iterable[Thread] | Threads = (), **more: Any
) -> Snapshot:
    """A snapshot with this conversation; `labels` are told as given, everything else as for `a_snapshot`."""
    labels: tuple[Label, ...] = more.pop("labels", ())
    told = [each if isinstance(each, Threads) else threads(each) for each in (issues, changes)]
    return a_snapshot(**more, conversation=Conversation(told[0], told[1], labels))


def value(snapshot: Snapshot, name: str) -> FactValue:
    """The value of a fact that must be known."""
    reading = facts_of(snapshot).get(name)
    assert isinstance(reading, Value), reading
    return reading.value


def rests_on(snapshot: Snapshot, name: str) -> tuple[tuple[str, object], ...]:
    """Names and values of the evidence of a fact that must be known."""
    reading = facts_of(snapshot).get(name)
    assert isinstance(reading, Value), reading
    return tuple((each.name, each.value) for each in reading.evidence)


def reason(snapshot: Snapshot, name: str) -> str:
    """Why a fact is not known."""
    reading = facts_of(snapshot).get(name)
    assert isinstance(reading, Unknown), reading
    return reading.reason
