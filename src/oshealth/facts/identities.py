"""Identities: which names and addresses of a history are the same person. One merging step, used by every
fact.

Two identities are one person when the project's `.mailmap` says so, or they share an e-mail address, an
account behind a forge's private address (also as a bare name: `ada-x`), or a full name. Programs (see `bots`)
are kept apart from people, whatever they share.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, compress, count, islice
from operator import eq
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


def listed_before(facts: Facts) -> int:
    """How many identities come first that an earlier moment had too, the same of them programs, whoever they are by the
    `.mailmap` of each. 0 when there are none.
    """
    before, everybody = facts.earlier.once(people) if facts.earlier else None, facts.once(people)
    if not isinstance(before, People) or not isinstance(everybody, People):
        return 0
    same = everybody.merging.raw[: len(before.of)] == before.merging.raw[: len(before.of)]
    return len(before.of) if same and everybody.programs.startswith(before.programs) else 0


def _merging(facts: Facts, text: str) -> Merging:
    """The merging of an earlier moment, when it went by the same `.mailmap` and corrections, and its identities come
    first now too; by another `.mailmap` a new one, which goes on from what was known of each identity.
    """
    before = facts.earlier.once(people) if facts.earlier else None
    history = facts.snapshot.history
    if isinstance(before, People) and not isinstance(history, Unknown):
        known = before.merging
        same = known.corrected == facts.corrections
        if same and tuple(known.raw) == history.identities[: len(known.raw)]:
            return known if known.mailmap == text else Merging(text, facts.corrections, known)
    return Merging(text, facts.corrections)


class Told(Struct, frozen=True, gc=False):
    """What an identity tells by itself, as the project names it: what is behind it, its signs, the account its name may be,
    and the login that its address tells; and whether a forge commits with it for somebody.
    """

    proper: Identity
    calling: Calling | Literal[""]
    signs: tuple[Sign, ...]
    handle: str
    login: str
    is_forge: bool


class Merging:
    """The merging step at work, under a `.mailmap` and the project's corrections, which go over it: identities are
    added one after the other in linear time, by union-find, and the people can be told at any moment. What is `known` of
    the first identities was told by another `.mailmap`, under the same corrections.
    """

    def __init__(
        self, text: str = "", corrected: Corrections = NOTHING_CORRECTED, known: Merging | None = None
    ) -> None:
        self.mailmap, self.raw, self.told = text, list[Identity](), list[Told]()
        self.project, self.corrected = mailmap.parse(text), corrected
        self._parents = array("I")  # a group's root is its smallest index
        self._owners = defaultdict[str, dict[Sign, int]](dict)  # of each calling apart
        self._handles: dict[str, list[int]] = {}
        self._logins: set[str] = set()
        self._links: list[Link] = []
        self._groups: dict[int, list[int]] = {}  # by root, of more than one identity
        self._joined: list[int] = []  # all that are no root any more
        self._proper: list[Identity] = []
        self._programs = bytearray()
        self._forges: list[int] = []
        self._persons: list[Person] = []  # at each root, but for those that were joined since
        self._since: set[int] = set()
        if known is not None:
            self._go_on(known)

    def add(self, identities: Sequence[Identity]) -> None:
        """Those identities that were not yet added; the first ones are the ones that were."""
        new = identities[len(self.raw) :]
        self._append(new, [self._tell(identity) for identity in new])

    def people(self, evidence: tuple[Evidence, ...] = ()) -> People:
        """Everybody so far; a person's number is by the first of their identities."""
        parents = self._parents
        for root in self._since.intersection(self._groups):
            self._persons[root] = Person(tuple(sorted(self._groups[root])), self.told[root].calling)
        self._since.clear()
        are_roots = bytes(map(eq, parents, count()))
        of = array("I", islice(accumulate(are_roots, initial=-1), 1, None))
        for index in sorted(self._joined):
            of[index] = of[parents[index]]
        return People(
            of=of,
            programs=bytes(self._programs),
            persons=tuple(compress(self._persons, are_roots)),
            proper=tuple(self._proper),
            forges=frozenset(self._forges),
            links=tuple(self._links),
            evidence=evidence,
            merging=self,
        )

    def _go_on(self, known: Merging) -> None:
        """Add the identities of another merging; anew is told only of which the two `.mailmap` speak otherwise."""
        changed = mailmap.difference(known.project, self.project)
        told = [
            self._tell(identity) if identity.email.casefold() in changed else before
            for identity, before in zip(known.raw, known.told, strict=True)
        ]
        self._append(known.raw, told)

    def _tell(self, identity: Identity) -> Told:
        proper = _proper(identity, self.project, self.corrected)
        signs, handle = signs_of(proper)
        if self.corrected.apart and holds(self.corrected.apart, identity):
            signs = tuple(sign for sign in signs if sign[0] != "full name")
        calling = _calling(identity, proper, self.corrected)
        is_forge = identity.email.casefold() in FORGE_ADDRESSES
        return Told(proper, calling, signs, handle, login_of(proper), is_forge)

    def _append(self, identities: Sequence[Identity], told: Sequence[Told]) -> None:
        first = len(self.raw)
        self._parents.extend(range(first, first + len(told)))
        self.raw += identities
        self.told += told
        self._proper += [each.proper for each in told]
        self._programs.extend(each.calling != "" for each in told)
        self._forges += [index for index, each in enumerate(told, first) if each.is_forge]
        self._persons += [Person((index,), each.calling) for index, each in enumerate(told, first)]
        for index, each in enumerate(told, first):
            owners = self._owners[each.calling]
            for sign in each.signs:
                owner = owners.setdefault(sign, index)
                if owner != index:
                    self._join(index, owner, sign[0])
            if each.login or each.handle:
                self._join_by_account(index, each)

    def _join_by_account(self, index: int, told: Told) -> None:
        if told.login and told.login not in self._logins:
            self._logins.add(told.login)
            for other in self._handles.get(told.login, ()):
                self._join_by(other, account_sign(told.login))
        if told.handle:
            self._handles.setdefault(told.handle, []).append(index)
            if told.handle in self._logins:
                self._join_by(index, account_sign(told.handle))

    def _join_by(self, index: int, sign: Sign) -> None:
        owner = self._owners[self.told[index].calling].setdefault(sign, index)
        if owner != index:
            self._join(index, owner, sign[0])

    def _join(self, index: int, owner: int, reason: Reason) -> None:
        low, high = self._root(index), self._root(owner)
        if low > high:
            low, high = high, low
        if low != high:
            self._parents[high] = low
            self._joined.append(high)
            self._groups.setdefault(low, [low]).extend(self._groups.pop(high, (high,)))
            self._since.add(low)
            self._links.append(Link(index, owner, self._told_by_project(index, owner) or reason))

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
