"""Many repositories at a glance: one line each, as a table below the scorecards or alone with `--quiet`."""

from collections.abc import Sequence
from typing import Final

from rich.text import Text

from oshealth.assessment.report import Report, Result, Unaudited
from oshealth.formats import phrases
from oshealth.formats.terminal.headline import grade_tone, range_words
from oshealth.formats.terminal.ink import Ink
from oshealth.formats.terminal.page import Lines, cut, heading, joined, padded

_COLUMNS: Final = (("grade", 5), ("score", 7), ("range", 9), ("seen", 7))
_NUMBERS_WIDTH: Final = sum(width for _, width in _COLUMNS) + 2


def table(results: Sequence[Result], ink: Ink) -> Lines:
    """A heading, column names and one line a result, in the order they were asked for."""
    names = [padded(ink.say(name, "quiet"), width, right=True) for name, width in _COLUMNS]
    title = heading("Summary", phrases.count(len(results), "repository", "repositories"), ink)[1:]
    width = _name_width(results, ink)
    head = joined(
        *names, "  ", padded(ink.say("repository", "quiet"), width), "  ", ink.say("what first", "quiet")
    )
    return [*title, cut(head, ink.width, ink), *(_line(result, width, ink) for result in results)]


def one_line(result: Result, ink: Ink) -> Text:
    """Grade, score, range, coverage, name, and what to do first, as far as there is room."""
    return _line(result, 0, ink)


def _line(result: Result, name_width: int, ink: Ink) -> Text:
    name = cut(ink.say(_name(result), "strong"), name_width or _room(ink), ink)
    if isinstance(result, Unaudited):
        values = [Text("-"), *[Text(end="")] * 3]
        last = joined(ink.say("not audited", "bad"), ink.say(f": {result.message}"))
    else:
        values, last = _numbers(result, ink), _first(result, ink)
    numbers = [padded(text, width, right=True) for text, (_, width) in zip(values, _COLUMNS, strict=True)]
    line = joined(*numbers, "  ", padded(name, name_width), "  ", last)
    return cut(line, ink.width, ink)


def _name(result: Result) -> str:
    return result.target if isinstance(result, Unaudited) else phrases.name_of(result.ref, result.url)


def _numbers(report: Report, ink: Ink) -> list[Text]:
    letter = report.grade.letter
    score = "-" if report.score.score is None else str(report.score.score)
    return [
        ink.say(letter, grade_tone(letter)) if letter else ink.say("?", "quiet"),
        ink.say(score, "strong"),
        ink.say(range_words(report), "quiet"),
        ink.say(f"{report.score.coverage} %"),
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


def _room(ink: Ink) -> int:
    return max(16, (ink.width - _NUMBERS_WIDTH) * 2 // 3)


def _name_width(results: Sequence[Result], ink: Ink) -> int:
    return min(_room(ink), max(ink.say(_name(result)).cell_len for result in results))
