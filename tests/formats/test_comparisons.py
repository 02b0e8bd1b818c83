"""Repositories side by side, and what changed between two reports: what is shown, also of hostile text."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace
from rich.cells import cell_len

from oshealth.assessment.document import results_document
from oshealth.assessment.past import Comparison, compared, read_reports
from oshealth.assessment.report import Result
from oshealth.formats import Style
from oshealth.formats.changes import CHANGE_FORMATS
from oshealth.formats.escape import clean
from oshealth.formats.side_by_side import COMPARE_FORMATS, differences
from tests.formats import reports
from tests.formats.test_escape import HARD
from tests.formats.test_machine_formats import hostile
from tests.formats.test_terminal import says

WIDTHS = st.integers(40, 160)


def _comparison(text: str) -> Comparison:
    """Two reports that name their repository and rules with this text, with changes in several senses."""
    word = text.encode("utf-8", "replace").decode()  # JSON has no half characters
    after = replace(says(word), ref=reports.middling().ref)
    before = replace(
        after, findings=tuple(replace(one, outcome="pass", credit=100) for one in after.findings)
    )
    documents: Any = results_document([before, after])
    for document in documents["results"]:
        document["repository"]["ref"] = word
        for finding in document["findings"]:
            finding["rule"] += clean(word)
    return compared(*read_reports(json.dumps(documents), "a"))


def _is_harmless(page: str, width: int) -> bool:
    letters = all(letter in {"\n", " "} or letter.isprintable() for letter in page)
    return letters and max(map(cell_len, page.split("\n"))) <= width


@settings(deadline=None, max_examples=60)
@given(HARD, WIDTHS)
def test_no_text_breaks_the_columns(text: str, width: int) -> None:
    results: list[Result] = [*hostile(text), reports.middling()]
    assert _is_harmless(COMPARE_FORMATS["terminal"](results, Style(width)), width)


@settings(deadline=None, max_examples=60)
@given(HARD, WIDTHS)
def test_no_text_breaks_what_changed(text: str, width: int) -> None:
    assert _is_harmless(CHANGE_FORMATS["terminal"]([_comparison(text)], Style(width)), width)


@settings(deadline=None, max_examples=60)
@given(HARD.map(lambda text: f"x{text}x"))
def test_in_markdown_every_text_is_words(text: str) -> None:
    reader = MarkdownIt("commonmark").enable("table")

    def built(word: str) -> list[str]:
        page = COMPARE_FORMATS["markdown"]([*hostile(word), reports.middling()], Style())
        page += CHANGE_FORMATS["markdown"]([_comparison(word)], Style())
        return [inner.type for token in reader.parse(page) for inner in (token.children or [token])]

    assert built(text) == built("xx")


def test_only_rules_that_differ_are_shown() -> None:
    """One that could not be audited differs from nobody."""
    middling, failed = reports.middling(), reports.gate_failed()
    assert differences([middling, failed, reports.not_there()]) == [
        ("license-file", "pass", "fail", "–"),
        ("open-license", "pass", "fail", "–"),
    ]
    assert differences([middling, middling]) == []


def test_what_changed_is_said_worst_first() -> None:
    before, after = read_reports(
        json.dumps(results_document([reports.middling(), reports.gate_failed()])), "a"
    )
    page = CHANGE_FORMATS["terminal"]([compared(before, after)], Style(80))
    assert page.splitlines() == [
        " example/locked",
        " " + "─" * 78,
        " from 2026-06-30 a1b2c3d  C, 63 / 100, coverage 82 %, range 52–70",
        " to   2026-06-30 a1b2c3d  F, 59 / 100, coverage 82 %, range 48–66",
        "",
        " Worse  2 rules",
        "   license-file  fail, was pass",
        "   open-license  fail, was pass",
    ]


@pytest.mark.parametrize("name", CHANGE_FORMATS)
def test_no_change_is_said_or_empty(name: str) -> None:
    (report,) = read_reports(json.dumps(results_document([reports.middling()])), "a")
    text = CHANGE_FORMATS[name]([compared(report, report)], Style())
    assert ("Nothing changed." in text) == (name != "json")
    assert "\x1b" not in text
