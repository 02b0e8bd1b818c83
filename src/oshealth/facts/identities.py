"""Identities: which names and addresses of a history are the same person. One merging step, used by every
fact.

Two identities are one person when the project's `.mailmap` says so, or they share an e-mail address, an
account behind a forge's private address (also as a bare name: `ada-x`), or a full name. Programs (see `bots`)
are kept apart from people, whatever they share.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from oshealth.facts import mailmap
from oshealth.facts.base import Facts
from oshealth.facts.bots import GITHUB, REMEMBERED, Calling, calling_of, private_account
from oshealth.facts.corrections import NOTHING_CORRECTED, Corrections, holds
from oshealth.snapshot import Evidence, History, Identity, Unknown

Reason: TypeAlias = Literal["settings", "mailmap", "e-mail", "forge account", "full name"]

MAILMAP: Final = ".mailmap"
MAX_IDENTITIES: Final = 250_000
MIN_NAME: Final = 5
MAX_TEXT: Final = 256

_NO_NAMES: Final = frozenset(
    {
        "default user", "dev team", "development team", "first last", "first name", "full name",
        "github user", "guest user", "invalid email address", "john doe", "my name", "name surname",
        "no author", "no name", "not committed yet", "root root", "root user", "system administrator",
        "test test", "test user", "ubuntu user", "unknown author", "unknown unknown", "unknown user",
        "user name", "your full name", "your name", "your name here",
    }
)  # fmt: skip
_NO_ACCOUNTS: Final = frozenset(
    {
        "admin", "administrator", "dev", "devnull", "email", "git", "github", "guest", "invalid",
        "localhost", "mail", "me", "no-reply", "nobody", "none", "noreply", "null", "root", "test",
        "ubuntu", "unknown", "user", "vagrant", "you", "your", "your-email", "your.email", "your_email",
        "youremail",
    }
)  # fmt: skip
_NO_REPLY: Final = frozenset({"noreply", "no-reply"})
_NO_HOSTS: Final = frozenset(
    {"", "(none)", "domain.com", "email.com", "example.com", "localhost", "none", "null", "test.com"}
)
_GAP: Final = re.compile(r"[\s._]")
_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
_ASCII_GAPS: Final = {code: " " for code in range(128) if not chr(code).isalnum()}


class Link(NamedTuple):
    """Why two identities (indexes of `History.identities`) are one person."""

    identity: int
    same_as: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, or some program, behind one or more identities (indexes). `calling` is "" for a person."""

    name: str
    identities: tuple[int, ...]
    calling: Calling | Literal[""]

    @property
    def is_bot(self) -> bool:
        """Whether this is a program."""
        return self.calling != ""


@dataclass(frozen=True, slots=True)
class People:
    """Everybody in a history. `of` gives the index in `persons` for each index of `History.identities`.

    `links` holds one reason for every merge made; `evidence` says whether the project's `.mailmap` was
    heeded.
    """

    of: array[int]
    persons: tuple[Person, ...]
    links: tuple[Link, ...]
    evidence: tuple[Evidence, ...] = ()


def people(facts: Facts) -> People | Unknown:
    """The people of the snapshot's history; use as `facts.once(people)`."""
    history = facts.snapshot.history
    if isinstance(history, Unknown):
        return history
    if len(history.identities) > MAX_IDENTITIES:
        return Unknown(f"more than {MAX_IDENTITIES} different names and addresses in the history")
    text = _mailmap_text(facts)
    if isinstance(text, Unknown):
        absent = (Evidence("absence", path=MAILMAP, value=text.reason),)
        return merge(history, mailmap.Mailmap(), absent, facts.corrections)
    heeded = (Evidence("path", path=MAILMAP),) if text else ()
    return merge(history, mailmap.parse(text), heeded, facts.corrections)


def merge(
    history: History,
    project: mailmap.Mailmap,
    evidence: tuple[Evidence, ...] = (),
    corrected: Corrections = NOTHING_CORRECTED,
) -> People:
    """The people of a history under a `.mailmap` and the project's corrections, which go over it: one pass over its
    distinct identities, in linear time.
    """
    raw = history.identities
    proper = [_proper(identity, project, corrected) for identity in raw]
    callings = [_calling(*pair, corrected) for pair in zip(raw, proper, strict=True)]
    logins = _handles(proper)
    forest = _Forest(len(proper))
    for index, identity in enumerate(proper):
        signs, handle = _signs(identity)
        if handle in logins:
            signs = (*signs, ("forge account", f"{handle.casefold()}@{GITHUB}"))
        apart = holds(corrected.apart, raw[index])
        for reason, key in signs:
            if not (apart and reason == "full name"):
                forest.join(index, (callings[index], reason, key))
    of, members = forest.groups()
    weights = Counter(history.authors)
    return People(
        of=of,
        persons=tuple(
            Person(
                name=_name(group, proper, weights),
                identities=tuple(group),
                calling=callings[group[0]],
            )
            for group in members
        ),
        links=tuple(_told_by_project(link, raw, proper, corrected) for link in forest.links),
        evidence=evidence,
    )


def _name(group: Sequence[int], proper: Sequence[Identity], weights: Mapping[int, int]) -> str:
    """The name of the identity with most commits; in whatever order commits are told, the same one."""
    if len(group) == 1:
        return proper[group[0]].name
    return proper[min(group, key=lambda index: (-weights.get(index, 0), proper[index]))].name


@lru_cache(REMEMBERED)
def folded_name(name: str) -> str:
    """A name without accents, case, punctuation or double spaces, to compare by; at most 256 characters
    are read.
    """
    if name.isascii():
        return " ".join(name[:MAX_TEXT].lower().translate(_ASCII_GAPS).split())
    plain = unicodedata.normalize("NFKD", name[:MAX_TEXT].casefold()).translate(_LETTERS)
    letters = (
        " " if not letter.isalnum() else letter for letter in plain if not unicodedata.combining(letter)
    )
    return " ".join("".join(letters).split())


def full_name(name: str) -> str:
    """The folded name when it is one that tells a person: two words (`ada.example` too), over four
    characters, not in the stop-list.
    """
    folded = folded_name(name)
    tells = (
        _GAP.search(name.strip()) and " " in folded and len(folded) >= MIN_NAME and folded not in _NO_NAMES
    )
    return folded if tells else ""


@lru_cache(REMEMBERED)
def address(email: str) -> str:
    """The folded address when it is one that tells a person; empty for placeholders such as
    `you@example.com`.
    """
    folded = email[:MAX_TEXT].strip().casefold()
    account, _, host = folded.rpartition("@")
    told = account.split("+")[0] or host
    placeholder_host = host.split(":")[0] in _NO_HOSTS or host.endswith((".localdomain", ".(none)", ".local"))
    if told in _NO_ACCOUNTS and (placeholder_host or not account or "noreply" in host or told in _NO_REPLY):
        return ""
    return folded if account or host not in _NO_HOSTS else ""


@lru_cache(REMEMBERED)
def _signs(identity: Identity) -> tuple[tuple[tuple[Reason, str], ...], str]:
    """What tells a person, and the name where it is no full one: it may be an account."""
    name = full_name(identity.name)
    signs = tuple(_signs_of_address(identity))
    return ((*signs, ("full name", name)), "") if name else (signs, identity.name.strip())


def _signs_of_address(identity: Identity) -> Iterator[tuple[Reason, str]]:
    email = address(identity.email)
    if not email:
        yield "e-mail", f"{folded_name(identity.name)} <{identity.email.casefold()[:MAX_TEXT]}>"
        return
    yield "e-mail", email
    account = private_account(email)
    if account:
        yield "forge account", f"{account.login}@{account.host}"
    if account and account.number:
        yield "forge account", f"#{account.number}@{account.host}"


def _handles(identities: Iterable[Identity]) -> frozenset[str]:
    """Logins behind GitHub's private addresses that, used as a name, tell that account: no plain first
    names.
    """
    logins = {
        identity.email.partition("@")[0].rpartition("+")[2]
        for identity in identities
        if identity.email.casefold().endswith(f"@{GITHUB}")
    }
    return frozenset(login for login in logins if len(login) >= MIN_NAME and not login.istitle())


def _proper(identity: Identity, project: mailmap.Mailmap, corrected: Corrections) -> Identity:
    """The identity that the settings, or else the `.mailmap`, put in place of this one."""
    if not (corrected.same or project):
        return identity
    own = corrected.same.resolve(identity)
    return own if own != identity else corrected.same.resolve(project.resolve(identity))


def _calling(raw: Identity, proper: Identity, corrected: Corrections) -> Calling | Literal[""]:
    if holds(corrected.people, raw):
        return ""
    if holds(corrected.bots, raw) or holds(corrected.bots, proper):
        return "automation"
    return calling_of(raw) or (calling_of(proper) if proper is not raw else "")


def _told_by_project(
    link: Link, raw: Sequence[Identity], proper: Sequence[Identity], corrected: Corrections
) -> Link:
    """The link with `settings` or `mailmap` for its reason when one of the two was renamed by it."""
    both = (link.identity, link.same_as)
    if any(corrected.same.resolve(raw[index]) != raw[index] for index in both):
        return link._replace(reason="settings")
    renamed = any(raw[index] != proper[index] for index in both)
    return link._replace(reason="mailmap") if renamed else link


def _mailmap_text(facts: Facts) -> str | Unknown:
    """The text of `.mailmap`, empty when there is none."""
    texts, tree = facts.snapshot.texts, facts.snapshot.tree
    if isinstance(texts, Unknown):
        return texts
    absent: str | Unknown = Unknown(texts.partial) if texts.partial else ""
    if not isinstance(tree, Unknown) and MAILMAP in tree.paths and not texts.partial:
        absent = Unknown("its contents were not read")
    return texts.by_path.get(MAILMAP, absent)


class _Forest:
    """Union-find over identities: a group's root is always its smallest index."""

    def __init__(self, size: int) -> None:
        self.parents = array("I", range(size))
        self.owners: dict[tuple[str, Reason, str], int] = {}
        self.links: list[Link] = []

    def root(self, index: int) -> int:
        parents = self.parents
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    def join(self, index: int, sign: tuple[str, Reason, str]) -> None:
        other = self.owners.setdefault(sign, index)
        if other == index:
            return
        low, high = sorted((self.root(index), self.root(other)))
        if low != high:
            self.parents[high] = low
            self.links.append(Link(index, other, sign[1]))

    def groups(self) -> tuple[array[int], list[list[int]]]:
        numbers: dict[int, int] = {}
        of = array("I")
        members: list[list[int]] = []
        for index in range(len(self.parents)):
            number = numbers.setdefault(self.root(index), len(members))
            if number == len(members):
                members.append([])
            members[number].append(index)
            of.append(number)
        return of, members
