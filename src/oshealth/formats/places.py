"""Where on the code a finding is shown, and under which lasting name, for formats that hang findings on files."""

import hashlib
from typing import Final, Literal, TypeAlias

from oshealth.assessment.finding import Finding
from oshealth.assessment.report import Report
from oshealth.reference import RepoRef

Severity: TypeAlias = Literal["gate", "fail", "partial"]

_USUAL: Final = "README.md"


def place_of(finding: Finding, report: Report) -> tuple[str, int]:
    """The file and 1-based line (0: the whole file) of the first evidence that has one.

    A finding about something that is not there is hung on the README, which every reader of a repository meets.
    """
    for item in finding.evidence:
        if item.kind == "path" and item.path:
            return item.path, item.line
    return front_page(report), 0


def front_page(report: Report) -> str:
    """The README as the audit found it, `README.md` where it found none."""
    readme = next((finding for finding in report.findings if finding.rule == "readme"), None)
    paths = [item.path for item in readme.evidence if item.kind == "path"] if readme else []
    return next(filter(None, paths), _USUAL)


def to_mend(report: Report) -> list[tuple[Finding, Severity]]:
    """What a person could mend, dearest first: failed gates, then fails and partials that are scored.

    A finding that rests on another is left out: mending the other comes first.
    """
    gates = {gate.rule for gate in report.gates}
    gains = {step.rule: step.gain for step in report.plan}
    found: list[tuple[Finding, Severity]] = []
    for finding in report.findings:
        if finding.outcome not in ("fail", "partial") or finding.rests_on or not finding.weight:
            continue
        is_gate = finding.rule in gates and finding.outcome == "fail"
        found.append((finding, "gate" if is_gate else "fail" if finding.outcome == "fail" else "partial"))
    order = ("gate", "fail", "partial")
    return sorted(found, key=lambda one: (order.index(one[1]), -gains.get(one[0].rule, 0.0), one[0].rule))


def fingerprint(rule: str, ref: RepoRef | None, target: str = "") -> str:
    """The lasting name of a rule's finding in a repository, whatever the commit, line or wording: 64 hex digits."""
    where = str(ref.at("")) if ref else target
    return hashlib.sha256(f"oshealth/1\n{where}\n{rule}".encode("utf-8", "replace")).hexdigest()
