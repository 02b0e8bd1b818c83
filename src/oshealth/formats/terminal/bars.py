"""The categories as bars: what was earned, what was missed, and, visibly apart, what was not seen."""

from typing import Final

from rich.text import Text

from oshealth.assessment.report import Report
from oshealth.assessment.score import CategoryScore
from oshealth.formats.terminal.ink import Glyph, Ink, Tone
from oshealth.formats.terminal.page import Lines, cut, joined, padded, separated

_LONGEST_BAR: Final = 50
_LONGEST_TITLE: Final = 24
_NUMBERS: Final = 24  # the width of the columns score, coverage and share


def bars(report: Report, ink: Ink) -> Lines:
    """A legend, then one line a category, in the order of the profile."""
    if not report.categories:
        return []
    titles = [ink.say(category.title) for category in report.categories]
    title_width = min(_LONGEST_TITLE, max(title.cell_len for title in titles))
    room = min(_LONGEST_BAR, ink.width - title_width - _NUMBERS - 2)
    lines = [Text(), *_legend(title_width + 2, room, ink)]
    for title, category in zip(titles, report.categories, strict=True):
        name = padded(cut(title, title_width, ink), title_width)
        lines.append(
            joined(name, "  ", bar(category.score, category.coverage, room, ink), _numbers(category, ink))
        )
    return lines


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


def _legend(indent: int, room: int, ink: Ink) -> Lines:
    """What the parts of a bar mean and the names of the columns: on one line where the bars are long enough."""
    names: tuple[tuple[Glyph, str], ...] = (
        ("earned", "earned"),
        ("missed", "missed"),
        ("unseen", "not seen"),
    )
    legend = separated((joined(ink.glyph(glyph), " ", ink.say(name, "quiet")) for glyph, name in names), "  ")
    columns = _columns(ink.say("score", "quiet"), ink.say("coverage", "quiet"), ink.say("share", "quiet"))
    blanks = " " * indent
    if legend.cell_len > room:
        return [joined(blanks, legend), joined(blanks, " " * room, columns)]
    return [joined(blanks, padded(legend, room), columns)]


def _numbers(category: CategoryScore, ink: Ink) -> Text:
    score = "-" if category.score is None else str(category.score)
    return _columns(
        ink.say(score, "strong"),
        ink.say(f"{category.coverage} %"),
        ink.say(f"{category.share} %", "quiet"),
    )


def _columns(score: Text, seen: Text, share: Text) -> Text:
    return joined(padded(score, 7, right=True), padded(seen, 10, right=True), padded(share, 7, right=True))
