"""What a pattern means, spelled out, to be held against what tells beforehand where it can match at all."""

import re
from itertools import product
from typing import Any

ANY = "x"
op: Any = re._constants  # type: ignore[attr-defined]
parser: Any = re._parser  # type: ignore[attr-defined]


def spelled(pattern: re.Pattern[str]) -> set[str]:
    """What shows every alternative of a pattern: what it repeats stands there as seldom as may be, and once more; any
    other letter than one that it names is an x.
    """
    return {
        "".join(parts) for parts in _sequence(parser.parse(pattern.pattern, pattern.flags & re.IGNORECASE))
    }


def _sequence(parsed: Any) -> list[tuple[str, ...]]:
    return [tuple(parts) for parts in product(*(_choices(kind, what) for kind, what in parsed))]


def _choices(kind: Any, what: Any) -> list[str]:
    if kind is op.LITERAL:
        return [chr(what)]
    if kind is op.IN:
        return _letters(what)
    if kind is op.BRANCH:
        return [choice for each in what[1] for choice in map("".join, _sequence(each))]
    if kind is op.SUBPATTERN:
        return ["".join(each) for each in _sequence(what[-1])]
    if kind in {op.MAX_REPEAT, op.MIN_REPEAT}:
        least, most, inner = what
        once = ["".join(each) for each in _sequence(inner)]
        fewest = [each * least for each in once] if least else [""]
        return [*fewest, *(each * (least + 1) for each in once if most > least)]
    return [ANY] if kind in {op.ANY, op.NOT_LITERAL} else [""]


def _letters(named: Any) -> list[str]:
    """Each of a few letters, or one for all of a class of many."""
    spans = [
        (what, what) if kind is op.LITERAL else what for kind, what in named if kind in {op.LITERAL, op.RANGE}
    ]
    letters = [chr(letter) for first, last in spans for letter in range(first, last + 1)]
    return letters if len(spans) == len(named) and len(letters) < 10 else [ANY]
