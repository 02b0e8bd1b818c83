"""What is read from foreign YAML, TOML, JSON and XML: plain values, and how many of them how deep."""

from typing import Any, Final, TypeAlias

Plain: TypeAlias = str | int | float | bool | list[Any] | dict[str, Any] | None

LONGEST: Final = 512 * 1024
MOST_NODES: Final = 100_000
DEEPEST: Final = 60


class RefusedError(Exception):
    """What is wrong with a text, in a few words."""


def measured(value: Plain, deepest: int = DEEPEST) -> int:
    """How many values there are in plain values, without recursion. Raises RefusedError for too many or too deep."""
    waiting: list[tuple[Any, int]] = [(value, 1)]
    seen = 0
    while waiting:
        current, depth = waiting.pop()
        seen += 1
        if depth > deepest:
            raise RefusedError(f"nested deeper than {deepest} levels")
        if seen > MOST_NODES:
            raise RefusedError(f"more than {MOST_NODES:,} values")
        if isinstance(current, dict):
            waiting += [(inner, depth + 1) for inner in current.values()]
        elif isinstance(current, list):
            waiting += [(inner, depth + 1) for inner in current]
    return seen
