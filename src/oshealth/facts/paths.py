"""The paths of a tree laid out by how their names begin and end and by their folders, so that a glob looks at few of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_KEPT: Final = 4


class _Same:
    """A tuple of paths, the same as another only when it is that very one: thousands of strings are not compared."""

    __slots__ = ("paths",)

    def __init__(self, paths: tuple[str, ...]) -> None:
        self.paths = paths

    def __hash__(self) -> int:
        return id(self.paths)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.paths is self.paths


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Texts in order, and the rows they stand for."""

    texts: Sequence[str]
    rows: Sequence[int]

    def beginning(self, start: str) -> Sequence[int]:
        """The rows of the texts that begin so; `start` is not empty."""
        after = start[:-1] + chr(ord(start[-1]) + 1)
        return self.rows[bisect_left(self.texts, start) : bisect_left(self.texts, after)]


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows of paths in lower case: by whole path, by name, and by what stands after the last dot of a name.

    `odd` are the rows of paths with letters that are not ASCII: what their case is, only a pattern knows.
    """

    by_path: _Sorted
    by_name: _Sorted
    by_ending: dict[str, list[int]]
    odd: tuple[int, ...]
    size: int

    def possible(self, start: str, first: str, last: str) -> Iterable[int]:
        """Rows, in no order, among which are all those whose path begins with `start` and whose name begins with `first`
        and ends with `last`: lower case, ASCII, empty where it may be anything.
        """
        if first:
            return (*self.by_name.beginning(first), *self.odd)
        if "." in last:
            return (*self.by_ending.get(last.rpartition(".")[2], ()), *self.odd)
        return (*self.by_path.beginning(start), *self.odd) if start else range(self.size)


def layout(paths: tuple[str, ...]) -> Layout:
    """The layout of these paths; that of the last few trees is kept."""
    return _layout(_Same(paths))


@lru_cache(maxsize=_KEPT)
def _layout(key: _Same) -> Layout:
    lowered = [path.lower() for path in key.paths]
    names = [path.rpartition("/")[2] for path in lowered]
    by_ending: dict[str, list[int]] = {}
    for row, name in enumerate(names):
        by_ending.setdefault(name.rpartition(".")[2], []).append(row)
    odd = () if all(map(str.isascii, key.paths)) else _odd(key.paths)
    return Layout(_sorted(lowered), _sorted(names), by_ending, odd, len(names))


def _odd(paths: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(row for row, path in enumerate(paths) if not path.isascii())


def _sorted(texts: Sequence[str]) -> _Sorted:
    rows = sorted(range(len(texts)), key=texts.__getitem__)
    return _Sorted([texts[row] for row in rows], rows)
