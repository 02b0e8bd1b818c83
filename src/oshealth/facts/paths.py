"""The paths of a tree by what their last part is, begins or ends with, so that of thousands only a handful need matching."""

from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate, takewhile
from typing import Final, TypeAlias

_KEPT: Final = 4
_FEW: Final = 40
"""As many paths are asked one by one: sorting them out would take longer."""
_JOINT: Final = "\0"  # no path that git names holds it


class Names:
    """Some file names in lower case, and in which of them a piece of text stands."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(names)

    @cached_property
    def _joined(self) -> str:
        return _JOINT.join(self._names)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def holding(self, piece: str) -> Iterator[str]:
        """The names in which `piece` stands."""
        return (name for name in self._names if piece in name) if piece in self._joined else iter(())


class Paths:
    """Paths in the order in which they were given. Those that are not ASCII are set `apart`: which letters of them are the
    same in another case, only a regular expression knows.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self.paths = tuple(paths)
        self._joined = _JOINT.join(self.paths).lower()
        self._mentioned: dict[str, bool] = {}
        self.lower = self._apart()
        self.apart: list[int] = []
        self._rows = defaultdict[str, list[int]](list)
        is_plain = self._joined.isascii()
        for row, path in enumerate(self.lower):
            if is_plain or path.isascii():
                self._rows[path[path.rfind("/") + 1 :]].append(row)
            else:
                self.apart.append(row)

    def _apart(self) -> list[str]:
        """Each path in lower case: all at once where none has a letter whose other case is longer."""
        if self._joined.isascii() and self._joined.count(_JOINT) == len(self.paths) - 1:
            return self._joined.split(_JOINT)
        return [path.lower() for path in self.paths]

    def mentions(self, piece: str) -> bool:
        """Whether `piece`, in lower case, stands somewhere in the paths."""
        known = self._mentioned.get(piece)
        if known is None:
            known = self._mentioned[piece] = piece in self._joined
        return known

    def holding(self, piece: str) -> list[int]:
        """The rows of the paths in which `piece`, in lower case, stands."""
        parts = self._parts
        if not (piece in parts or ("/" in piece and all(part in parts for part in piece.split("/")))):
            return []
        found: list[int] = []
        text, starts = self._in_a_row, self._starts
        at = text.find(piece)
        while at >= 0:
            row = bisect_right(starts, at) - 1
            found.append(row)
            at = text.find(piece, starts[row + 1]) if row + 1 < len(starts) else -1
        return found

    def in_folders(self, holds: Callable[[str], object]) -> list[int]:
        """The rows of the paths of whose folder at the root, in lower case and empty for the root itself, something holds;
        of folders that are not ASCII it is never known.
        """
        tops = self._by_top.items()
        return [row for top, rows in tops if not top.isascii() or holds(top.lower()) for row in rows]

    def named(self, name: str) -> list[int]:
        """The rows of the paths whose last part is `name`, which is in lower case."""
        return self._rows.get(name, [])

    def named_so(self, names: Mapping[str, object]) -> Iterable[str]:
        """Those of some names, in lower case, that are the last part of a path."""
        return names.keys() & self._rows.keys()

    def beginning(self, start: str) -> Iterator[str]:
        """The names that begin with `start`."""
        ordered = self._ordered
        names = (ordered[at] for at in range(bisect_left(ordered, start), len(ordered)))
        return takewhile(lambda name: name.startswith(start), names)

    def under(self, start: str) -> Iterator[int]:
        """The rows of the paths in ASCII that begin with `start`."""
        first = bisect_left(self._by_path, start, key=self.lower.__getitem__)
        rows = (self._by_path[at] for at in range(first, len(self._by_path)))
        return takewhile(lambda row: self.lower[row].startswith(start), rows)

    def ending(self, extension: str) -> Names:
        """The names whose last dot is followed by `extension` alone."""
        return self._by_extension.get(extension) or Names(())

    def with_extension(self, extension: str) -> Iterator[int]:
        """The rows of their paths."""
        return (row for name in self.ending(extension) for row in self._rows[name])

    @cached_property
    def names(self) -> Names:
        """All names."""
        return Names(self._rows)

    @cached_property
    def _in_a_row(self) -> str:
        return _JOINT.join(self.lower)

    @cached_property
    def _parts(self) -> str:
        """Every name of a folder or file, once: that is a small part of all paths."""
        return _JOINT.join(set(self._in_a_row.replace(_JOINT, "/").split("/")))

    @cached_property
    def _starts(self) -> list[int]:
        """Where in the row each path begins."""
        return [0, *accumulate(len(path) + 1 for path in self.lower[:-1])]

    @cached_property
    def _by_top(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for row, path in enumerate(self.paths):
            found.setdefault(path[: path.find("/")] if "/" in path else "", []).append(row)
        return found

    @cached_property
    def _ordered(self) -> list[str]:
        return sorted(self._rows)

    @cached_property
    def _by_path(self) -> list[int]:
        return sorted((row for rows in self._rows.values() for row in rows), key=self.lower.__getitem__)

    @cached_property
    def _by_extension(self) -> dict[str, Names]:
        found: dict[str, list[str]] = {}
        for name in self._rows:
            _, dot, extension = name.rpartition(".")
            if dot:
                found.setdefault(extension, []).append(name)
        return {extension: Names(names) for extension, names in found.items()}


_recent: Final[deque[Paths]] = deque(maxlen=_KEPT)


def sorted_out(paths: Iterable[str]) -> Paths:
    """The paths by their names; those of the last few trees are kept, since many ask the same tree."""
    for known in tuple(_recent):
        if known.paths is paths:
            return known
    found = Paths(paths)
    if isinstance(paths, tuple):
        _recent.append(found)
    return found


Likely: TypeAlias = Callable[[Paths], Iterable[int]]
"""Tells the rows of the paths of which something may hold, so that it is asked of no others."""


def with_pieces(*pieces: str) -> Likely:
    """The paths in which one of these stands, in lower case; those that are not ASCII too."""
    return lambda known: (*known.apart, *(row for piece in pieces for row in known.holding(piece)))


def with_endings(*endings: str) -> Likely:
    """The paths whose name ends so, each ending in lower case with its one dot; those that are not ASCII too."""
    return lambda known: (*known.apart, *(row for each in endings for row in known.with_extension(each[1:])))


def in_folders(*names: str) -> Likely:
    """The paths that lie, at any depth, in a folder at the root that is called so; `""` for those at the root itself."""
    wanted = frozenset(names)
    return lambda known: known.in_folders(wanted.__contains__)


def either(*several: Likely) -> Likely:
    """The paths that any of several tell."""
    return lambda known: (row for likely in several for row in likely(known))


def likely_of(paths: Iterable[str], likely: Likely | None) -> Iterable[str]:
    """The paths that are likely, in their order; all of them where they are few."""
    if likely is None or not isinstance(paths, tuple) or len(paths) <= _FEW:
        return paths
    known = sorted_out(paths)
    return [known.paths[row] for row in sorted(set(likely(known)))]
