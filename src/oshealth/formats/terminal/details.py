"""Every finding with all that it rests on, category by category: what `--verbose` shows in place of the short sections."""

from rich.text import Text

from oshealth.assessment.finding import Finding
from oshealth.assessment.report import Report
from oshealth.formats import phrases
from oshealth.formats.terminal.ink import OUTCOME_TONES, Ink
from oshealth.formats.terminal.page import Lines, hanging, heading, joined, separated, wrapped

_INDENT = 2


def details(report: Report, ink: Ink) -> Lines:
    """All findings in the order of the report, those of a category under its title."""
    titles = {category.id: category.title for category in report.categories}
    groups: dict[str, list[Finding]] = {}
    for finding in report.findings:
        groups.setdefault(finding.category, []).append(finding)
    lines: Lines = []
    for category, findings in groups.items():
        lines += heading(titles.get(category, category), phrases.count(len(findings), "rule"), ink)
        for number, finding in enumerate(findings):
            lines += [*([Text()] if number else []), *_finding(finding, ink)]
    return lines


def _finding(finding: Finding, ink: Ink) -> Lines:
    head = joined(
        ink.outcome(finding.outcome), " ", ink.say(finding.rule, "strong"), "  ", _came_to(finding, ink)
    )
    lines = wrapped(head, ink.width)
    for words in (finding.title, finding.reason, *map(phrases.evidence, finding.evidence)):
        lines += hanging("", ink.say(words), ink, _INDENT) if words else []
    if finding.fix and finding.outcome in ("fail", "partial"):
        lines += hanging(joined(" " * _INDENT, ink.say("fix:", "quiet"), " "), ink.say(finding.advice), ink)
    return lines


def _came_to(finding: Finding, ink: Ink) -> Text:
    words = phrases.OUTCOMES[finding.outcome]
    if finding.outcome == "partial":
        words += f", {finding.credit} %"
    parts = [ink.say(words, OUTCOME_TONES[finding.outcome])]
    parts += [ink.say(f"weight {finding.weight}" if finding.weight else "not scored", "quiet")]
    parts += (
        [ink.say(finding.effort, "quiet")]
        if finding.effort and finding.outcome in ("fail", "partial")
        else []
    )
    return separated(parts, joined(" ", ink.glyph("dot", "quiet"), " "))
