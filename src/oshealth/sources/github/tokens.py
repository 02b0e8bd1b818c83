"""The tokens of one host, and the choice among them by what each has left."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock

from oshealth.sources.http import Reply


@dataclass(slots=True)
class Purse:
    """Access tokens of one host. What is left of each is learned from answers; one of which nothing is known comes first.

    Never shows a token.
    """

    tokens: Sequence[str] = field(repr=False)
    _left: dict[str, float] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def best(self) -> str:
        """The token with most left, the empty string when there is none that is accepted."""
        with self._lock:
            sound = [token for token in self.tokens if self._left.get(token, 1) >= 0]
            return max(sound, key=lambda token: self._left.get(token, float("inf")), default="")

    def has_other(self, token: str) -> bool:
        """Whether another token is not used up."""
        with self._lock:
            return any(self._left.get(other, 1) > 0 for other in self.tokens if other != token)

    def learn(self, token: str, reply: Reply) -> None:
        """Notes what a reply says of how much is left."""
        left = reply.headers.get("x-ratelimit-remaining", "")
        if left.isascii() and left.isdigit():
            self.note(token, float(left[:9]))

    def note(self, token: str, left: float) -> None:
        """Notes what is left of a token: 0 for used up for now, -1 for not accepted."""
        with self._lock:
            self._left[token] = left
