"""Windows of time and the work in them: whose commits count, when they count, and how far back one has to
look.

A commit counts at the time it entered the history, the committer's. Clocks are wrong sometimes: up to a day
after `as_of` counts as `as_of`; a time beyond that, or before 1970-01-02, gives way to the author's; if that
is no better the commit has no date and counts only where no window is asked for. Times are seconds since 1970
in UTC.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
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
    """Some commits of a history as columns: their rows in it, who made them (indexes of `People.persons`),
    and when.
    """

    rows: array[int]
    persons: array[int]
    times: array[int]

    def __len__(self) -> int:
        return len(self.rows)

    def counts(self, window: Window) -> Counter[int]:
        """How many commits each person made in a window."""
        if window.start == UNDATED:
            return Counter(self.persons)
        start, end = window.start, window.end
        pairs = zip(self.persons, self.times, strict=True)
        return Counter(person for person, time in pairs if start < time <= end)

    def months(self, window: Window) -> Iterator[tuple[int, int]]:
        """Person and month of every dated commit in a window; months are twelfths of a year, counted back
        from its end.
        """
        start, end = max(window.start, _EARLIEST - 1), window.end
        pairs = zip(self.persons, self.times, strict=True)
        return ((person, (end - time) // MONTH) for person, time in pairs if start < time <= end)


@dataclass(frozen=True, slots=True)
class Work:
    """The non-merge commits of a history, parted into those by people and those by bots.

    `newest` is the row of the newest dated commit by a person, -1 when there is none, and `newest_time` its
    date; `first` is the earliest date of any commit, merges and bots too. A date that is not there is
    UNDATED.
    """

    history: History
    people: People
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
    times = facts.once(dates)
    is_bot = bytes(everybody.persons[person].is_bot for person in everybody.of)
    human, automatic = (_columns(history, everybody.of, times, is_bot, wanted) for wanted in (False, True))
    newest_time = max(human.times, default=UNDATED)
    return Work(
        history=history,
        people=everybody,
        human=human,
        automatic=automatic,
        newest=human.rows[human.times.index(newest_time)] if newest_time != UNDATED else -1,
        newest_time=newest_time,
        first=min((time for time in times if time != UNDATED), default=UNDATED),
    )


def dates(facts: Facts) -> array[int]:
    """When each commit of the history counts (see the module), UNDATED where neither of its times can be.

    Empty when the history was not seen. Use as `facts.once(dates)`.
    """
    history, end = facts.snapshot.history, now(facts)
    if isinstance(history, Unknown):
        return array("q")
    latest = end + DAY
    pairs = zip(history.committed, history.authored, strict=True)
    return array(
        "q",
        (
            min(committed, end)
            if _EARLIEST <= committed <= latest
            else min(authored, end)
            if _EARLIEST <= authored <= latest
            else UNDATED
            for committed, authored in pairs
        ),
    )


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
        found = done.human.counts(window).total()
        if found >= MINIMUM or (found == 0 and window.start == now(facts) - 2 * YEAR):
            return window
    return Unknown(f"only {len(done.human)} commits by people: too few to tell ({MINIMUM} are needed)")


def evidence(facts: Facts, window: Window | None = None) -> tuple[Evidence, ...]:
    """What a figure on commits rests on: the window, the newest commit by a person, and whether `.mailmap`
    was heeded.
    """
    done = facts.once(work)
    if isinstance(done, Unknown):
        return ()
    found = list(done.people.evidence)
    if done.newest >= 0:
        found.insert(
            0, Evidence("commit", name="newest commit by a person", value=done.history.id(done.newest))
        )
    if window:
        found.insert(0, Evidence("fact", name="window", value=window.name))
    return tuple(found)


def _columns(history: History, of: array[int], times: array[int], is_bot: bytes, wanted: bool) -> Commits:
    authors = history.authors
    pairs = enumerate(zip(history.flags, authors, strict=True))
    rows = array("I", (row for row, (flag, author) in pairs if not flag & MERGE and is_bot[author] == wanted))
    return Commits(
        rows=rows,
        persons=array("I", map(of.__getitem__, map(authors.__getitem__, rows))),
        times=array("q", map(times.__getitem__, rows)),
    )
