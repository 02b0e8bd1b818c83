"""The score over time as a drawing: where each line goes, so that the template only places it."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from markupsafe import Markup
from msgspec import Struct

from oshealth.assessment.report import Report
from oshealth.formats import phrases
from oshealth.formats.earlier import Earlier, Moment, Movement

_SPAN: Final = 1000  # the width of the drawing in its own unit; its height is 100
_TICKS: Final = 5
_TOLD: Final = 8
_LEAST_GAIN: Final = 0.5


class Row(Struct, frozen=True):
    """One moment as a row of a table; what was not known is a dash."""

    date: str
    grade: str
    score: str
    low: int
    high: int
    coverage: int


class Moved(Struct, frozen=True):
    """What moved the score: when, by how many points, which rule, why, and the commit (short; may be empty)."""

    date: str
    points: float
    rule: str
    why: str
    commit: str


class Chart(Struct, frozen=True):
    """A drawing 1000 wide and 100 high, upside down as SVG is, and the same in words and rows.

    `lines` and `bands` are lists of points, one for each stretch without a gap; `dots` are lone moments; `ticks` are
    places from 0 to 100 along the time, each with its label.
    """

    name: str
    lines: tuple[Markup, ...]
    bands: tuple[Markup, ...]
    ticks: tuple[tuple[float, str], ...]
    last: int | None
    rows: tuple[Row, ...]
    moves: tuple[Moved, ...]


def chart_of(trend: Earlier, report: Report) -> Chart:
    """The drawing of a trend of the repository that the report is on."""
    moments = sorted(trend["points"], key=lambda one: one["as_of"])
    places = _places(moments)
    return Chart(
        name=_in_words(moments, phrases.name_of(report.ref, report.url)),
        lines=tuple(_line(stretch) for stretch in _stretches(moments, places)),
        bands=(_band(moments, places),) if len(moments) > 1 else (),
        ticks=_ticks(moments, places),
        last=moments[-1]["score"],
        rows=tuple(_row(moment) for moment in reversed(moments)),
        moves=_largest(trend["moves"]),
    )


def _places(moments: Sequence[Moment]) -> list[float]:
    """Where each moment stands along the time, 0 to 1000; a single one at the end."""
    first, last = moments[0]["as_of"].timestamp(), moments[-1]["as_of"].timestamp()
    if last == first:
        return [float(_SPAN)] * len(moments)
    return [round(_SPAN * (one["as_of"].timestamp() - first) / (last - first), 1) for one in moments]


def _stretches(moments: Sequence[Moment], places: Sequence[float]) -> Iterable[list[tuple[float, int]]]:
    """The moments with a score, cut where there was none."""
    pairs = zip(moments, places, strict=True)
    for known, group in groupby(pairs, key=lambda pair: pair[0]["score"] is not None):
        if known:
            yield [(place, 100 - (moment["score"] or 0)) for moment, place in group]


def _line(stretch: Sequence[tuple[float, int]]) -> Markup:
    """A lone moment becomes a short dash, since a line of one point is not drawn."""
    if len(stretch) == 1:
        place, height = stretch[0]
        stretch = [(max(0.0, place - 4), height), (min(float(_SPAN), place + 4), height)]
    return _drawn(stretch)


def _band(moments: Sequence[Moment], places: Sequence[float]) -> Markup:
    """The range of the score, there along its upper end and back along its lower one."""
    there = [(place, 100 - max(one["range"])) for one, place in zip(moments, places, strict=True)]
    back = [(place, 100 - min(one["range"])) for one, place in zip(moments, places, strict=True)]
    return _drawn([*there, *reversed(back)])


def _drawn(points: Iterable[tuple[float, int]]) -> Markup:
    """Points as SVG has them; numbers alone, which need no cleaning and may be many."""
    return Markup(" ".join(f"{place:g},{height}" for place, height in points))  # noqa: S704 - numbers


def _ticks(moments: Sequence[Moment], places: Sequence[float]) -> tuple[tuple[float, str], ...]:
    """A few dates: months where the whole is short, years where it is long, none twice."""
    days = (moments[-1]["as_of"] - moments[0]["as_of"]).days
    form = "%Y" if days > 3 * 365 else "%Y-%m"
    chosen: dict[str, float] = {}
    for step in range(_TICKS):
        near = min(range(len(places)), key=lambda at: abs(places[at] - _SPAN * step / (_TICKS - 1)))
        chosen.setdefault(moments[near]["as_of"].strftime(form), round(places[near] * 100 / _SPAN, 1))
    return tuple((place, label) for label, place in chosen.items())


def _in_words(moments: Sequence[Moment], name: str) -> str:
    """What somebody hears who does not see the drawing."""
    scores = [one["score"] for one in moments if one["score"] is not None]
    if not scores:
        return f"No score of {name} at any of {phrases.count(len(moments), 'moment')}."
    first, last = moments[0], moments[-1]
    begin = f"{_said(first['score'])} on {phrases.day(first['as_of'])}"
    end = f"{_said(last['score'])} on {phrases.day(last['as_of'])}"
    return f"Score of {name}: {begin}, {end}; lowest {min(scores)}, highest {max(scores)}."


def _said(score: int | None) -> str:
    return "–" if score is None else str(score)


def _row(one: Moment) -> Row:
    low, high = sorted(one["range"])
    return Row(
        phrases.day(one["as_of"]), one["grade"] or "–", _said(one["score"]), low, high, one["coverage"]
    )


def _largest(moves: Sequence[Movement]) -> tuple[Moved, ...]:
    """What moved the score most, the latest first."""
    felt = sorted(
        (one for one in moves if abs(one["gain"]) >= _LEAST_GAIN), key=lambda one: -abs(one["gain"])
    )
    latest = sorted(felt[:_TOLD], key=lambda one: one["commit_at"] or one["as_of"], reverse=True)
    return tuple(
        Moved(
            phrases.day(one["commit_at"] or one["as_of"]),
            one["gain"],
            one["rule"],
            one["why"],
            (one["commit"] or "")[:7],
        )
        for one in latest
    )
