"""The people behind the figures, by name: who was merged and why, who did the work and when last.

For those who ask for names only; no fact and no finding reads this.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from oshealth.facts.base import Facts
from oshealth.facts.identities import People, Person, people
from oshealth.facts.renewal import core_of
from oshealth.facts.signs import Reason
from oshealth.facts.windows import UNDATED, chosen, work
from oshealth.snapshot import History, Identity, Unknown


@dataclass(frozen=True, slots=True)
class Merged:
    """A person or program of more than one identity, or a program: which identities, and why each joined which."""

    name: str
    calling: str
    identities: tuple[Identity, ...]
    because: tuple[tuple[Identity, Identity, Reason], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's part in the work of the window (share 0 to 1), and the last day of it; `is_core` when they are among
    the most active people who made half of it.
    """

    name: str
    commits: int
    share: float
    last: datetime | Unknown
    is_core: bool


@dataclass(frozen=True, slots=True)
class Standings:
    """Everybody at work in a window, the most active first."""

    window: str
    people: tuple[Standing, ...]


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
    counts = done.human.counts(window)
    names = names_of(done.people, done.history)
    core, last, total = {*core_of(counts)}, done.human.last_times(), counts.total()
    return Standings(
        window.name,
        tuple(
            Standing(
                names[person],
                count,
                round(count / total, 3),
                _day(last[person]),
                person in core,
            )
            for person, count in counts.most_common()
        ),
    )


def _day(time: int) -> datetime | Unknown:
    return datetime.fromtimestamp(time, UTC) if time != UNDATED else Unknown("no commit with a usable date")
