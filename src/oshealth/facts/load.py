"""Whether the people at work have more to carry than a year ago. A sign of load, not a diagnosis."""

from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.contributors import NEEDS as HISTORY
from oshealth.facts.flow import the_year_before
from oshealth.facts.identities import MAILMAP
from oshealth.facts.threads import NEEDS, threads
from oshealth.facts.windows import Window, twelve_months, unseen, work
from oshealth.snapshot import Evidence, Threads, Unknown

FEW_OPEN: Final = 30
"""With fewer open issues nobody carries much."""


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
    issues = _open_now_and_then(found, year)
    if isinstance(issues, Unknown):
        return issues
    return _loads(issues, (len(done.human.counts(year)), len(done.human.counts(before))))


def _loads(issues: tuple[int, int], people: tuple[int, int]) -> Reading:
    if max(issues) < FEW_OPEN:
        return Unknown(f"fewer than {FEW_OPEN} issues are open: too few to speak of a load")
    if not people[0] or not people[1] or not issues[1]:
        return Unknown("nobody was at work, or nothing open, in one of the two years: nothing to compare")
    words = (f"{count} open, {who} at work" for count, who in zip(issues, people, strict=True))
    names = ("issues and people now", "issues and people 12 months ago")
    shown = tuple(Evidence("fact", name=name, value=said) for name, said in zip(names, words, strict=True))
    return Value(round((issues[0] / people[0]) / (issues[1] / people[1]), 2), shown)


def _open_now_and_then(found: Threads, year: Window) -> tuple[int, int] | Unknown:
    """A year ago were open: those still open that were opened before, and those closed since."""
    if isinstance(found.closed_of_old, Unknown):
        return found.closed_of_old
    if isinstance(found.open, Unknown):
        return found.open
    if isinstance(found.open_since, Unknown):
        return found.open_since
    newer = sum(time > year.start for time in found.open_since)
    if newer == len(found.open_since) < found.open:
        return Unknown(f"the newest {newer} open issues do not reach back a year")
    return found.open, found.open - newer + found.closed_of_old


FACTS: Final = (
    Fact(
        name="issues.load_trend",
        kind="number",
        definition="Open issues per person who committed in the last 12 months, over the same 12 months ago; unknown when "
        f"fewer than {FEW_OPEN} issues were open at both times.",
        read=_load_trend,
        needs=NEEDS | HISTORY,
        unit="times",
        source="CHAOSS, Project Burnout (context only; no diagnosis)",
        texts=(MAILMAP,),
    ),
)
