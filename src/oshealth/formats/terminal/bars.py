"""The categories as bars: what was earned, what was missed, and, visibly apart, what was not seen."""

from collections.abc import Sequence
from typing import Final

from rich.text import Text

from oshealth.assessment.report import Report
from oshealth.assessment.score import CategoryScore
from oshealth.formats.terminal.ink import Glyph, Ink, Tone
from oshealth.formats.terminal.page import Lines, cut, joined, packed, padded

_LONGEST_BAR: Final = 50
_SHORTEST_BAR: Final = 12
_LONGEST_TITLE: Final = 24
_COLUMNS: Final = (("score", 7), ("coverage", 10), ("share", 7))


def bars(report: Report, ink: Ink) -> Lines:
    """A legend, then one line a category, in the order of the profile."""
    if not report.categories:
        return []
    titles = [ink.say(category.title) for category in report.categories]
    indent = min(_LONGEST_TITLE, ink.width // 2, max(title.cell_len for title in titles)) + 2
    columns = _columns(ink.width - indent)
    room = min(_LONGEST_BAR, ink.width - indent - sum(columns))
    lines = [Text(), *_legend(indent, room, columns, ink)]
    for title, category in zip(titles, report.categories, strict=True):
        name = padded(cut(title, indent - 2, ink), indent)
        numbers = _aligned(_numbers(category, ink), columns)
        lines.append(joined(name, bar(category.score, category.coverage, room, ink), numbers))
    return lines


def _columns(room: int) -> tuple[int, ...]:
    """The widths of as many columns of numbers as leave room for a bar; at least that of the score."""
    widths = tuple(width for _, width in _COLUMNS)
    fitting = [widths[:shown] for shown in (3, 2) if room - sum(widths[:shown]) >= _SHORTEST_BAR]
    return fitting[0] if fitting else widths[:1]


def bar(score: int | None, coverage: int, width: int, ink: Ink) -> Text:
    """A bar of `width` cells; the part before the dots was seen, and of it the heavy part was earned.

    What is not nothing shows at least one cell.
    """
    unseen = _cells(100 - coverage, width)
    seen = width - unseen
    missed = 0 if score is None else _cells(100 - score, seen)
    return joined(
        ink.glyph("earned", bar_tone(score), seen - missed),
        ink.glyph("missed", "quiet", missed),
        ink.glyph("unseen", "quiet", unseen),
    )


def bar_tone(score: int | None) -> Tone:
    """The tone of a score from 0 to 100."""
    if score is None:
        return "quiet"
    return "good" if score >= 65 else "fair" if score >= 35 else "bad"


def _cells(percent: int, width: int) -> int:
    """Cells for a share of a bar: none for nothing, all for all, and else something between."""
    if percent <= 0 or percent >= 100 or width < 2:
        return width if percent >= 100 else 0
    return max(1, min(width - 1, round(percent * width / 100)))


def _legend(indent: int, room: int, columns: Sequence[int], ink: Ink) -> Lines:
    """What the parts of a bar mean and the names of the columns: on one line where the bars are long enough."""
    names: tuple[tuple[Glyph, str], ...] = (
        ("earned", "earned"),
        ("missed", "missed"),
        ("unseen", "not seen"),
    )
    parts = [joined(ink.glyph(glyph), " ", ink.say(name, "quiet")) for glyph, name in names]
    legend = packed(parts, "  ", ink.width - indent)
    titles = _aligned([ink.say(name, "quiet") for name, _ in _COLUMNS], columns)
    blanks = " " * indent
    if len(legend) == 1 and legend[0].cell_len <= room:
        return [joined(blanks, padded(legend[0], room), titles)]
    return [*(joined(blanks, line) for line in legend), joined(blanks, " " * room, titles)]


def _numbers(category: CategoryScore, ink: Ink) -> list[Text]:
    return [
        ink.say("-" if category.score is None else str(category.score), "strong"),
        ink.say(f"{category.coverage} %"),
        ink.say(f"{category.share} %", "quiet"),
    ]


def _aligned(texts: Sequence[Text], columns: Sequence[int]) -> Text:
    return joined(*(padded(text, width, right=True) for text, width in zip(texts, columns, strict=False)))
