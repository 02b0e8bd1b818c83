"""The page for people: nothing on it runs, loads or leads astray, and everybody can find their way."""

import base64
import hashlib
import re
from collections import Counter
from fractions import Fraction
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oshealth.assessment.report import Result
from oshealth.assessment.score import rounded
from oshealth.formats import FORMATS, Style
from oshealth.formats.html.arithmetic import arithmetic_of
from oshealth.formats.html.view import safe, view_of
from oshealth.rulebook.probes import OutcomeName
from tests.formats import reports
from tests.formats.reports import a_finding, a_report, fact
from tests.formats.test_escape import HARD
from tests.formats.test_golden import CASES
from tests.formats.test_machine_formats import hostile

VOID = {"meta", "rect", "circle", "path", "line", "polygon", "polyline", "link", "br", "img", "hr"}
LOADING = {"src", "srcset", "data", "action", "formaction", "poster", "background", "style", "xlink:href"}


class Page(HTMLParser):
    """A page taken apart: tags in their order, attributes, and the words between them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def values(self, name: str) -> list[str]:
        """All values of an attribute."""
        return [value for _, its, value in self.attributes if its == name]


def render(*results: Result) -> str:
    return FORMATS["html"](results, Style())


@settings(deadline=None, max_examples=60)
@given(HARD.map(lambda text: f"x{text}x"))
def test_no_text_becomes_a_tag_an_attribute_or_an_address(text: str) -> None:
    """The page is built exactly as with a harmless word."""
    page, plain = Page(render(*hostile(text))), Page(render(*hostile("xx")))
    assert page.open == []
    assert page.tags == plain.tags
    assert [one[:2] for one in page.attributes] == [one[:2] for one in plain.attributes]
    assert not [word for word in page.words if any(letter < " " and letter != "\n" for letter in word)]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' onload='alert(1)",
        "</style><script>alert(1)</script>",
        "{{ 7 * 7 }}{% raw %}",
        "javascript:alert(1)",
        "<!--",
        "]]>",
    ],
)
def test_known_attacks_are_words(text: str) -> None:
    page = Page(render(*hostile(text)))
    assert not {"script", "img", "iframe", "object", "embed", "link", "base", "form"} & {*page.tags}
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    assert any(text in word for word in page.words)


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_loaded_and_links_lead_to_the_web(case: str) -> None:
    text = FORMATS["html"](CASES[case](), Style())
    page = Page(text)
    assert not [one for one in page.attributes if one[1] in LOADING]
    assert "url(" not in text
    assert "@import" not in text
    assert [href for href in page.values("href") if not href.startswith(("https://", "http://", "#"))] == []


def test_the_policy_admits_our_one_style_and_nothing_else() -> None:
    text = render(reports.middling())
    style = re.findall("<style>(.*)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert len(style) == 1
    assert policy in [value.replace("&#39;", "'") for value in Page(text).values("content")]


@pytest.mark.parametrize("case", CASES)
def test_headings_and_names_guide_the_reader(case: str) -> None:
    """One first heading, no level left out, no name twice, and every link within the page arrives."""
    page = Page(FORMATS["html"](CASES[case](), Style()))
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch("h[1-6]", tag)]
    names = Counter(page.values("id"))
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
    assert max(names.values()) == 1
    assert {href[1:] for href in page.values("href") if href.startswith("#")} <= {*names}


def test_evidence_is_linked_to_its_line_on_the_forge() -> None:
    assert (
        "https://github.com/example/helpful/blob/a1b2c3d4e5f60718293a4b5c6d7e8f9012345678/CODE_OF_CONDUCT.md?plain=1#L63"
        in Page(render(reports.middling())).values("href")
    )


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//example.org", "", "https://" + "x" * 2000]
)
def test_no_other_address_is_a_link(url: str) -> None:
    assert safe(url) == ""


OUTCOMES: st.SearchStrategy[OutcomeName] = st.sampled_from(
    ["pass", "partial", "fail", "unknown", "needs_human", "waived", "not_applicable"]
)
FINDINGS = st.lists(
    st.builds(
        a_finding,
        st.sampled_from(["readme", "governance", "bus-factor"]),
        st.sampled_from(["community", "governance", "sustainability"]),
        OUTCOMES,
        weight=st.integers(0, 5),
    ),
    min_size=1,
    max_size=9,
)


@settings(deadline=None)
@given(FINDINGS)
def test_the_arithmetic_on_the_page_gives_the_score(findings: list[object]) -> None:
    """Who divides the two sums, and rounds once, gets score and coverage."""
    report = a_report(findings)  # type: ignore[arg-type]
    sums = arithmetic_of(report)
    if sums.counts:
        assert rounded(sums.brings / sums.counts) == report.score.score
        assert rounded(100 * sums.counts / sums.shares) == report.score.coverage
    else:
        assert (report.score.score, sums.score) == (None, "–")
    assert all(0 <= one.coverage <= Fraction(1) for one in sums.sums)


def test_the_people_are_drawn_one_by_one() -> None:
    """Those who made half of the work are filled; the window is that of figures on people."""
    people = view_of(
        a_report(
            [
                a_finding("lately", "activity", "fail", fact("activity.commits", 3), fact("window", "the last 6 months")),
                a_finding(
                    "bus-factor", "sustainability", "partial",
                    fact("contributors.absence_factor", 2), fact("window", "the last 12 months"),
                ),
                a_finding("active", "sustainability", "pass", fact("contributors.regular", 5)),
                a_finding("share", "sustainability", "pass", fact("contributors.top_share", 0.404)),
            ]
        ),
        "r1",
    ).people  # fmt: skip
    assert people is not None
    assert (people.figures, people.top, people.window) == (
        (True, True, False, False, False),
        40,
        "the last 12 months",
    )


def test_people_who_were_not_seen_are_not_drawn() -> None:
    report = a_report([a_finding("bus-factor", "sustainability", "unknown", reason="no history")])
    assert view_of(report, "r1").people is None
