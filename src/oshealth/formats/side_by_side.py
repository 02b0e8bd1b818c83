"""Repositories beside each other: grade, score and categories of each, then the rules in which they differ."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from rich.text import Text

from oshealth.assessment.report import Report, Result, Unaudited
from oshealth.formats import phrases
from oshealth.formats.escape import clean
from oshealth.formats.quoting import markdown
from oshealth.formats.style import Style
from oshealth.formats.terminal.ink import Ink, ink_for
from oshealth.formats.terminal.page import Lines, cut, heading, joined, padded, printed, wrapped

Row: TypeAlias = tuple[str, ...]

_NOTHING: Final = "–"
_LEAST_COLUMN: Final = 16  # cells, with the gap before it: room for `not applicable`
_HEADS: Final = ("grade", "score", "range", "coverage", "commit", "as of")


def names(results: Sequence[Result]) -> Row:
    """What each column is called."""
    return tuple(clean(name, 100) for name in phrases.names_of(results))


def standing(results: Sequence[Result]) -> list[Row]:
    """Grade, score, range, coverage, commit and date, then every category: a label, and a word for each result."""
    columns = [_standing(result) for result in results]
    titles = dict.fromkeys(
        title for result in results if isinstance(result, Report) for title in _categories(result)
    )
    rows = [(head, *(column[number] for column in columns)) for number, head in enumerate(_HEADS)]
    return rows + [
        (title, *(_categories(result).get(title, _NOTHING) for result in results)) for title in titles
    ]


def _standing(result: Result) -> Row:
    if isinstance(result, Unaudited):
        return ("not audited", *(_NOTHING,) * (len(_HEADS) - 1))
    score, grade = result.score, result.grade
    is_open = grade.letter and grade.low != grade.high
    return (
        f"{grade.letter} ({grade.low}–{grade.high})" if is_open else grade.letter or "none",
        _NOTHING if score.score is None else str(score.score),
        f"{score.low}–{score.high}",
        f"{score.coverage} %",
        result.revision[:7],
        phrases.day(result.as_of),
    )


def _categories(result: Result) -> dict[str, str]:
    if isinstance(result, Unaudited):
        return {}
    return {
        one.title: _NOTHING if one.score is None else f"{one.score} ({one.coverage} %)"
        for one in result.categories
    }


def differences(results: Sequence[Result]) -> list[Row]:
    """Each rule that did not come to the same in all that were audited, with what it came to."""
    outcomes = [_outcomes(result) for result in results]
    audited = [column for column in outcomes if column]
    rules = dict.fromkeys(rule for column in audited for rule in column)
    differing = [rule for rule in rules if len({column.get(rule) for column in audited}) > 1]
    return [(rule, *(column.get(rule, _NOTHING) for column in outcomes)) for rule in differing]


def _outcomes(result: Result) -> dict[str, str]:
    if isinstance(result, Unaudited):
        return {}
    return {finding.rule: phrases.OUTCOMES[finding.outcome] for finding in result.findings}


def render(results: Sequence[Result], style: Style) -> str:
    """In a terminal: one column a repository, as many beside each other as fit, the others below."""
    ink = ink_for(style)
    width = max((len(row[0]) for row in (*standing(results), *differences(results))), default=0)
    width = min(width, ink.width // 3)
    at_once = max(1, (ink.width - width) // _LEAST_COLUMN)
    lines: Lines = []
    for start in range(0, len(results), at_once):
        lines += [*([joined("")] if start else []), *_block(results, start, at_once, width, ink)]
    lines += [line for result in results if isinstance(result, Unaudited) for line in _why(result, ink)]
    return printed(lines, ink)


def _block(results: Sequence[Result], start: int, at_once: int, width: int, ink: Ink) -> Lines:
    """The columns from `start` on; the rules are those in which all of the results differ."""
    room = (ink.width - width) // min(at_once, len(results)) - 2
    shown = slice(start + 1, start + 1 + at_once)
    lines = [_line(("", *("", *names(results))[shown]), width, room, ink)]
    lines += [_line((row[0], *row[shown]), width, room, ink) for row in standing(results)]
    if rows := differences(results):
        lines += heading("Where they differ", phrases.count(len(rows), "rule"), ink)
        lines += [_line((row[0], *row[shown]), width, room, ink) for row in rows]
    return lines


def _line(row: Row, width: int, room: int, ink: Ink) -> Text:
    cells = [padded(cut(ink.say(text, "plain" if row[0] else "strong"), room, ink), room) for text in row[1:]]
    label = padded(cut(ink.say(row[0], "quiet"), width, ink), width)
    return joined(label, *(part for one in cells for part in ("  ", one)))


def _why(result: Unaudited, ink: Ink) -> Lines:
    words = f"{result.target}: not audited: {result.message}"
    return [joined(""), *wrapped(ink.say(words), ink.width)]


def render_markdown(results: Sequence[Result], style: Style) -> str:
    """As two tables in Markdown."""
    del style  # the same everywhere
    lines = [*_table(results, standing(results))]
    if rows := differences(results):
        lines += ["", "### Where they differ", "", *_table(results, rows)]
    return "\n".join(lines) + "\n"


def _table(results: Sequence[Result], rows: Sequence[Row]) -> list[str]:
    head = ("", *names(results))
    lines = ["| " + " | ".join(markdown(cell, 100) for cell in row) + " |" for row in (head, *rows)]
    return [lines[0], "|---" * len(head) + "|", *lines[1:]]


COMPARE_FORMATS: Final[Mapping[str, Callable[[Sequence[Result], Style], str]]] = {
    "terminal": render,
    "markdown": render_markdown,
}
