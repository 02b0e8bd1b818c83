"""Moment to moment: the readings of a repository at one moment after another, where one is taken over as long as nothing
that it was made of changed.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import date, datetime
from functools import cache, partial
from types import NoneType
from typing import Any, Final, TypeVar, cast

from oshealth.facts import CATALOGUE
from oshealth.facts.base import Facts, Value
from oshealth.facts.corrections import Corrections
from oshealth.facts.seen import SeenSnapshot
from oshealth.snapshot import Snapshot, Unknown

T = TypeVar("T")
MOST: Final = 20_000
"""Things that can be read, each a bit: when so many were, nothing is taken over to the next moment."""
_PLAIN: Final = (str, int, float, bytes, bool, NoneType, date, datetime, frozenset)


class _Node:
    """A reading, and what it was made of: other readings (by key, with what they were), what was read of the evidence, and
    pieces that go by their key alone.

    `evidence` is a set of bits, one for each thing that can be read; `reach` those of the readings below it too.
    """

    __slots__ = ("asked", "before", "evidence", "is_deep", "pieces", "reach", "value")

    def __init__(self, before: "_Node | None" = None) -> None:
        self.value: Any = None
        self.before = before
        self.asked: dict[Hashable, Any] = {}
        self.evidence = self.reach = 0
        self.pieces: dict[Hashable, tuple[object, Callable[[], object]]] = {}
        self.is_deep = False


class Memory:
    """The readings of one moment. While one is made it is noted what it is made of; at the next moment it is taken over
    when all of that is the same, or comes out the same when it is made anew.
    """

    def __init__(self, snapshot: Snapshot, before: "Memory | None" = None) -> None:
        if before is not None and sum(map(len, before._bits.values())) > MOST:
            before = None
        self._seen: SeenSnapshot
        self._open: list[_Node] = []
        self._lent: dict[Hashable, _Node] = {}
        self._bits: dict[str, dict[Hashable, int]] = before._bits if before else {}
        self._seen = SeenSnapshot(snapshot, before._seen if before else None, self._note)
        self._changed = self._seen.changed(self._bits)
        self._before: dict[Hashable, _Node] = before._nodes if before else {}
        self._nodes: dict[Hashable, _Node] = {
            key: node for key, node in self._before.items() if not node.reach & self._changed
        }
        self.snapshot = cast("Snapshot", self._seen)

    def forget(self) -> None:
        """Let go of the moment before."""
        self._before = {}
        self._seen.forget()

    def readings(self) -> Iterator[tuple[Hashable, object]]:
        """All readings that there are, by key."""
        return ((key, node.value) for key, node in self._nodes.items())

    def ask(self, facts: Facts, key: Hashable) -> object:
        """The reading of a key, or what it was at the moment before where all that it was made of is the same."""
        node = self._nodes.get(key) or self._read(facts, key)
        if self._open:
            above = self._open[-1]
            above.asked[key] = node.value
            above.reach |= node.reach
            above.is_deep |= node.is_deep
        return node.value

    def top(self, facts: Facts | None, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, or gave at the moment before; no reading asks for it."""
        node = self._nodes.get(key)
        if node is None:
            node = self._before.get(key)
            if node is None or not self._stands(facts, node):
                node = self._made(make, _Node(node))
            self._nodes[key] = node
        return cast("T", node.value)

    def lend(self, key: Hashable, read: Callable[[], T]) -> T:
        """What `read` gives, kept for this moment alone: whoever asks reads what it reads."""
        node = self._lent.get(key)
        if node is None:
            node = self._lent[key] = self._made(read, _Node())
        for above in self._open[-1:]:
            above.asked |= node.asked
            above.evidence |= node.evidence
            above.reach |= node.reach
            above.is_deep |= node.is_deep
        return cast("T", node.value)

    def piece(self, key: Hashable, make: Callable[[], T]) -> tuple[T] | None:
        """A piece of the reading that is being made, which depends on its key alone; None where none is being made."""
        if not self._open:
            return None
        node = self._open[-1]
        found = (
            node.pieces.get(key) or (node.before.pieces.get(key) if node.before else None) or (make(), make)
        )
        node.pieces[key] = found
        return (cast("T", found[0]),)

    def _note(self, kind: str, about: Hashable) -> None:
        if not self._open:
            return
        bits = self._bits.setdefault(kind, {})
        bit = bits.get(about)
        if bit is None:
            bit = bits[about] = 1 << sum(map(len, self._bits.values()))
        node = self._open[-1]
        node.evidence |= bit
        node.reach |= bit
        node.is_deep |= about == "history"

    def _read(self, facts: Facts, key: Hashable) -> _Node:
        before = self._before.get(key)
        if before is not None and self._stands(facts, before):
            node = before
        else:
            node = self._made(partial(facts.read, key), _Node(before))
            if before is not None and alike(before.value, node.value, node.is_deep):
                node.value = before.value
        self._nodes[key] = node
        return node

    def _made(self, read: Callable[[], object], node: _Node) -> _Node:
        self._open.append(node)
        try:
            node.value = read()
        finally:
            self._open.pop()
        node.before = None
        return node

    def _stands(self, facts: Facts | None, node: _Node) -> bool:
        """Whether all that a reading was made of is as it was; then its reach is told anew."""
        if node.evidence & self._changed:
            return False
        reach = node.evidence
        for key, was in node.asked.items():
            below = self._nodes.get(key) or (self._read(facts, key) if facts else None)
            if below is None or below.value is not was:
                return False
            reach |= below.reach
        node.reach = reach
        return True


def facts_at(
    snapshot: Snapshot, locations: Mapping[str, str] | None, corrected: Corrections, earlier: Facts | None
) -> Facts:
    """The facts at one of several moments, after those at an earlier one: whatever is made of the same is taken over."""
    memory = Memory(snapshot, earlier.memory if earlier else None)
    return Facts(memory.snapshot, CATALOGUE, locations or {}, corrected, earlier, memory=memory)


def alike(one: object, other: object, is_deep: bool = False) -> bool:
    """Whether two readings are the same to the last: of one type throughout, and in the same order. False for what cannot
    be told in a few steps, such as what is `deep` with history and is no fact.
    """
    if one is other or type(one) is not type(other) or (is_deep and not isinstance(one, Value | Unknown)):
        return one is other
    if one != other:
        return False
    if isinstance(one, _PLAIN):
        return one == other
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return len(one) == len(other) and all(map(alike, one.items(), other.items()))
    names = _fields(cast("Hashable", type(one)))
    return bool(names) and all(alike(getattr(one, name), getattr(other, name)) for name in names)


@cache
def _fields(of: Hashable) -> tuple[str, ...]:
    """The fields of a frozen value; none for any other object."""
    return tuple(getattr(of, "__struct_fields__", ()) or getattr(of, "__dataclass_fields__", ()))
