"""What a batch says while it works: to somebody who looks, and in plain lines to nobody in particular."""

import pytest

from oshealth.cli.batch_progress import opening, progress, told
from oshealth.portfolio.batch import Moment, Stage
from oshealth.portfolio.budgets import Quota

QUOTAS = (Quota("github.com", 4210, 2), Quota("ghe.example.org", None, 1))


@pytest.mark.parametrize(
    ("moment", "seconds", "line"),
    [
        (Moment(0, 300, 0, "", ()), 0.5, ""),
        (Moment(120, 300, 4, "", QUOTAS), 60, ", 4 failed, 2.0 a second, 2 min left, 4,210 points left at github.com"),
        (Moment(3, 4000, 0, "", ()), 60, ", 3.0 a minute, 22.2 h left"),
        (Moment(50, 300, 0, "", ()), 100, ", 30.0 a minute, 8 min left"),
        (Moment(300, 300, 1, "", ()), 100, ", 1 failed, 3.0 a second"),
        (
            Moment(20, 40, 0, "the limit of github.com is used up for another 90 seconds", ()),
            20,
            ", 1.0 a second, 20 s left, the limit of github.com is used up for another 90 seconds",
        ),
    ],
)  # fmt: skip
def test_failures_speed_time_left_budget_and_why_it_waits(moment: Moment, seconds: float, line: str) -> None:
    assert told(moment, seconds) == line


def test_a_stage_says_what_is_due_and_what_is_answered() -> None:
    assert opening(Stage("survey", 1300, 0)) == "survey: 1,300 to look at"
    assert opening(Stage("git", 2, 9, again=True)) == (
        "git: once more at 2 that failed for a reason that may have passed"
    )
    assert opening(Stage("standard", 0, 12)) == "standard: 0 to look at, 12 answered already"


def test_where_nobody_looks_there_are_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """One at the beginning of a stage and one at its end; quiet, none."""
    with progress(quiet=False, no_color=True) as show:
        show(Stage("git", 2, 0))
        show(Moment(1, 2, 0, "", ()))
        show(Moment(2, 2, 1, "", ()))
    with progress(quiet=True, no_color=True) as show:
        show(Stage("git", 2, 0))
    assert capsys.readouterr().err.splitlines() == [
        "oshealth: git: 2 to look at",
        "oshealth: 2 of 2, 1 failed",
    ]
