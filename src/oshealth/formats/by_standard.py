"""A report by the items of a standard, in a terminal, in Markdown and as JSON; and what no rule here can tell."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, Final, TypeAlias

from rich.text import Text

from oshealth.assessment.against import Held, held_against
from oshealth.assessment.document import iso, repository_document, unaudited_document
from oshealth.assessment.report import Report, Result, Unaudited
from oshealth.formats import phrases
from oshealth.formats.json import written
from oshealth.formats.quoting import markdown
from oshealth.formats.style import Style
from oshealth.formats.terminal.headline import name_line
from oshealth.formats.terminal.ink import Ink, ink_for
from oshealth.formats.terminal.page import Lines, hanging, heading, joined, padded, printed, ruler, wrapped
from oshealth.formats.terminal.unaudited import not_audited
from oshealth.rulebook.standards import Item, Standard

RenderBy: TypeAlias = Callable[[Sequence[Result], Standard, Style], str]

EVIDENCE_ONLY: Final = "What the rules here show of each item: evidence, not a decision."


def summary(held: Iterable[Held]) -> str:
    """How many items were asked and what they came to, and who can tell of the others."""
    rows = tuple(held)
    asked = Counter(one.outcome for one in rows if one.outcome)
    others = Counter(one.item.elsewhere for one in rows if not one.outcome)
    came = ", ".join(f"{asked[name]} {words}" for name, words in phrases.OUTCOMES.items() if asked[name])
    told = f"Of {len(rows)} items, {sum(asked.values())} are asked here: {came or 'none'}."
    if not others:
        return told
    who = ", ".join(f"{number} {name}" for name, number in others.most_common())
    return f"{told} Of {sum(others.values())} no rule here can tell: {who}."


def render(results: Sequence[Result], standard: Standard, style: Style) -> str:
    """In a terminal: each group under its name, each item with its outcome and the rules behind it."""
    ink = ink_for(style)
    lines: Lines = []
    for number, result in enumerate(results):
        one = not_audited(result, ink) if isinstance(result, Unaudited) else _report(result, standard, ink)
        lines += [*([Text(), Text()] if number else []), *one]
    return printed(lines, ink)


def _report(report: Report, standard: Standard, ink: Ink) -> Lines:
    held = held_against(report, standard)
    name = phrases.name_of(report.ref, report.url)
    lines = [*name_line(name, report.revision, report.as_of, ink), ruler(ink)]
    lines += wrapped(ink.say(f"{standard.text.title}, {standard.text.version}", "strong"), ink.width)
    lines += wrapped(ink.say(EVIDENCE_ONLY, "quiet"), ink.width)
    longest = max(len(one.item.id) for one in held)
    for group, inside in groupby(held, key=lambda one: one.item.group):
        lines += heading(group, "", ink)
        for one in inside:
            lines += _item(one, longest, ink)
    return [*lines, Text(), *wrapped(ink.say(summary(held)), ink.width)]


def _item(one: Held, longest: int, ink: Ink) -> Lines:
    sign = ink.outcome(one.outcome) if one.outcome else ink.glyph("dot", "quiet")
    room = min(longest, ink.width // 3)
    head = joined(sign, " ", padded(ink.say(one.item.id, "strong" if one.outcome else "plain"), room), "  ")
    lines = hanging(head, ink.say(one.item.words), ink)
    return [*lines, *hanging("", ink.say(_behind(one), "quiet"), ink, head.cell_len)]


def _behind(one: Held) -> str:
    """The rules behind an item, each with its outcome where they differ; else who can tell."""
    if not one.outcome:
        return f"not asked here: {one.item.elsewhere} can tell"
    if {finding.outcome for finding in one.findings} == {one.outcome}:
        return ", ".join(finding.rule for finding in one.findings)
    return ", ".join(f"{finding.rule} ({phrases.OUTCOMES[finding.outcome]})" for finding in one.findings)


def render_markdown(results: Sequence[Result], standard: Standard, style: Style) -> str:
    """As a table a group, for issues, reports and applications."""
    del style  # the same everywhere
    lines: list[str] = []
    for result in results:
        if isinstance(result, Unaudited):
            lines += [
                f"## {markdown(result.target, 100)}",
                "",
                f"Not audited: {markdown(result.message)}",
                "",
            ]
        else:
            lines += _section(result, standard)
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(report: Report, standard: Standard) -> list[str]:
    held = held_against(report, standard)
    text = standard.text
    lines = [
        f"## {markdown(phrases.name_of(report.ref, report.url), 100)}: {markdown(text.title)}, {markdown(text.version)}",
        "",
        f"{EVIDENCE_ONLY} Commit {report.revision[:7]}, as of {phrases.day(report.as_of)}.",
        "",
    ]
    for group, inside in groupby(held, key=lambda one: one.item.group):
        lines += [f"### {markdown(group)}", "", "| item | asks | outcome | by |", "|---|---|---|---|"]
        for one in inside:
            came = phrases.OUTCOMES[one.outcome] if one.outcome else "not asked here"
            by = _behind(one) if one.outcome else one.item.elsewhere
            lines.append(
                f"| {markdown(one.item.id)} | {markdown(one.item.words)} | {came} | {markdown(by)} |"
            )
        lines.append("")
    return [*lines, markdown(summary(held)), ""]


def render_json(results: Sequence[Result], standard: Standard, style: Style) -> str:
    """For programs: every item with its outcome (null where no rule asks for it) and the rules behind it."""
    del style  # a document for programs looks the same everywhere
    text = standard.text
    return written(
        {
            "schema_version": 1,
            "standard": {
                "id": standard.id,
                "title": text.title,
                "version": text.version,
                "source": text.source,
            },
            "results": [_document(result, standard) for result in results],
        }
    )


def _document(result: Result, standard: Standard) -> Mapping[str, Any]:
    if isinstance(result, Unaudited):
        return unaudited_document(result)
    return {
        "repository": repository_document(result.ref, result.revision, result.url),
        "as_of": iso(result.as_of),
        "items": [
            {
                **item_document(one.item),
                "outcome": one.outcome,
                "rules": [
                    {"rule": finding.rule, "outcome": finding.outcome, "reason": finding.reason}
                    for finding in one.findings
                ],
            }
            for one in held_against(result, standard)
        ],
    }


def item_document(item: Item) -> dict[str, Any]:
    """An item as plain values, with who else can tell where no rule stands for it."""
    return {
        "group": item.group,
        "id": item.id,
        "words": item.words,
        "elsewhere": "" if item.rules else item.elsewhere,
    }


BY_FORMATS: Final[Mapping[str, RenderBy]] = {
    "terminal": render,
    "markdown": render_markdown,
    "json": render_json,
}
