"""What was read from a file that people write: plain values, and where each of them stands."""

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from msgspec import Struct

Place: TypeAlias = tuple[str | int, ...]

MAX_BYTES: Final = 1_000_000


class Located(Struct, frozen=True):
    """Plain values, and where each stands: `places` maps a path of keys and indexes to (line, column), 1-based.

    `tested` says that they were checked before, as ours are by our own tests: then no place is needed.
    """

    data: Any
    file: str
    places: Mapping[Place, tuple[int, int]]
    tested: bool = False

    def where(self, place: Place) -> str:
        """`file:line:column` of a place, or of the nearest place around it."""
        for end in range(len(place), -1, -1):
            if found := self.places.get(place[:end]):
                return f"{self.file}:{found[0]}:{found[1]}"
        return f"{self.file}:1:1"
