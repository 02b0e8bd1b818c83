"""What the tokens of each host have left, and which of them the next job may use."""

from collections.abc import Callable, Mapping, Sequence
from time import monotonic
from typing import ClassVar, Final, NamedTuple, Protocol

from msgspec import Struct, field

from oshealth.sources.discreet import Discreet
from oshealth.sources.github.tokens import State

_UNKNOWN: Final = 5_000.0
_A_JOB: Final = 2.0  # what a job usually costs


class Rest(Struct, frozen=True):
    """No token of a host may be used for so many more seconds."""

    seconds: float


class Quota(Struct, frozen=True):
    """What is left at a host, over all tokens: `points` (None until a forge said so), and how many tokens are accepted."""

    host: str
    points: float | None
    tokens: int


class Reading(NamedTuple):
    """A meter as it stands: what is `free` when the jobs at work have each taken something, what the forge said is `left`
    (None: nothing yet), for how many more seconds the token `rests`, and whether it is `accepted`.
    """

    free: float
    left: float | None
    rests: float
    accepted: bool


class Metered(Protocol):
    """The budget of one token, wherever it is kept."""

    def read(self) -> Reading:
        """How it stands."""
        ...

    def take(self) -> None:
        """One more job uses it."""
        ...

    def give_back(self, state: State) -> None:
        """One job is over, after which the forge said this of the token."""
        ...


class Renewal(Protocol):
    """Gives a host's tokens that last for a while only, one after the other."""

    token: str

    def in_time(self) -> str:
        """The token to begin something with: the one in use, or the next before that one ends."""
        ...

    def renew(self, refused: str) -> str:
        """The one that takes the place of a token that is not accepted any more; empty for none."""
        ...


class Meter(Struct):
    """The budget of one token, kept here: what is left of it, how many jobs use it, and until when (monotonic) it rests."""

    left: float | None = None
    busy: int = 0
    until: float = 0.0
    accepted: bool = True

    def read(self) -> Reading:
        """See Metered."""
        free = (_UNKNOWN if self.left is None else self.left) - _A_JOB * self.busy
        return Reading(free, self.left, max(0.0, self.until - monotonic()), self.accepted)

    def take(self) -> None:
        """See Metered."""
        self.busy += 1

    def give_back(self, state: State) -> None:
        """See Metered."""
        self.busy -= 1
        self.accepted = self.accepted and state.accepted
        self.left = self.left if state.left is None else state.left
        if state.rests:
            self.until = max(self.until, monotonic() + state.rests)


class Budgets(Discreet, Struct):
    """All budgets by host: each token with its meter. `renewals` give the next token in time, or for one that is accepted
    no more; `meter` makes the meter of a token. Never shows a token.
    """

    hidden: ClassVar[tuple[str, ...]] = ("by_host", "renewals")

    by_host: Mapping[str, dict[str, Metered]] = field(default_factory=dict)
    renewals: Mapping[str, Renewal] = field(default_factory=dict)
    meter: Callable[[str], Metered] = lambda _token: Meter()

    @classmethod
    def of(
        cls,
        tokens: Mapping[str, Sequence[str]],
        renewals: Mapping[str, Renewal] | None = None,
        meter: Callable[[str], Metered] = lambda _token: Meter(),
    ) -> "Budgets":
        """A budget for every token of every host."""
        by_host = {host: {token: meter(token) for token in several} for host, several in tokens.items()}
        return cls(by_host, renewals or {}, meter)

    def metered(self, meter: Callable[[str], Metered]) -> "Budgets":
        """The same tokens with other meters."""
        return Budgets.of(
            {host: tuple(meters) for host, meters in self.by_host.items()}, self.renewals, meter
        )

    def take(self, host: str) -> str | Rest | None:
        """The token with most left, now in use; how long all of them must rest; None when none is accepted."""
        meters = self.by_host.get(host, {})
        self._relieve(host, meters)
        readings = {token: reading for token, meter in meters.items() if (reading := meter.read()).accepted}
        if not readings:
            return None
        awake = [token for token, reading in readings.items() if not reading.rests]
        if not awake:
            return Rest(min(reading.rests for reading in readings.values()))
        chosen = max(awake, key=lambda token: readings[token].free)
        meters[chosen].take()
        return chosen

    def give_back(self, host: str, token: str, state: State | None) -> None:
        """The job that used a token is over; `state` is what the forge said of it, None when the job was lost."""
        meters = self.by_host.get(host, {})
        if token not in meters:
            return
        meters[token].give_back(state or State())
        if state and not state.accepted and host in self.renewals:
            new = self.renewals[host].renew(token)
            if new and new not in meters:
                meters[new] = self.meter(new)

    def _relieve(self, host: str, meters: dict[str, Metered]) -> None:
        """Takes a token out of use that will end soon, and the next one in."""
        if host not in self.renewals:
            return
        old, new = self.renewals[host].token, self.renewals[host].in_time()
        if new != old:
            meters.pop(old, None)
            meters[new] = self.meter(new)

    def quotas(self) -> tuple[Quota, ...]:
        """What is left at every host."""
        return tuple(_quota(host, list(meters.values())) for host, meters in self.by_host.items() if meters)


def _quota(host: str, meters: Sequence[Metered]) -> Quota:
    sound = [reading for meter in meters if (reading := meter.read()).accepted]
    told = [reading.left for reading in sound if reading.left is not None]
    return Quota(host, sum(told) if told else None, len(sound))
