"""What a project's own settings say of identities: who is one person, who is not, what is a program and what is not."""

from collections.abc import Iterable
from typing import Final, TypeAlias

from msgspec import Struct, field

from oshealth.facts.mailmap import Mailmap, Proper
from oshealth.snapshot import Identity

MAX_GROUPS: Final = 1_000
Keys: TypeAlias = frozenset[tuple[str, str]]


class Corrections(Struct, frozen=True):
    """Corrections to the merging of identities, as sets of folded names and addresses.

    `same` maps identities to the one that stands for them; those in `apart` are not merged by name; those in `bots`
    are programs, those in `people` are none. An entry without a name means every name at that address.
    """

    same: Mailmap = field(default_factory=Mailmap)
    apart: Keys = frozenset()
    bots: Keys = frozenset()
    people: Keys = frozenset()


NOTHING_CORRECTED: Final = Corrections()


def corrections(
    same: Iterable[Iterable[str]], apart: Iterable[str], bots: Iterable[str], people: Iterable[str]
) -> Corrections:
    """Corrections from entries such as `Ada Example <ada@example.org>` or `<ada@example.org>`."""
    return Corrections(
        _same(same), *(frozenset(map(_key, map(read, group))) for group in (apart, bots, people))
    )


def read(entry: str) -> Identity:
    """One entry as an identity; an address needs no angle brackets when it stands alone."""
    name, opened, rest = entry.strip().partition("<")
    if not opened and "@" in name:
        return Identity("", name.strip())
    return Identity(name.strip(), rest.partition(">")[0].strip())


def holds(keys: Keys, identity: Identity) -> bool:
    """Whether an identity is among those that entries mean."""
    if not keys:
        return False
    name, email = _key(identity)
    return (name, email) in keys or ("", email) in keys


def _key(identity: Identity) -> tuple[str, str]:
    return identity.name.casefold(), identity.email.casefold()


def _same(groups: Iterable[Iterable[str]]) -> Mailmap:
    by_email: dict[str, Proper] = {}
    by_both: dict[tuple[str, str], Proper] = {}
    for group in groups:
        first, *others = (read(entry) for entry in group)
        for other in others:
            if other.name:
                by_both[_key(other)] = Proper(first.name, first.email)
            else:
                by_email[other.email.casefold()] = Proper(first.name, first.email)
    return Mailmap(by_email, by_both)
