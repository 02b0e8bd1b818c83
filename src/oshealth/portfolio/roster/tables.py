"""CSV in any of its dialects: encoding, delimiter and head are found out, and said."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Final

from oshealth.compiled import compiled
from oshealth.errors import AskedWrongly
from oshealth.portfolio.roster.cells import is_nothing
from oshealth.portfolio.roster.columns import is_alias
from oshealth.portfolio.roster.sheet import Line, Sheet, named, squared
from oshealth.portfolio.values import Place, Skipped

DELIMITERS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_LOOKED_AT: Final = 50
_CELL: Final = 1 << 20
_WIDEST: Final = 1_000
_MOST_ROWS: Final = 1_000_000
_SHOWN: Final = 8
_NUMBER: Final = compiled(r"[\d.,'\s€$£%+-]+")


def decoded(data: bytes) -> tuple[str, str]:
    """The text, and a note where its encoding had to be guessed. Any bytes are some text in the end."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace"), ""
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if _mostly_nothing(data[start:1000:2]):
            return data.decode(encoding, "replace"), f"read as {encoding.upper()}"
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "not UTF-8: read as Windows-1252"


def _mostly_nothing(half: bytes) -> bool:
    """Whether every other byte is zero, as in UTF-16 of a Western language."""
    return len(half) > 3 and half.count(0) > len(half) // 2


def read_table(text: str, source: str, delimiter: str = "") -> Sheet:
    """A table whose first row may be its head. Raises AskedWrongly when it has too many rows."""
    mark = delimiter or delimiter_of(text) or ","
    unreadable: list[Skipped] = []
    lines = tuple(_lines(text, source, mark, unreadable))
    has_head, note = _first_row(lines)
    columns = lines[0].cells if has_head else named(len(lines[0].cells) if lines else 0)
    head, whole = squared(lines[1:] if has_head else lines, columns)
    kind = f"a table with {DELIMITERS.get(mark, mark)}" if len(head) > 1 else "a table of one column"
    return Sheet(kind, head, whole, (note,) if note else (), tuple(unreadable), has_head, is_grid=True)


def delimiter_of(text: str) -> str:
    """The delimiter by which most rows have the same number of cells, more than one; empty when there is none."""
    best, most = "", 0.0
    for mark in DELIMITERS:
        widths = Counter(len(row) for row in _first(text, mark))
        width, times = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(1, 0))
        regular = times / sum(widths.values()) if widths else 0
        if width > 1 and regular * min(width, 8) > most and regular >= 0.5:
            best, most = mark, regular * min(width, 8)
    return best


def _first(text: str, mark: str) -> Iterator[Sequence[str]]:
    _widen()
    reader = csv.reader(StringIO(text[: 4 * _CELL], newline=""), delimiter=mark, skipinitialspace=True)
    try:
        for row, _ in zip(reader, range(_LOOKED_AT), strict=False):
            if any(cell.strip() for cell in row):
                yield row
    except csv.Error:
        return


def _widen() -> None:
    csv.field_size_limit(_CELL)


def _lines(text: str, source: str, mark: str, unreadable: list[Skipped]) -> Iterator[Line]:
    _widen()
    reader = csv.reader(StringIO(text, newline=""), delimiter=mark, skipinitialspace=True)
    while True:
        place = Place(source, reader.line_num + 1)
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            unreadable.append(Skipped(place, "", f"the row cannot be read: {error}"))
            continue
        if place.number > _MOST_ROWS:
            raise AskedWrongly(f"{source} has more than {_MOST_ROWS:,} rows", "split the list")
        if len(row) > _WIDEST:
            unreadable.append(Skipped(place, row[0][:80], f"the row has more than {_WIDEST:,} cells"))
        elif any(cell.strip() for cell in row):
            yield Line(place, tuple(cell.strip() for cell in row))


def _first_row(lines: Sequence[Line]) -> tuple[bool, str]:
    """Whether the first row is a head, and what is to be said of that. It is one when a usual name of a column stands in
    it, and taken for one when it has words in all of its cells, and none of them is an address, a number or "none".
    """
    first = lines[0].cells if lines else ()
    if any(is_alias(cell) for cell in first):
        return True, ""
    if len(first) > 1 and len(lines) > 1 and all(map(_is_word, first)):
        shown = ", ".join(repr(cell[:40]) for cell in first[:_SHOWN])
        return True, f"the first row is taken for the head: {shown}{' …' if len(first) > _SHOWN else ''}"
    return False, "no head was recognised: the first row counts as a project"


def _is_word(cell: str) -> bool:
    is_address = "/" in cell or cell.lower().startswith(("org:", "pkg:"))
    return not is_address and not is_nothing(cell) and not _NUMBER.fullmatch(cell)
