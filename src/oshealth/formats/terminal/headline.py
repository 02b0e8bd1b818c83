"""The head of a scorecard: which repository, a gate that failed, and the grade with what it rests on."""

from datetime import datetime

from rich.text import Text

from oshealth.assessment.finding import OPEN
from oshealth.assessment.report import Gate, Report
from oshealth.formats import phrases
from oshealth.formats.terminal.ink import Ink, Tone
from oshealth.formats.terminal.page import (
    Lines,
    beside,
    cut,
    hanging,
    joined,
    packed,
    padded,
    ruler,
    separated,
    wrapped,
)

RANGE_BELOW = 90
"""Coverage, in percent, below which the range is printed with the score."""

_SHORT_ID = 7


def headline(report: Report, ink: Ink) -> Lines:
    """Everything above the bars."""
    lines = [
        *name_line(phrases.name_of(report.ref, report.url), report.revision, report.as_of, ink),
        ruler(ink),
    ]
    if report.notice:
        lines += wrapped(ink.say(f"{report.notice[0].upper()}{report.notice[1:]}.", "strong"), ink.width)
    for gate in report.gates:
        if _is_pressing(gate, report):
            lines += _gate(gate, report, ink)
    lines += [Text(), *beside(_box(report, ink), _beside_box(report, ink), gap=3)]
    return [*lines, *_ladder(report, ink)]


def name_line(name: str, revision: str, as_of: datetime, ink: Ink) -> Lines:
    """The repository, and at the right end of the line, where they fit, its short commit and the date."""
    moment = (ink.say(revision[:_SHORT_ID], "quiet"), ink.say(phrases.day(as_of), "quiet"))
    aside = separated(moment, "  ")
    title = ink.say(name, "strong")
    room = ink.width - aside.cell_len - 2
    if title.cell_len <= room:
        return [joined(padded(title, room + 2), aside)]
    return [cut(title, ink.width, ink), aside]


def grade_tone(letter: str) -> Tone:
    """The tone of a letter."""
    return "good" if letter in "AB" else "fair" if letter == "C" else "bad"


def score_words(report: Report) -> str:
    """`58 / 100`, or that there is none."""
    return "no score" if report.score.score is None else f"{report.score.score} / 100"


def range_words(report: Report) -> str:
    """`range 36–74`: what the score could be if all were seen; empty where nearly all was seen."""
    if report.score.coverage >= RANGE_BELOW or report.score.score is None:
        return ""
    return f"range {report.score.low}–{report.score.high}"


def _is_pressing(gate: Gate, report: Report) -> bool:
    """Whether a gate decides over the letter: it failed, or there is no letter while it is open."""
    return gate.outcome == "fail" or (report.grade.letter is None and gate.outcome in OPEN)


def _gate(gate: Gate, report: Report, ink: Ink) -> Lines:
    is_failed = gate.outcome == "fail"
    verdict = (
        ink.stamp("GATE FAILED", "bad") if is_failed else joined(ink.say("Gate undecided", "strong"), " ")
    )
    head = joined(ink.outcome(gate.outcome), " ", verdict, " ")
    body = joined(ink.say(gate.rule, "strong"), "  ", ink.say(phrases.gate_grounds(gate, report)))
    return [Text(), *hanging(head, body, ink)]


def _box(report: Report, ink: Ink) -> Lines:
    letter = report.grade.letter
    edge = grade_tone(letter) if letter else "quiet"
    inside = ink.stamp(letter, edge, room=2) if letter else joined("  ", ink.say("?", "strong"), "  ")
    side = ink.glyph("box side", edge)
    return [ink.glyph("box top", edge), joined(side, inside, side), ink.glyph("box low", edge)]


def _beside_box(report: Report, ink: Ink) -> Lines:
    """Score, coverage and range, and what has to be said of the letter; said first where there is none."""
    room = ink.width - 10
    has_letter = report.grade.letter is not None
    words = [score_words(report), f"coverage {report.score.coverage} %", range_words(report)]
    tones: tuple[Tone, ...] = ("strong" if has_letter else "plain", "plain", "plain")
    said = [ink.say(word, tone) for word, tone in zip(words, tones, strict=True) if word]
    numbers = packed(said, "   ", room)
    told = _grade_note(report)
    note = wrapped(ink.say(told, "plain" if has_letter else "strong"), room) if told else []
    lines = [*numbers, *note] if has_letter else [*note, *numbers]
    return [*lines, *packed(_tally(report, ink), "   ", room)]


def _grade_note(report: Report) -> str:
    """What has to be said of the letter: that it is provisional, why it was capped, why there is none."""
    grade = report.grade
    is_open = grade.letter and grade.low and grade.high and grade.low != grade.high
    span = f"{grade.letter}, between {grade.low} and {grade.high}: provisional" if is_open else ""
    note = "" if grade.note.startswith("gate failed") else grade.note
    return "; ".join(filter(None, (span, note)))


def _ladder(report: Report, ink: Ink) -> Lines:
    """The levels of the profile, each on its line, under a blank one."""
    lines = [Text()] if report.ladder else []
    for rung in report.ladder:
        sign = ink.outcome(phrases.REACHED[rung.reached][0])
        lines += hanging(joined(sign, " "), ink.say(phrases.rung(rung)), ink)
    return lines


def _tally(report: Report, ink: Ink) -> Lines:
    """How many rules came to what: `✓ 21 pass`, `~ 3 partial`, `✗ 9 fail`."""
    counted = phrases.tally(finding for finding in report.findings if finding.outcome != "not_applicable")
    return [
        joined(ink.outcome(name), " ", ink.say(f"{number} {phrases.OUTCOMES[name]}"))
        for name, number in counted.items()
    ]
