"""Patterns: the named ones, and those that rule authors write (`says`), compiled with care, run under a time limit."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from oshealth.errors import nearest
from oshealth.facts.patterns import PATTERNS

PATIENCE: Final = 0.2  # seconds for one pattern over one text
MAX_HITS: Final = 50


class OutOfPatience(Exception):
    """A pattern did not finish in time: what it would have found is unknown."""


@cache
def _compiled(pattern: str) -> Any:
    """`regex` is loaded only for rules that use `says`: its import is felt at start-up."""
    import regex  # noqa: PLC0415 - only literal patterns pay for it

    return regex.compile(pattern, regex.IGNORECASE | regex.MULTILINE)


def named_pattern(name: str | None) -> str | None:
    """The name of a pattern that there is, or None. Raises ValueError with the nearest right one."""
    if name and name not in PATTERNS:
        raise ValueError(f"unknown pattern {name!r}; {nearest(name, PATTERNS)}".rstrip("; "))
    return name


def named_patterns(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of patterns that there are. Raises ValueError with the nearest right one."""
    for name in names:
        named_pattern(name)
    return names


def checked_pattern(pattern: str | None) -> str | None:
    """A pattern that can be compiled, or None. Raises ValueError for another."""
    if pattern is None:
        return None
    try:
        _compiled(pattern)
    except RecursionError as error:
        raise ValueError("the pattern is too deeply nested") from error
    except Exception as error:  # regex.error is no public type of its own in every version
        raise ValueError(f"not a valid pattern: {error}") from error
    return pattern


def lines_saying(text: str, pattern: str) -> Iterator[tuple[str, int]]:
    """What matched and its line, 1-based, at most MAX_HITS. Raises OutOfPatience after PATIENCE seconds."""
    try:
        for count, match in enumerate(_compiled(pattern).finditer(text, timeout=PATIENCE)):
            if count == MAX_HITS:
                return
            yield match.group()[:80], text.count("\n", 0, match.start()) + 1
    except TimeoutError as error:
        raise OutOfPatience(f"the pattern took longer than {PATIENCE} s") from error
