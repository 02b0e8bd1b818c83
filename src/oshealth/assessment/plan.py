"""The plan: what to mend first, by the points it would bring and the effort it takes."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from msgspec import Struct

from oshealth.assessment.finding import Finding
from oshealth.assessment.score import Sums, by_category

_PRICE: Final[Mapping[str, int]] = {"minutes": 1, "hours": 2, "days": 4}


class Step(Struct, frozen=True):
    """One thing to mend: the rule, the points it alone would bring (tenths), the effort, what to do, and whether it
    opens a gate (then it comes first)."""

    rule: str
    title: str
    gain: float
    effort: str
    fix: str
    gate: bool = False


def make_plan(
    findings: Sequence[Finding], shares: Mapping[str, int], gates: frozenset[str]
) -> tuple[Step, ...]:
    """All steps, best first. A finding that rests on another is not a step of its own."""
    sums = by_category(findings)
    seen = sum(
        (shares.get(name, 0) * one.coverage for name, one in sums.items() if one.applicable), Fraction(0)
    )
    steps = [
        _step(finding, _gain(finding, sums, shares) / seen if seen else Fraction(0), finding.rule in gates)
        for finding in findings
        if finding.outcome in ("fail", "partial") and finding.weight and not finding.rests_on
    ]
    return tuple(sorted((step for step in steps if step.gain > 0 or step.gate), key=_order))


def _gain(finding: Finding, sums: Mapping[str, Sums], shares: Mapping[str, int]) -> Fraction:
    """What is earned more if this decided finding alone were mended: only its category adds up to something else."""
    more = finding.weight * (100 - finding.credit)
    return Fraction(shares.get(finding.category, 0) * more, sums[finding.category].applicable)


def _step(finding: Finding, gain: Fraction, gate: bool) -> Step:
    tenths = (20 * gain.numerator + gain.denominator) // (2 * gain.denominator)
    return Step(finding.rule, finding.title, tenths / 10, finding.effort, finding.advice, gate)


def _order(step: Step) -> tuple[bool, float, float, str]:
    return not step.gate, -step.gain / _PRICE[step.effort], -step.gain, step.rule
