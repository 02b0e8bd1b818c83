"""Past runs of a portfolio, told in figures: how many were audited, how they were graded, and where the middle lies."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median_low

from oshealth.errors import UnknownName
from oshealth.portfolio.kept import Kept
from oshealth.portfolio.ledger import Ledger
from oshealth.portfolio.roster.borders import key_of, settled
from oshealth.portfolio.values import Run
from oshealth.reference import parse


@dataclass(frozen=True, slots=True)
class RunTold:
    """One run in figures. `grades` counts reports by letter, under "" those without one; `low` and `coverage` are the
    medians of the lower ends of the ranges and of the coverage over all reports, None without any.
    """

    run: Run
    audited: int
    failed: int
    grades: Mapping[str, int]
    low: int | None
    coverage: int | None


@dataclass(frozen=True, slots=True)
class Past:
    """What one repository came to in the runs that looked at it, the oldest first."""

    target: str
    moments: tuple[tuple[Run, Kept], ...]


def runs_told(ledger: Ledger) -> tuple[RunTold, ...]:
    """All runs, the oldest first. Raises BatchStopped."""
    return tuple(_told(run, ledger.briefs(run)) for run in ledger.runs())


def past_of(ledger: Ledger, text: str) -> Past:
    """The past of the repository that a text names. Raises InvalidReference, and UnknownName for one that never was in
    the list.
    """
    known = ledger.targets()
    key = text if text in known else key_of(settled(parse(text), allow_local=True))
    if key not in known:
        raise UnknownName("repository of this portfolio", text, known)
    return Past(key, tuple(ledger.past(key)))


def _told(run: Run, answers: Iterable[Kept]) -> RunTold:
    grades: Counter[str] = Counter()
    lows: list[int] = []
    coverages: list[int] = []
    failed = 0
    for one in answers:
        if one.kind != "report" or one.low is None or one.coverage is None:
            failed += 1
            continue
        grades[one.grade] += 1
        lows.append(one.low)
        coverages.append(one.coverage)
    middle = (median_low(lows), median_low(coverages)) if lows else (None, None)
    return RunTold(run, len(lows), failed, dict(sorted(grades.items())), *middle)
