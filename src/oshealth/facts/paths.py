"""The paths of a tree by what their last part is, begins or ends with, so that of thousands only a handful need matching."""

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import takewhile
from typing import Final

_KEPT: Final = 4
_JOINT: Final = "\0"  # no path that git names holds it


class Names:
    """Some file names in lower case, and in which of them a piece of text stands."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(names)

    @cached_property
    def _joined(self) -> str:
        return _JOINT.join(self._names)

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
        self._rows: dict[str, list[int]] = {}
        for row, path in enumerate(self.lower):
            if path.isascii():
                self._rows.setdefault(path[path.rfind("/") + 1 :], []).append(row)
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

    def named(self, name: str) -> list[int]:
        """The rows of the paths whose last part is `name`, which is in lower case."""
        return self._rows.get(name, [])

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

    @cached_property
    def names(self) -> Names:
        """All names."""
        return Names(self._rows)

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
