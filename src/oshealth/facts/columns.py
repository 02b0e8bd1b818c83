"""The commits of a history as columns in the order of time, whole columns worked on at once: a million commits are
sorted out in seconds, and at a later moment only what has come since.

Which time counts, and what is no date, `windows` says.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import compress
from operator import or_
from typing import TYPE_CHECKING, Final

from oshealth.snapshot import MERGE, History

if TYPE_CHECKING:
    from oshealth.facts.identities import People
    from oshealth.facts.windows import Window

DAY: Final = 86_400
YEAR: Final = 365 * DAY
MONTH: Final = YEAR // 12
UNDATED: Final = 0
EARLIEST: Final = DAY

_BOT: Final = 4
_MERGES: Final = bytes(kind & MERGE for kind in range(256))
_PEOPLE: Final = bytes(kind == 0 for kind in range(256))
_PROGRAMS: Final = bytes(kind == _BOT for kind in range(256))


@dataclass(frozen=True, slots=True)
class Commits:
    """Some commits of a history in the order of time, the undated first: their rows in it, their authors (indexes of
    `History.identities`), and when. `of` gives the person (index of `People.persons`) of an author.
    """

    rows: array[int]
    authors: array[int]
    times: array[int]
    of: array[int]

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def persons(self) -> array[int]:
        """Who wrote each of them."""
        return array("I", map(self.of.__getitem__, self.authors))

    def within(self, window: Window) -> slice:
        """Where in the columns the commits of a window stand."""
        if window.start == UNDATED:
            return slice(None)
        return slice(bisect_right(self.times, window.start), bisect_right(self.times, window.end))

    def between(self, window: Window) -> Commits:
        """The commits of a window alone."""
        place = self.within(window)
        return Commits(self.rows[place], self.authors[place], self.times[place], self.of)

    def counts(self, window: Window) -> Counter[int]:
        """How many commits each person made in a window."""
        found = Counter[int]()
        for author, count in Counter(self.authors[self.within(window)]).items():
            found[self.of[author]] += count
        return found

    def total(self, window: Window) -> int:
        """How many commits a window holds."""
        return len(range(len(self))[self.within(window)])

    def months(self, window: Window) -> Iterator[tuple[int, int]]:
        """Person and month of every dated commit in a window; months are twelfths of a year, counted back
        from its end.
        """
        pairs = zip(self.between(window).persons, self.times[self.within(window)], strict=True)
        return ((person, (window.end - time) // MONTH) for person, time in pairs if time != UNDATED)

    def first_times(self) -> dict[int, int]:
        """The date of each person's first commit; who has an undated one has been there for ever."""
        return self._by_person(dict(zip(reversed(self.authors), reversed(self.times), strict=True)), min)

    def last_times(self) -> dict[int, int]:
        """The date of each person's last commit, UNDATED when none has a date."""
        return self._by_person(dict(zip(self.authors, self.times, strict=True)), max)

    def _by_person(self, by_author: Mapping[int, int], choose: Callable[[int, int], int]) -> dict[int, int]:
        found: dict[int, int] = {}
        for author, time in by_author.items():
            person = self.of[author]
            found[person] = choose(time, found.get(person, time))
        return found


@dataclass(frozen=True, slots=True)
class Sorted:
    """The commits of a history: `everything`, and the non-merge commits of people and those of bots.

    `is_settled` when at every later moment each of them will have the same date.
    """

    everything: Commits
    human: Commits
    automatic: Commits
    is_settled: bool

    def and_then(self, later: Sorted) -> Sorted:
        """These and those of further rows of the same history, in the order of time."""
        return Sorted(
            _together(self.everything, later.everything),
            _together(self.human, later.human),
            _together(self.automatic, later.automatic),
            later.is_settled,
        )


def sort_out(history: History, everybody: People, end: int, since: int = 0) -> Sorted:
    """The commits from row `since` on, dated as they are at the moment `end`."""
    times, authors = _dates(history, end, since), history.authors[since:]
    order = sorted(range(len(times)), key=times.__getitem__)
    everything = Commits(
        rows=array("I", (row + since for row in order)),
        authors=array("I", map(authors.__getitem__, order)),
        times=array("q", map(times.__getitem__, order)),
        of=everybody.of,
    )
    kinds = _kinds(history.flags[since:], authors, everybody)
    in_order = bytes(map(kinds.__getitem__, order))
    return Sorted(
        everything,
        _only(everything, in_order.translate(_PEOPLE)),
        _only(everything, in_order.translate(_PROGRAMS)),
        _is_settled(history, end, since),
    )


def _dates(history: History, end: int, since: int) -> array[int]:
    """When each commit counts, UNDATED where neither of its times can be."""
    committed, latest = history.committed[since:], end + DAY
    if committed and min(committed) >= EARLIEST and max(committed) <= end:
        return committed
    return array(
        "q",
        (
            min(time, end)
            if EARLIEST <= time <= latest
            else min(authored, end)
            if EARLIEST <= authored <= latest
            else UNDATED
            for time, authored in zip(committed, history.authored[since:], strict=True)
        ),
    )


def _is_settled(history: History, end: int, since: int) -> bool:
    committed = history.committed[since:]
    if not committed or (min(committed) >= EARLIEST and max(committed) <= end):
        return True
    pairs = zip(committed, history.authored[since:], strict=True)
    return all((time if time >= EARLIEST else authored) <= end for time, authored in pairs)


def _kinds(flags: bytes | bytearray, authors: array[int], everybody: People) -> bytes:
    """For each commit whether it is a merge (MERGE) and whether a bot wrote it (_BOT)."""
    return bytes(map(or_, flags.translate(_MERGES), map(bots_of(everybody).__getitem__, authors)))


def bots_of(everybody: People) -> bytes:
    """For each identity 0, or another number for that of a bot."""
    bots = [_BOT if person.is_bot else 0 for person in everybody.persons]
    return bytes(map(bots.__getitem__, everybody.of))


def _only(commits: Commits, kept: bytes) -> Commits:
    rows, authors, times = (
        compress(column, kept) for column in (commits.rows, commits.authors, commits.times)
    )
    return Commits(array("I", rows), array("I", authors), array("q", times), commits.of)


def _together(earlier: Commits, later: Commits) -> Commits:
    """Both in the order of time: mostly the later ones follow; those that reach back are sorted in."""
    place = bisect_right(earlier.times, later.times[0]) if later else len(earlier)
    rows, authors, times = earlier.rows[:place], earlier.authors[:place], earlier.times[:place]
    tail = (
        earlier.times[place:] + later.times,
        earlier.rows[place:] + later.rows,
        earlier.authors[place:] + later.authors,
    )
    for time, row, author in sorted(zip(*tail, strict=True)):
        times.append(time)
        rows.append(row)
        authors.append(author)
    return Commits(rows, authors, times, later.of)
