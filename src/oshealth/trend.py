"""MANY MOMENTS: one repository judged at many dates in one pass over its history, and what moved its score."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from functools import cache
from itertools import chain, pairwise
from typing import Final

from msgspec import Struct

from oshealth.abreast import abreast
from oshealth.assessment import Finding, Report, assess
from oshealth.assessment.score import by_category, score_of, with_another
from oshealth.auditing import Looking, Question, book_for, needs_for
from oshealth.causes import Lines, cause_of, files_of
from oshealth.compiled import compiled
from oshealth.errors import AskedWrongly
from oshealth.facts import Facts, Reading
from oshealth.facts.base import nameless
from oshealth.facts.moments import facts_at
from oshealth.reference import RepoRef
from oshealth.rulebook import Rulebook, Settings
from oshealth.rulebook.settings import corrections_of
from oshealth.sources.git.back import Past, Snapshots, Stretch, look_back
from oshealth.sources.git.touches import Touch

FACTS: Final = (
    "contributors.absence_factor",
    "contributors.active_in_twelve_months",
    "contributors.top_share",
    "contributors.new",
    "activity.commits_in_twelve_months",
    "releases.days_since_last",
)
"""The facts that are told at each moment unless others are asked for."""

MOST: Final = 400
_WORTHWHILE: Final = 8
"""So many moments take longer to judge than a process takes to be copied and to hand over what it made."""
_EVERY: Final = compiled(r"([1-9][0-9]{0,2})([my])")


class Point(Struct, frozen=True):
    """One moment: the report on it, and the readings of the chosen facts by name."""

    report: Report
    facts: Mapping[str, Reading]


class Move(Struct, frozen=True):
    """A finding that came out differently at one moment than at the one before, and what that did to the score.

    `gain` is in points of the score. `commit` is the commit of the main line between the two that made it, as told by the
    file that the finding rests on (see `causes`); the empty string where no file did.
    """

    at: datetime
    before: Finding
    after: Finding
    gain: float
    why: str
    commit: str = ""
    commit_at: datetime | None = None


class Trend(Struct, frozen=True):
    """A repository over time, oldest point first, and the moves between each point and the next."""

    ref: RepoRef
    url: str
    every: str
    points: tuple[Point, ...]
    moves: tuple[Move, ...]


class Span(Struct, frozen=True):
    """Which moments: every so many months (`3m`, `1y`), from `since` on; the last one is the audit's own."""

    every: str = "3m"
    since: datetime | None = None

    @property
    def months(self) -> int:
        """The step in months. Raises AskedWrongly for what is no step."""
        found = _EVERY.fullmatch(self.every)
        if not found:
            raise AskedWrongly(f"{self.every!r} is no step of time", "Give months or years, as in 3m or 1y.")
        return int(found[1]) * (12 if found[2] == "y" else 1)

    def moments(self, first: datetime, last: datetime) -> tuple[datetime, ...]:
        """The ends of the steps of the calendar between both, and the last moment. Raises AskedWrongly for over 400."""
        step, begin = self.months, max(first, self.since.replace(tzinfo=UTC)) if self.since else first
        number = (begin.year * 12 + begin.month - 1) // step + 1
        found: list[datetime] = []
        while (end := _end_of_month(number * step - 1)) < last:
            found += [end] if end >= begin else []
            number += 1
            if len(found) > MOST:
                raise AskedWrongly(
                    f"that is more than {MOST} moments", "Give a longer --every or a later --since."
                )
        return (*found, last)


def _end_of_month(number: int) -> datetime:
    """The last second of a month counted from the year 0."""
    year, month = divmod(number, 12)
    day = calendar.monthrange(year, month + 1)[1]
    return datetime(year, month + 1, day, 23, 59, 59, tzinfo=UTC)


def trend(
    ref: RepoRef,
    question: Question,
    looking: Looking,
    span: Span = Span(),
    facts: Sequence[str] = FACTS,
    processes: int = 1,
) -> Trend:
    """Judges a repository at every moment of a span, by today's rules and under its settings of today.

    What git does not hold is unknown for the past. So many `processes` at most share the work, as copies of this one: of
    a process that runs threads of its own, no copy should be made. Raises AskedWrongly or NotAudited.
    """
    book, settings = book_for(ref, None, question, looking)
    with look_back(ref, looking.look()) as past:
        moments = span.moments(past.first, past.last)
        looking.tell(f"judging {len(moments)} moments")
        judge = _Judge(past.snapshots(needs_for(book.needs), moments), book, settings, facts)
        # What a remote one is still to send comes into one clone, which one process at a time writes to.
        points = judge.all(processes if ref.path else 1)
        moves = _moves(points, past, book)
    return Trend(ref, past.url, span.every, points, moves)


class _Judge(Struct, frozen=True):
    """The moments, and what each is judged by."""

    seen: Snapshots
    book: Rulebook
    settings: Settings | None
    facts: Sequence[str]

    def all(self, processes: int) -> tuple[Point, ...]:
        """Every moment. All go on from the first one; processes share them where there are many."""
        places = range(len(self.seen))
        begun = [*self.along(places[:1], None)]
        facts = begun[0][1] if begun else None
        self.seen.rest()  # copies of this process cannot share one that answers
        stretches = _stretches(places[1:], processes)
        taken = abreast(stretches, lambda stretch: [point for point, _ in self.along(stretch, facts)])
        return (*(point for point, _ in begun), *chain.from_iterable(taken))

    def along(self, places: range, facts: Facts | None) -> Iterator[tuple[Point, Facts]]:
        """Some moments, each with the facts that the next goes on from; `facts` are those of one before them."""
        paths, corrected = self.settings.paths if self.settings else None, corrections_of(self.settings)
        for snapshot in self.seen.at(places):
            facts = facts_at(snapshot, paths, corrected, facts)
            report = assess(facts.snapshot, self.book, self.settings, facts=facts)
            told = {name: nameless(facts.catalogue[name], facts.get(name)) for name in self.facts}
            facts.let_go()
            yield Point(report, told), facts


def _stretches(places: range, processes: int) -> list[range]:
    """Places in as many runs of about the same length as processes should share them."""
    runs = max(1, min(processes, len(places) // _WORTHWHILE))
    cuts = [len(places) * run // runs for run in range(runs + 1)]
    return [places[begin:end] for begin, end in pairwise(cuts)]


def _moves(points: Sequence[Point], past: Past, book: Rulebook) -> tuple[Move, ...]:
    """What changed from each point to the next; commits are looked up for all of them at once."""
    shares = {name: book.share(name) for name in book.categories}
    pairs = [
        (earlier.report, later.report, found)
        for earlier, later in pairwise(points)
        for found in _changed(earlier.report, later.report, shares)
    ]
    wanted: dict[Stretch, set[str]] = {}
    for earlier, later, (before, after, _) in pairs:
        wanted.setdefault((earlier.as_of, later.as_of), set()).update(files_of(before, after))
    touches = past.touches({stretch: paths for stretch, paths in wanted.items() if paths})
    lines = cache(past.lines)  # several findings may rest on one file
    return tuple(
        _move(later.as_of, found, touches.get((earlier.as_of, later.as_of), ()), lines)
        for earlier, later, found in pairs
    )


def _move(
    at: datetime, found: tuple[Finding, Finding, float], touches: Sequence[Touch], lines: Lines
) -> Move:
    before, after, gain = found
    cause = cause_of(before, after, touches, lines)
    if cause.touch is None:
        return Move(at, before, after, gain, cause.why)
    when = datetime.fromtimestamp(cause.touch.time, UTC)
    return Move(at, before, after, gain, cause.why, cause.touch.commit, when)


def _changed(
    earlier: Report, later: Report, shares: Mapping[str, int]
) -> Iterable[tuple[Finding, Finding, float]]:
    """The findings that differ, each with what it adds to the score when they change one after the other."""
    sums = by_category(earlier.findings)
    score = score_of(sums, shares)[0] or Fraction(0)
    for before, after in zip(earlier.findings, later.findings, strict=True):
        if (before.outcome, before.credit) == (after.outcome, after.credit):
            continue
        sums = with_another(sums, before, after)
        reached = score_of(sums, shares)[0] or Fraction(0)
        yield before, after, round(float(reached - score), 1)
        score = reached
