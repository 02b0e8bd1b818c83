"""A badge: the letter and score in a small picture (SVG), or as the JSON that shields.io turns into one."""

from collections.abc import Mapping, Sequence
from typing import Final

from oshealth.assessment.report import Grade, Result, Unaudited
from oshealth.assessment.score import Score
from oshealth.formats import phrases
from oshealth.formats.briefly import told, verdict
from oshealth.formats.escape import clean
from oshealth.formats.json import written
from oshealth.formats.quoting import xml
from oshealth.formats.style import Style

LABEL: Final = "health"
RANGE_BELOW: Final = 90
"""Coverage, in percent, below which a badge shows the range of the score instead of the score."""

# White words on each of them have a contrast of at least 4.5 to 1; a test measures it.
COLORS: Final[Mapping[str, str]] = {
    "A": "#1a7f37", "B": "#4d7c0f", "C": "#a16207", "D": "#c2410c", "F": "#b91c1c", "": "#57606a"
}  # fmt: skip
_GROUND: Final = "#3f3f46"
_HEIGHT: Final = 20
_LETTER: Final = 7  # pixels that a letter of 11 px takes at most, on average; textLength makes it exact
_EDGE: Final = 6


def render(results: Sequence[Result], style: Style) -> str:
    """An SVG of one badge, or of one below the other; the whole verdict with profile and commit is its title."""
    del style  # a picture looks the same everywhere
    badges = [_badge(result, number) for number, result in enumerate(results)]
    width = max((width for _, width in badges), default=0)
    title = "; ".join(_title(result) for result in results)
    size = f'width="{width}" height="{_HEIGHT * len(badges)}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="oshealth-title">\n'
    return (
        f'{head}<title id="oshealth-title">{xml(title, 2000)}</title>\n'
        + "".join(drawn for drawn, _ in badges)
        + "</svg>\n"
    )


def render_endpoint(results: Sequence[Result], style: Style) -> str:
    """A document for https://shields.io/badges/endpoint-badge; several results stand in one message, worst color."""
    del style  # a document for programs looks the same everywhere
    letters = [_letter(result) for result in results]
    worst = max(letters, default="")  # "" is before all letters: nothing is known of it, so it is not worse
    return written(
        {
            "schemaVersion": 1,
            "label": LABEL,
            "message": ", ".join(_message(result) for result in results) or "nothing audited",
            "color": COLORS[worst],
            "isError": any(isinstance(result, Unaudited) for result in results),
        }
    )


def _letter(result: Result) -> str:
    return "" if isinstance(result, Unaudited) else result.grade.letter or ""


def _message(result: Result) -> str:
    if isinstance(result, Unaudited):
        return "not audited"
    if any(gate.outcome == "fail" for gate in result.gates):
        return "F, gate failed"
    if result.score.score is None:
        return "not enough evidence"
    return f"{_grade(result.grade)} {_points(result.score)}"


def _grade(grade: Grade) -> str:
    """The letter; both ends where what was not seen could still change it."""
    if grade.letter is None:
        return "no grade"
    return grade.letter if grade.low == grade.high else f"{grade.low}–{grade.high}"


def _points(score: Score) -> str:
    """The score, or its range where much was not seen."""
    return f"{score.score}/100" if score.coverage >= RANGE_BELOW else f"{score.low}–{score.high}"


def _title(result: Result) -> str:
    if isinstance(result, Unaudited):
        return f"{clean(result.target, 100)}: {told(result)}"
    name = phrases.name_of(result.ref, result.url)
    by = f"profile {result.profile} {result.profile_version}, commit {result.revision[:7]}"
    return f"{clean(name, 100)}: {verdict(result)}; {by}, {phrases.day(result.as_of)}"


def _badge(result: Result, number: int) -> tuple[str, int]:
    """One badge as SVG, and its width in pixels."""
    left, right = (len(text) * _LETTER + 2 * _EDGE for text in (LABEL, _message(result)))
    parts = [
        f'<g transform="translate(0 {number * _HEIGHT})">',
        f'<rect width="{left}" height="{_HEIGHT}" fill="{_GROUND}"/>',
        f'<rect x="{left}" width="{right}" height="{_HEIGHT}" fill="{COLORS[_letter(result)]}"/>',
        _words(LABEL, 0, left),
        _words(_message(result), left, right),
        "</g>",
    ]
    return "\n".join(parts) + "\n", left + right


def _words(text: str, start: int, width: int) -> str:
    look = 'fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11"'
    room = f'x="{start + _EDGE}" y="14" textLength="{width - 2 * _EDGE}"'
    return f"<text {room} {look}>{xml(text)}</text>"
