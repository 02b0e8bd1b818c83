"""Who lets work in: people seen as committers, of merges or of what others wrote. What a forge commits in
somebody's name (GitHub's merge button signs as GitHub) does not show who pressed it, and is left out.
"""

from collections.abc import Callable, Iterator
from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.bots import FORGE_ADDRESSES
from oshealth.facts.contributors import NEEDS, in_window
from oshealth.facts.identities import MAILMAP
from oshealth.facts.windows import Window, Work, dates, evidence
from oshealth.snapshot import MERGE, Evidence, History


def committers_in(facts: Facts, done: Work, window: Window) -> Iterator[tuple[int, int]]:
    """Row and person of every commit in a window, merges too, that a person (no bot, no forge) committed."""
    history, people = done.history, done.people
    is_person = bytearray(
        not people.persons[person].is_bot and identity.email.casefold() not in FORGE_ADDRESSES
        for identity, person in zip(history.identities, people.of, strict=True)
    )
    columns = enumerate(zip(history.committers, facts.once(dates), strict=True))
    return (
        (row, people.of[committer])
        for row, (committer, time) in columns
        if is_person[committer] and (window.start == 0 or window.start < time <= window.end)
    )


def _committers(facts: Facts, done: Work, window: Window) -> Reading:
    people = {person for _, person in committers_in(facts, done, window)}
    return Value(len(people), evidence(facts, window))


def _mergers(facts: Facts, done: Work, window: Window) -> Reading:
    of, authors, flags = done.people.of, done.history.authors, done.history.flags
    people = {
        person
        for row, person in committers_in(facts, done, window)
        if flags[row] & MERGE or of[authors[row]] != person
    }
    by_forge = _merged_by_forge(facts, done.history, window)
    hidden = (Evidence("fact", name="commits signed by the forge", value=by_forge),) if by_forge else ()
    return Value(len(people), evidence(facts, window) + hidden)


def _merged_by_forge(facts: Facts, history: History, window: Window) -> int:
    is_forge = bytes(identity.email.casefold() in FORGE_ADDRESSES for identity in history.identities)
    columns = zip(history.committers, facts.once(dates), strict=True)
    return sum(
        is_forge[who] and (window.start == 0 or window.start < time <= window.end) for who, time in columns
    )


def _fact(name: str, definition: str, read: Callable[[Facts, Work, Window], Reading]) -> Fact:
    return Fact(
        name=f"contributors.{name}",
        kind="number",
        definition=definition,
        read=in_window(read),
        needs=NEEDS,
        unit="people",
        source="Best Practices badge, access_continuity (the committer as a sign of access)",
        texts=(MAILMAP,),
    )


FACTS: Final = (
    _fact(
        "committers",
        "People who committed something in the window, be it their own work or that of others.",
        _committers,
    ),
    _fact(
        "mergers",
        "People who in the window committed a merge or what somebody else wrote; merges that the forge "
        "signed for somebody do not show who made them.",
        _mergers,
    ),
)
