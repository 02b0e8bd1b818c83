"""The route to a letter."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from oshealth.assessment import assess
from oshealth.assessment.report import Grade, Report
from oshealth.assessment.route import next_letter, route
from oshealth.formats import Style
from oshealth.formats.route import ROUTE_FORMATS, aim
from oshealth.rulebook import Rulebook
from oshealth.rulebook.profile import LETTERS, Letter
from tests.builders import Work, a_snapshot
from tests.formats import reports


def test_the_first_steps_that_suffice() -> None:
    """Best first, each with the score after it; the step that reaches the letter is the last."""
    report = reports.middling()
    way = route(report, "B")
    assert [(leg.step.rule, leg.score) for leg in way.legs] == [("funding-channel", 69)]
    assert (way.target, way.arrives, way.obstacle) == ("B", True, "")
    assert aim(report, way) == "1 step to grade B: from 63 to 69 points."


def test_all_there_is_to_do_ends_at_the_top_of_what_was_seen() -> None:
    report = reports.middling()
    way = route(report, None)
    assert {leg.step.rule for leg in way.legs} == {step.rule for step in report.plan}
    assert aim(report, way) == f"All there is to mend: from 63 to {way.legs[-1].score} points."


def test_a_failed_gate_is_part_of_every_route() -> None:
    legs = route(reports.gate_failed(), "D").legs
    assert [leg.step.rule for leg in legs] == ["open-license"]


def test_who_has_arrived_has_nothing_to_do() -> None:
    way = route(reports.healthy(), "A")
    assert (way.legs, way.arrives) == ((), True)


def test_a_limit_is_said_although_the_points_would_do() -> None:
    """Nobody has committed for years: no document changes that."""
    silent = assess(a_snapshot({"README.md": "# x"}, [Work(days_ago=900, times=60)]), Rulebook.load())
    assert route(silent, "C").obstacle == "no better than F: no person has committed for two years"


def test_what_withholds_every_letter_is_said() -> None:
    report = reports.mostly_unknown()
    assert route(report, "D").obstacle == report.grade.note


@pytest.mark.parametrize(("letter", "aimed"), [("F", "D"), ("D", "C"), ("B", "A"), ("A", "A"), (None, "D")])
def test_one_aims_for_the_next_letter(letter: Letter | None, aimed: Letter) -> None:
    assert next_letter(replace(reports.middling(), grade=Grade(letter, letter, letter))) == aimed


@settings(deadline=None, max_examples=60)
@given(st.sampled_from([reports.middling(), reports.poor(), reports.gate_failed()]), st.sampled_from(LETTERS))
def test_no_step_lowers_the_score(report: Report, letter: Letter) -> None:
    scores = [leg.score for leg in route(report, letter).legs]
    assert scores == sorted(scores)


@pytest.mark.parametrize("name", ROUTE_FORMATS)
def test_hostile_words_stay_words_in_a_plan(name: str) -> None:
    report = reports.hostile()
    text = ROUTE_FORMATS[name](report, route(report, None), Style())
    assert not {"\x1b", "\u202e", "\u2028", "\x9b"} & {*text}
    assert "[bold]" not in text.replace("\\[bold\\]", "") or name != "markdown"


def test_a_checklist_to_paste_into_an_issue() -> None:
    report = reports.middling()
    assert ROUTE_FORMATS["markdown"](report, route(report, "B"), Style()) == (
        "## Community health of example/helpful: what to do first\n\n"
        "1 step to grade B: from 63 to 69 points.\n\n"
        "- [ ] **funding-channel** (+6.1 points, minutes): Name one way to give money in .github/FUNDING.yml.\n\n"
        "oshealth: grade C (between C and B), score 63 of 100, coverage 82 %, range 52–70; "
        "profile community 2026.1, as of 2026-06-30\n"
    )
