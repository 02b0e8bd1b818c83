"""results.xlsx as spreadsheet programs read it: the user's own cells as they were, the answers behind them, nothing that runs."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from oshealth.assessment.report import Result
from oshealth.formats.portfolio.rows import COLUMNS, values
from oshealth.formats.portfolio.workbook import Workbook
from oshealth.formats.quoting import own_text
from oshealth.portfolio.values import Place, Roster, Row
from tests.formats.reports import healthy, middling, not_there
from tests.portfolio.told import Told, a_roster, a_told

LIST = """\
no;project;granted;repository;remarks
007;Birds;1200.5;example/birds;"=HYPERLINK(""http://example.org"")"
008;Bees;-3;https://github.com/example/bees;+1 from the board
009;Gone;40;example/gone;two
lines
010;None;;soon;@sum
"""


def a_workbook(told: Told, file: Path, paged: frozenset[str] = frozenset()) -> Any:
    """The workbook of a run, read again."""
    book = Workbook(told.roster, paged)
    for row in told.roster.rows:
        book.add(row, values(row, told.answer))
    book.save(file, len(told.roster.rows), told.roster.skipped)
    return load_workbook(file)


@pytest.fixture
def book(tmp_path: Path) -> Any:
    """A list of four rows, two of them audited."""
    roster = a_roster(tmp_path, LIST.replace("two\nlines", '"two\nlines"'))
    results: dict[str, Result] = {
        "example/birds": healthy(),
        "example/bees": middling(),
        "example/gone": not_there(),
    }
    with a_told(tmp_path, roster, results) as told:
        yield a_workbook(told, tmp_path / "results.xlsx", frozenset({"example/birds"}))


def test_their_rows_come_first_as_they_were_and_the_answers_behind(book: Any) -> None:
    """Numbers stay numbers where they come back as the same text; 007 is no number."""
    rows = list(book["Results"].iter_rows(values_only=True))
    assert rows[0] == ("no", "project", "granted", "repository", "remarks", *COLUMNS)
    assert [row[:5] for row in rows[1:]] == [
        ("007", "Birds", 1200.5, "example/birds", '=HYPERLINK("http://example.org")'),
        ("008", "Bees", -3, "https://github.com/example/bees", "+1 from the board"),
        ("009", "Gone", 40, "example/gone", "two\nlines"),
        ("010", "None", None, "soon", "@sum"),
    ]
    assert [row[5:8] for row in rows[1:]] == [
        ("example/birds", "audited", "A"),
        ("example/bees", "audited", "C"),
        ("example/gone", "could not be audited", None),
        (None, "no repository", None),
    ]
    scores = [row[10:14] for row in rows[1:3]]
    assert [all(isinstance(one, int) for one in four) for four in scores] == [True, True]


def test_nothing_in_it_is_a_formula(book: Any) -> None:
    """Text that begins like one is text, and stays so when somebody edits the cell."""
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    odd = [cell for cell in cells if isinstance(cell.value, str) and cell.value[:1] in "=+@"]
    assert [(cell.coordinate, cell.quotePrefix) for cell in odd] == [
        ("E2", True),
        ("E3", True),
        ("E5", True),
    ]


def test_it_is_a_table_to_work_with(book: Any) -> None:
    """A head that stays, filters, colours by letter, links to the page of the project and to the repository."""
    sheet = book["Results"]
    assert {(one.page_setup.orientation, one.sheet_properties.pageSetUpPr.fitToPage) for one in book} == {
        ("landscape", True)
    }
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:V5")
    coloured = {str(area.sqref): len(area.rules) for area in sheet.conditional_formatting}
    assert coloured == {"H2:H5": 5, "I2:I5": 5, "J2:J5": 5, "G2:G5": 1, "L2:L5": 1, "N2:N5": 1}
    links = {cell.coordinate: cell.hyperlink.target for row in sheet for cell in row if cell.hyperlink}
    assert links == {
        "F2": "https://github.com/example/birds",
        "G2": "projects/example_birds-eb9615.html",
        "F3": "https://github.com/example/bees",
        "F4": "https://github.com/example/gone",
    }
    assert all(9 <= sheet.column_dimensions[letter].width <= 60 for letter in "ABCDEFGHIJKLMNOPQRSTU")


def test_what_names_no_repository_has_a_sheet_of_its_own_and_every_column_is_explained(book: Any) -> None:
    rows = list(book["No repository"].iter_rows(values_only=True))
    assert rows[0] == ("source", "number", "unit", "text", "reason")
    assert [(row[1:4], row[4].partition(" (")[0]) for row in rows[1:]] == [
        ((6, "line", "soon"), "a word, but no address")
    ]
    explained = {row[0] for row in book["About"].iter_rows(min_row=2, values_only=True)}
    assert explained <= set(COLUMNS)
    assert len(explained) >= 10


def test_a_workbook_that_was_given_up_leaves_no_complaint(tmp_path: Path) -> None:
    """As when the disk is full: closing it says nothing, also after it was saved."""
    roster = a_roster(tmp_path, LIST)
    given_up, saved = Workbook(roster), Workbook(roster)
    given_up.close()
    saved.save(tmp_path / "x.xlsx", 0, ())
    saved.close()
    assert load_workbook(tmp_path / "x.xlsx").sheetnames == ["Results", "No repository", "About"]


TEXTS = st.text(max_size=12) | st.sampled_from(
    ["=1+1", "'", "\x00", "\ud800", "_x0041_", "٣", "1e5", "-", " =1", "\r\n"]
)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4), head=st.tuples(TEXTS, TEXTS))
def test_any_text_comes_back_as_itself(
    tmp_path: Path, cells: list[tuple[str, str]], head: tuple[str, str]
) -> None:
    """Save what no file can hold, and numbers that a spreadsheet may count with; and no cell is ever a formula."""
    rows = tuple(Row(Place("x.csv", n), pair) for n, pair in enumerate(cells, 2))
    roster = Roster("a table", head, rows, (), ())
    book = Workbook(roster)
    for row in rows:
        book.add(row, values(row, lambda _: None))
    book.save(tmp_path / "x.xlsx", len(rows), ())
    sheet: Any = load_workbook(tmp_path / "x.xlsx")["Results"]
    for row, pair in zip(sheet.iter_rows(min_row=2, max_col=2), cells, strict=True):
        assert [_back(cell.value) for cell in row] == [own_text(text) for text in pair]
        assert {cell.data_type for cell in row} <= {"s", "n"}


def _back(value: object) -> str:
    """A cell as text, with what stands for an escape undone."""
    return "" if value is None else str(value).replace("_x005F_", "_")
