"""Figures that published ladders ask for in their own words, where those differ from the ones we judge by."""

from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.contributors import NEEDS as HISTORY
from oshealth.facts.contributors import absence_factor
from oshealth.facts.identities import MAILMAP
from oshealth.facts.responsiveness import first_answer
from oshealth.facts.threads import NEEDS as CONVERSATION
from oshealth.facts.threads import opened, sample, waited
from oshealth.facts.windows import DAY, evidence, last, now, unseen, work
from oshealth.snapshot import Evidence, Project, Unknown

SIX_MONTHS: Final = 183
THREE_MONTHS: Final = 91


def _absence_factor(facts: Facts) -> Reading:
    done, window = facts.once(work), last(SIX_MONTHS, now(facts), "the last 6 months")
    if isinstance(done, Unknown):
        return done
    return unseen(facts, window) or Value(
        absence_factor(done.human.counts(window).values()), evidence(facts, window)
    )


def _mean_reaction(facts: Facts) -> Reading:
    """What still waits counts with its age so far: a mean without it would praise silence."""
    found = waited(sample(facts, "issues", opened(THREE_MONTHS, facts)), facts, first_answer)
    if isinstance(found, Unknown):
        return found
    if not found.times:
        return Unknown("nobody from outside opened an issue in the last 3 months")
    total = sum(wait.seconds for wait in found.times)
    return Value(round(total / len(found.times) / DAY, 1), found.evidence)


def _is_fork(facts: Facts) -> Reading:
    project = facts.snapshot.project
    seen = project.is_fork if isinstance(project, Project) else project
    return seen if isinstance(seen, Unknown) else Value(seen, (Evidence("api", name="is_fork", value=seen),))


_OPENCODE: Final = "openCode.de, badge Active Maintained (https://badges.opencode.de/en/official-badges)"

FACTS: Final[tuple[Fact, ...]] = (
    Fact(
        name="contributors.absence_factor_six_months",
        kind="number",
        definition="The absence factor of the last 183 days, however few commits they hold; 0 when nobody committed in them.",
        read=_absence_factor,
        needs=HISTORY,
        unit="people",
        source=_OPENCODE,
        texts=(MAILMAP,),
    ),
    Fact(
        name="issues.mean_reaction_days",
        kind="number",
        definition="Mean time until a human other than the author reacted to an issue, over those that people outside the team "
        "opened in the last 91 days; what still waits counts with its age so far. Unknown when there are none.",
        read=_mean_reaction,
        needs=CONVERSATION,
        unit="days",
        source=_OPENCODE,
    ),
    Fact(
        name="project.is_fork",
        kind="yes/no",
        definition="Whether the forge has the repository down as a fork of another one.",
        read=_is_fork,
        needs=frozenset({"project"}),
        source="the forge's own record of the repository",
    ),
)
