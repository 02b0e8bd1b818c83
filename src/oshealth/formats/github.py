"""Results as annotations of a GitHub workflow run, on the file and line that they are about.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands; the job summary is the format
`markdown`, written to `$GITHUB_STEP_SUMMARY`.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from oshealth.assessment.finding import Finding
from oshealth.assessment.report import Report, Result, Unaudited
from oshealth.formats import phrases
from oshealth.formats.briefly import told, verdict
from oshealth.formats.places import Severity, to_mend
from oshealth.formats.quoting import command_data, command_property
from oshealth.formats.style import Style

LEVELS: Final[Mapping[Severity, str]] = {"gate": "error", "fail": "warning", "partial": "notice"}
MOST: Final = 10
"""Annotations of one level that GitHub shows for a step; what is dearest comes first, the rest is counted."""


def render(results: Sequence[Result], style: Style) -> str:
    """One workflow command a line: an error for a failed gate, a warning for a fail, a notice for a partial."""
    del style  # a runner reads this, nobody looks at it
    lines = [line for result in results for line in _lines(result)]
    return "".join(f"{line}\n" for line in lines)


def _lines(result: Result) -> list[str]:
    if isinstance(result, Unaudited):
        return [
            f"::error title={command_property(f'oshealth: {result.target}')}::{command_data(told(result))}"
        ]
    found = to_mend(result)
    lines = [_notice(result)]
    for severity, level in LEVELS.items():
        of_level = [finding for finding, its in found if its == severity]
        lines += [_annotation(finding, level) for finding in of_level[: MOST - (level == "notice")]]
    return lines


def _annotation(finding: Finding, level: str) -> str:
    title = command_property(f"{finding.title} ({finding.rule})")
    message = command_data(f"{phrases.grounds(finding)}. {finding.advice}".removeprefix(". "), longest=900)
    return f"::{level} {_place(finding)}title={title}::{message}"


def _place(finding: Finding) -> str:
    """`file=…,line=…,` where the evidence has one; what is missing from a repository stands on no line of it."""
    item = next((item for item in finding.evidence if item.kind == "path" and item.path), None)
    if item is None:
        return ""
    line = f"line={item.line}," if item.line else ""
    return f"file={command_property(item.path)},{line}"


def _notice(report: Report) -> str:
    name = phrases.name_of(report.ref, report.url)
    return f"::notice title={command_property(f'oshealth: {name}')}::{command_data(verdict(report))}"
