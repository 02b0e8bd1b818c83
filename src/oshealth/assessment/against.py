"""A report laid out by the items of a standard: what the rules that stand for each of them came to."""

from collections.abc import Sequence

from msgspec import Struct

from oshealth.assessment.finding import Finding
from oshealth.assessment.report import Report
from oshealth.rulebook.probes import OutcomeName
from oshealth.rulebook.standards import Item, Standard


class Held(Struct, frozen=True):
    """One item, the findings that speak of it, and what they come to together; None when no rule asks for it."""

    item: Item
    outcome: OutcomeName | None
    findings: tuple[Finding, ...]


def held_against(report: Report, standard: Standard) -> tuple[Held, ...]:
    """Every item of a standard in its order. Evidence, not a decision: that is for those who keep the standard."""
    found = {finding.rule: finding for finding in report.findings}
    rows = []
    for item in standard.items:
        findings = tuple(found[rule] for rule in item.rules if rule in found)
        rows.append(Held(item, together([finding.outcome for finding in findings]), findings))
    return tuple(rows)


def together(outcomes: Sequence[OutcomeName]) -> OutcomeName | None:
    """Several outcomes as one: partial when some is there and some is missing; what is open stays open.

    What does not apply or was waived has no say unless nothing else does.
    """
    asked = [one for one in outcomes if one not in {"not_applicable", "waived"}]
    if not asked:
        return outcomes[0] if outcomes else None
    if "fail" in asked:
        return "partial" if {"pass", "partial"} & set(asked) else "fail"
    order: tuple[OutcomeName, ...] = ("unknown", "needs_human", "partial", "pass")
    return next(one for one in order if one in asked)
