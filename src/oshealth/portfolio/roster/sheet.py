"""What every reader of a list hands on: named columns and rows of cells, before anybody knows which column is which."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from oshealth.portfolio.values import Place, Skipped


class Line(Struct, frozen=True):
    """One row as it was read. `links` are addresses that stand behind its cells without being their text."""

    place: Place
    cells: tuple[str, ...]
    links: tuple[str, ...] = ()


class Sheet(Struct, frozen=True):
    """A list as it was read, whatever its format.

    `kind` says for what it was taken. `is_prose`: only links to known forges count in it, since it also links to other
    things. `is_grid`: people wrote it in rows and columns, and a blank may mean what stands above. Without `has_head`
    the columns were named by us. `unreadable` are the parts of which no row could be made.
    """

    kind: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    unreadable: tuple[Skipped, ...] = ()
    has_head: bool = True
    is_prose: bool = False
    is_grid: bool = False


def named(width: int) -> tuple[str, ...]:
    """Names for the columns of a list that has none."""
    return tuple(f"column {number}" for number in range(1, width + 1))


def squared(rows: Sequence[Line], columns: Sequence[str]) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    """Columns and rows of one width: that of the widest row. What is added has no name and no text."""
    width = max([len(columns), *(len(row.cells) for row in rows)])
    head = (*columns, *("" for _ in range(width - len(columns))))
    whole = tuple(
        row
        if len(row.cells) == width
        else Line(row.place, (*row.cells, *("" for _ in range(width - len(row.cells)))), row.links)
        for row in rows
    )
    return head, whole


def from_records(
    kind: str, records: Iterable[tuple[Place, Mapping[str, str]]], unreadable: Sequence[Skipped] = ()
) -> Sheet:
    """A sheet with a column for every key of the records, in the order in which they first come."""
    listed = list(records)
    columns = tuple(dict.fromkeys(key for _, record in listed for key in record))
    lines = tuple(Line(place, tuple(record.get(key, "") for key in columns)) for place, record in listed)
    return Sheet(kind, columns, lines, unreadable=tuple(unreadable))
