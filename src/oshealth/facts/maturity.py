"""How old the project is, and whether its quiet is that of a finished library rather than of a forsaken
one.
"""

from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.contributors import NEEDS
from oshealth.facts.identities import MAILMAP
from oshealth.facts.windows import DAY, MINIMUM, UNDATED, all_time, evidence, now, twelve_months, unseen, work
from oshealth.snapshot import Evidence, Unknown

QUIET_KINDS: Final = frozenset({"library", "tool"})
QUIET_AGE: Final = 3 * 365
QUIET_RELEASES: Final = 5
QUIET_CODE_FILES: Final = 400


def _age_days(facts: Facts) -> Reading:
    done = facts.once(work)
    if isinstance(done, Unknown):
        return done
    hidden = unseen(facts, all_time(facts))
    if hidden:
        return hidden
    if done.first == UNDATED:
        return Unknown("no commit has a usable date")
    return Value((now(facts) - done.first) // DAY, evidence(facts, counted=len(done.history)))


def _is_quiet(facts: Facts) -> Reading:
    """No as soon as one condition fails, whatever else could not be seen."""
    readings = {name: facts.get(name) for name in _CONDITIONS}
    answers = {
        name: _of_several(reading) if isinstance(reading, Unknown) else _holds(name, reading)
        for name, reading in readings.items()
    }
    shown = tuple(
        Evidence("fact", name=name, value=reading.value)
        for name, reading in readings.items()
        if isinstance(reading, Value)
    )
    if any(answer is False for answer in answers.values()) or is_busy(facts):
        return Value(value=False, evidence=shown or evidence(facts))
    hidden = next((answer for answer in answers.values() if isinstance(answer, Unknown)), None)
    return hidden or Value(value=True, evidence=shown)


def is_busy(facts: Facts) -> bool:
    """Whether the newest commits alone are too many for a quiet project, however many there were before."""
    done = facts.once(work)
    if isinstance(done, Unknown):
        return False
    return done.human.counts(twelve_months(facts)).total() >= MINIMUM


def _holds(name: str, reading: Value) -> bool:
    if isinstance(reading.value, str):
        return reading.value in QUIET_KINDS
    low, high = _BOUNDS[name]
    return isinstance(reading.value, (int, float)) and low <= reading.value <= high


def _of_several(reading: Unknown) -> bool | Unknown:
    """What holds for every kind that it may be."""
    quiet = {kind in QUIET_KINDS for kind in reading.among}
    return quiet.pop() if len(quiet) == 1 else Unknown(reading.reason)


_BOUNDS: Final = {
    "project.age_days": (QUIET_AGE, float("inf")),
    "releases.count": (QUIET_RELEASES, float("inf")),
    "activity.commits_in_twelve_months": (0, MINIMUM - 1),
    "tree.code_files": (0, QUIET_CODE_FILES),
}
_CONDITIONS: Final = ("project.kind", *_BOUNDS)

FACTS: Final = (
    Fact(
        name="project.age_days",
        kind="number",
        definition="Whole days from the first commit to the day of the audit.",
        read=_age_days,
        needs=NEEDS,
        unit="days",
        source="CHAOSS, Activity Dates and Times",
        texts=(MAILMAP,),
    ),
    Fact(
        name="project.is_quiet",
        kind="yes/no",
        definition="A library or tool of at least 3 years and 5 version tags with fewer than 20 commits by "
        "people in the last 12 months and at most 400 code files: it may be finished, so silence "
        "is judged more gently.",
        read=_is_quiet,
        needs=NEEDS,
        source="oshealth, calibrated on 271 repositories",
        texts=(MAILMAP,),
        uses=_CONDITIONS,
    ),
)
