"""What would change if some people left: two columns in a terminal."""

from collections.abc import Callable, Mapping
from typing import Final

from oshealth.assessment import Finding
from oshealth.facts import Reading
from oshealth.formats import phrases, whatif_json
from oshealth.formats.style import Style
from oshealth.formats.terminal.headline import name_line, score_words
from oshealth.formats.terminal.ink import Ink, ink_for
from oshealth.formats.terminal.page import Lines, hanging, heading, joined, padded, printed, ruler
from oshealth.snapshot import Unknown
from oshealth.whatif import Change, Shift, WhatIf

_NAME: Final = 34


def render(asked: WhatIf, style: Style) -> str:
    """Both judgements side by side, then what the people were needed for."""
    ink = ink_for(style)
    before, after = asked.before, asked.after
    lines = [
        *name_line(phrases.name_of(before.ref, before.url), before.revision, before.as_of, ink),
        ruler(ink),
        *hanging("", ink.say(f"as it would be without {', '.join(asked.names)}", "strong"), ink),
        *heading("Score", "", ink),
        *_line("score", score_words(before), score_words(after), ink),
        *_line("grade", before.grade.letter or "none", after.grade.letter or "none", ink),
        *_line("coverage", f"{before.score.coverage} %", f"{after.score.coverage} %", ink),
        *heading("Facts", "", ink),
        *_line("work of the window by those left", *_shares(asked.work_left), ink),
    ]
    for shift in asked.shifts:
        lines += _line(shift.fact, *_readings(shift), ink)
    lines += _orphaned(asked.orphaned, ink)
    lines += heading("Findings", phrases.count(len(asked.changes), "change"), ink)
    for change in asked.changes:
        lines += _finding(change, ink)
    return printed(lines, ink)


def _readings(shift: Shift) -> tuple[str, str]:
    return _told(shift.before, shift.unit), _told(shift.after, shift.unit)


def _orphaned(found: Reading, ink: Ink) -> Lines:
    """One folder a line; where authorship was not read, how to have it read."""
    if isinstance(found, Unknown):
        return hanging(
            joined("  ", padded(ink.say("orphaned folders"), _NAME)), ink.say(found.reason, "quiet"), ink
        )
    folders = found.value if isinstance(found.value, tuple) else ()
    lines = heading("Orphaned folders", "most of their files have no author left", ink)
    return [*lines, *(line for name in folders or ("none",) for line in hanging("  ", ink.say(name), ink))]


def _shares(left: float | Unknown) -> tuple[str, str]:
    return ("100%", "unknown" if isinstance(left, Unknown) else f"{left:.0%}")


def _told(reading: Reading, unit: str) -> str:
    if isinstance(reading, Unknown):
        return f"unknown ({reading.reason})"
    return f"{phrases.value(reading.value)} {phrases.singular(unit) if reading.value == 1 else unit}"


def _line(name: str, before: str, after: str, ink: Ink) -> Lines:
    if before == after:
        shown = joined(ink.say(before), ink.say(", as before", "quiet"))
    else:
        shown = joined(ink.say(before), " ", ink.say("→"), " ", ink.say(after, "strong"))
    return hanging(joined("  ", padded(ink.say(name), _NAME)), shown, ink)


def _finding(change: Change, ink: Ink) -> Lines:
    head = joined(
        ink.outcome(change.before.outcome), " ", ink.say("→"), " ", ink.outcome(change.after.outcome), "  "
    )
    credit = ink.say(f"{_credit(change.before)} to {_credit(change.after)}", "quiet")
    return hanging(head, joined(ink.say(change.after.title), "  ", credit), ink)


def _credit(finding: Finding) -> str:
    """In percent where it was decided; what is unknown has no credit, not even none."""
    decided = finding.outcome in {"pass", "partial", "fail"}
    return f"{finding.credit} %" if decided else phrases.OUTCOMES[finding.outcome]


WHATIF_FORMATS: Final[Mapping[str, Callable[[WhatIf, Style], str]]] = {
    "terminal": render,
    "json": whatif_json.render,
}
