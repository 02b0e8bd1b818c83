"""Many repositories at a glance: one line each, as a table below the scorecards or alone with `--quiet`."""

from collections.abc import Sequence
from typing import Final

from rich.text import Text

from oshealth.assessment.report import Report, Result, Unaudited
from oshealth.formats import phrases
from oshealth.formats.terminal.headline import grade_tone, range_words
from oshealth.formats.terminal.ink import Ink
from oshealth.formats.terminal.page import Lines, cut, heading, joined, padded

_COLUMNS: Final = (("score", 7), ("range", 9), ("coverage", 10))
_NUMBERS: Final = sum(width for _, width in _COLUMNS)
_BEFORE_NAME: Final = len("grade") + _NUMBERS + 2
_LEAST_ROOM: Final = 16  # cells below which the last column would only be an ellipsis


def table(results: Sequence[Result], ink: Ink) -> Lines:
    """A heading, column names and one line a result, in the order they were asked for."""
    title = heading("Summary", phrases.count(len(results), "repository", "repositories"), ink)[1:]
    names = [padded(ink.say(name, "quiet"), width, right=True) for name, width in _COLUMNS]
    first = ink.say("what first", "quiet")
    width = _name_width(phrases.names_of(results), ink)
    head = _row([ink.say("grade", "quiet"), *names], ink.say("repository", "quiet"), first, width, ink)
    return [*title, head, *rows(results, ink)]


def rows(results: Sequence[Result], ink: Ink) -> Lines:
    """Grade, score, range, coverage and name of each, and what to do first where there is room for it."""
    names = phrases.names_of(results)
    width = _name_width(names, ink)
    return [
        _line(result, ink.say(name, "strong"), width, ink)
        for result, name in zip(results, names, strict=True)
    ]


def _line(result: Result, name: Text, width: int, ink: Ink) -> Text:
    if isinstance(result, Unaudited):
        instead = padded(joined("  ", ink.say("not audited", "bad")), _NUMBERS)
        return _row([ink.say("-", "quiet"), instead], name, ink.say(result.message), width, ink)
    return _row(_numbers(result, ink), name, _first(result, ink), width, ink)


def _row(numbers: Sequence[Text], name: Text, last: Text, width: int, ink: Ink) -> Text:
    grade, *others = numbers
    line = joined(padded(grade, len("grade")), *others, "  ", padded(cut(name, width, ink), width))
    room = ink.width - line.cell_len - 2
    return line if room < _LEAST_ROOM else joined(line, "  ", cut(last, room, ink))


def _numbers(report: Report, ink: Ink) -> list[Text]:
    letter = report.grade.letter
    score = "-" if report.score.score is None else str(report.score.score)
    numbers = (
        ink.say(score, "strong" if letter else "quiet"),
        ink.say(range_words(report).removeprefix("range "), "quiet"),
        ink.say(f"{report.score.coverage} %"),
    )
    grade = ink.say(letter, grade_tone(letter)) if letter else ink.say("?", "quiet")
    return [
        grade,
        *(padded(text, width, right=True) for text, (_, width) in zip(numbers, _COLUMNS, strict=True)),
    ]


def _first(report: Report, ink: Ink) -> Text:
    failed = [gate.rule for gate in report.gates if gate.outcome == "fail"]
    if failed:
        return joined(ink.say("gate failed", "bad"), ink.say(f": {', '.join(failed)}"))
    if report.grade.letter is None:
        return ink.say(report.grade.note, "quiet")
    if not report.plan:
        return Text(end="")
    step = report.plan[0]
    return joined(ink.say(step.rule), " ", ink.say(phrases.points(step.gain), "good"))


def _name_width(names: Sequence[str], ink: Ink) -> int:
    """Wide enough for the longest name, but on wide pages never more than half of what is left."""
    room = ink.width - _BEFORE_NAME
    most = room // 2 if room >= 4 * _LEAST_ROOM else room
    return min(most, max((ink.say(name).cell_len for name in names), default=0))
