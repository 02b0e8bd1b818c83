"""What a fact is: a typed value read from a snapshot, with what it was read from; or Unknown with the
reason.
"""

from collections.abc import Callable, Hashable, Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypeVar, cast

from msgspec import Struct, field
from msgspec.structs import replace

from oshealth.errors import UnknownName
from oshealth.facts.corrections import NOTHING_CORRECTED, Corrections
from oshealth.snapshot import Evidence, Group, Snapshot, Tree, Unknown

if TYPE_CHECKING:
    from oshealth.facts.moments import Memory

FactValue: TypeAlias = bool | int | float | str | tuple[str, ...]
Kind: TypeAlias = Literal["yes/no", "number", "text", "list", "date"]
Sample: TypeAlias = Callable[[Tree], tuple[str, ...]]
T = TypeVar("T")

SOMEBODY: Final = "somebody"
"""Stands for a person where people are not named."""

_UNREAD: Final = object()


class Value(Struct, frozen=True):
    """A value that was read, and the evidence it rests on."""

    value: FactValue
    evidence: tuple[Evidence, ...] = ()


Reading: TypeAlias = Value | Unknown


class Fact(Struct, frozen=True):
    """One entry of the catalogue.

    `name` is `family.fact`; `unit` says what the number counts ("people", "days", "" for none); `definition`
    is one or two sentences; `source` names the standard, paper or page the definition comes from. `needs` are
    the evidence groups it reads; `texts` are globs (any case, `**` for any depth) of the files whose contents
    it reads; `sample` chooses further ones when only the tree can tell which; `uses` are names of other facts it reads,
    whose needs and texts then are its own too (see `with_used`). A fact may heed the conversation without asking for
    it, where it was read for others' sake; its definition then says so. The entries of a fact that `names_people` are
    people by name, address or account: see `nameless`.
    """

    name: str
    kind: Kind
    definition: str
    read: "Callable[[Facts], Reading]"
    needs: frozenset[Group]
    unit: str = ""
    source: str = ""
    texts: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    sample: Sample | None = None
    names_people: bool = False


def nameless(fact: Fact, reading: Reading) -> Reading:
    """What is told of a fact where nobody asked for names: of one that names people, how many they are."""
    if not fact.names_people or not isinstance(reading, Value) or not isinstance(reading.value, tuple):
        return reading
    return replace(reading, value=(SOMEBODY,) * len(reading.value))


def with_used(fact: Fact, by_name: Mapping[str, Fact]) -> Fact:
    """A fact with the needs and texts of the facts it uses, however far down."""
    seen, waiting = {fact.name: fact}, [fact]
    while waiting:
        new = [by_name[name] for name in waiting.pop().uses if name in by_name and name not in seen]
        seen.update((used.name, used) for used in new)
        waiting.extend(new)
    return replace(
        fact,
        needs=frozenset().union(*(used.needs for used in seen.values())),
        texts=tuple(dict.fromkeys(glob for used in seen.values() for glob in used.texts)),
    )


class Facts(Struct):
    """The facts of one snapshot, each read once, when first asked for.

    `locations` maps kinds of documents to paths that the project's own settings declare, `corrections` says what they
    hold of identities. `earlier` are the facts of the same repository at an earlier moment, under the same settings:
    readings that take long go on from there where that gives the same result, and begin anew where not.
    """

    snapshot: Snapshot
    catalogue: Mapping[str, Fact]
    locations: Mapping[str, str] = field(default_factory=dict)
    corrections: Corrections = NOTHING_CORRECTED
    earlier: "Facts | None" = None
    _readings: dict[str, Reading] = field(default_factory=dict)
    _once: dict[Hashable, object] = field(default_factory=dict)
    _same: dict[Hashable, tuple[object, Callable[[], object]]] = field(default_factory=dict)
    memory: "Memory | None" = None

    @property
    def as_of(self) -> datetime:
        """The "now" of every age and window, in UTC."""
        return self.snapshot.as_of

    def get(self, name: str) -> Reading:
        """The reading of one fact. Raises UnknownName for a name that is not in the catalogue."""
        if self.memory:
            return cast("Reading", self.memory.ask(self, name))
        known = self._readings.get(name)
        if known is None:
            known = self._readings[name] = cast("Reading", self.read(name))
        return known

    def read(self, key: Hashable) -> object:
        """Makes a reading anew by its key: the name of a fact, a reader, or a reader and what it is asked about."""
        if isinstance(key, str):
            fact = self.catalogue.get(key)
            if fact is None:
                raise UnknownName("fact", key, self.catalogue)
            return fact.read(self)
        if isinstance(key, tuple):
            return key[0](self, key[1])
        return cast("Callable[[Facts], object]", key)(self)

    def keep(self, reader: "Callable[[Facts], T]", found: T) -> None:
        """Have `once` answer this: for whoever asks what if something were so."""
        self._once[reader] = found

    def once(self, reader: "Callable[[Facts], T]") -> T:
        """What `reader` makes of this snapshot, computed at the first call and kept: for readings that
        facts share.
        """
        if self.memory:
            return cast("T", self.memory.ask(self, reader))
        found = self._once.get(reader, _UNREAD)
        if found is _UNREAD:
            found = self._once[reader] = reader(self)
        return cast("T", found)

    def about(self, reader: "Callable[[Facts, Any], T]", what: Hashable) -> T:
        """What `reader` makes of this snapshot when asked about one thing, computed once for each."""
        key = (reader, what)
        if self.memory:
            return cast("T", self.memory.ask(self, key))
        found = self._once.get(key, _UNREAD)
        if found is _UNREAD:
            found = self._once[key] = reader(self, what)
        return cast("T", found)

    def lent(self, reader: "Callable[[Facts], T]") -> T:
        """As `once`, for what hands out evidence when it is asked: it is made anew for each snapshot."""
        return self.memory.lend(reader, partial(reader, self)) if self.memory else self.once(reader)

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, which goes by these facts alone: taken over from the earlier moment when they are the same."""
        return self.memory.top(self, key, make) if self.memory else make()

    def let_go(self) -> None:
        """Forget the earlier moment, from which nothing is taken over any more."""
        self.earlier = None
        if self.memory is not None:
            self.memory.forget()

    def same(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, which depends on nothing but `key`: taken over from the earlier moment where it was asked.

        It is kept too, so that a key may name an object that it holds by its `id`.
        """
        if self.memory and (piece := self.memory.piece(key, make)):
            return piece[0]
        found = self._same.get(key) or (self.earlier._same.get(key) if self.earlier else None)
        self._same[key] = found = found or (make(), make)
        return cast("T", found[0])
