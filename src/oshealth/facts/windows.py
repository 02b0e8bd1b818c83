"""Windows of time and the work in them: whose commits count, when they count, and how far back one has to
look.

A commit counts at the time it entered the history, the committer's. Clocks are wrong sometimes: up to a day
after `as_of` counts as `as_of`; a time beyond that, or before 1970-01-02, gives way to the author's; if that
is no better the commit has no date and counts only where no window is asked for. Times are seconds since 1970
in UTC.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress
from operator import or_
from typing import Final

from oshealth.facts.base import Facts
from oshealth.facts.identities import People, people
from oshealth.snapshot import MERGE, Evidence, History, Unknown

DAY: Final = 86_400
YEAR: Final = 365 * DAY
HALF_YEAR: Final = 183 * DAY
MONTH: Final = YEAR // 12
MINIMUM: Final = 20
UNDATED: Final = 0
_EARLIEST: Final = DAY


@dataclass(frozen=True, slots=True)
class Commits:
    """Some commits of a history as columns in the order of time, the undated first: their rows in it, who wrote them
    (indexes of `People.persons`), and when.
    """

    rows: array[int]
    persons: array[int]
    times: array[int]

    def __len__(self) -> int:
        return len(self.rows)

    def within(self, window: Window) -> slice:
        """Where in the columns the commits of a window stand."""
        if window.start == UNDATED:
            return slice(None)
        return slice(bisect_right(self.times, window.start), bisect_right(self.times, window.end))

    def counts(self, window: Window) -> Counter[int]:
        """How many commits each person made in a window."""
        return Counter(self.persons[self.within(window)])

    def between(self, window: Window) -> Commits:
        """The commits of a window alone."""
        place = self.within(window)
        return Commits(self.rows[place], self.persons[place], self.times[place])

    def total(self, window: Window) -> int:
        """How many commits a window holds."""
        return len(range(len(self))[self.within(window)])

    def months(self, window: Window) -> Iterator[tuple[int, int]]:
        """Person and month of every dated commit in a window; months are twelfths of a year, counted back
        from its end.
        """
        dated = Window(max(window.start, _EARLIEST - 1), window.end, window.name)
        place, end = self.within(dated), window.end
        pairs = zip(self.persons[place], self.times[place], strict=True)
        return ((person, (end - time) // MONTH) for person, time in pairs)

    def first_times(self) -> dict[int, int]:
        """The date of each person's first commit; who has an undated one has been there for ever."""
        return dict(zip(reversed(self.persons), reversed(self.times), strict=True))

    def last_times(self) -> dict[int, int]:
        """The date of each person's last commit, UNDATED when none has a date."""
        return dict(zip(self.persons, self.times, strict=True))


@dataclass(frozen=True, slots=True)
class Work:
    """`everything` in a history, and its non-merge commits, parted into those by people and those by bots.

    `newest` is the row of the newest dated commit by a person, -1 when there is none, and `newest_time` its
    date; `first` is the earliest date of any commit, merges and bots too. A date that is not there is
    UNDATED.
    """

    history: History
    people: People
    everything: Commits
    human: Commits
    automatic: Commits
    newest: int
    newest_time: int
    first: int


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time: after `start`, up to and including `end`. `start` UNDATED means all time, undated
    commits too.
    """

    start: int
    end: int
    name: str


def last(days: int, end: int, name: str) -> Window:
    """The window of so many days up to `end`."""
    return Window(end - days * DAY, end, name)


def all_time(facts: Facts) -> Window:
    """The window that holds everything."""
    return Window(UNDATED, now(facts), "all time")


def twelve_months(facts: Facts) -> Window:
    """The 365 days before `as_of`."""
    return last(365, now(facts), "the last 12 months")


def twenty_four_months(facts: Facts) -> Window:
    """The 730 days before `as_of`."""
    return last(730, now(facts), "the last 24 months")


def now(facts: Facts) -> int:
    """`as_of` in seconds since 1970."""
    return int(facts.as_of.timestamp())


def work(facts: Facts) -> Work | Unknown:
    """The work in the snapshot's history; use as `facts.once(work)`."""
    everybody = facts.once(people)
    history = facts.snapshot.history
    if isinstance(everybody, Unknown):
        return everybody
    if isinstance(history, Unknown):
        return history
    everything = _in_order(history, everybody, _dates(history, now(facts)))
    kinds = _kinds(history, everybody, everything.rows)
    human, automatic = (_only(everything, kinds.translate(table)) for table in (_PEOPLE, _PROGRAMS))
    dated = bisect_right(everything.times, UNDATED)
    newest = _newest(history, human)
    return Work(
        history=history,
        people=everybody,
        everything=everything,
        human=human,
        automatic=automatic,
        newest=newest,
        newest_time=human.times[-1] if newest >= 0 else UNDATED,
        first=everything.times[dated] if dated < len(everything) else UNDATED,
    )


def _dates(history: History, end: int) -> array[int]:
    """When each commit of the history counts (see the module), UNDATED where neither of its times can be."""
    committed, latest = history.committed, end + DAY
    if committed and min(committed) >= _EARLIEST and max(committed) <= end:
        return committed
    pairs = zip(committed, history.authored, strict=True)
    return array(
        "q",
        (
            min(time, end)
            if _EARLIEST <= time <= latest
            else min(authored, end)
            if _EARLIEST <= authored <= latest
            else UNDATED
            for time, authored in pairs
        ),
    )


def _in_order(history: History, everybody: People, times: array[int]) -> Commits:
    rows = array("I", sorted(range(len(times)), key=times.__getitem__))
    persons = array("I", map(everybody.of.__getitem__, history.authors))
    return Commits(rows, array("I", map(persons.__getitem__, rows)), array("q", map(times.__getitem__, rows)))


_BOT: Final = 4
_MERGES: Final = bytes(kind & MERGE for kind in range(256))
_PEOPLE: Final = bytes(kind == 0 for kind in range(256))
_PROGRAMS: Final = bytes(kind == _BOT for kind in range(256))


def _kinds(history: History, everybody: People, rows: array[int]) -> bytes:
    """For each row whether it is a merge (MERGE) and whether a bot wrote it (_BOT). Whole columns at a time: a
    million commits are read in a second.
    """
    is_bot = bytes(_BOT * everybody.persons[person].is_bot for person in everybody.of)
    by_row = bytes(map(or_, history.flags.translate(_MERGES), map(is_bot.__getitem__, history.authors)))
    return bytes(map(by_row.__getitem__, rows))


def _only(commits: Commits, kept: bytes) -> Commits:
    return Commits(
        rows=array("I", compress(commits.rows, kept)),
        persons=array("I", compress(commits.persons, kept)),
        times=array("q", compress(commits.times, kept)),
    )


def _newest(history: History, human: Commits) -> int:
    """The row of the newest commit; of several in one second, the one of the lowest id."""
    if not human or human.times[-1] == UNDATED:
        return -1
    return min(human.rows[bisect_left(human.times, human.times[-1]) :], key=history.id)


def unseen(facts: Facts, window: Window) -> Unknown | None:
    """Why a window cannot be judged: the history was not seen, or only in part and the window reaches
    beyond it.
    """
    history = facts.snapshot.history
    if isinstance(history, Unknown):
        return history
    if not history.partial:
        return None
    seen = facts.once(work)
    if isinstance(seen, Work) and UNDATED < seen.first <= window.start:
        return None
    return Unknown(f"{history.partial}; {window.name} reaches beyond what was seen")


def chosen(facts: Facts) -> Window | Unknown:
    """The window for figures on people: 12 months, with fewer than 20 human commits 24 months, then all time.

    Nobody at all in 24 months is an answer: the window is then these 24 months. Unknown when even all time
    has fewer than 20. Use as `facts.once(chosen)`.
    """
    done = facts.once(work)
    if isinstance(done, Unknown):
        return done
    for window in (twelve_months(facts), twenty_four_months(facts), all_time(facts)):
        hidden = unseen(facts, window)
        if hidden:
            return hidden
        found = done.human.total(window)
        if found >= MINIMUM or (found == 0 and window.start == now(facts) - 2 * YEAR):
            return window
    return Unknown(f"only {len(done.human)} commits by people: too few to tell ({MINIMUM} are needed)")


def evidence(facts: Facts, window: Window | None = None, counted: int | None = None) -> tuple[Evidence, ...]:
    """What a figure on commits rests on: the window and how many commits were counted (those by people in the window
    unless `counted` says otherwise), the newest commit by a person, and whether `.mailmap` was heeded.
    """
    done = facts.once(work)
    if isinstance(done, Unknown):
        return ()
    found: list[Evidence] = []
    if window:
        found.append(Evidence("fact", name="window", value=window.name))
        counted = done.human.total(window) if counted is None else counted
    if counted is not None:
        found.append(Evidence("fact", name="commits counted", value=counted))
    if done.newest >= 0:
        newest = done.history.id(done.newest)
        found.append(Evidence("commit", name="newest commit by a person", value=newest))
    return (*found, *done.people.evidence)
