"""The commits of a history as columns in the order of time, whole columns worked on at once: a million commits are
sorted out in seconds, and at a later moment only what has come since.

Which time counts, and what is no date, `windows` says.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress
from operator import itemgetter, or_
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from oshealth.snapshot import MERGE, History

if TYPE_CHECKING:
    from oshealth.facts.identities import People
    from oshealth.facts.windows import Window

DAY: Final = 86_400
YEAR: Final = 365 * DAY
MONTH: Final = YEAR // 12
UNDATED: Final = 0
EARLIEST: Final = DAY

_BLOCK: Final = 1 << 16
_RARE: Final = 4
"""Of so many commits less than one: they are looked up, not the others passed over in each column."""
_BOT: Final = 4
_BOTS: Final = bytes(_BOT if kind else 0 for kind in range(256))
_MERGES: Final = bytes(kind & MERGE for kind in range(256))
_PEOPLE: Final = bytes(kind == 0 for kind in range(256))
_PROGRAMS: Final = bytes(kind == _BOT for kind in range(256))


class Commits(Struct, frozen=True):
    """Some commits of a history in the order of time, the undated first: their rows in it, their authors (indexes of
    `History.identities`), and when. `of` gives the person (index of `People.persons`) of an author.
    """

    rows: array[int]
    authors: array[int]
    times: array[int]
    of: array[int]
    _counted: dict[Window, Counter[int]] = field(default_factory=dict)

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
        """How many commits each person made in a window, told once for all who ask: nobody may change it."""
        found = self._counted.get(window)
        if found is None:
            found = self._counted[window] = Counter[int]()
            for author, count in Counter(self.authors[self.within(window)]).items():
                person = self.of[author]
                found[person] = found.get(person, 0) + count
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
        by_author = _by_time(self.first_by_author())
        return {self.of[author]: time for author, time in reversed(by_author.items())}

    def first_by_author(self) -> dict[int, int]:
        """The date of each author's first commit, UNDATED for who has an undated one."""
        return dict(zip(reversed(self.authors), reversed(self.times), strict=True))

    def last_times(self) -> dict[int, int]:
        """The date of each person's last commit, UNDATED when none has a date."""
        by_author = _by_time(dict(zip(self.authors, self.times, strict=True)))
        return {self.of[author]: time for author, time in by_author.items()}


class Sorted(Struct, frozen=True):
    """The commits of a history: `everything`, and the non-merge commits of people and those of bots.

    `first` are the dates of the first of `human` by author, `authors` who wrote anything at all; `is_settled` when at
    every later moment each of them will have the same date.
    """

    everything: Commits
    human: Commits
    automatic: Commits
    first: dict[int, int]
    authors: frozenset[int]
    is_settled: bool

    def and_then(self, later: Sorted) -> Sorted:
        """These and those of further rows of the same history, in the order of time."""
        return Sorted(
            _together(self.everything, later.everything),
            _together(self.human, later.human),
            _together(self.automatic, later.automatic),
            self.first | {who: min(time, self.first.get(who, time)) for who, time in later.first.items()},
            self.authors | later.authors,
            later.is_settled,
        )


def _by_time(times: Mapping[int, int]) -> dict[int, int]:
    return dict(sorted(times.items(), key=itemgetter(1)))


def sort_out(history: History, everybody: People, end: int, since: int = 0) -> Sorted:
    """The commits from row `since` on, dated as they are at the moment `end`."""
    committed, authors = _tail(history.committed, since), _tail(history.authors, since)
    are_sound = not committed or (min(committed) >= EARLIEST and max(committed) <= end)
    times = committed if are_sound else _dates(history, end, since)
    order = in_order(times)
    everything = Commits(
        rows=array("I", (row + since for row in order)) if since else order,
        authors=array("I", _in_turn(authors, order)),
        times=array("q", _in_turn(times, order)),
        of=everybody.of,
    )
    kinds_in_order = bytes(_in_turn(_kinds(history.flags[since:], authors, everybody), order))
    human = _only(everything, kinds_in_order.translate(_PEOPLE))
    return Sorted(
        everything,
        human,
        _only(everything, kinds_in_order.translate(_PROGRAMS)),
        human.first_by_author(),
        frozenset(authors),
        are_sound or _is_settled(history, end, since),
    )


def _in_turn(column: Sequence[int], order: array[int]) -> Iterable[int]:
    """A column in another order, many rows at once, but never all of a million as objects."""
    blocks = (order[start : start + _BLOCK] for start in range(0, len(order), _BLOCK))
    return chain.from_iterable(
        itemgetter(*rows)(column) if len(rows) > 1 else (column[rows[0]],) for rows in blocks
    )


def in_order(times: Sequence[int]) -> array[int]:
    """The rows by their times, those of one time in their own order. A log is nearly in order, be it the newest or the
    oldest first: it is sorted in blocks, so that no list of all of it is ever made.
    """
    order = array("I")
    falls = bool(times) and times[0] > times[-1]
    starts = range(0, len(times), _BLOCK)
    for start in reversed(starts) if falls else starts:
        block = list(times[start : start + _BLOCK])
        rows = sorted(range(len(block)), key=block.__getitem__)
        _merge(order, [row + start for row in rows] if start else rows, times, falls)
    return order


def _merge(order: array[int], block: list[int], times: Sequence[int], falls: bool) -> None:
    """Sort a block of rows, in order itself, into what was in order before it; of one time, it comes first when it `falls`."""
    if not order:
        order.fromlist(block)
        return
    place_of: Callable[..., int] = bisect_left if falls else bisect_right
    first = place_of(order, times[block[0]], key=times.__getitem__)
    rest = order[first:]
    del order[first:]
    taken = 0
    for number, row in enumerate(block):
        if taken == len(rest):
            order.extend(block[number:])
            return
        place = place_of(rest, times[row], taken, key=times.__getitem__)
        order += rest[taken:place]
        order.append(row)
        taken = place
    order += rest[taken:]


def _tail(column: array[int], since: int) -> array[int]:
    """A column from a row on; itself when that is the first, as a million commits are not copied without need."""
    return column[since:] if since else column


def _dates(history: History, end: int, since: int) -> array[int]:
    """When each commit counts, UNDATED where neither of its times can be."""
    committed, latest = _tail(history.committed, since), end + DAY
    return array(
        "q",
        (
            min(time, end)
            if EARLIEST <= time <= latest
            else min(authored, end)
            if EARLIEST <= authored <= latest
            else UNDATED
            for time, authored in zip(committed, _tail(history.authored, since), strict=True)
        ),
    )


def _is_settled(history: History, end: int, since: int) -> bool:
    pairs = zip(_tail(history.committed, since), _tail(history.authored, since), strict=True)
    return all((time if time >= EARLIEST else authored) <= end for time, authored in pairs)


def _kinds(flags: bytes | bytearray, authors: array[int], everybody: People) -> bytes:
    """For each commit whether it is a merge (MERGE) and whether a bot wrote it (_BOT)."""
    return bytes(map(or_, flags.translate(_MERGES), map(bots_of(everybody).__getitem__, authors)))


def bots_of(everybody: People) -> bytes:
    """For each identity 0, or another number for that of a bot."""
    return everybody.programs.translate(_BOTS)


def _only(commits: Commits, kept: bytes) -> Commits:
    count = kept.count(1)
    if count == len(kept):
        return commits
    columns = (commits.rows, commits.authors, commits.times)
    taken: Iterable[Iterable[int]]
    if count < len(kept) // _RARE:
        places = tuple(compress(range(len(kept)), kept))
        taken = (map(column.__getitem__, places) for column in columns)
    else:
        taken = (compress(column, kept) for column in columns)
    rows, authors, times = taken
    return Commits(array("I", rows), array("I", authors), array("q", times), commits.of)


def _together(earlier: Commits, later: Commits) -> Commits:
    """Both in the order of time: mostly the later ones follow; those that reach back are sorted in."""
    late = bisect_left(later.times, earlier.times[-1]) if earlier else 0
    if not late:
        rows, authors, times = (
            earlier.rows + later.rows,
            earlier.authors + later.authors,
            earlier.times + later.times,
        )
        return Commits(rows, authors, times, later.of)
    rows, authors, times = array("I"), array("I"), array("q")
    taken = 0
    for number in range(late):
        place = bisect_right(earlier.times, later.times[number], taken)
        rows += earlier.rows[taken:place]
        authors += earlier.authors[taken:place]
        times += earlier.times[taken:place]
        rows.append(later.rows[number])
        authors.append(later.authors[number])
        times.append(later.times[number])
        taken = place
    return Commits(
        rows + earlier.rows[taken:] + later.rows[late:],
        authors + earlier.authors[taken:] + later.authors[late:],
        times + earlier.times[taken:] + later.times[late:],
        later.of,
    )
