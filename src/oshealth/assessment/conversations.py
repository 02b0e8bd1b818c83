"""The conversation that an example describes, as a forge would tell it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from oshealth.rulebook.given import GivenConversation, GivenLabel, GivenThread
from oshealth.snapshot import Conversation, Label, Thread, Threads, Unknown

DAY: Final = 86_400
_UNSEEN: Final = Unknown("not seen in this example")
_SWITCHED_OFF: Final = Unknown("the issue tracker of the forge is switched off")


def conversation_of(given: GivenConversation, now: datetime) -> Conversation:
    """Everything that the example says of the conversation."""
    moment = int(now.timestamp())
    issues = _threads(given.issues, given, moment)
    return Conversation(
        issues=issues if given.tracker else _SWITCHED_OFF,
        changes=_threads(given.changes, given, moment),
        labels=tuple(_label(name, label, moment) for name, label in given.labels.items()),
    )


def _label(name: str, given: GivenLabel, now: int) -> Label:
    if given.open is None:
        return Label(name)
    return Label(
        name, given.open, None if given.changed_days_ago is None else now - _seconds(given.changed_days_ago)
    )


def _threads(given: Sequence[GivenThread], around: GivenConversation, now: int) -> Threads:
    moments = (
        (now - _seconds(some.days_ago + number * some.every), index, number, some)
        for index, some in enumerate(given)
        for number in range(some.times)
    )
    newest_first = sorted(moments, key=lambda one: -one[0])
    numbers = range(len(newest_first), 0, -1)
    items = tuple(
        _thread(some, number, opened, some.by or f"somebody-{index}-{which}")
        for number, (opened, index, which, some) in zip(numbers, newest_first, strict=True)
    )
    still_open = tuple(item.opened for item in items if item.closed is None)
    return Threads(
        items=items,
        is_whole=not around.newest_only,
        open=len(still_open),
        closed=sum(item.closed is not None and item.merged is None for item in items),
        merged=sum(item.merged is not None for item in items),
        open_since=still_open,
        closed_of_old=_UNSEEN if around.closed_of_old is None else around.closed_of_old,
    )


def _thread(given: GivenThread, number: int, opened: int, author: str) -> Thread:
    closed = given.closed_after if given.merged_after is None else given.merged_after
    by_team = min(_answers(given, author), default=None)
    by_anybody = given.answered_after if by_team is None else min(by_team, given.answered_after or by_team)
    return Thread(
        number=number,
        opened=opened,
        author=author,
        author_kind="bot" if given.program else "human",
        standing=given.standing,
        closed=_after(opened, closed),
        merged=_after(opened, given.merged_after),
        answered=_UNSEEN if given.unseen else _after(opened, by_anybody),
        team_answered=_UNSEEN if given.unseen else _after(opened, by_team),
        reviewed=_UNSEEN if given.unseen else bool(given.reviewed_by),
        closed_by=given.closed_by or author,
        merged_by=_UNSEEN if given.unseen or not given.merged_by else given.merged_by,
        is_draft=given.draft,
        reviewers=_UNSEEN if given.unseen else given.reviewed_by,
        approved=_UNSEEN if given.unseen else given.approved,
    )


def _answers(given: GivenThread, author: str) -> Iterator[float]:
    """When the team answered: in words, by closing, or by merging what others sent."""
    if given.answered_after is not None and given.answered_by == "team":
        yield given.answered_after
    if given.merged_after is not None and given.merged_by not in {"", author}:
        yield given.merged_after
    elif given.closed_after is not None and given.closed_by not in {"", author}:
        yield given.closed_after


def _after(opened: int, days: float | None) -> int | None:
    return None if days is None else opened + _seconds(days)


def _seconds(days: float) -> int:
    return int(days * DAY)
