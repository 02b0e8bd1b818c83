"""WHAT IF: one repository judged twice on one look, as it is and as it would be if some people left."""

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from oshealth.assessment import Finding, Report
from oshealth.auditing import Case
from oshealth.errors import NotAudited
from oshealth.facts import Facts, Reading
from oshealth.facts.departure import ON_THE_FORGE, ORPHANED, leavers, without, work_left
from oshealth.snapshot import Unknown

TOLD: Final = (
    "contributors.absence_factor",
    "contributors.active",
    "contributors.committers",
    "contributors.mergers",
    *ON_THE_FORGE,
    "maintainers.count",
    "activity.commits_in_twelve_months",
    "activity.days_since_last_commit",
)
"""The facts that are told before and after."""

DEEP: Final = ("contributors.truck_factor",)
"""Those that are told too where the files of every commit were read."""


class Shift(Struct, frozen=True):
    """A fact before and after."""

    fact: str
    unit: str
    before: Reading
    after: Reading


class Change(Struct, frozen=True):
    """A finding whose outcome or credit is another one afterwards."""

    before: Finding
    after: Finding


class WhatIf(Struct, frozen=True):
    """Both judgements of a repository, and how they differ.

    `names` are as they were typed; `people` is how many persons they mean; `work_left` is the part (0 to 1) of the
    commits in the window that the others made; `orphaned` are the folders most of whose source files lose all of
    their authors. Figures afterwards are of those who are left, in the same window; the absence factor is how
    many more of them would have to go until half of the work is lost: 0 when it already is.
    """

    names: tuple[str, ...]
    people: int
    work_left: float | Unknown
    before: Report
    after: Report
    orphaned: Reading
    shifts: tuple[Shift, ...]
    changes: tuple[Change, ...]


def what_if(case: Case, names: Sequence[str]) -> WhatIf:
    """The audit as it would be if these people left: pure arithmetic on one snapshot.

    Raises AskedWrongly for a name that nobody in the history has, NotAudited when the history could not be seen.
    """
    facts = case.facts()
    gone = leavers(facts, names)
    if isinstance(gone, Unknown):
        raise NotAudited(f"the history cannot be seen: {gone.reason}")
    later = without(facts, gone)
    told = TOLD if isinstance(case.snapshot.changes, Unknown) else (*TOLD, *DEEP)
    before, after = case.report(facts), case.report(later)
    return WhatIf(
        tuple(names),
        gone.people,
        work_left(facts, gone),
        before,
        after,
        later.get(ORPHANED),
        tuple(_shifts(facts, later, told)),
        tuple(
            Change(one, other)
            for one, other in zip(before.findings, after.findings, strict=True)
            if (one.outcome, one.credit) != (other.outcome, other.credit)
        ),
    )


def _shifts(before: Facts, after: Facts, names: Iterable[str]) -> Iterable[Shift]:
    return (Shift(name, before.catalogue[name].unit, before.get(name), after.get(name)) for name in names)
