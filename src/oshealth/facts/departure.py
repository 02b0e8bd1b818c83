"""What would be left if some people went: their commits taken out of a history, their names off the list, their
reviews and merges out of the conversation.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress
from typing import Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from oshealth.errors import AskedWrongly
from oshealth.facts.authorship import Authorship, authorship, orphaned_folders, truck_factor
from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.bots import private_account
from oshealth.facts.identities import People, people
from oshealth.facts.stewards import LISTED, Register, register
from oshealth.facts.windows import chosen, evidence, work
from oshealth.snapshot import Conversation, Evidence, History, Identity, Unknown

ABSENCE_FACTOR: Final = "contributors.absence_factor"
COUNTED: Final = "maintainers.count"
TRUCK_FACTOR: Final = "contributors.truck_factor"
ORPHANED: Final = "contributors.orphaned_folders"
LASTING: Final = ("project.age_days", "project.is_quiet")
"""What a project is by its past: it grows no younger, nor is it finished, because people go."""

ON_THE_FORGE: Final = ("reviews.people", "changes.mergers")
"""Who reviews and who merges, by accounts."""

GONE: Final = Identity("departed[bot]", "")
"""Stands for whoever left as the committer of what others wrote; the suffix keeps it from counting as a person."""

Reader: TypeAlias = Callable[[Facts], Reading]


class Leavers(Struct, frozen=True):
    """Who leaves: indexes of `People.persons`, their accounts on the forge as the conversation has them, and the register
    by which a list of maintainers is compared. `is_sure` when every one of them has such an account or is known to the
    forge's private addresses by one.
    """

    persons: frozenset[int]
    register: Register
    accounts: frozenset[str] = frozenset()
    is_sure: bool = True

    @property
    def people(self) -> int:
        """How many they are: persons of the history, and accounts that nothing there is known to belong to."""
        return len(self.persons) + sum(not self.register.find(f"@{account}") for account in self.accounts)


def leavers(facts: Facts, names: Sequence[str]) -> Leavers | Unknown:
    """The people that names, addresses or accounts (`@ada`, also of who only reviews or merges on the forge) mean.

    Raises AskedWrongly for one that means nobody.
    """
    everybody, history = facts.once(people), facts.snapshot.history
    if isinstance(everybody, Unknown):
        return everybody
    if isinstance(history, Unknown):
        return history
    known, seen = facts.once(register), frozenset(_accounts(facts.snapshot.conversation))
    typed = {name.removeprefix("@").casefold() for name in names}
    persons = frozenset(person for name in names for person in _meant(known, name, seen))
    owned = {account: known.find(f"@{account}") & persons for account in seen}
    accounts = frozenset(account for account in seen if owned[account] or account in typed)
    placed = {person for account in accounts for person in owned[account]}
    placed |= {
        everybody.of[index]
        for index, identity in enumerate(history.identities)
        if everybody.of[index] in persons and private_account(identity.email)
    }
    return Leavers(persons, known, accounts, persons <= placed or bool(accounts & typed))


def _accounts(conversation: Conversation | Unknown) -> Iterator[str]:
    """Who reviewed or merged, in lower case."""
    changes = conversation if isinstance(conversation, Unknown) else conversation.changes
    for one in () if isinstance(changes, Unknown) else changes.items:
        told = one.reviewers if isinstance(one.reviewers, tuple) else ()
        yield from (who.casefold() for who in (*told, one.merged_by) if isinstance(who, str) and who)


def without(facts: Facts, gone: Leavers) -> Facts:
    """The facts as they would be without these people: nothing that they wrote counts, nor that they let in or reviewed,
    and they are on no list. Files and texts stay as they are, and so does what was approved, the age of the project and
    whether it is a quiet one. Figures on people keep their window, so that both compare, and the absence factor counts how
    many more would have to leave.
    """
    everybody, history = facts.once(people), facts.snapshot.history
    if isinstance(everybody, Unknown) or isinstance(history, Unknown):
        return facts
    seen = replace(
        facts.snapshot,
        history=_history(history, everybody, gone.persons),
        conversation=_conversation(facts.snapshot.conversation, gone.accounts),
    )
    listed, count = facts.catalogue[LISTED], facts.catalogue[COUNTED]
    changed = {
        ABSENCE_FACTOR: replace(facts.catalogue[ABSENCE_FACTOR], read=_more_to_leave(facts, gone)),
        TRUCK_FACTOR: replace(facts.catalogue[TRUCK_FACTOR], read=_authored(facts, gone, truck_factor)),
        ORPHANED: replace(facts.catalogue[ORPHANED], read=_authored(facts, gone, _orphaned)),
        LISTED: replace(listed, read=_unlisted(listed, gone)),
        COUNTED: replace(count, read=_fewer(count, listed, gone)),
        **{
            name: replace(facts.catalogue[name], read=_sure(facts.catalogue[name], gone))
            for name in ON_THE_FORGE
        },
        **{name: replace(facts.catalogue[name], read=_as_before(facts, name)) for name in LASTING},
    }
    later = Facts(seen, {**facts.catalogue, **changed}, facts.locations, facts.corrections)
    later.keep(chosen, facts.once(chosen))
    return later


def work_left(facts: Facts, gone: Leavers) -> float | Unknown:
    """The part of the commits in the window of figures on people that was not made by those who leave, 0 to 1."""
    done, window = facts.once(work), facts.once(chosen)
    if isinstance(done, Unknown):
        return done
    if isinstance(window, Unknown):
        return window
    counts = done.human.counts(window)
    if not counts:
        return Unknown("nobody has committed in the last 24 months")
    return round(sum(n for person, n in counts.items() if person not in gone.persons) / counts.total(), 3)


def _meant(known: Register, name: str, accounts: frozenset[str]) -> set[int]:
    found = known.find(name) | known.find(f"@{name}")
    if not found and name.removeprefix("@").casefold() not in accounts:
        raise AskedWrongly(
            f"nobody in the history is {name!r}",
            "Give a name, an e-mail address or an account; `oshealth facts TARGET --people` tells who there is.",
        )
    return found


def _history(history: History, everybody: People, persons: frozenset[int]) -> History:
    """The history without the commits of these people; what they committed for others has another committer."""
    leaves = bytes(person in persons for person in everybody.of)
    kept = bytes(not leaves[author] for author in history.authors)
    nobody = len(history.identities)
    rows = range(0, len(history.ids), history.id_width)
    places: Iterable[int] = compress(range(len(history)), kept)
    return replace(
        history,
        identities=(*history.identities, GONE),
        authors=array("I", compress(history.authors, kept)),
        committers=array("I", (nobody if leaves[who] else who for who in compress(history.committers, kept))),
        authored=array("q", compress(history.authored, kept)),
        committed=array("q", compress(history.committed, kept)),
        offsets=array("h", compress(history.offsets, kept)),
        flags=bytes(compress(history.flags, kept)),
        ids=b"".join(history.ids[row : row + history.id_width] for row in compress(rows, kept)),
        coauthors={
            new: tuple(who for who in history.coauthors[old] if not leaves[who])
            for new, old in enumerate(places)
            if old in history.coauthors
        },
    )


def _conversation(seen: Conversation | Unknown, accounts: frozenset[str]) -> Conversation | Unknown:
    """The same with nobody in place of these accounts as reviewers and mergers."""
    if isinstance(seen, Unknown) or isinstance(seen.changes, Unknown):
        return seen
    items = tuple(
        replace(
            one,
            merged_by="" if _is_one(one.merged_by, accounts) else one.merged_by,
            reviewers=tuple(who for who in one.reviewers if not _is_one(who, accounts))
            if isinstance(one.reviewers, tuple)
            else one.reviewers,
        )
        for one in seen.changes.items
    )
    return replace(seen, changes=replace(seen.changes, items=items))


def _is_one(who: str | Unknown, accounts: frozenset[str]) -> bool:
    return isinstance(who, str) and who.casefold() in accounts


def _as_before(before: Facts, name: str) -> Reader:
    return lambda _facts: before.get(name)


def _sure(fact: Fact, gone: Leavers) -> Reader:
    """A reader of a count of accounts, unknown where the account of somebody who left is."""

    def read(facts: Facts) -> Reading:
        reading = fact.read(facts)
        if isinstance(reading, Unknown) or gone.is_sure:
            return reading
        return Unknown("the account of somebody who leaves is not known; give it as --without @ACCOUNT")

    return read


def _unlisted(fact: Fact, gone: Leavers) -> Reader:
    """A reader of the listed maintainers that passes over those who left."""

    def read(facts: Facts) -> Reading:
        listed = fact.read(facts)
        if isinstance(listed, Unknown) or not isinstance(listed.value, tuple):
            return listed
        left = tuple(entry for entry in listed.value if gone.persons.isdisjoint(gone.register.find(entry)))
        return Value(
            left, (*listed.evidence, Evidence("fact", name="listed before", value=len(listed.value)))
        )

    return read


def _more_to_leave(before: Facts, gone: Leavers) -> Reader:
    """A reader of the absence factor: of all the work of the window, how many of those left must go until half is gone."""

    def read(_facts: Facts) -> Reading:
        done, window = before.once(work), before.once(chosen)
        if isinstance(done, Unknown):
            return done
        if isinstance(window, Unknown):
            return window
        counts = done.human.counts(window).copy()
        half = counts.total() / 2 - sum(counts.pop(person, 0) for person in gone.persons)
        people = 0
        for _, count in counts.most_common():
            if half <= 0:
                break
            half, people = half - count, people + 1
        return Value(people, evidence(before, window))

    return read


def _authored(before: Facts, gone: Leavers, read: Callable[[Authorship, frozenset[int]], Reading]) -> Reader:
    """A reader of a figure on authorship: what the leavers wrote stays theirs, only they are no longer there."""

    def reader(_facts: Facts) -> Reading:
        found = before.once(authorship)
        return found if isinstance(found, Unknown) else read(found, gone.persons)

    return reader


def _orphaned(found: Authorship, gone: frozenset[int]) -> Reading:
    return Value(orphaned_folders(found, gone))


def _fewer(count: Fact, listed: Fact, gone: Leavers) -> Reader:
    """A reader of the number of maintainers, less those who left."""

    def read(facts: Facts) -> Reading:
        number, people = count.read(facts), listed.read(facts)
        if isinstance(number, Unknown) or isinstance(people, Unknown):
            return number
        if not isinstance(number.value, int) or not isinstance(people.value, tuple):
            return number
        left = {person for entry in people.value for person in gone.register.find(entry) & gone.persons}
        return Value(max(0, number.value - len(left)), number.evidence)

    return read
