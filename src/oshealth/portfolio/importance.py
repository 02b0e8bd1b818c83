"""How much each repository matters, by a column of the user's own."""

import re
from collections.abc import Iterable
from typing import Final

from oshealth.compiled import compiled
from oshealth.errors import AskedWrongly, UnknownName
from oshealth.portfolio.values import Roster

_NUMBER: Final = compiled(r"-?\d[\d.,'’ \u00a0\u202f]*")
_MARKS: Final = compiled(r"[.,]")
_THOUSANDS: Final = 3
_LONGEST: Final = 40


def importance_of(roster: Roster, column: str) -> dict[str, float]:
    """The numbers of a column by repository, the largest where several rows name one; rows without a number are left out.

    Raises UnknownName for a column that there is not, AskedWrongly for one without any number.
    """
    plain = [name.strip().casefold() for name in roster.columns]
    if column.strip().casefold() not in plain:
        raise UnknownName("column", column, roster.columns)
    index = plain.index(column.strip().casefold())
    numbers = numbers_of([row.cells[index] for row in roster.rows])
    if roster.rows and not any(number is not None for number in numbers):
        raise AskedWrongly(f"no number stands in the column {roster.columns[index]!r}", "name one of numbers")
    found: dict[str, float] = {}
    for row, number in zip(roster.rows, numbers, strict=True):
        if number is not None:
            found |= {key: max(found.get(key, number), number) for key in row.targets}
    return found


def numbers_of(cells: list[str]) -> list[float | None]:
    """The first number of each cell, None where there is none. Whether a comma or a point parts the decimals is told by
    the column as a whole: `1.250,50` beside `40.000` is twelve hundred and a half beside forty thousand.
    """
    texts = [match[0] if (match := _NUMBER.search(cell[:_LONGEST])) else "" for cell in cells]
    decimal = _decimal_mark(texts)
    return [_number(text, decimal) for text in texts]


def _decimal_mark(texts: Iterable[str]) -> str:
    """The mark before decimals; empty where every mark parts thousands."""
    votes = {".": 0, ",": 0}
    for text in texts:
        marks = _MARKS.findall(text)
        if not marks:
            continue
        last, tail = marks[-1], re.split(r"[.,]", text)[-1]
        is_alone = marks.count(last) == 1
        if is_alone and (
            len(set(marks)) > 1 or len(tail.strip()) != _THOUSANDS or text.lstrip("-")[0] == "0"
        ):
            votes[last] += 1
    if not any(votes.values()):
        return ""
    return max(votes, key=lambda mark: votes[mark])


def _number(text: str, decimal: str) -> float | None:
    kept = "".join(char for char in text if char.isascii() and (char.isdigit() or char in ("-", decimal)))
    try:
        return float(kept.replace(",", "."))
    except ValueError:
        return None
