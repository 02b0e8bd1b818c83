"""What the tokens of each host have left, and which of them the next job may use."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Final, TypeAlias

from oshealth.sources.github.tokens import State

Renew: TypeAlias = Callable[[str], str]

_UNKNOWN: Final = 5_000.0


@dataclass(frozen=True, slots=True)
class Rest:
    """No token of a host may be used for so many more seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Quota:
    """What is left at a host, over all tokens: `points` (None until a forge said so), and how many tokens are accepted."""

    host: str
    points: float | None
    tokens: int


@dataclass(slots=True)
class Budget:
    """One token: what it has `left`, how many jobs use it now, and until when (monotonic) it rests."""

    token: str = field(repr=False)
    left: float | None = None
    busy: int = 0
    until: float = 0.0
    accepted: bool = True


@dataclass(slots=True)
class Budgets:
    """All budgets by host. Never shows a token."""

    by_host: Mapping[str, list[Budget]] = field(default_factory=dict)
    renewals: Mapping[str, Renew] = field(default_factory=dict)

    @classmethod
    def of(
        cls, tokens: Mapping[str, Sequence[str]], renewals: Mapping[str, Renew] | None = None
    ) -> "Budgets":
        """A budget for every token of every host; `renewals` give a new token for one that is accepted no more."""
        return cls(
            {host: [Budget(token) for token in several] for host, several in tokens.items()}, renewals or {}
        )

    def take(self, host: str) -> str | Rest | None:
        """The token with most left, now in use; how long all of them must rest; None when none is accepted."""
        sound = [budget for budget in self.by_host.get(host, ()) if budget.accepted]
        if not sound:
            return None
        now = monotonic()
        awake = [budget for budget in sound if budget.until <= now]
        if not awake:
            return Rest(min(budget.until for budget in sound) - now)
        chosen = max(awake, key=_free)
        chosen.busy += 1
        return chosen.token

    def give_back(self, host: str, token: str, state: State | None) -> None:
        """The job that used a token is over; `state` is what the forge said of it, None when the job was lost."""
        budgets = self.by_host.get(host, [])
        for budget in [one for one in budgets if one.token == token]:
            budget.busy -= 1
            was_accepted = budget.accepted
            _learn(budget, state or State())
            if was_accepted and not budget.accepted and host in self.renewals:
                new = self.renewals[host](token)
                budgets.extend([Budget(new)] if new else [])

    def quotas(self) -> tuple[Quota, ...]:
        """What is left at every host."""
        return tuple(_quota(host, budgets) for host, budgets in self.by_host.items() if budgets)


def _free(budget: Budget) -> float:
    """What a token has left when the jobs that use it now have each taken something."""
    return (_UNKNOWN if budget.left is None else budget.left) - 2 * budget.busy


def _learn(budget: Budget, state: State) -> None:
    if not state.accepted:
        budget.accepted = False
    if state.left is not None:
        budget.left = state.left
    if state.rests:
        budget.until = max(budget.until, monotonic() + state.rests)


def _quota(host: str, budgets: Sequence[Budget]) -> Quota:
    sound = [budget for budget in budgets if budget.accepted]
    told = [budget.left for budget in sound if budget.left is not None]
    return Quota(host, sum(told) if told else None, len(sound))
