"""Past runs of a portfolio, told in figures: how many were audited, how they were graded, and where the middle lies."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import median_low

from msgspec import Struct

from oshealth.errors import UnknownName
from oshealth.portfolio.kept import Kept
from oshealth.portfolio.ledger import Ledger
from oshealth.portfolio.roster.borders import key_of, settled
from oshealth.portfolio.summary.renames import Named, is_called, stands_of
from oshealth.portfolio.values import Run
from oshealth.reference import RepoRef, parse


class RunTold(Struct, frozen=True):
    """One run in figures; a repository that has two names in it counts once. `targets` are those of the list.

    `grades` counts reports by letter, under "" those without one; `low` and `coverage` are the medians of the lower ends
    of the ranges and of the coverage over all reports, None without any.
    """

    run: Run
    targets: int
    audited: int
    failed: int
    grades: Mapping[str, int]
    low: int | None
    coverage: int | None


class Past(Struct, frozen=True):
    """What one repository came to in the runs that looked at it, the oldest first."""

    target: str
    moments: tuple[tuple[Run, Kept], ...]


def runs_told(ledger: Ledger) -> tuple[RunTold, ...]:
    """All runs, the oldest first. Raises BatchStopped."""
    return tuple(_told(run, ledger.briefs(run)) for run in ledger.runs())


def past_of(ledger: Ledger, text: str) -> Past:
    """The past of the repository that a text names, by the name of today or by one that it had in a list. Raises
    InvalidReference, and UnknownName for one that never was in a list.
    """
    names = ledger.names()
    known = {key: Named(key, parse(key), names.get(key, "")) for key in ledger.targets()}
    ref = settled(parse(text), allow_local=True)
    key = _known(text, ref, known)
    if not key:
        raise UnknownName("repository of this portfolio", text, known)
    stands = stands_of(list(known.values()))
    main = stands[key]
    others = (one for one, other in stands.items() if other == main != one)
    return Past(main, tuple(ledger.past((main, *others))))


def _known(text: str, ref: RepoRef, known: Mapping[str, Named]) -> str:
    """The key that a text stands for, empty for none."""
    for key in (text, key_of(ref)):
        if key in known:
            return key
    return next((key for key, one in known.items() if is_called(one, ref)), "")


def _told(run: Run, answers: Iterable[Kept]) -> RunTold:
    grades: Counter[str] = Counter()
    lows: list[int] = []
    coverages: list[int] = []
    failed = 0
    listed = list(answers)
    once = _once(listed)
    for one in once:
        if one.kind != "report" or one.low is None or one.coverage is None:
            failed += 1
            continue
        grades[one.grade] += 1
        lows.append(one.low)
        coverages.append(one.coverage)
    middle = (median_low(lows), median_low(coverages)) if lows else (None, None)
    targets = run.targets - len(listed) + len(once)
    return RunTold(run, targets, len(lows), failed, dict(sorted(grades.items())), *middle)


def _once(answers: Sequence[Kept]) -> list[Kept]:
    """The answers without those for another name of the same repository."""
    stands = stands_of([Named(one.target, parse(one.target), one.name) for one in answers])
    return [one for one in answers if stands[one.target] == one.target]
