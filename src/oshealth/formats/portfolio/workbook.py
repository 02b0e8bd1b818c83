"""The user's rows with the answers beside them as an XLSX workbook, written row by row as the results are read."""

from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from oshealth.compiled import compiled
from oshealth.formats.portfolio.links import page_name, safe
from oshealth.formats.portfolio.rows import COLUMNS, Value
from oshealth.formats.quoting import own_text
from oshealth.portfolio.values import Roster, Row, Skipped

WORDS: Final = (
    ("oshealth_grade", "The letter, A to F. Empty: too little evidence, or a gate that must be settled first."),
    ("oshealth_grade_low", "The letter, should all that was not seen turn out badly; grade_high: should it turn out well."),
    ("oshealth_score", "0 to 100, over what was seen."),
    ("oshealth_score_low", "The lower end of what the score could be if all were seen. Sort by this, not by the score."),
    ("oshealth_coverage", "How much of the evidence was seen, in percent."),
    ("oshealth_gates_failed", "What must be in order whatever the score is: an open license, and not given up."),
    ("oshealth_first_step", "The rule that is best mended first; the page of the project says how."),
    ("oshealth_status", "audited · audited, no grade · could not be audited (, try again) · no repository · not yet looked at"),
    ("oshealth_depth", "git, survey, standard: how closely it was looked at. Compare like with like."),
    ("oshealth_name_now", "Its full name as the forge gives it today: rows that share it are one repository, counted once."),
    ("oshealth_note", "Why there is no result or no letter, a rename, or what limited the letter."),
)  # fmt: skip
_OWN: Final = "1C2128"
_OURS: Final = "0B5A3C"
_FILLS: Final = {"A": "BFE5C7", "B": "DCF2E0", "C": "FFE9A8", "D": "FBD0CB", "F": "F4A9A0"}
_QUIET: Final = "E6EAEF"
_FONT: Final = "Calibri"  # as in all other cells; without a name LibreOffice takes one of its own
_A3: Final = 8  # as ECMA-376 numbers sizes of paper
_LONGEST_CELL: Final = 32_767
_LONGEST_LINK: Final = 2_000
_MOST_LINKS: Final = 60_000  # Excel refuses a sheet with more than 65 530
_MEASURED: Final = 300
_NARROWEST, _WIDEST = 9, 46
_PLAIN_NUMBER: Final = compiled(r"-?(0|[1-9]\d{0,10})(\.\d{0,5}[1-9])?")
_ESCAPED: Final = compiled(r"_(?=x[0-9A-Fa-f]{4}_)")


class Workbook:
    """A workbook in the making: `add` every row of the roster in order, then `save`. Rows go to disk as they come."""

    def __init__(self, roster: Roster, paged: frozenset[str] = frozenset()) -> None:
        """`paged` are the keys of the repositories that have a page of their own, to link to."""
        from openpyxl import Workbook as Book  # noqa: PLC0415 - 200 ms that only a batch should pay

        self._book = Book(write_only=True)
        self._paged = paged
        self._webs = {target.key: target.ref.web_url for target in roster.targets}
        self._links = 0
        self._numeric = _numeric(roster)
        self._width = len(roster.columns)
        self._sheet: Any = self._book.create_sheet("Results")
        self._sheet.freeze_panes = f"{_letters(1 if self._width else 0)}2"
        _set_widths(self._sheet, [_width(roster, n) for n in range(self._width)] + list(map(_ours, COLUMNS)))
        _set_for_paper(self._sheet)
        own = [self._head(name, _OWN) for name in roster.columns]
        self._sheet.append([*own, *(self._head(name, _OURS) for name in COLUMNS)])

    def add(self, row: Row, told: Sequence[Value]) -> None:
        """One row of the roster, with what `rows.values` tells of it."""
        own = [self._own(number, value) for number, value in enumerate(told[: self._width])]
        ours = [self._text(value) if isinstance(value, str) else value for value in told[self._width :]]
        ours[2:5] = [self._letter(str(value)) for value in told[self._width + 2 : self._width + 5]]
        if row.targets:
            key = row.targets[0]
            if key in self._paged:
                ours[1] = self._linked(told[self._width + 1], f"projects/{page_name(key)}")
            ours[0] = self._linked(told[self._width], safe(self._webs.get(key, "")))
        self._sheet.append([*own, *ours])

    def save(self, file: Path, rows: int, skipped: Iterable[Skipped]) -> None:
        """Closes the table with its filter and colours, adds what names no repository and what the columns mean."""
        place = f"A1:{_letters(self._width + len(COLUMNS) - 1)}{rows + 1}"
        self._sheet.auto_filter.ref = place
        self._sheet.print_area = place
        if rows:
            self._colour(rows + 1)
        self._unread(skipped)
        self._about()
        self._book.save(file)

    def close(self) -> None:
        """Leaves a workbook that is not to be saved; one that was saved is closed already."""
        for sheet in self._book.worksheets:
            if not sheet.closed:
                sheet.close()

    def _unread(self, skipped: Iterable[Skipped]) -> None:
        sheet = self._book.create_sheet("No repository")
        sheet.freeze_panes = "A2"
        _set_widths(sheet, [30, 10, 8, 60, 70])
        _set_for_paper(sheet)
        sheet.append([self._head(name, _OWN) for name in ("source", "number", "unit", "text", "reason")])
        for one in skipped:
            source, number, unit = one.place
            sheet.append([self._text(source), number, unit, self._text(one.text), self._text(one.reason)])

    def _about(self) -> None:
        sheet = self._book.create_sheet("About")
        _set_widths(sheet, [28, 100])
        _set_for_paper(sheet)
        sheet.append([self._head("column", _OURS), self._head("what it says", _OURS)])
        for line in WORDS:
            sheet.append(list(line))

    def _colour(self, last: int) -> None:
        from openpyxl.styles import PatternFill  # noqa: PLC0415 - see above

        rules: Any = import_module("openpyxl.formatting.rule")

        def place(name: str) -> str:
            column = _letters(self._width + COLUMNS.index(name))
            return f"{column}2:{column}{last}"

        for name in ("oshealth_grade", "oshealth_grade_low", "oshealth_grade_high"):
            for letter, colour in _FILLS.items():
                fill = PatternFill(bgColor=colour, fill_type="solid")
                rule = rules.CellIsRule(operator="equal", formula=[f'"{letter}"'], fill=fill)
                self._sheet.conditional_formatting.add(place(name), rule)
        status = place("oshealth_status")
        unseen = rules.FormulaRule(
            formula=[f'AND({status.split(":")[0]}<>"audited",{status.split(":")[0]}<>"")'],
            fill=PatternFill(bgColor=_QUIET, fill_type="solid"),
        )
        self._sheet.conditional_formatting.add(status, unseen)
        for name, colour in (("oshealth_score_low", "9AD3A7"), ("oshealth_coverage", "B6D4F7")):
            bar = rules.DataBarRule("num", 0, "num", 100, color=f"FF{colour}")
            self._sheet.conditional_formatting.add(place(name), bar)

    def _head(self, text: str, colour: str) -> Any:
        from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415 - see above

        cell = self._cell(text)
        cell.font = Font(name=_FONT, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=colour)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        return cell

    def _own(self, column: int, value: Value) -> Any:
        text = str(value)
        if text and column in self._numeric:
            return float(text) if "." in text else int(text)
        return self._text(text)

    def _text(self, text: str) -> Any:
        """Text that stays text: a cell that could be taken for something else is told to be text; none where there is none."""
        if not text:
            return None
        return self._cell(text) if text[:1] in _ODD or text.lstrip() != text else _written(text)

    def _letter(self, text: str) -> Any:
        from openpyxl.styles import Alignment  # noqa: PLC0415 - see above

        cell = self._cell(text) if text else None
        if cell is not None:
            cell.alignment = Alignment(horizontal="center")
        return cell

    def _cell(self, text: str) -> Any:
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - see above

        cell: Any = WriteOnlyCell(self._sheet, _written(text))
        cell.data_type = "s"
        cell.quotePrefix = True
        return cell

    def _linked(self, value: Value, address: str) -> Any:
        from openpyxl.styles import Font  # noqa: PLC0415 - see above

        cell = self._cell(str(value or ""))
        if value and address and self._links < _MOST_LINKS and len(address) < _LONGEST_LINK:
            self._links += 1
            cell.hyperlink = address
            cell.font = Font(name=_FONT, color="0550AE", underline="single")
        return cell


_ODD: Final = frozenset("=+-@|%#＝＋－＠'\t\n")


def _written(text: str) -> str:
    """Text as XLSX can hold it; what a reader would take for an escaped character is escaped itself."""
    return _ESCAPED.sub("_x005F_", own_text(text)[: _LONGEST_CELL - 200])[:_LONGEST_CELL]


def _numeric(roster: Roster) -> frozenset[int]:
    """The columns of the user in which every cell is a number that comes back as the very same text."""
    columns = range(len(roster.columns))
    return frozenset(
        number
        for number in columns
        if any(row.cells[number] for row in roster.rows)
        and all(_PLAIN_NUMBER.fullmatch(cell) for row in roster.rows if (cell := row.cells[number]))
    )


def _width(roster: Roster, column: int) -> float:
    longest = max((len(row.cells[column]) for row in roster.rows[:_MEASURED]), default=0)
    return min(_WIDEST, max(_NARROWEST, longest + 2, min(len(roster.columns[column]) + 3, 20)))


def _ours(name: str) -> float:
    wide = {"repository": 38, "status": 22, "first_step": 26, "looked_at": 21, "revision": 14, "note": 60}
    wide |= {"other_repositories": 36, "name_now": 30, "gates_failed": 18}
    return wide.get(name.removeprefix("oshealth_"), len(name) + 2)


def _set_widths(sheet: Any, widths: Iterable[float]) -> None:
    for number, width in enumerate(widths):
        sheet.column_dimensions[_letters(number)].width = width


def _set_for_paper(sheet: Any) -> None:
    """Printed, it lies across the page, as wide as that is, with its head on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A3
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _letters(number: int) -> str:
    """The name of a column: 0 is A, 26 is AA."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - see above

    return get_column_letter(number + 1)
