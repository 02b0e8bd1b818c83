"""What lies unfinished: open issues and change requests, how old they are, and whether change requests come to an end."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.contributors import NEEDS as HISTORY
from oshealth.facts.flow import the_year_before
from oshealth.facts.identities import MAILMAP
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
from oshealth.facts.windows import DAY, Window, now, twelve_months, unseen, work
from oshealth.snapshot import Evidence, Thread, Threads, Unknown

RIPE: Final = 30 * DAY
LONG: Final = 90 * DAY
FEW_OPEN: Final = 30
_YEAR: Final = 365


def _open(kind: Kind) -> Callable[[Facts], Reading]:
    def read(facts: Facts) -> Reading:
        found = threads(facts, kind)
        count = found if isinstance(found, Unknown) else found.open
        return (
            count
            if isinstance(count, Unknown)
            else Value(count, (Evidence("api", name=f"open {kind}", value=count),))
        )

    return read


def _median_age(facts: Facts) -> Reading:
    """Among the newest hundred open ones, when the middle one is one of them."""
    found = threads(facts, "issues")
    if isinstance(found, Unknown):
        return found
    if isinstance(found.open_since, Unknown) or isinstance(found.open, Unknown):
        return found.open if isinstance(found.open, Unknown) else _of(found.open_since)
    if found.open < MINIMUM:
        return Unknown(f"open issues: {found.open or 'none'}; at least {MINIMUM} are needed to tell")
    ages = sorted(max(0, now(facts) - time) for time in found.open_since)
    half = (found.open - 1) // 2
    if half < len(ages):
        return Value(in_days(ages[half]), (Evidence("fact", name="open issues counted", value=found.open),))
    return Unknown(
        f"more than half of {found.open} open issues are older than the newest {len(ages)} that were read"
    )


def _of(reading: object) -> Unknown:
    return reading if isinstance(reading, Unknown) else Unknown("not given by the forge")


def _stale_share(facts: Facts) -> Reading:
    found = threads(facts, "issues")
    if isinstance(found, Unknown):
        return found
    if isinstance(found.open, Unknown) or isinstance(found.fresh, Unknown):
        return _of(found.open if isinstance(found.open, Unknown) else found.fresh)
    everything = Sample("issues", (), "all that are open")
    return share(max(0, found.open - found.fresh), found.open, "open issues", everything)


def _year(facts: Facts, wanted: Callable[[Thread], bool] = by_people) -> Sample | Unknown:
    """Change requests that people opened in the last 12 months, drafts aside."""
    return sample(
        facts,
        "changes",
        opened(_YEAR, facts),
        lambda one: by_people(one) and not one.is_draft and wanted(one),
    )


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


def _load_trend(facts: Facts) -> Reading:
    """Open issues per active person now, over the same a year ago."""
    found, done = threads(facts, "issues"), facts.once(work)
    if isinstance(found, Unknown):
        return found
    if isinstance(done, Unknown):
        return done
    before, year = the_year_before(facts), twelve_months(facts)
    hidden = unseen(facts, before)
    if hidden:
        return hidden
    open_then = _open_a_year_ago(found, year)
    if isinstance(open_then, Unknown) or isinstance(found.open, Unknown):
        return _of(open_then if isinstance(open_then, Unknown) else found.open)
    people = [len(done.human.counts(window)) for window in (year, before)]
    return _loads((found.open, open_then), (people[0], people[1]))


def _loads(issues: tuple[int, int], people: tuple[int, int]) -> Reading:
    if max(issues) < FEW_OPEN:
        return Unknown(f"fewer than {FEW_OPEN} issues are open: too few to speak of a load")
    if not people[0] or not people[1] or not issues[1]:
        return Unknown("nobody was at work, or nothing open, in one of the two years: nothing to compare")
    words = (f"{count} open, {who} at work" for count, who in zip(issues, people, strict=True))
    names = ("issues and people now", "issues and people 12 months ago")
    shown = tuple(Evidence("fact", name=name, value=said) for name, said in zip(names, words, strict=True))
    return Value(round((issues[0] / people[0]) / (issues[1] / people[1]), 2), shown)


def _open_a_year_ago(found: Threads, year: Window) -> int | Unknown:
    """Those still open that were opened before, and those closed since."""
    if isinstance(found.closed_of_old, Unknown):
        return found.closed_of_old
    if isinstance(found.open, Unknown) or isinstance(found.open_since, Unknown):
        return _of(found.open if isinstance(found.open, Unknown) else found.open_since)
    newer = sum(time > year.start for time in found.open_since)
    if newer == len(found.open_since) < found.open:
        return Unknown(f"the newest {newer} open issues do not reach back a year")
    return found.open - newer + found.closed_of_old


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
    replace(
        _fact(
            "issues.load_trend",
            "times",
            "Open issues per person who committed in the last 12 months, over the same 12 months ago; unknown when fewer "
            "than 30 issues were open at both times.",
            _load_trend,
            "CHAOSS, Project Burnout (context only; no diagnosis)",
        ),
        needs=NEEDS | HISTORY,
        texts=(MAILMAP,),
    ),
)
