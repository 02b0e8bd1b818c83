"""Windows of time and the work in them: whose commits count, when they count, and how far back one has to
look.

A commit counts at the time it entered the history, the committer's. Clocks are wrong sometimes: up to a day
after `as_of` counts as `as_of`; a time beyond that, or before 1970-01-02, gives way to the author's; if that
is no better the commit has no date and counts only where no window is asked for. Times are seconds since 1970
in UTC.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final

from msgspec import Struct

from oshealth.facts.base import Facts
from oshealth.facts.columns import DAY, MONTH, UNDATED, YEAR, Commits, Sorted, bots_of, sort_out
from oshealth.facts.identities import People, people
from oshealth.snapshot import Evidence, History, Unknown

__all__ = [
    "DAY", "HALF_YEAR", "MINIMUM", "MONTH", "UNDATED", "YEAR", "Commits", "Window", "Work", "all_time", "chosen", "evidence",
    "last", "now", "twelve_months", "twenty_four_months", "unseen", "work",
]  # fmt: skip

HALF_YEAR: Final = 183 * DAY
MINIMUM: Final = 20


class Work(Struct, frozen=True):
    """The commits of a history, `everything` and its non-merge commits by people and by bots (see `Sorted`).

    `newest` is the row of the newest dated commit by a person, -1 when there is none, and `newest_time` its
    date; `first` is the earliest date of any commit, merges and bots too. A date that is not there is
    UNDATED.
    """

    history: History
    people: People
    commits: Sorted
    newest: int
    newest_time: int
    first: int

    @property
    def everything(self) -> Commits:
        """All commits, merges too."""
        return self.commits.everything

    @property
    def human(self) -> Commits:
        """Non-merge commits by people."""
        return self.commits.human

    @property
    def automatic(self) -> Commits:
        """Non-merge commits by bots."""
        return self.commits.automatic

    def came_after(self, moment: int) -> frozenset[int]:
        """The people all of whose commits of `human` are dated, and after a moment."""
        first, persons, of = self.commits.first, self.people.persons, self.people.of
        since = {*self.human.authors[bisect_right(self.human.times, moment) :]}
        return frozenset(
            person
            for person in {of[author] for author in since if first[author] > moment}
            if min(first[author] for author in persons[person].identities if author in first) > moment
        )


class Window(Struct, frozen=True):
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
    commits = _sorted(facts, history, everybody)
    times = commits.everything.times
    dated = bisect_right(times, UNDATED)
    newest = _newest(history, commits.human)
    return Work(
        history=history,
        people=everybody,
        commits=commits,
        newest=newest,
        newest_time=commits.human.times[-1] if newest >= 0 else UNDATED,
        first=times[dated] if dated < len(times) else UNDATED,
    )


def _sorted(facts: Facts, history: History, everybody: People) -> Sorted:
    """The commits in order; where this history begins with that of an earlier moment, only what came since is sorted."""
    is_later = facts.earlier is not None and facts.earlier.as_of <= facts.as_of
    before = facts.earlier.once(work) if facts.earlier and is_later else None
    if (
        not isinstance(before, Work)
        or not before.commits.is_settled
        or not _begins_with(history, everybody, before)
    ):
        return sort_out(history, everybody, now(facts))
    return before.commits.and_then(sort_out(history, everybody, now(facts), len(before.history)))


def _begins_with(history: History, everybody: People, before: Work) -> bool:
    """Whether the same commits by the same identities come first, and the same of them are bots."""
    ids, identities, bots = before.history.ids, before.history.identities, bots_of(before.people)
    return (
        history.ids[: len(ids)] == ids
        and history.identities[: len(identities)] == identities
        and bots_of(everybody)[: len(bots)] == bots
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
