"""Each format for programs and forges × each case, compared with files that people have read. OSHEALTH_REGOLD=1 renews."""

import os
from pathlib import Path
from typing import Final

import pytest

from oshealth.formats import FORMATS, Style
from tests.formats.test_golden import CASES
from tests.formats.test_golden import PAGES as TERMINAL

DOCUMENTS: Final = Path(__file__).parent / "documents"
ENDINGS: Final = {
    "json": "json",
    "jsonl": "jsonl",
    "csv": "csv",
    "markdown": "md",
    "sarif": "sarif",
    "junit": "xml",
    "github": "txt",
    "gitlab": "json",
    "html": "html",
    "badge": "svg",
    "shields": "json",
}
PAGES: Final = [(name, case) for name in ENDINGS for case in CASES]


def _path(name: str, case: str) -> Path:
    return DOCUMENTS / name / f"{case}.{ENDINGS[name]}"


@pytest.mark.parametrize(("name", "case"), PAGES)
def test_a_document_is_as_it_was_when_people_read_it(name: str, case: str) -> None:
    text = FORMATS[name](CASES[case](), Style())
    path = _path(name, case)
    if os.environ.get("OSHEALTH_REGOLD"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


def test_every_document_belongs_to_a_test() -> None:
    assert {path for path in DOCUMENTS.rglob("*") if path.is_file()} == {_path(*page) for page in PAGES}


def test_every_format_is_shown_in_every_case() -> None:
    """The terminal's pages are compared beside these, each case at two widths."""
    asked_for = {
        "healthy", "poor", "gate-failed", "mostly-unknown", "unaudited", "hostile", "several",
    }  # fmt: skip
    in_a_terminal = {case for case, name, _ in TERMINAL if name in ("60", "80")}
    assert {*ENDINGS, "terminal"} == {*FORMATS}
    assert asked_for <= {*CASES} == in_a_terminal


@pytest.mark.parametrize("name", sorted({*ENDINGS} - {"markdown"}))
def test_no_style_changes_what_programs_read(name: str) -> None:
    loud = Style(40, "256", unicode=False, verbose=True, quiet=True)
    assert FORMATS[name](CASES["several"](), loud) == FORMATS[name](CASES["several"](), Style())


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_audited_is_an_empty_document_and_no_error(name: str) -> None:
    text = FORMATS[name]([], Style())
    assert text == "" or text.endswith("\n")
