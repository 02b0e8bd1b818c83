"""A trend on the page: drawn from what `oshealth trend` wrote, whoever wrote it."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from oshealth.assessment.report import Result
from oshealth.errors import AskedWrongly
from oshealth.formats import FORMATS, Style
from oshealth.formats.earlier import Earlier, read_trend, strangers, trend_of
from oshealth.formats.html.chart import Moved, Row, chart_of
from oshealth.reference import RepoRef
from tests.cli.running import HEALTHY, a_repository, oshealth
from tests.formats import reports
from tests.formats.test_escape import HARD
from tests.formats.test_html import Page

Pair = tuple[str, int | None]
FOUR: Sequence[Pair] = (("2023-12-31", 40), ("2024-12-31", None), ("2025-12-31", 60), ("2026-06-30", 63))


def a_trend(
    pairs: Sequence[Pair] = FOUR, ref: str = "example/helpful", said: str = "absence factor 3 to 1"
) -> Any:
    """A trend as a document, with one move of each kind."""
    owner, _, name = ref.partition("/")
    return {
        "schema_version": 1,
        "repository": {
            "ref": ref, "forge": "github", "owner": owner, "name": name, "revision": "1" * 40, "url": "",
        },
        "every": "1y",
        "points": [
            {
                "as_of": f"{date}T23:59:59Z", "score": score, "range": [(score or 20) - 10, (score or 80) + 10],
                "coverage": 80, "grade": score and "C", "facts": {},
            }
            for date, score in pairs
        ],
        "moves": [
            _move("bus-factor", -7.25, said, None),
            _move("changelog", 4.1, "CHANGELOG.md added", "0123456789abcdef"),
            _move("readme", 0.4, "README.md changed", None),
        ],
    }  # fmt: skip


def _move(rule: str, gain: float, why: str, commit: str | None) -> Any:
    at = "2026-06-30T12:00:00Z"
    return {
        "as_of": at, "rule": rule, "gain": gain, "why": why, "commit": commit,
        "commit_at": "2026-02-01T00:00:00Z" if commit else None,
    }  # fmt: skip


def read(document: Any) -> Earlier:
    return read_trend(json.dumps(document).encode(), "trend.json")


def test_the_score_is_a_line_that_breaks_where_it_was_unknown() -> None:
    """The range is a band around it; a lone moment is a short dash."""
    chart = chart_of(read(a_trend()), reports.middling())
    assert chart.lines == ("0,60 4,60", "801.5,40 1000,37")
    assert chart.bands == ("0,50 401.3,10 801.5,30 1000,27 1000,47 801.5,50 401.3,90 0,70",)
    assert chart.last == 63
    assert chart.name == (
        "Score of example/helpful: 40 on 2023-12-31, 63 on 2026-06-30; lowest 40, highest 63."
    )


def test_the_same_stands_in_a_table_and_the_largest_moves_in_words() -> None:
    chart = chart_of(read(a_trend()), reports.middling())
    assert chart.rows[::3] == (
        Row("2026-06-30", "C", "63", 53, 73, 80),
        Row("2023-12-31", "C", "40", 30, 50, 80),
    )
    assert chart.rows[2] == Row("2024-12-31", "–", "–", 10, 90, 80)
    assert chart.moves == (
        Moved("2026-06-30", -7.25, "bus-factor", "absence factor 3 to 1", ""),
        Moved("2026-02-01", 4.1, "changelog", "CHANGELOG.md added", "0123456"),
    )


def test_dates_stand_below_it_none_twice() -> None:
    short = [(f"2026-0{month}-28", 50) for month in range(1, 7)]
    ten = [(f"{year}-12-31", 50) for year in range(2016, 2026)]
    one = [("2026-06-30", 50)]
    named = [
        [label for _, label in chart_of(read(a_trend(pairs)), reports.middling()).ticks]
        for pairs in (short, ten, one)
    ]
    assert named == [
        ["2026-01", "2026-02", "2026-04", "2026-05", "2026-06"],
        ["2016", "2018", "2020", "2023", "2025"],
        ["2026-06"],
    ]


def test_the_page_shows_the_trend_of_its_own_repository_alone() -> None:
    """Of several results each gets its own; a trend of a stranger is drawn nowhere."""
    own, other = read(a_trend()), read(a_trend(ref="example/elsewhere"))
    results: list[Result] = [reports.middling(), reports.gate_failed(), reports.not_there()]
    page = Page(FORMATS["html"](results, Style(trends=(other, own))))
    assert page.tags.count("polyline") == 2
    assert strangers([other, own], results) == ("example/elsewhere",)


def test_a_path_is_known_by_its_folder() -> None:
    """It is called differently on every machine."""
    document = a_trend()
    document["repository"] |= {
        "ref": ".",
        "forge": "local",
        "owner": "",
        "name": "",
        "url": "/home/ada/birds",
    }
    trend = read(document)
    report = replace(reports.middling(), ref=RepoRef(path="."), url="/builds/birds/.git")
    assert trend_of(report, [trend]) is trend
    assert trend_of(replace(report, url="/builds/bees"), [trend]) is None
    assert trend_of(reports.middling(), [trend]) is None


@settings(deadline=None, max_examples=40)
@given(HARD)
def test_no_word_of_a_trend_becomes_a_tag(text: str) -> None:
    whole = text.encode("utf-8", "replace").decode()
    pages = [
        Page(FORMATS["html"]([reports.middling()], Style(trends=(read(a_trend(said=said)),))))
        for said in (whole, "x")
    ]
    assert pages[0].tags == pages[1].tags
    assert [one[:2] for one in pages[0].attributes] == [one[:2] for one in pages[1].attributes]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"points": []}, "points"),
        ({"points": "x"}, "points"),
        ({"points": [{"as_of": "soon", "score": 1, "range": [0, 1], "coverage": 1, "grade": None}]}, "as_of"),
        ({"points": a_trend([("2026-01-01", 1)])["points"] * 1001}, "points"),
        ({"points": a_trend([("2026-01-01", 400)])["points"]}, "score"),
        ({"moves": [_move("x", float("1e300"), "x", None)]}, "gain"),
    ],
)
def test_what_is_no_trend_is_told_in_one_line(change: dict[str, Any], said: str) -> None:
    with pytest.raises(AskedWrongly, match="is no trend of oshealth: ") as caught:
        read({**a_trend(), **change})
    assert said in str(caught.value)


def test_a_file_as_large_as_no_trend_is_not_parsed() -> None:
    with pytest.raises(AskedWrongly, match="larger than any trend"):
        read_trend(b" " * (16 * 1024 * 1024 + 1), "trend.json")


def test_what_trend_writes_audit_draws(tmp_path: Path) -> None:
    """From one verb to the other, as people type it; wrong files are said before the look."""
    folder = a_repository(tmp_path / "birds", HEALTHY)
    as_of = ("--as-of", "2026-06-30")
    page = ("--format", "html=page.html", "--trend", "trend.json")
    told = oshealth(
        "trend", ".", *as_of, "--every", "1m", "--format", "json", "--output", "trend.json", cwd=folder
    )
    drawn = oshealth("audit", ".", *as_of, *page, cwd=folder)
    elsewhere = oshealth("audit", ".", *as_of, "--trend", "trend.json", cwd=folder)
    none = oshealth("audit", "./nowhere", "--format", "html=page.html", "--trend", "README.md", cwd=folder)
    points = json.loads((folder / "trend.json").read_text("utf-8"))["points"]

    assert [ran.code for ran in (told, drawn, elsewhere, none)] == [0, 0, 2, 2]
    assert (drawn.out, drawn.err) == ("", "")
    assert Page((folder / "page.html").read_text("utf-8")).words.count("The numbers") == 1
    assert datetime.fromisoformat(points[-1]["as_of"]) <= datetime(2026, 6, 30, 23, 59, 59, tzinfo=UTC)
    assert "only a page draws a trend" in elsewhere.err
    assert "README.md is no trend of oshealth" in none.err
