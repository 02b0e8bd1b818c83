"""The people behind the figures, by name: who was merged and why, who did the work and when last.

For those who ask for names only; no fact and no finding reads this.
"""

from collections import Counter
from collections.abc import Mapping, Set
from datetime import UTC, datetime
from typing import Literal, TypeAlias

from msgspec import Struct

from oshealth.facts.base import Facts
from oshealth.facts.flow import flow_of
from oshealth.facts.identities import People, Person, people
from oshealth.facts.integrators import integrators
from oshealth.facts.renewal import core_of
from oshealth.facts.signs import Reason
from oshealth.facts.windows import UNDATED, Window, Work, all_time, chosen, unseen, work
from oshealth.snapshot import History, Identity, Unknown

Role: TypeAlias = Literal["core", "lets work in", "new", "retained", "returning", "occasional", "departed"]


class Merged(Struct, frozen=True):
    """A person or program of more than one identity, or a program: which identities, and why each joined which."""

    name: str
    calling: str
    identities: tuple[Identity, ...]
    because: tuple[tuple[Identity, Identity, Reason], ...]


class Standing(Struct, frozen=True):
    """A person's part in the work of the window (share 0 to 1), when they committed last, and behind which figures they
    are.
    """

    name: str
    commits: int
    share: float
    last: datetime | Unknown
    roles: tuple[Role, ...] = ()

    @property
    def is_core(self) -> bool:
        """Whether they are among the most active people who made half of the work."""
        return "core" in self.roles


class Standings(Struct, frozen=True):
    """Everybody at work in a window, the most active first; and those who have gone, who committed 12 to 24 months ago
    and not since.
    """

    window: str
    people: tuple[Standing, ...]
    departed: tuple[Standing, ...] = ()


def merges(facts: Facts) -> tuple[Merged, ...] | Unknown:
    """What the merging step did: everybody with several identities, and every program; by first appearance."""
    everybody, history = facts.once(people), facts.snapshot.history
    if isinstance(everybody, Unknown):
        return everybody
    if isinstance(history, Unknown):
        return history
    because, names = _because(everybody, history), names_of(everybody, history)
    return tuple(
        Merged(
            names[number],
            person.calling or "person",
            tuple(history.identities[index] for index in person.identities),
            tuple(because.get(number, ())),
        )
        for number, person in enumerate(everybody.persons)
        if person.is_bot or len(person.identities) > 1
    )


def names_of(everybody: People, history: History) -> tuple[str, ...]:
    """What everybody is called: as in most of their commits, by the project's own word where it gives one."""
    commits = Counter(history.authors)
    return tuple(_name(everybody, person, commits) for person in everybody.persons)


def _name(everybody: People, person: Person, commits: Mapping[int, int]) -> str:
    found = Counter[str]()
    for index in person.identities:
        found[everybody.proper[index].name] += commits.get(index, 0)
    return min(found, key=lambda name: (-found[name], name))


def _because(everybody: People, history: History) -> dict[int, list[tuple[Identity, Identity, Reason]]]:
    told: dict[int, list[tuple[Identity, Identity, Reason]]] = {}
    for link in everybody.links:
        pair = (history.identities[link.identity], history.identities[link.same_as])
        told.setdefault(everybody.of[link.identity], []).append((*pair, link.reason))
    return told


def standings(facts: Facts) -> Standings | Unknown:
    """Who did the work in the window that figures on people use."""
    done, window = facts.once(work), facts.once(chosen)
    if isinstance(done, Unknown):
        return done
    if isinstance(window, Unknown):
        return window
    counts, roles = done.human.counts(window), _roles(facts, done, window)
    names, last, total = names_of(done.people, done.history), done.human.last_times(), counts.total()

    def standing(person: int) -> Standing:
        its = tuple(role for role, members in roles.items() if person in members)
        return Standing(names[person], counts[person], _share(counts[person], total), _day(last[person]), its)

    departed = sorted(roles["departed"], key=lambda person: (-last[person], names[person]))
    return Standings(
        window.name,
        tuple(standing(person) for person, _ in counts.most_common()),
        tuple(standing(person) for person in departed if person not in counts),
    )


def _roles(facts: Facts, done: Work, window: Window) -> dict[Role, Set[int]]:
    """Behind which figures who is: those of the window, and those of the last two years."""
    flow = facts.once(flow_of)
    roles: dict[Role, Set[int]] = {
        "core": {*core_of(done.human.counts(window))},
        "lets work in": integrators(facts, window),
        "departed": frozenset(),
    }
    if isinstance(flow, Unknown) or unseen(facts, all_time(facts)):
        return roles
    return roles | {
        "new": flow.new,
        "retained": flow.retained,
        "returning": flow.returning,
        "occasional": flow.occasional,
        "departed": flow.departed,
    }


def _share(count: int, total: int) -> float:
    return round(count / total, 3) if total else 0.0


def _day(time: int) -> datetime | Unknown:
    return datetime.fromtimestamp(time, UTC) if time != UNDATED else Unknown("no commit with a usable date")
