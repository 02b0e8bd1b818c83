"""A trend as a chart in a terminal."""

from collections.abc import Sequence
from typing import Final

from rich.text import Text

from oshealth.assessment import Report
from oshealth.facts.base import Value
from oshealth.formats import phrases
from oshealth.formats.style import Style
from oshealth.formats.terminal.bars import bar_tone
from oshealth.formats.terminal.headline import name_line
from oshealth.formats.terminal.ink import Ink, Tone, ink_for
from oshealth.formats.terminal.page import Lines, hanging, heading, joined, printed, ruler
from oshealth.trend import Move, Trend

_ROWS: Final = 10
_AXIS: Final = 6
_TOLD: Final = 12
_LEAST_GAIN: Final = 0.5


def render(trend: Trend, style: Style) -> str:
    """The score over time as a chart, the numbers of chosen moments, and what moved the score most."""
    ink = ink_for(style)
    last = trend.points[-1].report
    lines = [
        *name_line(phrases.name_of(trend.ref, trend.url), last.revision, last.as_of, ink),
        ruler(ink),
        *heading("Score", _legend(trend), ink),
        *_chart([point.report for point in trend.points], ink),
        *heading("Moments", "", ink),
        *_table(trend, ink),
        *heading("What moved it", f"changes of at least {_LEAST_GAIN} points, the largest", ink),
        *_moves(trend.moves, ink),
    ]
    return printed(lines, ink)


def _legend(trend: Trend) -> str:
    return (
        f"{phrases.count(len(trend.points), 'moment')}, every {trend.every}; by today's rules, what git holds"
    )


def _chart(reports: Sequence[Report], ink: Ink) -> Lines:
    """A column a moment; when there are more of them than cells, the last of each group of neighbours."""
    room = ink.width - _AXIS
    group = -(-len(reports) // room)
    shown = [reports[min(start + group, len(reports)) - 1] for start in range(0, len(reports), group)]
    wide = max(1, min(4, room // len(shown)))
    lines = []
    for row in range(_ROWS, 0, -1):
        label = f"{row * 100 // _ROWS:>4}  " if row % 2 == 0 else " " * _AXIS
        cells = [_block(report.score.score, row, wide, ink) for report in shown]
        lines.append(joined(label, *cells))
    first, last = phrases.day(shown[0].as_of), phrases.day(shown[-1].as_of)
    gap = max(1, len(shown) * wide - len(first) - len(last))
    lines.append(joined(" " * _AXIS, ink.say(first, "quiet"), " " * gap, ink.say(last, "quiet")))
    return lines


def _block(score: int | None, row: int, wide: int, ink: Ink) -> Text:
    """The part of one column in one row: full, half (rounded) or empty."""
    reach = 0.0 if score is None else score * _ROWS / 100 - (row - 1)
    if reach < 0.25:
        return Text(" " * wide, end="")
    full, half = ("█", "▄") if ink.style.unicode else ("#", ".")
    sign = (full if reach >= 0.75 else half) * max(1, wide - 1)
    return joined(ink.say(sign, bar_tone(score)), " " * (wide - max(1, wide - 1)))


def _table(trend: Trend, ink: Ink) -> Lines:
    """At most a dozen moments, evenly chosen, the last always among them."""
    step = max(1, -(-(len(trend.points) - 1) // (_TOLD - 1)))
    chosen = [*trend.points[::-1][::step]][::-1]
    lines: Lines = []
    for point in chosen:
        report = point.report
        factor = point.facts.get("contributors.absence_factor")
        told = phrases.value(factor.value) if isinstance(factor, Value) else "unknown"
        people = f"absence factor {told}" if factor else ""
        score = "-" if report.score.score is None else str(report.score.score)
        words = f"{report.grade.letter or '-'}  coverage {report.score.coverage} %  {people}"
        head = joined(ink.say(phrases.day(report.as_of), "quiet"), f"{score:>5}  ")
        lines += hanging(head, joined(ink.say(words)), ink)
    return lines


def _moves(moves: Sequence[Move], ink: Ink) -> Lines:
    """The largest moves, told in the order of time."""
    largest = sorted((move for move in moves if abs(move.gain) >= _LEAST_GAIN), key=lambda m: -abs(m.gain))
    lines: Lines = []
    for move in sorted(largest[: 2 * _TOLD], key=lambda m: m.commit_at or m.at):
        tone: Tone = "good" if move.gain > 0 else "bad"
        day = phrases.day(move.commit_at or move.at)[:7]
        head = joined(ink.say(day, "quiet"), "  ", ink.say(phrases.points(move.gain), tone), "  ")
        commit = joined("  ", ink.say(move.commit[:7], "quiet")) if move.commit else ""
        body = joined(ink.say(move.after.rule, "strong"), "  ", ink.say(move.why), commit)
        lines += hanging(head, body, ink)
    return lines or hanging("", ink.say("nothing", "quiet"), ink)
