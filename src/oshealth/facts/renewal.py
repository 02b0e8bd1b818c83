"""Whether people stay and newcomers grow: the core of last year seen again, and new members of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.contributors import NEEDS, in_window
from oshealth.facts.identities import MAILMAP
from oshealth.facts.maturity import is_busy
from oshealth.facts.windows import (
    UNDATED,
    YEAR,
    Window,
    Work,
    all_time,
    chosen,
    evidence,
    now,
    twelve_months,
    unseen,
    work,
)
from oshealth.snapshot import Evidence, Unknown

NEW_CORE_COMMITS: Final = 5


def _core_retention(facts: Facts) -> Reading:
    done, window = facts.once(work), facts.once(chosen)
    if isinstance(done, Unknown):
        return done
    year, before = (
        twelve_months(facts),
        Window(now(facts) - 2 * YEAR, now(facts) - YEAR, "the year before that"),
    )
    hidden = unseen(facts, before)
    if hidden:
        return hidden
    if isinstance(window, Window) and done.newest_time <= before.start:
        return Value(0.0, evidence(facts, window))
    core, active = core_of(done.human.counts(before)), done.human.counts(year)
    if len(core) < 2:
        return Unknown("the core of the year before last was fewer than two people")
    stayed = sum(person in active for person in core)
    counted = Evidence("fact", name="people in the core of the year before", value=len(core))
    return Value(round(stayed / len(core), 3), (counted, *evidence(facts, year)))


def core_of(counts: Mapping[int, int]) -> list[int]:
    """The most active people who made half of these commits; whoever ties with the last of them is in too."""
    total, reached, least = sum(counts.values()), 0, 0
    for count in sorted(counts.values(), reverse=True):
        if 2 * reached >= total and count < least:
            break
        reached, least = reached + count, count
    return [person for person, count in counts.items() if count >= least]


def _new_core(facts: Facts, done: Work, window: Window) -> Reading:
    hidden = unseen(facts, all_time(facts))
    if hidden:
        return hidden
    if window.start == UNDATED:
        return Unknown("fewer than 20 commits by people in 24 months: too few to see newcomers")
    came, counts = done.came_after(window.start), done.human.counts(window)
    new = [person for person, count in counts.items() if count >= NEW_CORE_COMMITS and person in came]
    seen = Value(len(new), evidence(facts, window))
    return seen if new or not counts else telling(facts, seen)


def telling(facts: Facts, nobody: Value) -> Reading:
    """Nobody new, unless the project is quiet and kept: a finished library has little to do for newcomers."""
    if is_busy(facts):  # not quiet, whatever its files say: they need not be read
        return nobody
    quiet = facts.get("project.is_quiet")
    if isinstance(quiet, Unknown) or not quiet.value:
        return quiet if isinstance(quiet, Unknown) else nobody
    return Unknown("a quiet, finished library: nobody new there says nothing")


FACTS: Final = (
    Fact(
        name="contributors.core_retention",
        kind="number",
        definition="The part of last year's core (the most active people who made half of the commits 12 to "
        "24 months ago) who committed again in the last 12 months; unknown when that core was "
        "fewer than two people; 0 when nobody committed in 24 months.",
        read=_core_retention,
        needs=NEEDS,
        unit="share of people (0 to 1)",
        source="CHAOSS, Inactive Contributors; core as in its Contributor Absence Factor",
        texts=(MAILMAP,),
    ),
    Fact(
        name="contributors.new_core",
        kind="number",
        definition="People whose first commit lies in the window (12 months, with fewer than 20 commits 24) "
        "and who made at least 5 commits in it; unknown when there are none in a quiet project that somebody keeps.",
        read=in_window(_new_core),
        needs=NEEDS,
        unit="people",
        source="CHAOSS, New Contributors",
        texts=(MAILMAP,),
        uses=("project.is_quiet",),
    ),
)
