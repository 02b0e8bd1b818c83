"""XLSX: the first sheet in which repositories stand, its cells as text, and the addresses behind linked words."""

import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final
from xml.etree import ElementTree  # its parser limits what entities may grow to; the parts are bounded before

from oshealth.compiled import compiled
from oshealth.errors import AskedWrongly
from oshealth.portfolio.roster.columns import holds_addresses, is_alias
from oshealth.portfolio.roster.sheet import Line, Sheet, named, squared
from oshealth.portfolio.values import Place

_UNPACKED: Final = 256 << 20
_MOST_ROWS: Final = 1_000_000
_WIDEST: Final = 1_000
_MOST_SHEETS: Final = 50
_HEAD_WITHIN: Final = 20
_CELL: Final = compiled(r"([A-Z]{1,3})(\d{1,7})")


def read_workbook(data: bytes, source: str, sheet: str = "") -> Sheet:
    """The named sheet, else the first that holds addresses, else the first. Raises AskedWrongly for what is no workbook,
    or would unpack to too much.
    """
    _refuse_bombs(data, source)
    from openpyxl import load_workbook  # noqa: PLC0415 - 200 ms that only a workbook should pay

    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        wanted = [sheet] if sheet else book.sheetnames[:_MOST_SHEETS]
        found = [_sheet(book[name], f"{source}, sheet {name}", data) for name in wanted if name in book]
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        ElementTree.ParseError,
    ) as error:
        raise AskedWrongly(f"{source} is no workbook that can be read", "save it as XLSX or CSV") from error
    if not found:
        raise AskedWrongly(
            f"{source} has no sheet {sheet!r}", f"its sheets: {', '.join(book.sheetnames[:12])}"
        )
    return next((one for one in found if holds_addresses(one)), found[0])


def _refuse_bombs(data: bytes, source: str) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            sizes = [info.file_size for info in packed.infolist()]
    except zipfile.BadZipFile as error:
        raise AskedWrongly(f"{source} is no workbook that can be read", "save it as XLSX or CSV") from error
    if sum(sizes) > _UNPACKED or len(sizes) > 10_000:
        raise AskedWrongly(
            f"{source} unpacks to more than {_UNPACKED >> 20} MB", "save the list alone, as CSV"
        )


def _sheet(sheet: Any, source: str, data: bytes) -> Sheet:
    """One worksheet; its head is the first row within the first twenty in which a usual name of a column stands."""
    if not hasattr(sheet, "reset_dimensions"):
        return Sheet("a workbook", (), ())  # a chart
    sheet.reset_dimensions()  # what a file says of its own size is not believed
    links = _links(data, sheet)
    lines = list(_lines(sheet, source, links))
    start = next((n for n, line in enumerate(lines[:_HEAD_WITHIN]) if any(map(is_alias, line.cells))), -1)
    columns = lines[start].cells if start >= 0 else named(max((len(one.cells) for one in lines), default=0))
    head, rows = squared(lines[start + 1 :], columns)
    notes = (f"the head is row {lines[start].place.number}",) if start > 0 else ()
    return Sheet("a workbook", head, rows, notes, has_head=start >= 0, is_grid=True)


def _lines(sheet: Any, source: str, links: Mapping[tuple[int, int], str]) -> Iterator[Line]:
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > _MOST_ROWS or len(row) > 20 * _WIDEST:
            raise AskedWrongly(f"{source} has too many rows or columns", "save the list alone, as CSV")
        cells = tuple(map(_text, row[:_WIDEST]))
        while cells and not cells[-1]:
            cells = cells[:-1]
        if cells:
            behind = tuple(links.get((number, column), "") for column in range(1, len(cells) + 1))
            yield Line(Place(source, number, "row"), cells, behind if any(behind) else ())


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time().isoformat() != "00:00:00" else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _links(data: bytes, sheet: Any) -> dict[tuple[int, int], str]:
    """Addresses behind cells by row and column; the reading library leaves them out of large sheets."""
    path = str(sheet._worksheet_path).lstrip("/")
    folder, _, name = path.rpartition("/")
    with zipfile.ZipFile(BytesIO(data)) as packed:
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in packed.namelist():
            return {}
        with packed.open(rels) as opened:
            targets = {one.get("Id", ""): one.get("Target", "") for _, one in _parsed(opened)}
        with packed.open(path) as opened:
            return dict(_linked(opened, targets))


def _linked(opened: Any, targets: Mapping[str, str]) -> Iterator[tuple[tuple[int, int], str]]:
    for _, element in _parsed(opened):
        if element.tag.endswith("}hyperlink"):
            place = _CELL.match(element.get("ref", ""))
            target = next((value for key, value in element.items() if key.endswith("}id")), "")
            if place and targets.get(target, "").startswith("http"):
                yield (int(place[2]), _column(place[1])), targets[target]
        elif element.tag.endswith("}row"):
            element.clear()


def _parsed(opened: Any) -> Iterator[tuple[str, ElementTree.Element]]:
    return ElementTree.iterparse(opened)  # noqa: S314 - see above


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
