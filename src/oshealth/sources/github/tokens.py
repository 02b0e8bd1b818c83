"""The tokens of one host, and the choice among them by what each has left of its budgets."""

from collections.abc import Callable, Sequence
from threading import Lock
from time import monotonic, time
from typing import ClassVar, Final, Literal, NamedTuple, TypeAlias

from msgspec import Struct, field

from oshealth.sources.discreet import Discreet
from oshealth.sources.github.limits import server_time
from oshealth.sources.http import Reply

Budget: TypeAlias = Literal["graphql", "core"]
"""GitHub counts the two interfaces apart: points of GraphQL, requests of REST (which it calls core)."""

_MANY: Final = float("inf")


class State(NamedTuple):
    """A token as replies tell of it: what is `left` of its budget (None: nobody said), for how many more seconds it
    must `rest`, and whether it is `accepted`.
    """

    left: float | None = None
    rests: float = 0.0
    accepted: bool = True


class Choice(NamedTuple):
    """A token to ask with (empty for none), and for how many seconds not even it may be used."""

    token: str
    rests: float = 0.0


class Purse(Discreet, Struct):
    """Access tokens of one host, for several threads. What is left of each is learned from answers; one of which nothing
    is known comes first. Never shows a token.

    `renew` is given a token that is not accepted (any more) and gives the one that takes its place, empty for none.
    """

    hidden: ClassVar[tuple[str, ...]] = ("tokens", "_left", "_until", "_refused", "_lock")

    tokens: Sequence[str]
    renew: Callable[[str], str] = lambda _token: ""
    _left: dict[tuple[str, Budget], float] = field(default_factory=dict)
    _until: dict[tuple[str, Budget], float] = field(default_factory=dict)
    _refused: set[str] = field(default_factory=set)
    _lock: Lock = field(default_factory=Lock)

    def __reduce__(self) -> "tuple[type[Purse], tuple[Sequence[str]]]":
        """To another process go the tokens alone: what is left of them is learned there."""
        return Purse, (tuple(self.tokens),)

    def choose(self, budget: Budget) -> Choice | None:
        """The token with most left of a budget, or the first that may be used again; None when none is accepted.

        Without any token it is the empty one, which has limits too.
        """
        with self._lock:
            sound = [token for token in self.tokens or ("",) if token not in self._refused]
            if not sound:
                return None
            now = monotonic()
            awake = [token for token in sound if self._until.get((token, budget), 0.0) <= now]
            if awake:
                return Choice(max(awake, key=lambda token: self._left.get((token, budget), _MANY)))
            first = min(sound, key=lambda token: self._until[token, budget])
            return Choice(first, self._until[first, budget] - now)

    def learn(self, token: str, budget: Budget, reply: Reply) -> None:
        """Notes what a reply says of how much is left; when nothing is, the token rests until there is again."""
        left, reset = (reply.headers.get(f"x-ratelimit-{name}", "") for name in ("remaining", "reset"))
        if not (left.isascii() and left.isdigit()):
            return
        with self._lock:
            self._left[token, budget] = float(left[:9])
        if float(left[:9]) == 0 and reset.isascii() and reset.isdigit():
            self.rest(token, budget, float(reset[:12]) - server_time(reply, time()))

    def rest(self, token: str, budget: Budget, seconds: float) -> None:
        """Notes that a reply asked to leave a token alone for so long."""
        with self._lock:
            self._until[token, budget] = monotonic() + seconds

    def refuse(self, token: str) -> None:
        """Notes that a token is not accepted; another may take its place."""
        with self._lock:
            if token in self._refused or token not in self.tokens:
                return
            self._refused.add(token)
        new = self.renew(token)
        if new:
            with self._lock:
                self.tokens = (*self.tokens, new)

    def state(self, token: str, budget: Budget = "graphql") -> State:
        """What is known of a token from the replies so far."""
        with self._lock:
            rests = max(0.0, self._until.get((token, budget), 0.0) - monotonic())
            return State(self._left.get((token, budget)), rests, token not in self._refused)
