"""What changed between two reports, in a terminal and as Markdown."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from oshealth.assessment.document import ReportDocument
from oshealth.assessment.past import Change, Comparison, Sense
from oshealth.formats import phrases
from oshealth.formats.json import written
from oshealth.formats.quoting import markdown
from oshealth.formats.style import Style
from oshealth.formats.terminal.ink import Ink, Tone, ink_for
from oshealth.formats.terminal.page import Lines, hanging, heading, joined, padded, printed, ruler, wrapped

RenderChanges: TypeAlias = Callable[[Sequence[Comparison], Style], str]

TITLES: Final[Mapping[Sense, str]] = {
    "worse": "Worse",
    "better": "Better",
    "lost": "No longer seen",
    "settled": "Now decided",
    "new": "New rules",
    "gone": "Rules no longer asked",
}
_TONES: Final[Mapping[Sense, Tone]] = {"worse": "bad", "better": "good"}


def in_words(change: Change) -> str:
    """`pass, was partial (50 %)`; without what only one of the reports has."""
    return ", was ".join(filter(None, (_outcome(change, False), _outcome(change, True))))


def _outcome(change: Change, before: bool) -> str:
    outcome, credit = (change.before, change.credit_before) if before else (change.after, change.credit_after)
    if not outcome:
        return ""
    return f"{phrases.OUTCOMES[outcome]} ({credit} %)" if outcome == "partial" else phrases.OUTCOMES[outcome]


def _standing(report: ReportDocument) -> str:
    score = "no score" if report["score"] is None else f"{report['score']} / 100"
    low, high = report["range"]
    return f"{report['grade'] or 'no grade'}, {score}, coverage {report['coverage']} %, range {low}–{high}"


def _moment(report: ReportDocument) -> str:
    return f"{report['as_of'][:10]} {report['repository']['revision'][:7]}"


def render(comparisons: Sequence[Comparison], style: Style) -> str:
    """In a terminal, repository by repository: from where to where, then the rules, worst news first."""
    ink = ink_for(style)
    lines: Lines = []
    for comparison in comparisons:
        lines += [*([joined("")] if lines else []), *_page(comparison, ink)]
    return printed(lines, ink)


def _page(comparison: Comparison, ink: Ink) -> Lines:
    before, after = comparison.before, comparison.after
    lines = [*wrapped(ink.say(after["repository"]["ref"], "strong"), ink.width), ruler(ink)]
    for word, report in (("from", before), ("to", after)):
        head = joined(padded(ink.say(word, "quiet"), 5), padded(ink.say(_moment(report), "quiet"), 20))
        lines += hanging(head, ink.say(_standing(report)), ink)
    if comparison.caution:
        lines += wrapped(ink.say(f"note: {comparison.caution}", "quiet"), ink.width)
    if not comparison.changes:
        lines += wrapped(ink.say("Nothing changed."), ink.width)
    for sense, title in TITLES.items():
        changes = comparison.only(sense)
        lines += heading(title, phrases.count(len(changes), "rule"), ink) if changes else []
        for change in changes:
            rule = ink.say(change.rule, _TONES.get(sense, "strong"))
            lines += hanging("  ", joined(rule, "  ", ink.say(in_words(change))), ink)
    return lines


def render_markdown(comparisons: Sequence[Comparison], style: Style) -> str:
    """As Markdown, for a comment on a change request or a job summary."""
    del style  # the same everywhere
    lines: list[str] = []
    for comparison in comparisons:
        lines += _section(comparison)
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(comparison: Comparison) -> list[str]:
    before, after = comparison.before, comparison.after
    lines = [f"## {markdown(after['repository']['ref'], 100)}", ""]
    for word, report in (("from", before), ("to", after)):
        lines.append(f"- {word} {markdown(_moment(report))}: **{markdown(_standing(report))}**")
    lines += ["", *([f"Note: {markdown(comparison.caution)}", ""] if comparison.caution else [])]
    for sense, title in TITLES.items():
        if changes := comparison.only(sense):
            lines += [f"### {title}", ""]
            lines += [f"- **{markdown(change.rule)}**: {markdown(in_words(change))}" for change in changes]
            lines += [""]
    return lines if comparison.changes else [*lines, "Nothing changed.", ""]


def render_json(comparisons: Sequence[Comparison], style: Style) -> str:
    """For programs: both standings and every change with its sense."""
    del style  # a document for programs looks the same everywhere
    return written({"schema_version": 1, "results": [_document(comparison) for comparison in comparisons]})


def _document(comparison: Comparison) -> Mapping[str, object]:
    keys = ("repository", "as_of", "profile", "score", "range", "grade", "coverage")
    before, after = (
        {key: value for key, value in report.items() if key in keys}
        for report in (comparison.before, comparison.after)
    )
    changes = [
        {
            "sense": change.sense,
            "rule": change.rule,
            "before": change.before or None,
            "after": change.after or None,
            "credit_before": change.credit_before,
            "credit_after": change.credit_after,
        }
        for change in comparison.changes
    ]
    return {"before": before, "after": after, "caution": comparison.caution, "changes": changes}


CHANGE_FORMATS: Final[Mapping[str, RenderChanges]] = {
    "terminal": render,
    "markdown": render_markdown,
    "json": render_json,
}
