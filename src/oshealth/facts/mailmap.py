"""`.mailmap`: which name and address a project itself gives to the identities in its history.

Format: https://git-scm.com/docs/gitmailmap. Names and addresses compare without regard to case; of two lines
that speak of the same identity the later one wins, as in git.
"""

from collections.abc import Mapping, Set
from typing import Final, NamedTuple

from msgspec import Struct, field

from oshealth.snapshot import Identity

MAX_LINES: Final = 100_000
MAX_LINE: Final = 1_000


class Proper(NamedTuple):
    """What a line puts in place of an identity; an empty part leaves that part as it was."""

    name: str
    email: str


class Mailmap(Struct, frozen=True):
    """A parsed `.mailmap`: `by_email` are the lines that look at the address alone, `by_both` at name and
    address.
    """

    by_email: Mapping[str, Proper] = field(default_factory=dict)
    by_both: Mapping[tuple[str, str], Proper] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.by_email or self.by_both)

    def resolve(self, identity: Identity) -> Identity:
        """The identity the project gives to this one; unchanged when no line speaks of it. Not applied
        twice.
        """
        email = identity.email.casefold()
        proper = self.by_both.get((identity.name.casefold(), email)) or self.by_email.get(email)
        if proper is None:
            return identity
        return Identity(proper.name or identity.name, proper.email or identity.email)


def parse(text: str) -> Mailmap:
    """A `.mailmap` from its text. Lines that are none, and what lies beyond the bounds, are passed over."""
    by_email: dict[str, Proper] = {}
    by_both: dict[tuple[str, str], Proper] = {}
    for line in text.removeprefix("\ufeff").split("\n", MAX_LINES)[:MAX_LINES]:
        if line.startswith("#") or len(line) > MAX_LINE:
            continue
        first = _person(line)
        if first is None:
            continue
        second = _person(first.rest)
        if second is None:
            _add(by_email, first.email, Proper(first.name, ""))
        elif second.name:
            by_both[second.name.casefold(), second.email.casefold()] = Proper(first.name, first.email)
        else:
            _add(by_email, second.email, Proper(first.name, first.email))
    return Mailmap(by_email, by_both)


def difference(one: Mailmap, other: Mailmap) -> Set[str]:
    """The addresses, case-folded, of the identities that the two may resolve otherwise."""
    by_email = {email for email, _ in one.by_email.items() ^ other.by_email.items()}
    return by_email | {email for (_, email), _ in one.by_both.items() ^ other.by_both.items()}


class _Person(NamedTuple):
    name: str
    email: str
    rest: str


def _person(text: str) -> _Person | None:
    name, opened, after = text.partition("<")
    email, closed, rest = after.partition(">")
    return _Person(name.strip(), email.strip(), rest) if opened and closed else None


def _add(by_email: dict[str, Proper], email: str, proper: Proper) -> None:
    before = by_email.get(email.casefold(), Proper("", ""))
    by_email[email.casefold()] = Proper(proper.name or before.name, proper.email or before.email)
