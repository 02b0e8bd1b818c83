"""The lines of a text, and on which of them something stands."""

from bisect import bisect_right
from io import StringIO
from itertools import accumulate
from typing import Self

from msgspec import Struct


class Lines(Struct, frozen=True):
    """A text, and where each of its lines begins, with the end."""

    text: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        """The lines of a text."""
        return cls(text, tuple(accumulate(map(len, StringIO(text + "\n", "\n")), initial=0)))

    def shows(self, command: str, after: int = 0) -> int:
        """The first line after another that shows the first line of a command; 0 when none does."""
        first = command.strip().split("\n", 1)[0].strip()
        place = self.text.find(first, self.starts[after]) if first else -1
        return bisect_right(self.starts, place)
