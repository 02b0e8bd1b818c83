"""Who is listed: people by name, e-mail address and forge handle, and teams, each once; placeholders are nobody."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from oshealth.compiled import compiled
from oshealth.facts.documents.words import folded

MOST_PEOPLE: Final = 2_000
KEPT: Final = 4_096
"""For how many entries it is kept what they share: a list is read at many moments."""

_EVERYBODY: Final = compiled(r"(?i)\bcontributors$")
_LETTERS: Final = compiled(r"[\W_]+")
GROUP: Final = compiled(
    r"(?i)\b(?:teams?|ecosystem|projects?|community|contributors|developers|foundation|inc|ltd|gmbh|organi[sz]ation|authors|maintainers|"
    r"group|labs?|software|council|committee|association|university|institute|working group)\b"
)
_PLACEHOLDER: Final = compiled(
    r"(?i)^(?:maintainer|member|person|contributor|name|user)\s*#?\d+$|^(?:your|full|first|last|github|maintainer)?[ -]?(?:name|"
    r"handle|username|login|id|user|userid|alias)\d*$|^(?:john|jane) doe$|^(?:todo|tbd|tba|n/?a|none|vacant|fixme|xxx+|foo|bar|"
    r"example)$|^your[ -].*|^\[.*\]$"
)
_SHARED_ADDRESSES: Final = frozenset(
    {"team", "dev", "devel", "developers", "info", "maintainers", "security", "contact", "support", "admin", "hello", "conduct",
     "help", "office", "noreply", "no-reply", "opensource", "open-source", "oss", "mail", "webmaster", "git",
     "owner", "private", "tsc"}
)  # fmt: skip
_NO_HANDLES: Final = frozenset(
    {"media", "param", "return", "import", "types", "latest", "next", "todo", "all", "here", "everyone"}
)
_NO_ORGANISATIONS: Final = frozenset({"org", "orgname", "your-org"})


class Person(Struct, frozen=True):
    """Somebody who is listed: what is known, as written, and the place and line where it was first found."""

    name: str = ""
    email: str = ""
    handle: str = ""
    line: int = 0
    place: str = ""

    def __str__(self) -> str:
        parts = (self.name, self.email and f"<{self.email}>", self.handle and f"(@{self.handle})")
        return " ".join(filter(None, parts))

    @property
    def keys(self) -> frozenset[str]:
        """What two entries of one person share: the handle, the address, a full name, or one written like the other."""
        return _keys(self.name, self.email, self.handle)


@lru_cache(maxsize=KEPT)
def _keys(written: str, email: str, handle: str) -> frozenset[str]:
    name = " ".join(folded(written).split())
    squeezed = (
        _LETTERS.sub("", word) for word in (name if " " in name else "", handle, email.partition("@")[0])
    )
    alike = {f"~{word.lower()}" for word in squeezed if len(word) >= 6}
    found = (handle.lower(), email.lower(), name)
    return frozenset(key for key in found if key) | alike


class Roster(Struct):
    """People and teams in the order found; an entry that shares a key with an earlier one is the same person."""

    people: list[Person] = field(default_factory=list)
    teams: dict[str, int] = field(default_factory=dict)
    place: str = ""
    _known: dict[str, int] = field(default_factory=dict)

    def add(self, person: Person) -> None:
        """Add a person, or complete the one who is listed already: of two, the first."""
        if is_placeholder(person) or len(self.people) >= MOST_PEOPLE:
            return
        if _EVERYBODY.search(person.name) and not person.email and not person.handle:
            return
        if GROUP.search(person.name):
            self.add_team(person.name, person.line)
            return
        keys = person.keys
        index = min((self._known[key] for key in keys if key in self._known), default=len(self.people))
        if index == len(self.people):
            self.people.append(replace(person, place=self.place))
        else:
            old = self.people[index]
            name, email = old.name or person.name, old.email or person.email
            self.people[index] = replace(old, name=name, email=email, handle=old.handle or person.handle)
        for key in keys:
            self._known.setdefault(key, index)

    @property
    def count(self) -> int:
        """The smallest number of people these can be.

        Who is known by a handle alone in one place may be who is known by a name alone in another, never in the same
        one: as many such pairs as can be made are taken away.
        """
        by_handle = Counter(person.place for person in self.people if not person.name and not person.email)
        by_name = Counter(person.place for person in self.people if not person.handle)
        handles, others = by_handle.total(), by_name.total()
        largest = max((by_handle + by_name).values(), default=0)
        return len(self.people) - min(handles, others, handles + others - largest)

    def add_all(self, people: Iterable[Person]) -> None:
        """Add several."""
        for person in people:
            self.add(person)

    def add_team(self, name: str, line: int) -> None:
        """Add a team by its handle, `org/team`."""
        of = name.partition("/")[0].lower()
        if not _PLACEHOLDER.match(name.rpartition("/")[2]) and of not in _NO_ORGANISATIONS:
            self.teams.setdefault(name.lower(), line)


def is_placeholder(person: Person) -> bool:
    """Whether an entry names nobody: empty, a template's filling, or an address that several share."""
    if person.handle and (_PLACEHOLDER.match(person.handle) or person.handle.lower() in _NO_HANDLES):
        return True
    if person.name and _PLACEHOLDER.match(person.name.strip("<>[](){} ")):
        return True
    shared = person.email.partition("@")[0].lower() in _SHARED_ADDRESSES
    return (
        not person.keys or (shared and not person.handle) or person.handle.lower().endswith(("[bot]", "-bot"))
    )
