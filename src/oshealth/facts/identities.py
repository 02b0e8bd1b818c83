"""Identities: which names and addresses of a history are the same person. One merging step, used by every
fact.

Two identities are one person when the project's `.mailmap` says so, or they share an e-mail address, an
account behind a forge's private address (also as a bare name: `ada-x`), or a full name. Programs (see `bots`)
are kept apart from people, whatever they share.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from msgspec import Struct

from oshealth.facts import mailmap
from oshealth.facts.base import Facts
from oshealth.facts.bots import FORGE_ADDRESSES, Calling, calling_of
from oshealth.facts.corrections import NOTHING_CORRECTED, Corrections, holds
from oshealth.facts.signs import Reason, Sign, account_sign, login_of, signs_of
from oshealth.snapshot import Evidence, Identity, Unknown

MAILMAP: Final = ".mailmap"
MAX_IDENTITIES: Final = 250_000


class Link(NamedTuple):
    """Why two identities (indexes of `History.identities`) are one person."""

    identity: int
    same_as: int
    reason: Reason


class Person(NamedTuple):
    """Somebody, or some program, behind one or more identities (indexes). `calling` is "" for a person."""

    identities: tuple[int, ...]
    calling: Calling | Literal[""]

    @property
    def is_bot(self) -> bool:
        """Whether this is a program."""
        return self.calling != ""


_NOBODY: Final = Person((), "")


@dataclass(frozen=True, slots=True)
class People:
    """Everybody in a history. `of` gives the index in `persons` for each index of `History.identities`, `programs`
    whether that identity is of a program (1 or 0).

    `proper` are the identities as the project names them, `forges` those with which a forge commits for somebody;
    `links` holds one reason for every merge made; `evidence` says whether the project's `.mailmap` was heeded.
    `merging` goes on with the same people later.
    """

    of: array[int]
    programs: bytes
    persons: tuple[Person, ...]
    proper: tuple[Identity, ...]
    forges: frozenset[int]
    links: tuple[Link, ...]
    evidence: tuple[Evidence, ...]
    merging: Merging = field(repr=False, compare=False)


def people(facts: Facts) -> People | Unknown:
    """The people of the snapshot's history; use as `facts.once(people)`."""
    history = facts.snapshot.history
    if isinstance(history, Unknown):
        return history
    if len(history.identities) > MAX_IDENTITIES:
        return Unknown(f"more than {MAX_IDENTITIES} different names and addresses in the history")
    text = _mailmap_text(facts)
    if isinstance(text, Unknown):
        evidence: tuple[Evidence, ...] = (Evidence("absence", path=MAILMAP, value=text.reason),)
    else:
        evidence = (Evidence("path", path=MAILMAP),) if text else ()
    merging = _merging(facts, "" if isinstance(text, Unknown) else text)
    merging.add(history.identities)
    return merging.people(evidence)


def known_before(facts: Facts) -> int:
    """How many of the identities an earlier moment knew already, by the same `.mailmap` and corrections: readings by
    identity go on from there. 0 when there is none to go on from.
    """
    before, everybody = facts.earlier.once(people) if facts.earlier else None, facts.once(people)
    if not isinstance(before, People) or not isinstance(everybody, People):
        return 0
    return len(before.of) if before.merging is everybody.merging else 0


def _merging(facts: Facts, text: str) -> Merging:
    """The merging of an earlier moment, when it went by the same `.mailmap` and corrections, and its identities come
    first now too; by another `.mailmap` a new one, to which it tells what it knew of each identity.
    """
    before = facts.earlier.once(people) if facts.earlier else None
    history = facts.snapshot.history
    if isinstance(before, People) and not isinstance(history, Unknown):
        known = before.merging
        same = known.corrected == facts.corrections
        if same and tuple(known.raw) == history.identities[: len(known.raw)]:
            return known if known.mailmap == text else Merging(text, facts.corrections, known.told)
    return Merging(text, facts.corrections)


class Told(Struct, frozen=True, gc=False):
    """What an identity tells by itself, as the project names it: what is behind it, its signs, the account its name may be,
    and the login that its address tells.
    """

    proper: Identity
    calling: Calling | Literal[""]
    signs: tuple[Sign, ...]
    handle: str
    login: str


class Merging:
    """The merging step at work, under a `.mailmap` and the project's corrections, which go over it: identities are
    added one after the other in linear time, by union-find, and the people can be told at any moment.
    """

    def __init__(
        self, text: str = "", corrected: Corrections = NOTHING_CORRECTED, known: Sequence[Told] = ()
    ) -> None:
        self.mailmap, self.raw, self.told = text, list[Identity](), list[Told]()
        self._project, self.corrected = mailmap.parse(text), corrected
        self._known = known  # of the first identities, under the same corrections
        self._parents = array("I")  # a group's root is its smallest index
        self._owners: dict[str, dict[Sign, int]] = {}  # of each calling apart
        self._handles: dict[str, list[int]] = {}
        self._logins: set[str] = set()
        self._links: list[Link] = []
        self._forges: list[int] = []
        self._programs = bytearray()
        self._of = array("I")  # these three: as told the last time
        self._members: list[list[int]] = []
        self._persons: list[Person] = []

    def add(self, identities: Sequence[Identity]) -> None:
        """Those identities that were not yet added; the first ones are the ones that were."""
        known = iter(self._known[len(self.raw) :])
        for index, identity in enumerate(identities[len(self.raw) :], len(self.raw)):
            proper, told = _proper(identity, self._project, self.corrected), next(known, None)
            if told is None or told.proper != proper:
                calling = _calling(identity, proper, self.corrected)
                told = Told(proper, calling, *signs_of(proper), login_of(proper))
            self._parents.append(index)
            self.raw.append(identity)
            self.told.append(told)
            self._programs.append(told.calling != "")
            self._join_by_signs(index, told)
            if identity.email.casefold() in FORGE_ADDRESSES:
                self._forges.append(index)
        self._known = ()

    def people(self, evidence: tuple[Evidence, ...] = ()) -> People:
        """Everybody so far; a person's number is by the first of their identities."""
        changed = set[int]()
        for index in range(len(self._of), len(self._parents)):
            parent = self._parents[index]
            if parent == index:
                self._of.append(len(self._members))
                self._members.append([])
                self._persons.append(_NOBODY)
            else:
                self._of.append(self._of[parent])
            self._members[self._of[index]].append(index)
            changed.add(self._of[index])
        for number in changed:
            its = self._members[number]
            self._persons[number] = Person(tuple(its), self.told[its[0]].calling)
        return People(
            of=self._of[:],
            programs=bytes(self._programs),
            persons=tuple(self._persons),
            proper=tuple(told.proper for told in self.told),
            forges=frozenset(self._forges),
            links=tuple(self._links),
            evidence=evidence,
            merging=self,
        )

    def _join_by_signs(self, index: int, told: Told) -> None:
        signs, login, handle = told.signs, told.login, told.handle
        if self.corrected.apart and holds(self.corrected.apart, self.raw[index]):
            signs = tuple(sign for sign in signs if sign[0] != "full name")
        for sign in signs:
            self._join(index, sign)
        if login and login not in self._logins:
            self._logins.add(login)
            for other in self._handles.get(login, ()):
                self._join(other, account_sign(login))
        if handle:
            self._handles.setdefault(handle, []).append(index)
            if handle in self._logins:
                self._join(index, account_sign(handle))

    def _join(self, index: int, sign: Sign) -> None:
        other = self._owners.setdefault(self.told[index].calling, {}).setdefault(sign, index)
        if other == index:
            return
        low, high = self._root(index), self._root(other)
        if low > high:
            low, high = high, low
        if low != high:
            self._parents[high] = low
            if high < len(self._of):
                self._forget()
            self._links.append(Link(index, other, self._told_by_project(index, other) or sign[0]))

    def _forget(self) -> None:
        """Two people who were told apart are one: everybody after them has another number."""
        del self._of[:]
        self._members.clear()
        self._persons.clear()

    def _root(self, index: int) -> int:
        parents = self._parents
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    def _told_by_project(self, *both: int) -> Reason | None:
        """`settings` or `mailmap` when one of the two was renamed by it."""
        same = self.corrected.same
        if same and any(same.resolve(self.raw[index]) != self.raw[index] for index in both):
            return "settings"
        return "mailmap" if any(self.raw[index] != self.told[index].proper for index in both) else None


def _proper(identity: Identity, project: mailmap.Mailmap, corrected: Corrections) -> Identity:
    """The identity that the settings, or else the `.mailmap`, put in place of this one."""
    if not (corrected.same or project):
        return identity
    if not corrected.same:
        return project.resolve(identity)
    own = corrected.same.resolve(identity)
    return own if own != identity else corrected.same.resolve(project.resolve(identity))


def _calling(raw: Identity, proper: Identity, corrected: Corrections) -> Calling | Literal[""]:
    if corrected.people and holds(corrected.people, raw):
        return ""
    if corrected.bots and (holds(corrected.bots, raw) or holds(corrected.bots, proper)):
        return "automation"
    return calling_of(raw) or (calling_of(proper) if proper is not raw else "")


def _mailmap_text(facts: Facts) -> str | Unknown:
    """The text of `.mailmap`, empty when there is none."""
    texts, tree = facts.snapshot.texts, facts.snapshot.tree
    if isinstance(texts, Unknown):
        return texts
    absent: str | Unknown = Unknown(texts.partial) if texts.partial else ""
    if not isinstance(tree, Unknown) and MAILMAP in tree.paths and not texts.partial:
        absent = Unknown("its contents were not read")
    return texts.by_path.get(MAILMAP, absent)
