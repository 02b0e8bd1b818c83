"""The route: the steps of a plan in their order, and the score after each, until a letter is reached."""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from oshealth.assessment.finding import Finding
from oshealth.assessment.plan import Step
from oshealth.assessment.report import Report
from oshealth.assessment.score import exact_score, rounded
from oshealth.rulebook.profile import LETTERS, Letter


class Leg(Struct, frozen=True):
    """One step of a route, and the score (0–100) when it and all before it are done."""

    step: Step
    score: int


class Route(Struct, frozen=True):
    """The legs from where a repository stands to `target`, None for all there is to do.

    `arrives` is false when all steps together do not bring the target; `obstacle` says in words what else stands in
    the way of the letter, such as a limit of the profile or evidence that could not be seen; else it is empty.
    """

    target: Letter | None
    legs: tuple[Leg, ...]
    arrives: bool
    obstacle: str = ""


def next_letter(report: Report) -> Letter:
    """The letter to aim for: one better than the present one, D without one, A for those who have it."""
    letter = report.grade.letter
    return LETTERS[max(0, LETTERS.index(letter) - 1)] if letter else "D"


def route(report: Report, target: Letter | None) -> Route:
    """The first steps of the plan that suffice for a letter; all of them with None, or when they do not suffice.

    Failed gates are part of every route. A step that others rest on counts alone: what rests on it is not mended
    with it.
    """
    shares = {category.id: category.share for category in report.categories}
    findings, legs = report.findings, []
    needed = None if target is None else 0 if target == "F" else report.bounds[target]
    score = report.score.score or 0
    for step in report.plan:
        if needed is not None and score >= needed and not step.gate:
            break
        findings = _mended(findings, step.rule)
        score = rounded(exact_score(findings, shares)[0] or Fraction(0))
        legs.append(Leg(step, score))
    return Route(target, tuple(legs), needed is None or score >= needed, _obstacle(report, target))


def _mended(findings: Sequence[Finding], rule: str) -> tuple[Finding, ...]:
    return tuple(
        replace(finding, outcome="pass", credit=100) if finding.rule == rule else finding
        for finding in findings
    )


def _obstacle(report: Report, target: Letter | None) -> str:
    """Why points alone do not bring the letter: a limit of the profile, or what withholds every letter.

    A failed gate is a step of the route, so it is none.
    """
    if target is None:
        return ""
    for cap in report.caps:
        if LETTERS.index(cap.at_most) > LETTERS.index(target):
            return f"no better than {cap.at_most}: {cap.because}"
    return report.grade.note if report.grade.withheld else ""
