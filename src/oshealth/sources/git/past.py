"""One history cut at many moments: which commits each moment reaches, without reading the history again."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import Final, TypeAlias

from oshealth.snapshot import History
from oshealth.sources.git.repository import Repository

Reader: TypeAlias = Callable[[int], bytes]
_NOWHERE: Final = -1
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Line:
    """The first-parent line of a history and where each commit entered it.

    `rows` are the rows of the line's commits, the newest first; `entered[row]` is the place in that line (0 is the
    newest) of the oldest commit that reaches the row.
    """

    history: History
    rows: array[int]
    entered: array[int]

    def place_at(self, moment: int) -> int:
        """The place of the newest commit on the line committed by then, as `--as-of` finds it; -1 when there is none."""
        committed = self.history.committed
        return next((place for place, row in enumerate(self.rows) if committed[row] <= moment), _NOWHERE)

    def history_at(self, place: int) -> History:
        """What the commit at that place reaches: the same history, cut."""
        return _cut(self.history, bytes(entered >= place for entered in self.entered))


def line_of(repository: Repository, commit: str, history: History) -> Line:
    """The first-parent line of a commit whose history was read. Raises GitSaid when parents cannot be read."""
    parents = _parents(repository, commit, history)
    rows = array("i", [0] if len(history) else [])
    seen = {0}
    while rows and parents[rows[-1]] and parents[rows[-1]][0] not in seen:
        rows.append(parents[rows[-1]][0])
        seen.add(rows[-1])
    entered = array("i", [_NOWHERE]) * len(history)
    for place in range(len(rows) - 1, -1, -1):
        _mark(rows[place], place, parents, entered)
    return Line(history, rows, entered)


def _mark(row: int, place: int, parents: Sequence[tuple[int, ...]], entered: array[int]) -> None:
    waiting = [row]
    while waiting:
        found = waiting.pop()
        if entered[found] == _NOWHERE:
            entered[found] = place
            waiting.extend(parents[found])


def _parents(repository: Repository, commit: str, history: History) -> list[tuple[int, ...]]:
    """Rows of the parents of each row; parents that were not read are left out. The commit itself is row 0."""
    width = history.id_width
    ids = bytes(history.ids)
    row_of = {ids[start : start + width]: row for row, start in enumerate(range(0, len(ids), width))}
    parents: list[tuple[int, ...]] = [()] * len(history)
    arguments = ("--parents", f"--max-count={len(history)}", "--end-of-options", commit)
    with repository.git.stream("rev-list", *arguments) as out:
        for line in _lines(out.read):
            child, *others = (bytes.fromhex(word) for word in line.decode("ascii").split())
            if child in row_of:
                parents[row_of[child]] = tuple(row_of[other] for other in others if other in row_of)
    return parents


def _lines(read: Reader) -> Iterator[bytes]:
    rest = b""
    while chunk := read(_CHUNK):
        *whole, rest = (rest + chunk).split(b"\n")
        yield from whole


def _cut(history: History, kept: bytes) -> History:
    """The rows that are kept, and only the identities that they name."""
    if all(kept):
        return history
    width = history.id_width
    authors = array("I", compress(history.authors, kept))
    committers = array("I", compress(history.committers, kept))
    coauthors = {
        new: history.coauthors[old]
        for new, old in enumerate(compress(range(len(history)), kept))
        if old in history.coauthors
    }
    named = dict.fromkeys((*authors, *committers, *(who for group in coauthors.values() for who in group)))
    number = {old: new for new, old in enumerate(named)}
    return replace(
        history,
        identities=tuple(history.identities[old] for old in named),
        authors=array("I", map(number.__getitem__, authors)),
        committers=array("I", map(number.__getitem__, committers)),
        authored=array("q", compress(history.authored, kept)),
        committed=array("q", compress(history.committed, kept)),
        offsets=array("h", compress(history.offsets, kept)),
        flags=bytes(compress(history.flags, kept)),
        ids=b"".join(
            compress(
                (history.ids[start : start + width] for start in range(0, len(history.ids), width)), kept
            )
        ),
        coauthors={row: tuple(number[who] for who in group) for row, group in coauthors.items()},
    )
