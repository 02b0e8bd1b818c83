"""What a profile wants said first, and its ladder of levels, stand in every format that people or programs read."""

import json

import pytest

from oshealth.assessment import Report, assess
from oshealth.formats import FORMATS, Style
from oshealth.rulebook import Rulebook
from tests.builders import Work, a_snapshot


@pytest.fixture(scope="module")
def report() -> Report:
    """A small project under the levels of openCode.de; the forge was not asked."""
    seen = a_snapshot({"README.md": "# Kite\n"}, [Work(times=9, every=9)], {"1.0.0": 30})
    return assess(seen, Rulebook.load("opencode-de"))


NOTICE = "omputed with the thresholds that openCode.de publishes, not a badge of openCode.de"
LEVELS = [
    "Level 1, at work and answering: unknown, not asked of a forge",
    "Level 2, and releasing: unknown, not asked of a forge",
    "Level 3, and on several shoulders: not reached",
]


@pytest.mark.parametrize("form", ["terminal", "markdown", "html"])
def test_people_read_the_notice_before_the_score(report: Report, form: str) -> None:
    text = " ".join(FORMATS[form]([report], Style(width=200)).replace("\u200b", "").split())

    assert text.index(NOTICE) < text.index("of 100" if form != "terminal" else "/ 100")
    assert [level for level in LEVELS if level not in text] == []


def test_programs_read_both_too(report: Report) -> None:
    (result,) = json.loads(FORMATS["json"]([report], Style()))["results"]

    assert result["profile"] == {"id": "opencode-de", "version": "2026.1", "notice": f"c{NOTICE}"}
    assert [rung["reached"] for rung in result["ladder"]] == ["unknown", "unknown", "no"]
    assert result["ladder"][0]["reason"] == "not asked of a forge"


def test_a_profile_that_decides_by_itself_says_nothing_first() -> None:
    report = assess(a_snapshot(), Rulebook.load("community"))

    assert (report.notice, report.ladder) == ("", ())
    assert 'class="notice"' not in FORMATS["html"]([report], Style())
