"""When the work happens: how much of it comes in bursts, and over how wide a part of the world.

Time zones are a spread over the project only: nothing here says when a person works.
"""

from collections import Counter
from datetime import UTC, datetime
from math import sqrt
from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.contributors import NEEDS, in_window
from oshealth.facts.identities import MAILMAP
from oshealth.facts.windows import DAY, MINIMUM, MONTH, Window, Work, evidence, twelve_months, unseen, work
from oshealth.snapshot import Unknown

WEEK: Final = 7 * DAY
WEEKS: Final = 52
MONTHS: Final = 12
CROWD: Final = 3
_CUT: Final = 20


def _weeks(facts: Facts) -> tuple[int, ...] | Unknown:
    """Commits by people in each of the last 52 weeks, the last one first; use as `facts.once(_weeks)`."""
    done, year = facts.once(work), twelve_months(facts)
    if isinstance(done, Unknown):
        return done
    hidden = unseen(facts, year)
    if hidden:
        return hidden
    times = done.human.times[done.human.within(Window(year.end - WEEKS * WEEK, year.end, year.name))]
    found = Counter((year.end - time) // WEEK for time in times)
    if found.total() < MINIMUM:
        return Unknown(f"fewer than {MINIMUM} commits by people in 52 weeks: too few to see a rhythm")
    return tuple(found[week] for week in range(WEEKS))


def _burstiness(facts: Facts) -> Reading:
    weeks = facts.once(_weeks)
    if isinstance(weeks, Unknown):
        return weeks
    mean, deviation = _spread(weeks)
    rests_on = evidence(facts, twelve_months(facts), sum(weeks))
    return Value(round((deviation - mean) / (deviation + mean), 3), rests_on)


def _burst_weeks(facts: Facts) -> Reading:
    weeks = facts.once(_weeks)
    if isinstance(weeks, Unknown):
        return weeks
    mean, deviation = _spread(weeks)
    rests_on = evidence(facts, twelve_months(facts), sum(weeks))
    return Value(sum(count > mean + 2 * deviation for count in weeks), rests_on)


def _spread(counts: tuple[int, ...]) -> tuple[float, float]:
    """Mean and standard deviation."""
    mean = sum(counts) / len(counts)
    return mean, sqrt(sum((count - mean) ** 2 for count in counts) / len(counts))


def _active_by_month(facts: Facts) -> Reading:
    done, year = facts.once(work), twelve_months(facts)
    if isinstance(done, Unknown):
        return done
    hidden = unseen(facts, year)
    if hidden:
        return hidden
    seen: dict[int, set[int]] = {}
    for person, month in done.human.months(year):
        seen.setdefault(month, set()).add(person)
    ends = [datetime.fromtimestamp(year.end - month * MONTH, UTC) for month in range(MONTHS)]
    told = tuple(f"{end:%Y-%m-%d}: {len(seen.get(month, ()))}" for month, end in enumerate(ends))
    return Value(told, evidence(facts, year))


def _time_zone_spread(facts: Facts, done: Work, window: Window) -> Reading:
    people = done.human.counts(window)
    if len(people) < CROWD:
        return Unknown(f"fewer than {CROWD} people: a spread over them would tell of a person")
    offsets = sorted(done.history.offsets[row] for row in done.human.rows[done.human.within(window)])
    cut = len(offsets) // _CUT
    hours = (offsets[len(offsets) - 1 - cut] - offsets[cut]) / 60
    return Value(round(hours, 2), evidence(facts, window))


FACTS: Final = (
    Fact(
        name="activity.burstiness",
        kind="number",
        definition="How unevenly the commits by people lie over the last 52 weeks: (s - m) / (s + m) for mean m "
        "and standard deviation s of the weekly numbers; -1 is even, near 1 everything came in one week. Unknown "
        f"below {MINIMUM} commits.",
        read=_burstiness,
        needs=NEEDS,
        unit="index (-1 to 1)",
        source="CHAOSS, Burstiness; the index of Goh and Barabasi 2008 (doi:10.1209/0295-5075/81/48002)",
        texts=(MAILMAP,),
    ),
    Fact(
        name="activity.burst_weeks",
        kind="number",
        definition="How many of the last 52 weeks lie above the upper Bollinger band: their mean and two standard "
        f"deviations. Unknown below {MINIMUM} commits.",
        read=_burst_weeks,
        needs=NEEDS,
        unit="weeks",
        source="CHAOSS, Burstiness",
        texts=(MAILMAP,),
    ),
    Fact(
        name="contributors.active_by_month",
        kind="list",
        definition="How many people committed in each of the last 12 months, the latest first, as `last day: people`; a "
        "month is a twelfth of a year, counted back from the day of the audit.",
        read=_active_by_month,
        needs=NEEDS,
        unit="people",
        source="CHAOSS, Contributors",
        texts=(MAILMAP,),
    ),
    Fact(
        name="activity.time_zone_spread",
        kind="number",
        definition="The hours between the westernmost and the easternmost time zone of the authors in the window, "
        f"the outer twentieth of commits on both sides left out; unknown with fewer than {CROWD} people. It is "
        "never told of persons.",
        read=in_window(_time_zone_spread),
        needs=NEEDS,
        unit="hours",
        source="CHAOSS, Activity Dates and Times",
        texts=(MAILMAP,),
    ),
)
