"""The tokens of one host, and the choice among them by what each has left."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import NamedTuple

from oshealth.sources.http import Reply


class State(NamedTuple):
    """A token as replies tell of it: what is `left` of its budget (None: nobody said), for how many more seconds it
    must `rest`, and whether it is `accepted`.
    """

    left: float | None = None
    rests: float = 0.0
    accepted: bool = True


@dataclass(slots=True)
class Purse:
    """Access tokens of one host. What is left of each is learned from answers; one of which nothing is known comes first.

    Never shows a token.
    """

    tokens: Sequence[str] = field(repr=False)
    _left: dict[str, float] = field(default_factory=dict, repr=False)
    _until: dict[str, float] = field(default_factory=dict, repr=False)
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

    def rest(self, token: str, seconds: float) -> None:
        """Notes that a reply asked to leave a token alone for so long."""
        with self._lock:
            self._until[token] = monotonic() + seconds

    def state(self, token: str) -> State:
        """What is known of a token from the replies so far."""
        with self._lock:
            left = self._left.get(token)
            rests = max(0.0, self._until.get(token, 0.0) - monotonic())
            return State(None if left is None else max(left, 0.0), rests, left is None or left >= 0)

    def note(self, token: str, left: float) -> None:
        """Notes what is left of a token: 0 for used up for now, -1 for not accepted."""
        with self._lock:
            self._left[token] = left
