"""portfolio.html: what a board reads. Real ledgers, whole values; what it looks like in a browser is tested beside this."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from oshealth.assessment.report import Grade, Report, Result
from oshealth.assessment.restored import restored
from oshealth.formats.html.page import render, render_one
from oshealth.formats.portfolio.page import portfolio_page
from oshealth.portfolio.summary import Summary, summary_of
from oshealth.portfolio.summary.gaps import prices
from oshealth.portfolio.values import Somebody, Traits
from oshealth.rulebook import Rulebook
from tests.formats.reports import (
    a_finding,
    a_report,
    gate_failed,
    healthy,
    hostile,
    middling,
    missing,
    mostly_unknown,
    not_there,
    poor,
)
from tests.portfolio.told import a_roster, a_told

LIST = """\
Project;Repository;Grant
Birds;example/birds;1000
Birds;example/birds-data;
Bees;https://github.com/example/bees/;250000
Ants;example/ants;40
Bees again;example/bees;5
Fog;example/fog;90000
Gone;example/gone;7
Lost;;3
Nowhere;on a disk;3
"""
RESULTS: Mapping[str, Result] = {
    "example/birds": healthy(),
    "example/birds-data": middling(),
    "example/bees": poor(),
    "example/ants": gate_failed(),
    "example/fog": replace(mostly_unknown(), grade=Grade(None, None, None, "not enough evidence", True)),
    "example/gone": not_there(),
}
GRANTS = {"example/birds": 1000.0, "example/bees": 250_000.0, "example/ants": 40.0, "example/fog": 90_000.0}


@contextmanager
def a_summary(
    folder: Path,
    results: Mapping[str, Result] = RESULTS,
    traits: Mapping[str, Traits] | None = None,
    earlier: Sequence[tuple[Mapping[str, Result], Mapping[str, Traits]]] = (),
    *,
    text: str = LIST,
    with_names: bool = False,
) -> Iterator[Summary]:
    """The summary of such a run over such a list."""
    with a_told(folder, a_roster(folder, text), results, traits, earlier) as told:
        yield summary_of(told.ledger, told.run, told.roster, GRANTS, "Grant", with_names=with_names)


def words(page: str) -> str:
    """What somebody reads who sees no markup, in one line."""
    body = page.partition("</style>")[2].partition("<script>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_projects_stand_by_the_lower_end_and_the_unseen_stand_apart(tmp_path: Path) -> None:
    """A project counts by its first repository; what could not be seen or read is in none of the places of the league."""
    with a_summary(tmp_path) as summary:
        standing = [(line.name, line.main.standing) for line in summary.lines]
        lows = [line.main.low for line in summary.standing("graded")]
        others = {line.name: [one.name for one in line.others] for line in summary.lines if line.others}
    assert standing[0] == ("Birds", "graded")
    assert {name for name, where in standing if where == "graded"} == {"Birds", "Bees", "Ants", "Bees again"}
    assert standing[-2:] == [("Fog", "thin"), ("Gone", "failed")]
    assert lows == sorted(lows, reverse=True)
    assert others == {"Birds": ["example/birds-data"]}


def test_gaps_count_projects_and_what_mending_takes(tmp_path: Path) -> None:
    """Missing and partly there of what was decided; a rule that rests on another is no work of its own."""
    findings = [
        a_finding("governance", "governance", "fail", missing("governance"), weight=5, effort="hours"),
        a_finding("decision-rule", "governance", "fail", reason="rests on governance", rests_on="governance"),
        a_finding("bus-factor", "sustainability", "partial", weight=5, effort="days"),
        a_finding("adopters", "sustainability", "unknown", weight=1),
    ]
    whole = [replace(one, outcome="pass", credit=100, rests_on="", reason="") for one in findings]
    results = {"example/birds": a_report(findings), "example/bees": a_report(whole)}
    with a_summary(tmp_path, results, text="Repository\nexample/birds\nexample/bees\n") as summary:
        told = [(g.rule, g.effort, g.missing, g.partly, g.decided, g.is_document) for g in summary.gaps]
        price = [(one.effort, one.pieces, one.rules) for one in prices(summary.gaps)]
    assert told == [("governance", "hours", 1, 0, 2, True), ("bus-factor", "days", 0, 1, 2, False)]
    assert price == [("hours", 1, 1), ("days", 1, 1)]


ADA = Somebody(("aa", "ab"), 30, "Ada Example")
ADA_ELSEWHERE = Somebody(("ab", "ac"), 60, "Ada E.")
BEN = Somebody(("bb",), 10, "Ben Example")
CY = Somebody(("cc",), 9, "Cy Example")
TRAITS = {
    "example/birds": Traits(
        people=(ADA, BEN), provides=("pypi:birds",), fiscal_host="Open Nest", organisations=("nest.example",)
    ),
    "example/birds-data": Traits(people=(BEN,), depends=("pypi:birds",)),
    "example/bees": Traits(people=(ADA_ELSEWHERE, BEN), depends=("pypi:birds", "pypi:other"), quiet_days=3),
    "example/ants": Traits(
        people=(CY,), fiscal_host="Open Nest", organisations=("hill.example", "nest.example"), quiet_days=100
    ),
}


def test_ties_are_between_projects_not_between_repositories_of_one(tmp_path: Path) -> None:
    """The same person under two addresses is one; two repositories of one project are no tie, and of what could not be
    looked at nothing is said.
    """
    with a_summary(tmp_path, traits=TRAITS) as summary:
        ties = summary.ties
        people = [(one.projects, one.core) for one in ties.people]
        needed = [(one.name, one.core, one.projects) for one in ties.packages]
    assert people == [
        (("Birds", "Bees", "Bees again"), ("Birds", "Bees", "Bees again")),
        (("Birds", "Bees", "Bees again"), ("Birds",)),
    ]
    assert needed == [("pypi:birds", ("Birds",), ("Bees", "Bees again"))]
    assert [(one.name, one.projects) for one in ties.fiscal_hosts] == [("Open Nest", ("Birds", "Ants"))]
    assert [(one.name, one.projects) for one in ties.organisations] == [("nest.example", ("Birds", "Ants"))]
    assert [(one.name, one.projects) for one in ties.owners] == [
        ("github.com/example", ("Birds", "Bees", "Ants", "Bees again", "Fog"))
    ]
    assert (ties.with_people, ties.with_packages) == (4, 3)


@pytest.mark.parametrize("with_names", [False, True])
def test_nobody_is_named_unless_asked_for(tmp_path: Path, with_names: bool) -> None:
    with a_summary(tmp_path, traits=TRAITS, with_names=with_names) as summary:
        said = words(portfolio_page(summary))
    assert ("Ada E" in said) is with_names
    assert ("1 person in the core of Birds, Bees, Bees again" in said) is not with_names
    assert "1 person is in the core of more than one project" in said


def test_what_changed_is_what_was_decided_both_times(tmp_path: Path) -> None:
    """One fell, one is new, one left, one fell silent; a report taken over from the run before is no change."""
    worse = [
        replace(one, outcome="fail", credit=0) if one.rule == "readme" else one for one in middling().findings
    ]
    before: dict[str, Result] = {"example/birds": middling(), "example/ants": poor(), "example/left": poor()}
    after: dict[str, Result] = {
        "example/birds": a_report(worse),
        "example/ants": poor(),
        "example/bees": poor(),
    }
    active = {"example/ants": replace(TRAITS["example/ants"], quiet_days=10)}
    with a_summary(tmp_path, after, TRAITS, [(before, active)]) as summary:
        since = summary.since
        said = words(portfolio_page(summary))
    assert since is not None
    assert [(turn.key.rpartition("/")[2], turn.worse, turn.better, turn.stopped) for turn in since.turns] == [
        ("birds", ("readme",), (), False),
        ("ants", (), (), True),
    ]
    assert (since.compared, [key.rpartition("/")[2] for key in since.new], since.gone) == (2, ["bees"], 1)
    assert "Nobody committed to Ants for 90 days" in said
    assert "Lost something" in said
    assert "lost: readme" in said
    assert "Only gained" not in said


def test_the_page_says_coverage_first_and_hides_no_row(tmp_path: Path) -> None:
    """Before any letter it says how much was seen; at its end what could not be read, with the line and the reason."""
    with a_summary(tmp_path) as summary:
        said = words(portfolio_page(summary))
        middle = summary.coverage
    assert said.index(f"{middle} % of the evidence was seen") < said.index("Grades")
    assert (
        "4 with a letter 1 not enough evidence 1 could not be looked at 2 places in the list name no" in said
    )
    assert "line 9 no repository" in said
    assert "line 10 on a disk" in said
    assert "example/gone was not found correct the address" in said
    assert "example/bees in line 4, line 6" in said


def test_two_hundred_bad_rows_are_all_on_the_page(tmp_path: Path) -> None:
    text = "Project;Repository\nBirds;example/birds\n" + "".join(f"P{n};bad number {n}\n" for n in range(200))
    with a_summary(tmp_path, {"example/birds": healthy()}, text=text) as summary:
        said = words(portfolio_page(summary))
    assert [n for n in range(200) if f"line {n + 3} " not in said] == []


def test_hostile_text_is_only_text(tmp_path: Path) -> None:
    """From the list as from the repositories: no tag, no script, no address but those of the web."""
    bad = "<script>alert(1)</script>\x1b[31m javascript:x"
    text = f'Project;Repository;Grant\n"{bad}";example/birds;5\n"{bad}";"{bad}";x\n'
    with a_summary(tmp_path, {"example/birds": hostile()}, text=text) as summary:
        page = portfolio_page(summary, frozenset({"example/birds"}))
    assert (page.count("<script>"), "\x1b" in page, "<img" in page) == (1, False, False)
    targets = set(re.findall(r'(?:href|src)="([^"#]*)', page))
    assert all(one.startswith(("https://", "projects/")) or not one for one in targets)


NAMES = st.text(min_size=1, max_size=20) | st.sampled_from(
    ["</title>", "{{ 7 * 7 }}", "<b", "&lt;", '"><svg onload=x>', "=1"]
)


class Counting(HTMLParser):
    """Counts elements and attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: Counter[tuple[str, tuple[str, ...]]] = Counter()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen[tag, tuple(name for name, _ in attrs)] += 1


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAMES, words=NAMES)
def test_no_word_of_a_list_changes_what_the_page_is_made_of(tmp_path: Path, name: str, words: str) -> None:
    """Whatever a project is called and whatever stands where an address should, the elements are the same."""

    def page(called: str, said: str) -> Counter[tuple[str, tuple[str, ...]]]:
        with a_summary(tmp_path, text="Project;Repository\nBirds;example/birds\n;on a disk\n") as summary:
            lines = tuple(replace(line, name=called) for line in summary.lines)
            skipped = tuple(replace(one, text=said, reason=said) for one in summary.roster.skipped)
            roster = replace(summary.roster, skipped=skipped)
            return Counting(
                portfolio_page(replace(summary, lines=lines, roster=roster, importance=said))
            ).seen

    assert page(name, words) == page("Birds", "words")


def test_it_is_one_file_that_may_run_its_own_script_and_nothing_else(tmp_path: Path) -> None:
    with a_summary(tmp_path) as summary:
        page = portfolio_page(summary)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/=]+'; script-src 'sha256-[\w+/=]+'; "
        r"base-uri 'none'; form-action 'none'",
        unescape(policy[1]),
    )
    assert re.findall(r"<(?:link|img|iframe|script src)", page) == []


def test_four_thousand_projects_stay_a_page(tmp_path: Path) -> None:
    """All of them are in the table, in less than a kilobyte each."""
    names = [f"example/r{n}" for n in range(4_000)]
    one = replace(poor(), findings=())
    with a_summary(
        tmp_path, dict.fromkeys(names, one), text="Repository\n" + "\n".join(names) + "\n"
    ) as summary:
        page = portfolio_page(summary)
    assert page.count('<tr><th scope="row">') >= 4_000
    assert len(page) < 4_000 * 1_000


def test_a_report_comes_back_from_its_document_as_the_same_page() -> None:
    """Restored under its rules it says word for word what it said when it was made."""
    book = Rulebook.load("community")
    texts = {rule.id: rule.text for rule in book.rules}
    known = [
        replace(one, why=texts[one.rule].why, refs=texts[one.rule].refs)
        for one in middling().findings
        if one.rule in texts
    ]
    report = a_report(known)
    document = report.to_dict()
    assert "error" not in document
    assert words(render([restored(document, book)])) == words(render([report]))
    assert 'href="../portfolio.html"' in render_one(restored(document, book), "../portfolio.html")


def test_what_was_withheld_stays_withheld() -> None:
    book = Rulebook.load("community")
    report: Report = replace(mostly_unknown(), grade=Grade(None, None, None, "not enough evidence", True))
    document = report.to_dict()
    assert "error" not in document
    again = restored(document, book)
    assert (again.grade, again.score, again.plan) == (report.grade, report.score, report.plan)
