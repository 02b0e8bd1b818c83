"""Where each commit entered the main line of a history, so that one reading of it serves every earlier moment."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from operator import neg
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from oshealth.facts.columns import in_order
from oshealth.snapshot import History

_NOWHERE: Final = -1


class Tracer(Struct):
    """Follows a log that shows no commit before all of its children, and notes where each one entered the main line.

    `places` holds, a row, the place on the first-parent line (0 is the newest) of the oldest commit that reaches it;
    `line` the rows of that line. Beside these columns only the commits that are still awaited are kept.
    """

    places: array[int] = field(default_factory=lambda: array("i"))
    line: array[int] = field(default_factory=lambda: array("I"))
    _awaited: dict[bytes, int] = field(default_factory=dict)
    _next: bytes = b""

    def follow(self, commits: Sequence[bytes], parents: Sequence[bytes]) -> None:
        """The next commits of the log and, for each, its parents; ids in hexadecimal, with blanks between."""
        awaited = self._awaited
        for commit, its in zip(commits, parents, strict=True):
            place = awaited.pop(commit, 0)
            before = its.split()
            if commit == self._next or not self.line:
                place = len(self.line)
                self.line.append(len(self.places))
                self._next = before[0] if before else b""
            self.places.append(place)
            for parent in before:
                if awaited.get(parent, _NOWHERE) < place:
                    awaited[parent] = place


class Line(Struct, frozen=True):
    """The first-parent line of a history, and the history in layers: what the oldest commit of the line reaches, then
    what each newer one adds.

    `ids` are those of the commits of the line, the newest first, as one run of bytes; `earliest` is, for each, the
    earliest time of it and all newer ones (negated, seconds since 1970); `entered` is, for each row of the history, its
    place in the line (negated).
    """

    history: History
    ids: bytes
    earliest: array[int]
    entered: array[int]

    def __len__(self) -> int:
        return len(self.earliest)

    @property
    def first(self) -> int:
        """The earliest time on the line, in seconds since 1970."""
        return -self.earliest[-1]

    def place_at(self, moment: int) -> int:
        """The place of the newest commit on the line committed by then, as `--as-of` finds it; -1 when there is none."""
        place = bisect_left(self.earliest, -moment)
        return place if place < len(self.earliest) else _NOWHERE

    def commit_at(self, place: int) -> str:
        """The id of the commit at a place of the line, in hexadecimal."""
        width = self.history.id_width
        return self.ids[place * width : place * width + width].hex()

    def history_at(self, place: int) -> History:
        """What the commit at that place reaches: the layers up to it, and only the identities that they name."""
        rows = bisect_right(self.entered, -place)
        return self.history if rows == len(self.history) else _beginning(self.history, rows)


def line_of(history: History, traced: Tracer) -> Line:
    """The line of a history in the order that was traced."""
    order = in_order(array("i", map(neg, traced.places)))
    times = map(history.committed.__getitem__, traced.line)
    return Line(
        _renumbered(_ordered(history, order)),
        _ids(history, traced.line),
        array("q", map(neg, accumulate(times, min))),
        array("i", (-traced.places[row] for row in order)),
    )


def _ids(history: History, rows: Sequence[int]) -> bytes:
    width, ids, found = history.id_width, history.ids, bytearray()
    for row in rows:
        found += ids[row * width : row * width + width]
    return bytes(found)


def _ordered(history: History, order: Sequence[int]) -> History:
    """The same commits in another order."""
    place = {row: new for new, row in enumerate(order) if row in history.coauthors}
    return replace(
        history,
        authors=array("I", map(history.authors.__getitem__, order)),
        committers=array("I", map(history.committers.__getitem__, order)),
        authored=array("q", map(history.authored.__getitem__, order)),
        committed=array("q", map(history.committed.__getitem__, order)),
        offsets=array("h", map(history.offsets.__getitem__, order)),
        flags=bytes(map(history.flags.__getitem__, order)),
        ids=_ids(history, order),
        coauthors={place[row]: history.coauthors[row] for row in sorted(place, key=place.__getitem__)},
    )


def _renumbered(history: History) -> History:
    """Identities in the order in which commits name them, so that those of the first commits come first."""
    rows = range(len(history) - 1, -1, -1)
    named = dict(zip(reversed(history.authors), rows, strict=True))
    for who, row in zip(reversed(history.committers), rows, strict=True):
        named[who] = min(row, named.get(who, row))
    for row, group in history.coauthors.items():
        named.update((who, min(row, named.get(who, row))) for who in group)
    identities = sorted(named, key=named.__getitem__)
    number = {old: new for new, old in enumerate(identities)}
    return replace(
        history,
        identities=tuple(history.identities[old] for old in identities),
        authors=array("I", map(number.__getitem__, history.authors)),
        committers=array("I", map(number.__getitem__, history.committers)),
        coauthors={row: tuple(number[who] for who in group) for row, group in history.coauthors.items()},
    )


def _beginning(history: History, rows: int) -> History:
    """The first rows, and the identities that they name; ids are not copied, they go on beyond these rows."""
    coauthors = {row: group for row, group in history.coauthors.items() if row < rows}
    authors, committers = history.authors[:rows], history.committers[:rows]
    together = [who for group in coauthors.values() for who in group]
    highest = max(max(column, default=_NOWHERE) for column in (authors, committers, together))
    return replace(
        history,
        identities=history.identities[: highest + 1],
        authors=authors,
        committers=committers,
        authored=history.authored[:rows],
        committed=history.committed[:rows],
        offsets=history.offsets[:rows],
        flags=history.flags[:rows],
        ids=history.ids,
        coauthors=coauthors,
    )
