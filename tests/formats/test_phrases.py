"""Values in a few words."""

import pytest
from msgspec.structs import replace

from oshealth.facts.patterns import PATTERNS
from oshealth.formats import phrases
from oshealth.reference import RepoRef
from oshealth.snapshot import Cost, Evidence, JsonValue
from tests.formats import reports
from tests.formats.reports import a_finding, fact, found, missing


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (found("README.md"), "README.md"),
        (found("SECURITY.md", 12, "e-mail"), "SECURITY.md:12 e-mail"),
        (found("CODE_OF_CONDUCT.md", 3, "unfilled template", "[X]"), "CODE_OF_CONDUCT.md:3 unfilled template: [X]"),
        (fact("contributors.active", 3), "contributors.active: 3"),
        (fact("license.osi_approved", True), "license.osi_approved: yes"),
        (Evidence("api", name="archived", value=False), "archived: no"),
        (Evidence("commit", name="last by a person", value="a1b2c3d4e5"), "commit a1b2c3d last by a person"),
        (missing("appeal", "GOVERNANCE.md"), "no appeal in GOVERNANCE.md"),
        (missing("documentation-link", "README.md"), "no link to documentation in README.md"),
        (Evidence("absence", name="changelog"), "no changelog found"),
        (Evidence("absence", "*.po, locales/"), "nothing like *.po, locales/"),
        (Evidence("absence", "docs/", name="roadmap", value="one link"), "no roadmap in docs/ (one link)"),
    ],
)  # fmt: skip
def test_evidence_is_said_in_a_few_words(item: Evidence, words: str) -> None:
    assert phrases.evidence(item) == words


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (fact("contributors.absence_factor", 1), "absence factor: 1 person"),
        (fact("contributors.absence_factor", 2), "absence factor: 2 people"),
        (fact("activity.days_since_last_commit", 12), "days since last commit: 12"),
        (fact("contributors.core_retention", 0.5), "core retention: 50 %"),
        (fact("license.osi_approved", True), "osi approved: yes"),
        (fact("window", "the last 12 months"), "window: the last 12 months"),
        (missing("funding.channels", "README.md"), "no funding channels in README.md"),
        (missing("help-label", "README.md"), "no label such as **Support** with a link in README.md"),
        (missing("publiccode", "a/, b/, c/, d/, e/, f/, g/, h/"), "no publiccode.yml found"),
    ],
)
def test_facts_are_said_in_plain_words_when_there_is_little_room(item: Evidence, words: str) -> None:
    assert phrases.evidence(item, brief=True) == words


def test_no_pattern_is_called_by_its_name_in_the_rules_where_it_was_not_found() -> None:
    """Beside where one place was searched, and where several were."""
    wide = [
        a_finding("x", "community", "fail", *[missing(name, place) for place in "ab"]) for name in PATTERNS
    ]
    said = {phrases.grounds(finding) for finding in wide}
    assert said == {f"no {pattern.called} found" for pattern in PATTERNS.values()}
    assert [name for name in PATTERNS if "-" in name and f"no {name} found" in said] == []


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (True, "yes"),
        (0, "0"),
        (0.5, "0.5"),
        (("a", "b", "c", "d", "e"), "a, b, c and 2 more"),
        ((), "none"),
        ({"major": 2, "minor": 1}, "major 2, minor 1"),
    ],
)
def test_a_value_is_written_as_people_do(value: JsonValue, words: str) -> None:
    assert phrases.value(value) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (1_234_567, "1.2 MB"), (812_000, "812 kB")],
)
def test_bytes_are_given_in_decimal_units(number: int, words: str) -> None:
    assert phrases.size(number) == words


def test_only_what_was_used_is_counted_as_cost() -> None:
    assert phrases.costs(Cost(git_requests=1, seconds=0.25)) == ("1 git request", "0.2 s")


def test_what_was_not_found_is_said_in_a_word_and_what_could_not_be_searched_once() -> None:
    """--verbose says where each search looked."""
    places = "a/, b/, c/, d/, e/, f/, g/, h/"
    unread = Evidence("absence", places, name="changelog", value="owner defaults not read")
    findings = [
        a_finding("roadmap", "community", "fail", missing("roadmap", places), missing("roadmap", "ROADMAP")),
        a_finding("changelog", "community", "fail", unread),
        a_finding("governance", "community", "fail", unread),
    ]
    assert [phrases.grounds(one) for one in findings[:2]] == ["no roadmap found", "no changelog found"]
    assert phrases.search_notes(findings) == ("owner defaults not read",)


def test_a_fact_that_only_repeats_the_rest_is_left_out() -> None:
    """Zero beside "not found", a list beside the places it was read from."""
    nobody = a_finding(
        "x", "community", "fail", fact("maintainers.count", 0), missing("maintainers", "OWNERS")
    )
    listed = a_finding(
        "x", "community", "pass", fact("ci.test_commands", ("pytest",)), found("ci.yml", 6, "runs", "pytest")
    )
    alone = a_finding("x", "community", "fail", fact("maintainers.count", 1))
    assert [phrases.grounds(one) for one in (nobody, listed, alone)] == [
        "no list of maintainers in OWNERS",
        "ci.yml:6 runs: pytest",
        "count: 1 person",
    ]


def test_folders_of_one_name_are_told_apart_by_their_paths() -> None:
    """Beside each other only, and only where they would be taken for each other."""
    here, there, third = (
        replace(reports.middling(), ref=RepoRef(path=path), url=path)
        for path in ("a/birds", "b/birds", "b/fish")
    )
    gone = reports.not_there()
    assert phrases.names_of([here, there, third, gone]) == ("a/birds", "b/birds", "fish", gone.target)
    assert phrases.names_of([here, third]) == ("birds", "fish")


def test_what_a_figure_counted_goes_with_the_figure() -> None:
    """Beside "not found" nobody cares how many commits showed nothing."""
    nothing = a_finding(
        "x",
        "community",
        "fail",
        fact("history.signed_off_share", 0.0),
        fact("commits counted", 100),
        Evidence("commit", name="newest commit by a person", value="1" * 40),
        missing("contributing", "/"),
    )
    assert phrases.grounds(nothing) == "no contributing guide in /"


def test_the_list_of_names_goes_with_the_figure_it_was_counted_by() -> None:
    """As where no tool updates dependencies: that people are told apart by .mailmap is no reason of it."""
    nothing = a_finding(
        "x",
        "security",
        "fail",
        missing("dependabot, renovate", ""),
        fact("activity.dependency_bot_commits", 0),
        fact("window", "the last 12 months"),
        found(".mailmap"),
    )
    assert phrases.grounds(nothing) == "no dependabot, renovate found"


def test_a_second_piece_that_would_be_cut_short_is_left_out() -> None:
    """A command of which half is shown says less than none; the first piece stays, however long."""
    long, short = found("ci.yml", 6, "test command", "x" * 150), found("ci.yml", 9)
    shown = [
        phrases.pointers(a_finding("x", "community", "pass", *items))
        for items in ((short, long), (long, short))
    ]
    assert shown == ["ci.yml:9", f"ci.yml:6 test command: {'x' * 150}"]


def test_grounds_are_the_reason_or_the_first_evidence() -> None:
    items = (found("a", 1), found("b", 2), found("c", 3), found("d", 4))
    assert phrases.grounds(a_finding("readme", "community", "pass", *items)) == "a:1; b:2"
    assert phrases.grounds(a_finding("readme", "community", "unknown", *items, reason="why")) == "why"


def test_a_circle_of_rules_has_an_end() -> None:
    one = a_finding("one", "community", "fail", rests_on="two")
    two = a_finding("two", "community", "fail", rests_on="one")
    assert phrases.root_of(one, {"one": one, "two": two}) is two


@pytest.mark.parametrize(
    ("text", "url", "name"),
    [
        ("example/helpful", "", "example/helpful"),
        ("https://gitlab.com/a/b/c", "", "a/b/c"),
        ("https://git.example.org/tools/faint", "", "git.example.org/tools/faint"),
        ("./clones/helpful.git", "", "helpful"),
        (".", "/home/ada/helpful", "helpful"),
        (".", ".", "."),
    ],
)
def test_a_repository_goes_by_the_name_that_people_use(text: str, url: str, name: str) -> None:
    assert phrases.name_of(RepoRef.parse(text), url) == name
