"""What lies unfinished: open issues and change requests, how old they are, and whether change requests come to an end."""

from collections.abc import Callable
from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.threads import (
    MINIMUM,
    NEEDS,
    Kind,
    Sample,
    by_people,
    counted,
    few,
    in_days,
    opened,
    sample,
    share,
    threads,
)
from oshealth.facts.windows import DAY, now
from oshealth.snapshot import Evidence, Thread, Unknown

RIPE: Final = 30 * DAY
LONG: Final = 90 * DAY
_YEAR: Final = 365


def _open(kind: Kind) -> Callable[[Facts], Reading]:
    def read(facts: Facts) -> Reading:
        found = threads(facts, kind)
        if isinstance(found, Unknown):
            return found
        if isinstance(found.open, Unknown):
            return found.open
        return Value(found.open, (Evidence("api", name=f"open {kind}", value=found.open),))

    return read


def _median_age(facts: Facts) -> Reading:
    """Among the newest hundred open ones, when the middle one is one of them."""
    found = threads(facts, "issues")
    if isinstance(found, Unknown):
        return found
    if isinstance(found.open, Unknown):
        return found.open
    if isinstance(found.open_since, Unknown):
        return found.open_since
    if found.open < MINIMUM:
        return Unknown(f"open issues: {found.open or 'none'}; at least {MINIMUM} are needed to tell")
    ages = sorted(max(0, now(facts) - time) for time in found.open_since)
    half = (found.open - 1) // 2
    if half < len(ages):
        return Value(in_days(ages[half]), (Evidence("fact", name="open issues counted", value=found.open),))
    return Unknown(
        f"more than half of {found.open} open issues are older than the newest {len(ages)} that were read"
    )


def _stale_share(facts: Facts) -> Reading:
    found = threads(facts, "issues")
    if isinstance(found, Unknown):
        return found
    if isinstance(found.open, Unknown):
        return found.open
    if isinstance(found.fresh, Unknown):
        return found.fresh
    everything = Sample("issues", (), "all that are open")
    return share(max(0, found.open - found.fresh), found.open, "open issues", everything)


def _year(facts: Facts) -> Sample | Unknown:
    """Change requests that people opened in the last 12 months, drafts aside."""
    return sample(facts, "changes", opened(_YEAR, facts), lambda one: by_people(one) and not one.is_draft)


def _among(
    part: Callable[[Thread, int], bool], whole: Callable[[Thread, int], bool], of: str
) -> Callable[[Facts], Reading]:
    """A share of the change requests of the last 12 months; both parts also hear what "now" is."""

    def read(facts: Facts) -> Reading:
        found = _year(facts)
        if isinstance(found, Unknown):
            return found
        end = now(facts)
        judged = [one for one in found.threads if whole(one, end)]
        return share(sum(part(one, end) for one in judged), len(judged), of, found)

    return read


def _is_merged(one: Thread, _: int) -> bool:
    return one.merged is not None


def _is_closed(one: Thread, _: int) -> bool:
    return one.closed is not None or one.merged is not None


def _is_ripe(one: Thread, end: int) -> bool:
    return end - one.opened > RIPE and (one.merged is not None or one.closed is None)


def _neglected(facts: Facts) -> Reading:
    """Fewer than five that have waited so long are no backlog."""
    found = _year(facts)
    if isinstance(found, Unknown):
        return found
    end = now(facts)
    old = [one for one in found.threads if end - one.opened > LONG]
    waiting = [one for one in old if not _is_closed(one, end)]
    too_few = few(len(old), "change requests older than 90 days", found) if found.reach else None
    too_few = too_few or few(len(found.threads), found.words, found)
    evidence = counted(len(waiting), found, "change requests open for more than 90 days")
    if too_few or len(waiting) < MINIMUM:
        return too_few or Value(0.0, evidence)
    hidden = next((one.answered for one in waiting if isinstance(one.answered, Unknown)), None)
    return hidden or Value(round(sum(one.answered is None for one in waiting) / len(waiting), 3), evidence)


def _days_to_merge(facts: Facts) -> Reading:
    found = _year(facts)
    if isinstance(found, Unknown):
        return found
    times = sorted(one.merged - one.opened for one in found.threads if one.merged is not None)
    too_few = few(len(times), "merged change requests", found)
    return too_few or Value(
        in_days(times[(len(times) - 1) // 2]), counted(len(times), found, "merged change requests")
    )


def _fact(
    name: str, unit: str, definition: str, read: Callable[[Facts], Reading], source: str = "CHAOSS, Issue Age"
) -> Fact:
    return Fact(name, "number", definition, read, NEEDS, unit, source)


_RATIO: Final = "CHAOSS, Change Request Closure Ratio (https://chaoss.community/?p=4834)"
_SHARE: Final = "share of change requests (0 to 1)"
_COHORT: Final = (
    "Of the change requests that people opened in the last 12 months (drafts and programs' aside) "
)

FACTS: Final = (
    _fact("issues.open", "issues", "Issues that are open.", _open("issues")),
    _fact("changes.open", "change requests", "Change requests that are open.", _open("changes"), _RATIO),
    _fact(
        "issues.median_age_days",
        "days",
        "Median age of the open issues; unknown below 5, and when more than half are older than the newest hundred.",
        _median_age,
        "CHAOSS, Issue Age (https://chaoss.community/?p=3629)",
    ),
    _fact(
        "issues.stale_share",
        "share of issues (0 to 1)",
        "The part of the open issues in which nothing has happened for a year; unknown below 5.",
        _stale_share,
        "CHAOSS, Issue Age (https://chaoss.community/?p=3629)",
    ),
    _fact(
        "changes.closure_ratio",
        _SHARE,
        _COHORT + "the part that has been closed or merged by now.",
        _among(_is_closed, lambda *_: True, "change requests"),
        _RATIO,
    ),
    _fact(
        "changes.acceptance_ratio",
        _SHARE,
        _COHORT + "and that are decided, the part that was merged.",
        _among(_is_merged, _is_closed, "decided change requests"),
        "CHAOSS, Change Request Acceptance Ratio",
    ),
    _fact(
        "changes.landed_share",
        _SHARE,
        _COHORT + "more than 30 days ago, and that were merged or are still open, the part that was merged.",
        _among(_is_merged, _is_ripe, "merged or long open change requests"),
        "Digital Impact Alliance, merged over waiting change requests",
    ),
    _fact(
        "changes.neglected_share",
        _SHARE,
        _COHORT
        + "and that have been open for more than 90 days, the part that nobody but the author has answered; 0 "
        "when fewer than 5 wait that long.",
        _neglected,
        "CHAOSS, Change Request Closure Ratio; UNICEF, open source toolkit",
    ),
    _fact(
        "changes.days_to_merge",
        "days",
        "Median time from opening to merge of the change requests that people opened in the last 12 months and that were "
        "merged.",
        _days_to_merge,
        "CHAOSS, Change Request Duration (https://chaoss.community/?p=3587)",
    ),
)
