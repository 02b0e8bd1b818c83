"""The plan as an issue: it says what to do, and does nothing to anybody."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

from oshealth.assessment.report import Report
from oshealth.assessment.route import route
from oshealth.formats.issue import body
from tests.formats import reports
from tests.formats.reports import a_finding, a_report, missing
from tests.formats.test_escape import HARD
from tests.formats.test_terminal import says

MARK = "<!-- mark -->"
READER = MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"])
TRICKS = [
    "@ada", "@example/maintainers", "#12", "example/birds#12", "GH-12", "fixes #12", "closes example/birds#3",
    "resolves https://github.com/example/birds/issues/12", "https://github.com/example/birds/pull/3#issuecomment-1",
    "https://github.com/example/birds/commit/0123456789abcdef0123456789abcdef01234567", "www.example.org",
    "0123456789abcdef0123456789abcdef01234567", "example/birds@0123456789abcdef", "- [x] done", "\n## heading",
    "<script>x</script>", "![x](https://example.org/x.png)", "[x](javascript:x)", "```\n@ada\n```", ":tada:", "$x$",
]  # fmt: skip
REFERENCE = re.compile(r"(?<!\w)@\w|#\d|\bGH-\d|\b[0-9a-f]{7,40}\b|://|\bwww\.\w")
THREAD = re.compile(r"/(issues|pull|commit|discussions)/\w")


def text_of(report: Report) -> str:
    return body(report, route(report, None), MARK)


def test_it_says_the_verdict_the_steps_and_how_to_bring_it_up_to_date() -> None:
    report = reports.middling()
    lines = body(report, route(report, "B"), MARK).splitlines()
    assert lines[:6] == [
        MARK,
        "Grade C (between C and B), score 63 of 100, coverage 82 %, range 52–70.",
        "",
        "1 step to grade B: from 63 to 69 points.",
        "",
        "- [ ] **funding-channel** (+6.1 points, minutes): Name one way to give money in .github/FUNDING.yml.",
    ]
    assert lines[-1].startswith("oshealth ")


@pytest.mark.parametrize("trick", TRICKS)
def test_nothing_mentions_refers_or_closes(trick: str) -> None:
    """As a forge looks for it, in the words of the page and where its links lead."""
    inline = [token for token in READER.parse(text_of(says(trick))) if token.type == "inline"]
    words = [
        "".join(inner.content for inner in token.children or [] if inner.type == "text") for token in inline
    ]
    links = [inner.attrGet("href") for token in inline for inner in token.children or [] if inner.attrs]
    assert [line for line in words if REFERENCE.search(re.sub("https://example.org/[a-z]+", "", line))] == []
    assert [link for link in links if THREAD.search(str(link))] == []


@settings(deadline=None, max_examples=60)
@given(st.one_of(HARD, st.sampled_from(TRICKS)).map(lambda text: f"x{text}x"))
def test_any_text_leaves_the_list_as_it_is(text: str) -> None:
    """The same paragraphs and items as with a harmless word, no picture, no tag."""
    assert _built(text_of(says(text))) == _built(text_of(says("xx")))


def _built(text: str) -> list[str]:
    kinds = [inner.type for token in READER.parse(text) for inner in (token.children or [token])]
    assert not {"image", "html_inline"} & {*kinds}
    return [kind for kind in kinds if kind not in ("link_open", "link_close", "text", "text_special")]


def test_it_fits_into_an_issue_however_much_there_is_to_do() -> None:
    """What is left out is counted."""
    many = [
        a_finding(f"rule-{number}", "community", "fail", missing("it"), fix="“Words” " * 100)
        for number in range(400)
    ]
    text = text_of(a_report(many))
    counted = re.search(r"… and (\d+) more\.", text)
    assert counted is not None
    assert len(text) < 65_536
    assert text.count("- [ ]") + int(counted[1]) == 400


def test_what_stands_in_the_way_is_said() -> None:
    report = reports.mostly_unknown()
    way = replace(route(report, "D"), obstacle="no better than F: nobody is there")
    assert "\nBut no better than F: nobody is there.\n" in html.unescape(body(report, way, MARK))
