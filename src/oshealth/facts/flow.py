"""Who comes, stays, returns and leaves: the people of the last 12 months against those of the 12 months before,
and how far the work moved between hands.

All of it needs history back to its first commit where a first appearance counts; a history cut short is unknown.
"""

from collections.abc import Callable, Mapping, Set
from typing import Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.contributors import NEEDS, absence_factor
from oshealth.facts.identities import MAILMAP
from oshealth.facts.renewal import core_of, telling
from oshealth.facts.windows import (
    MINIMUM,
    YEAR,
    Window,
    all_time,
    evidence,
    now,
    twelve_months,
    twenty_four_months,
    unseen,
    work,
)
from oshealth.snapshot import Unknown

OCCASIONAL: Final = 2
SEVERAL: Final = 2
Years: TypeAlias = tuple[Mapping[int, int], Mapping[int, int]]


class Flow(Struct, frozen=True):
    """Commits by person in the last year and in the year before, and who came in one of both; and from that, who is new,
    stayed, came back and went.
    """

    year: Mapping[int, int]
    before: Mapping[int, int]
    came: frozenset[int]

    @property
    def new(self) -> Set[int]:
        """Whose first commit lies in the last year."""
        return ({*self.year} - {*self.before}) & self.came

    @property
    def retained(self) -> Set[int]:
        """Who committed in both years."""
        return {*self.year} & {*self.before}

    @property
    def returning(self) -> Set[int]:
        """Who was away for the year before, but not new."""
        return {*self.year} - {*self.before} - self.came

    @property
    def departed(self) -> Set[int]:
        """Who committed in the year before and not since."""
        return {*self.before} - {*self.year}

    @property
    def occasional(self) -> Set[int]:
        """Who made but a commit or two in the last year."""
        return {person for person, count in self.year.items() if count <= OCCASIONAL}


def the_year_before(facts: Facts) -> Window:
    """The 365 days that end where the last 12 months begin."""
    return Window(now(facts) - 2 * YEAR, now(facts) - YEAR, "the year before that")


def both_years(facts: Facts) -> Window:
    """The last 12 months and the 365 days before them."""
    return Window(now(facts) - 2 * YEAR, now(facts), "the last 12 months and the 12 before")


def flow_of(facts: Facts) -> Flow | Unknown:
    """Who comes and goes; use as `facts.once(flow_of)`."""
    done = facts.once(work)
    if isinstance(done, Unknown):
        return done
    before = the_year_before(facts)
    return Flow(
        done.human.counts(twelve_months(facts)),
        done.human.counts(before),
        done.came_after(before.start),
    )


def _people(
    name: str,
    definition: str,
    who: Callable[[Flow], Set[int]],
    sight: Callable[[Facts], Window],
    window: Callable[[Facts], Window] = twelve_months,
) -> Fact:
    """A fact that counts people of one kind in a window; `sight` is how far back it has to see."""

    def read(facts: Facts) -> Reading:
        flow = facts.once(flow_of)
        if isinstance(flow, Unknown):
            return flow
        return unseen(facts, sight(facts)) or Value(len(who(flow)), evidence(facts, window(facts)))

    return _fact(name, "people", definition, read)


def _newcomers(facts: Facts) -> Reading:
    """The new people, unless there are none in a project that has little to do for them.

    The forge may know of more, and of enough where the history was not seen.
    """
    seen, by_forge = facts.get("contributors.new"), facts.get("newcomers.landed")
    if _amount(by_forge) > (SEVERAL - 1 if isinstance(seen, Unknown) else _amount(seen)):
        return by_forge
    return telling(facts, seen) if isinstance(seen, Value) and seen.value == 0 else seen


def _amount(reading: Reading) -> int:
    return reading.value if isinstance(reading, Value) and isinstance(reading.value, int) else 0


def _years(facts: Facts) -> Years | Unknown:
    """Both years, when each holds enough commits to be compared."""
    flow = facts.once(flow_of)
    if isinstance(flow, Unknown):
        return flow
    hidden = unseen(facts, the_year_before(facts))
    if hidden:
        return hidden
    for counts, name in ((flow.year, "the last 12 months"), (flow.before, "the year before that")):
        if sum(counts.values()) < MINIMUM:
            return Unknown(f"fewer than {MINIMUM} commits by people in {name}: too few to compare")
    return flow.year, flow.before


def _between_years(compare: Callable[[Years], float]) -> Callable[[Facts], Reading]:
    def read(facts: Facts) -> Reading:
        years = facts.once(_years)
        if isinstance(years, Unknown):
            return years
        return Value(round(compare(years), 3), evidence(facts, both_years(facts)))

    return read


def _top_share(counts: Mapping[int, int]) -> float:
    return max(counts.values()) / sum(counts.values())


def _turnover(years: Years) -> float:
    now_core, then_core = ({*core_of(counts)} for counts in years)
    return len(now_core ^ then_core) / len(now_core | then_core)


def _absence_factor_24_months(facts: Facts) -> Reading:
    done, window = facts.once(work), twenty_four_months(facts)
    if isinstance(done, Unknown):
        return done
    counts = done.human.counts(window)
    hidden = unseen(facts, window)
    if hidden or 0 < counts.total() < MINIMUM:
        return hidden or Unknown(f"only {counts.total()} commits by people in 24 months: too few to tell")
    return Value(absence_factor(counts.values()), evidence(facts, window))


def _fact(
    name: str,
    unit: str,
    definition: str,
    read: Callable[[Facts], Reading],
    source: str = "CHAOSS, Contributors",
) -> Fact:
    return Fact(f"contributors.{name}", "number", definition, read, NEEDS, unit, source, (MAILMAP,))


FACTS: Final = (
    _people(
        "new",
        "People whose first commit lies in the last 12 months.",
        lambda flow: flow.new,
        all_time,
    ),
    replace(
        _fact(
            "newcomers",
            "people",
            "The same as contributors.new, or newcomers.landed where the conversation was read and shows more; unknown "
            "instead of 0 in a finished library that is kept.",
            _newcomers,
            "CHAOSS, New Contributors",
        ),
        uses=("contributors.new", "project.is_quiet"),
    ),
    _people(
        "retained",
        "People with commits in the last 12 months and in the 12 months before.",
        lambda flow: flow.retained,
        the_year_before,
        both_years,
    ),
    _people(
        "returning",
        "People with commits in the last 12 months and more than 24 months ago, but none between.",
        lambda flow: flow.returning,
        all_time,
    ),
    _people(
        "departed",
        "People with commits 12 to 24 months ago and none since.",
        lambda flow: flow.departed,
        the_year_before,
        both_years,
    ),
    _people(
        "occasional",
        f"People with one to {OCCASIONAL} commits in the last 12 months.",
        lambda flow: flow.occasional,
        twelve_months,
    ),
    _fact(
        "core_turnover",
        "share of people (0 to 1)",
        "Of everybody in the core (the most active people who made half of the commits) of the last 12 months "
        "or of the 12 months before, the part that was in one of the two only; unknown when either year has "
        f"fewer than {MINIMUM} commits by people.",
        _between_years(_turnover),
        "core as in CHAOSS, Contributor Absence Factor; Jaccard distance of the two years",
    ),
    _fact(
        "top_share_trend",
        "difference of shares (-1 to 1)",
        "The most active person's share of the commits in the last 12 months less the same share in the 12 "
        f"months before; above 0 the work gathers in fewer hands. Unknown when either year has fewer than {MINIMUM} "
        "commits by people.",
        _between_years(lambda years: _top_share(years[0]) - _top_share(years[1])),
    ),
    _fact(
        "absence_factor_24_months",
        "people",
        "The absence factor of the last 24 months; 0 when nobody committed in them, unknown below "
        f"{MINIMUM} commits.",
        _absence_factor_24_months,
        "CHAOSS, Contributor Absence Factor (https://chaoss.community/?p=3944)",
    ),
)
