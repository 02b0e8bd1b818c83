"""The scorecard: what it promises of every page, and the words that matter."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len
from rich.color import Color, ColorSystem

from oshealth.assessment.report import Grade, Report, Result, Unaudited
from oshealth.formats import FORMATS, Style
from oshealth.formats.escape import clean
from oshealth.formats.terminal.bars import bar
from oshealth.formats.terminal.ink import MEASURE, PALETTES, ink_for
from oshealth.reference import RepoRef
from oshealth.snapshot import Cost
from tests.formats import reports
from tests.formats.reports import a_finding, a_report, fact, found, missing
from tests.formats.test_escape import HARD

SGR = re.compile(r"\x1b\[[0-9;]*m")
PLAIN = Style()


def _style(chosen: dict[str, Any]) -> Style:
    return Style(**chosen)


STYLES = st.fixed_dictionaries(
    {
        "width": st.integers(0, 250),
        "color": st.sampled_from(["none", "16", "256"]),
        "unicode": st.booleans(),
        "verbose": st.booleans(),
        "quiet": st.booleans(),
    }
).map(_style)


def terminal(result: Report | Unaudited, style: Style = PLAIN) -> str:
    return FORMATS["terminal"]([result], style)


def says(text: str) -> Report:
    """A report that repeats a text wherever a repository, a rule or a person could bring it in."""
    findings = [
        a_finding(
            "open-license",
            "community",
            "fail",
            found(text, 3, text, text),
            title=text,
            fix=text,
            why=text,
            refs=(text, f"https://example.org/{text}"),
        ),
        a_finding("governance", "governance", "fail", missing(text, text), reason="", fix=text),
        a_finding("decision-rule", "governance", "fail", reason="rests on governance", rests_on="governance"),
        a_finding("bus-factor", "sustainability", "partial", fact(text, text), fix=text),
        a_finding("roadmap", "governance", "unknown", reason=text),
        a_finding("succession", "governance", "needs_human", reason=text),
        a_finding("changelog", "activity", "waived", reason=text),
        a_finding("readme", "community", "pass", fact(text, (text, text, text, text, text))),
    ]
    return a_report(
        findings,
        ref=RepoRef("https", "git.example.org", text, text),
        grade=Grade("F", "F", "F", text),
        notes=(text,),
    )


@settings(deadline=None, max_examples=150)
@given(HARD, STYLES)
def test_no_text_styles_or_breaks_the_page(text: str, style: Style) -> None:
    """Nothing but our own styles and line breaks, no line wider than asked for, and no blank at the end of one."""
    results: list[Result] = [says(text), Unaudited(text, "not-found", text, text)]
    page = FORMATS["terminal"](results, style)
    bare = SGR.sub("", page)
    assert not [letter for letter in bare if letter != "\n" and (not letter.isprintable() and letter != " ")]
    assert max(cell_len(line) for line in bare.split("\n")) <= max(40, min(style.width, MEASURE))
    assert not [line for line in bare.split("\n") if line != line.rstrip()]
    assert style.color != "none" or "\x1b" not in page
    assert style.unicode or page.isascii()


@settings(deadline=None, max_examples=150)
@given(HARD.map(lambda text: f"x{text}x"), STYLES)
def test_a_page_with_hostile_text_is_the_page_with_that_text_made_harmless(text: str, style: Style) -> None:
    """So there are exactly as many escape sequences and lines as with harmless words."""
    assert terminal(says(text), style) == terminal(says(clean(text)), style)


@settings(deadline=None, max_examples=100)
@given(st.one_of(st.none(), st.integers(0, 100)), st.integers(0, 100), st.integers(2, 60))
def test_a_bar_is_as_long_as_its_room_and_hides_nothing(score: int | None, coverage: int, width: int) -> None:
    shown = bar(score, 0 if score is None else coverage, width, ink_for(PLAIN)).plain
    assert len(shown) == width
    assert re.fullmatch("━*─*·*", shown)
    if score is None or coverage == 0:
        assert shown == "·" * width
    else:
        assert ("·" in shown) == (coverage < 100)


@pytest.mark.parametrize(
    ("score", "coverage", "shown"),
    [
        (100, 100, "━━━━━━━━━━"),
        (0, 100, "──────────"),
        (50, 80, "━━━━────··"),
        (99, 99, "━━━━━━━━─·"),
        (1, 100, "━─────────"),
        (None, 0, "··········"),
    ],
)
def test_what_is_not_nothing_shows_in_a_bar(score: int | None, coverage: int, shown: str) -> None:
    assert bar(score, coverage, 10, ink_for(PLAIN)).plain == shown


def _luminance(number: int) -> float:
    channels = Color.from_ansi(number).get_truecolor()
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in channels)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("tone", ["good", "fair", "bad", "quiet"])
def test_every_tone_is_seen_on_black_and_on_white(tone: str) -> None:
    """Contrast as WCAG 2.2 defines it."""
    luminance = _luminance(int(re.findall(r"\d+", PALETTES["256"][tone])[0]))
    assert (luminance + 0.05) / 0.05 >= 3.8
    assert 1.05 / (luminance + 0.05) >= 3.8


def test_sixteen_colors_are_enough_where_there_are_no_more() -> None:
    page = terminal(reports.gate_failed(), Style(color="16"))
    numbers = {int(part) for code in SGR.findall(page) for part in re.findall(r"\d+", code)}
    assert numbers <= {0, 1, 2, 7, 31, 32, 35}
    assert Color.parse("red").downgrade(ColorSystem.STANDARD) == Color.parse("red")


def test_a_failed_gate_is_said_before_the_grade() -> None:
    lines = terminal(reports.gate_failed()).splitlines()
    assert lines[3] == " ✗  GATE FAILED  open-license  no license file in /, LICENSES/"
    assert lines[6] == " │  F  │   ✓ 12 pass   ~ 2 partial   ✗ 12 fail   ? 5 unknown   ☐ 2 for a person"


def test_an_open_gate_is_said_first_only_where_it_withholds_the_letter() -> None:
    findings = [
        a_finding("readme", "community", "pass", found("README.md")),
        a_finding("not-abandoned", "activity", "unknown", reason="not asked of a forge"),
    ]
    given = terminal(a_report(findings))
    assert "Gate undecided" not in given
    assert " ? not asked of a forge: not-abandoned (gate)\n" in given
    withheld = Grade(None, None, None, "no letter until it is settled: not-abandoned", withheld=True)
    assert terminal(a_report(findings, grade=withheld)).splitlines()[3] == (
        " ? Gate undecided  not-abandoned  not asked of a forge"
    )


def test_a_rule_without_weight_is_shown_as_not_scored() -> None:
    assert " ✗ languages-declared              not scored: no languages in README.md\n" in terminal(
        reports.middling()
    )


def test_a_provisional_grade_says_so_and_shows_its_range() -> None:
    report = replace(reports.middling(), grade=Grade("C", "D", "B"))
    assert terminal(report).splitlines()[3:5] == [
        " ╭─────╮   63 / 100   coverage 82 %   range 52–70",
        " │  C  │   C, between D and B: provisional",
    ]


def test_a_capped_grade_says_why() -> None:
    note = "no better than D: no commit by a person for 400 days"
    report = replace(reports.healthy(), grade=Grade("D", "D", "D", note))
    assert terminal(report).splitlines()[4] == f" │  D  │   {note}"


def test_without_a_letter_the_reason_comes_before_the_score() -> None:
    assert terminal(reports.mostly_unknown()).splitlines()[5:8] == [
        " ╭─────╮   not enough evidence: coverage 14 is below 50",
        " │  ?  │   100 / 100   coverage 14 %   range 14–100",
        " ╰─────╯   ✓ 4 pass   ✗ 1 fail   ? 28 unknown   ☐ 2 for a person",
    ]


def test_a_report_without_any_rule_is_still_a_page() -> None:
    report = a_report([], grade=Grade(None, None, None, "not enough evidence: coverage 0 is below 50", True))
    assert terminal(replace(report, notes=(), cost=Cost())) == (
        " example/helpful                                            a1b2c3d  2026-06-30\n"
        " ──────────────────────────────────────────────────────────────────────────────\n"
        "\n"
        " ╭─────╮   not enough evidence: coverage 0 is below 50\n"
        " │  ?  │   no score   coverage 0 %\n"
        " ╰─────╯\n"
        "\n"
        " ──────────────────────────────────────────────────────────────────────────────\n"
        " profile community 2026.1 · as of 2026-06-30 · depth git\n"
    )


def test_what_rests_on_a_failing_rule_is_folded_under_it() -> None:
    assert (
        " ✗ governance                +4.8  no governance document found\n"
        "                                   └ and with it decision-rule, defined-roles,\n"
        "                                     succession\n"
    ) in terminal(reports.middling())


def test_what_rests_on_an_unseen_rule_is_unseen_for_the_same_reason() -> None:
    report = a_report(
        [
            a_finding("governance", "governance", "unknown", reason="too large"),
            a_finding(
                "succession", "governance", "unknown", reason="rests on governance", rests_on="governance"
            ),
        ]
    )
    assert " Not seen  2 rules\n ? too large: governance, succession\n" in terminal(report)


def test_the_three_steps_that_gain_most_for_least_effort_come_last() -> None:
    page = terminal(reports.middling())
    assert page[page.index(" Next steps") :].split("\n\n")[0] == (
        " Next steps  from 63 to about 79\n"
        " 1 funding-channel  +6.1 points · minutes\n"
        "   Name one way to give money in .github/FUNDING.yml.\n"
        " 2 security-policy  +6.1 points · minutes\n"
        "   Add SECURITY.md and say where a vulnerability can be reported in private.\n"
        " 3 changelog  +4.1 points · minutes\n"
        "   Keep a CHANGELOG.md, one section a release."
    )


def test_a_name_that_is_longer_than_its_column_is_never_cut() -> None:
    """People type it after `oshealth explain`."""
    rule = "independence-from-one-organization-or-person"
    page = terminal(a_report([a_finding(rule, "sustainability", "fail", found("a.md", 1))]))
    assert f" ✗ {rule}  +100.0\n{' ' * 41}a.md:1\n" in page


def test_everything_is_shown_when_verbose() -> None:
    evidence = tuple(found(f"docs/{number}.md", number) for number in range(1, 13))
    page = terminal(a_report([a_finding("readme", "community", "pass", *evidence)]), Style(verbose=True))
    assert [line.strip() for line in page.splitlines() if "docs/" in line] == [
        f"docs/{number}.md:{number}" for number in range(1, 13)
    ]


def test_quiet_is_one_line_a_repository() -> None:
    results: list[Result] = [
        reports.middling(),
        reports.not_there(),
        reports.gate_failed(),
        reports.mostly_unknown(),
    ]
    assert FORMATS["terminal"](results, Style(100, quiet=True)) == (
        " C         63    52–70      82 %  example/helpful              funding-channel +6.1\n"
        " -      not audited               example/gone                 example/gone was not found\n"
        " F         59    48–66      82 %  example/locked               gate failed: open-license\n"
        " ?        100   14–100      14 %  git.example.org/tools/faint  not enough evidence: coverage 14 is…\n"
    )


def test_no_results_are_an_empty_page() -> None:
    assert FORMATS["terminal"]([], PLAIN) == ""
    assert FORMATS["terminal"]([], Style(quiet=True)) == ""


def test_the_environment_has_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same report and style give the same text in every terminal; `fitting` alone reads the environment."""
    before = terminal(reports.middling(), Style(color="256"))
    for name, value in {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "30", "JUPYTER_COLUMNS": "30"}.items():
        monkeypatch.setenv(name, value)
    assert terminal(reports.middling(), Style(color="256")) == before


def test_a_repository_with_nothing_to_mend_has_nothing_to_do_first() -> None:
    report = a_report([a_finding("readme", "community", "pass", found("README.md"))])
    assert terminal(report, Style(quiet=True)) == " A        100              100 %  example/helpful\n"
    assert "Next steps" not in terminal(report)
