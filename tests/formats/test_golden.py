"""Whole pages, compared with files that people have read. OSHEALTH_REGOLD=1 writes them anew: then read them again."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import pytest

from oshealth.assessment.report import Result
from oshealth.formats import FACT_FORMATS, FORMATS, Style
from tests.formats import reports
from tests.formats.listings import a_listing

GOLDEN: Final = Path(__file__).parent / "golden"


def _several() -> Sequence[Result]:
    return [reports.middling(), reports.gate_failed(), reports.not_there(), reports.mostly_unknown()]


CASES: Final[dict[str, Callable[[], Sequence[Result]]]] = {
    "middling": lambda: [reports.middling()],
    "healthy": lambda: [reports.healthy()],
    "poor": lambda: [reports.poor()],
    "gate-failed": lambda: [reports.gate_failed()],
    "mostly-unknown": lambda: [reports.mostly_unknown()],
    "unaudited": lambda: [reports.not_there()],
    "hostile": lambda: [reports.hostile()],
    "several": _several,
}
PAGES: Final = [
    *((case, f"{width}", Style(width)) for case in CASES for width in (60, 80)),
    *((case, f"{width}", Style(width)) for case in ("middling", "several") for width in (120, 200)),
    *(
        (case, "80-color", Style(80, "256"))
        for case in ("middling", "gate-failed", "mostly-unknown", "hostile")
    ),
    *(
        (case, "80-ascii", Style(80, unicode=False))
        for case in ("gate-failed", "hostile", "unaudited", "several")
    ),
    ("gate-failed", "120-16-colors", Style(120, "16")),
    ("middling", "60-ascii", Style(60, unicode=False)),
    ("middling", "80-verbose", Style(80, verbose=True)),
    ("hostile", "60-verbose", Style(60, verbose=True)),
    ("several", "60-quiet", Style(60, quiet=True)),
    ("several", "120-quiet", Style(120, quiet=True)),
]


def _compare(name: str, text: str) -> None:
    path = GOLDEN / f"{name}.txt"
    readable = text.replace("\x1b", "␛")
    if os.environ.get("OSHEALTH_REGOLD"):
        path.write_text(readable, encoding="utf-8")
    assert readable == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("case", "name", "style"), PAGES, ids=[f"{case}-{name}" for case, name, _ in PAGES])
def test_a_page_looks_as_it_did_when_people_read_it(case: str, name: str, style: Style) -> None:
    _compare(f"{case}-{name}", FORMATS["terminal"](CASES[case](), style))


@pytest.mark.parametrize(
    ("name", "style"),
    [
        ("facts-60", Style(60)),
        ("facts-80", Style(80)),
        ("facts-80-color", Style(80, "256")),
        ("facts-120-verbose", Style(120, verbose=True)),
    ],
)
def test_facts_look_as_they_did_when_people_read_them(name: str, style: Style) -> None:
    _compare(name, FACT_FORMATS["terminal"]([a_listing(), reports.not_there()], style))


def test_every_golden_file_belongs_to_a_test() -> None:
    named = {f"{case}-{name}.txt" for case, name, _ in PAGES}
    facts = {"facts-60.txt", "facts-80.txt", "facts-80-color.txt", "facts-120-verbose.txt"}
    assert {path.name for path in GOLDEN.iterdir()} == named | facts
