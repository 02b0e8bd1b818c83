"""The risk map: how much each project matters by the user's own column, beside how healthy it is."""

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import Final

from msgspec import Struct

from oshealth.portfolio.summary import Line

_MOST: Final = 600
_LISTED: Final = 10
_TOP, _HEIGHT = 14.0, 340.0
_WIDE_SPREAD: Final = 50.0  # from so many times the smallest number on, the scale is logarithmic


class Dot(Struct, frozen=True):
    """One project on the map: `low`, `score` and `high` in percent along the width, `y` in pixels, `rank` from 1 for those that
    are listed beside it, else 0.
    """

    line: Line
    y: float
    rank: int = 0


class Map(Struct, frozen=True):
    """The map. `ticks` are heights in pixels with their numbers; `left_out` projects matter less than those drawn, and
    `without` hold no number or no score."""

    dots: tuple[Dot, ...]
    listed: tuple[Dot, ...]
    ticks: tuple[tuple[float, str], ...]
    is_log: bool
    left_out: int
    without: int


def map_of(lines: Sequence[Line]) -> Map | None:
    """The map of the projects that have a number above zero and a score; None where fewer than two do."""
    with_score = [line for line in lines if line.main.score is not None]
    known = [line for line in with_score if (line.importance or 0) > 0]
    if len(known) < 2:
        return None
    known.sort(key=lambda line: -(line.importance or 0))
    drawn = known[:_MOST]
    largest, smallest = drawn[0].importance or 1, drawn[-1].importance or 1
    is_log = largest / smallest >= _WIDE_SPREAD
    places = {id(line): _place(line.importance or 0, smallest, largest, is_log) for line in drawn}
    risky = sorted(drawn, key=lambda line: -_risk(line, places[id(line)]))
    ranks = {id(line): rank for rank, line in enumerate(risky[:_LISTED], 1)}
    dots = tuple(Dot(line, _down(places[id(line)]), ranks.get(id(line), 0)) for line in drawn)
    return Map(
        dots=tuple(sorted(dots, key=lambda dot: dot.rank)),
        listed=tuple(sorted((dot for dot in dots if dot.rank), key=lambda dot: dot.rank)),
        ticks=_ticks(smallest, largest, is_log),
        is_log=is_log,
        left_out=len(known) - len(drawn),
        without=len(lines) - len(known),
    )


def _risk(line: Line, place: float) -> float:
    """How high it stands on the map times how far the lower end of its range is from 100."""
    return (0.1 + place) * (100 - line.main.low)


def _place(number: float, smallest: float, largest: float, is_log: bool) -> float:
    """0 to 1 from the smallest to the largest."""
    if largest == smallest:
        return 0.5
    if is_log:
        return (log10(number) - log10(smallest)) / (log10(largest) - log10(smallest))
    return (number - smallest) / (largest - smallest)


def _down(place: float) -> float:
    return round(_TOP + _HEIGHT * (1 - place), 1)


def _ticks(smallest: float, largest: float, is_log: bool) -> tuple[tuple[float, str], ...]:
    """Round numbers between the smallest and the largest, some five of them."""
    power = 10.0 ** floor(log10(smallest if is_log else (largest - smallest) or largest))
    if is_log:
        numbers = [power * step * 10**more for more in range(10) for step in (1, 3)]
        numbers = [number for number in numbers if smallest <= number <= largest]
        numbers = numbers if len(numbers) < 8 else numbers[::2]
    else:
        step = power / 2 if (largest - smallest) / power < 3 else power
        first = ceil(smallest / step)
        numbers = [step * count for count in range(first, first + 11) if step * count <= largest]
    return tuple((_down(_place(number, smallest, largest, is_log)), short(number)) for number in numbers)


def short(number: float) -> str:
    """A number in at most five characters: 950, 12.5k, 3.2M."""
    for size, sign in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(number) >= size:
            return f"{number / size:.3g}{sign}" if abs(number) / size < 1000 else f"{number / size:.0f}{sign}"
    return f"{number:.3g}"
