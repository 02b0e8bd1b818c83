"""Where each commit entered the main line of a history, so that one reading of it serves every earlier moment."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from operator import itemgetter, neg
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
    place in the line (negated); `named` is, for each identity, the first row that names it.
    """

    history: History
    ids: bytes
    earliest: array[int]
    entered: array[int]
    named: array[int]

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
        return self.history if rows == len(self.history) else self._beginning(rows)

    def _beginning(self, rows: int) -> History:
        """The first rows, and the identities that they name; ids are not copied, they go on beyond these rows."""
        history = self.history
        return replace(
            history,
            identities=history.identities[: bisect_left(self.named, rows)],
            authors=history.authors[:rows],
            committers=history.committers[:rows],
            authored=history.authored[:rows],
            committed=history.committed[:rows],
            offsets=history.offsets[:rows],
            flags=history.flags[:rows],
            ids=history.ids,
            coauthors={row: group for row, group in history.coauthors.items() if row < rows},
        )


def line_of(history: History, traced: Tracer) -> Line:
    """The line of a history in the order that was traced."""
    order = in_order(array("i", map(neg, traced.places)))
    times = map(history.committed.__getitem__, traced.line)
    ordered = _ordered(history, order)
    named = _named(ordered)
    return Line(
        _renumbered(ordered, named),
        _ids(history, traced.line),
        array("q", map(neg, accumulate(times, min))),
        array("i", (-traced.places[row] for row in order)),
        array("I", named.values()),
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


def _named(history: History) -> dict[int, int]:
    """The first row that names each identity, in the order of these rows."""
    rows = range(len(history) - 1, -1, -1)
    columns = (history.authors, history.committers)
    by_column = [dict(zip(reversed(column), rows, strict=True)).items() for column in columns]
    together = [(who, row) for row, group in history.coauthors.items() for who in group]
    found: dict[int, int] = {}
    for who, row in sorted(chain(*by_column, together), key=itemgetter(1)):
        found.setdefault(who, row)
    return found


def _renumbered(history: History, named: Iterable[int]) -> History:
    """Identities in the order in which commits name them, so that those of the first commits come first."""
    number = {old: new for new, old in enumerate(named)}
    return replace(
        history,
        identities=tuple(history.identities[old] for old in number),
        authors=array("I", map(number.__getitem__, history.authors)),
        committers=array("I", map(number.__getitem__, history.committers)),
        coauthors={row: tuple(number[who] for who in group) for row, group in history.coauthors.items()},
    )
