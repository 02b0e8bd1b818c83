"""Results for GitLab's code quality widget. https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from oshealth.assessment.finding import Finding
from oshealth.assessment.report import Report, Result, Unaudited
from oshealth.formats import phrases
from oshealth.formats.briefly import told
from oshealth.formats.escape import clean
from oshealth.formats.json import written
from oshealth.formats.places import Severity, fingerprint, place_of, to_mend
from oshealth.formats.style import Style

SEVERITIES: Final[Mapping[Severity, str]] = {"gate": "blocker", "fail": "major", "partial": "minor"}


def render(results: Sequence[Result], style: Style) -> str:
    """One entry for each thing to mend, on its file and line; one for a target that could not be audited."""
    del style  # a document for programs looks the same everywhere
    return written([entry for result in results for entry in _entries(result)])


def _entries(result: Result) -> list[dict[str, Any]]:
    if isinstance(result, Unaudited):
        mark = fingerprint("audit", result.ref, result.target)
        return [_entry("audit", told(result), "blocker", mark, ("README.md", 0))]
    return [_of(finding, severity, result) for finding, severity in to_mend(result)]


def _of(finding: Finding, severity: Severity, report: Report) -> dict[str, Any]:
    description = f"{finding.title}: {phrases.grounds(finding)}".rstrip(": ")
    mark = fingerprint(finding.rule, report.ref)
    return _entry(finding.rule, description, SEVERITIES[severity], mark, place_of(finding, report))


def _entry(rule: str, description: str, severity: str, mark: str, place: tuple[str, int]) -> dict[str, Any]:
    path, line = place
    return {
        "description": clean(description),
        "check_name": clean(rule),
        "fingerprint": mark,
        "severity": severity,
        "location": {"path": clean(path, 1000), "lines": {"begin": max(1, line)}},
    }
