"""results.parquet as data frames read it."""

from importlib import import_module
from pathlib import Path
from typing import Any

from oshealth.assessment.report import Result
from oshealth.formats.portfolio.parquet import Frame
from oshealth.formats.portfolio.rows import COLUMNS, values
from tests.formats.reports import healthy, not_there
from tests.portfolio.told import a_roster, a_told

LIST = "name;repository;name;oshealth_grade\nBirds;example/birds;x;=1+1\nGone;example/gone;;\nNone;soon;;\n"
READING: Any = import_module("pyarrow.parquet")


def test_rows_come_back_with_numbers_as_numbers(tmp_path: Path) -> None:
    """A column that is there twice keeps both; text stays text, also where a spreadsheet would see a formula."""
    roster = a_roster(tmp_path, LIST)
    results: dict[str, Result] = {"example/birds": healthy(), "example/gone": not_there()}
    with a_told(tmp_path, roster, results) as told:
        frame = Frame(tmp_path / "results.parquet", roster.columns)
        for row in roster.rows:
            frame.add(values(row, told.answer))
        frame.close()
    table = READING.read_table(tmp_path / "results.parquet")
    assert table.column_names == ["name", "repository", "name_2", "oshealth_grade_2", *COLUMNS]
    first, second, third = table.to_pylist()
    assert [first[name] for name in ("name", "name_2", "oshealth_grade_2", "oshealth_grade")] == [
        "Birds",
        "x",
        "=1+1",
        "A",
    ]
    assert (first["oshealth_score"], second["oshealth_score"]) == (healthy().score.score, None)
    assert second["oshealth_status"] == "could not be audited"
    assert (third["oshealth_status"], third["oshealth_score"]) == ("no repository", None)


def test_a_thousand_rows_and_one_are_all_there(tmp_path: Path) -> None:
    frame = Frame(tmp_path / "x.parquet", ["n"])
    for number in range(1_001):
        frame.add(
            (str(number), *("" for _ in COLUMNS[:5]), None, None, None, None, *("" for _ in COLUMNS[9:]))
        )
    frame.close()
    table = READING.read_table(tmp_path / "x.parquet")
    assert table.column("n").to_pylist() == [str(number) for number in range(1_001)]
