"""Numbers in a column of the user's own, however they are written."""

from math import isfinite
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oshealth.errors import AskedWrongly, UnknownName
from oshealth.portfolio.importance import importance_of, numbers_of
from tests.portfolio.told import a_roster


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["1200", "40", ""], [1200, 40, None]),
        (["1,200.50", "40,000", "7"], [1200.5, 40_000, 7]),
        (["1.200,50", "40.000", "7"], [1200.5, 40_000, 7]),
        (["1.250", "40.000", "500"], [1250, 40_000, 500]),
        (["0.125", "1.500"], [0.125, 1.5]),
        (["1 200 000", "12'500", "1\u202f000,5"], [1_200_000, 12_500, 1000.5]),
        (["EUR 1,234,567", "€ 5", "about 30 000 a year"], [1_234_567, 5, 30_000]),
        (["-3", "none", "-", "n/a"], [-3, None, None, None]),
        (["1.2.3", ",", "."], [123, None, None]),
    ],
)
def test_a_column_tells_what_its_marks_mean(cells: list[str], numbers: list[float | None]) -> None:
    assert numbers_of(cells) == numbers


@given(st.lists(st.text(max_size=60)))
def test_any_text_is_a_number_or_none(cells: list[str]) -> None:
    assert [number is None or isfinite(number) for number in numbers_of(cells)] == [True] * len(cells)


def test_the_largest_counts_and_a_row_without_a_number_says_nothing(tmp_path: Path) -> None:
    text = "repository;Granted\nexample/a;5\nexample/a;70\nexample/b;\nexample/c;9\nnowhere;1\n"
    assert importance_of(a_roster(tmp_path, text), " granted") == {"example/a": 70, "example/c": 9}


def test_a_column_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="unknown column 'grantd'"):
        importance_of(a_roster(tmp_path, "repository;Granted\nexample/a;5\n"), "grantd")


def test_a_column_without_a_number_is_said(tmp_path: Path) -> None:
    with pytest.raises(AskedWrongly, match="no number stands in the column 'Country'"):
        importance_of(a_roster(tmp_path, "repository;Country\nexample/a;Chile\n"), "country")
