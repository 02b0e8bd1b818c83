"""Sign-offs: how far the project works under the Developer Certificate of Origin."""

from bisect import bisect_left, bisect_right
from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.contributors import NEEDS
from oshealth.facts.identities import MAILMAP
from oshealth.facts.windows import Work, evidence, work
from oshealth.snapshot import SIGNED_OFF, Evidence, Unknown

NEWEST: Final = 100


def _signed_off_share(facts: Facts) -> Reading:
    done = facts.once(work)
    if isinstance(done, Unknown):
        return done
    history = done.history
    if history.partial and len(done.human) < NEWEST:
        return Unknown(f"{history.partial}; fewer than {NEWEST} commits by people were seen")
    newest = _newest(done)
    if not newest:
        return Unknown("no commit by a person")
    signed = sum(bool(history.flags[row] & SIGNED_OFF) for row in newest)
    window = Evidence("fact", name="window", value=f"the newest {NEWEST} commits by people")
    return Value(round(signed / len(newest), 3), (window, *evidence(facts, counted=len(newest))))


def _newest(done: Work) -> list[int]:
    """The rows of the newest commits; of those made in the same second as the oldest of them, the ones of the lowest ids."""
    human = done.human
    if not human:
        return []
    oldest = human.times[max(0, len(human) - NEWEST)]
    first, end = bisect_left(human.times, oldest), bisect_right(human.times, oldest)
    newer, tied = human.rows[end:], sorted(human.rows[first:end], key=done.history.id)
    return [*newer, *tied[: NEWEST - len(newer)]]


FACTS: Final = (
    Fact(
        name="history.signed_off_share",
        kind="number",
        definition="The part of the newest 100 non-merge commits by people (or of all, when there are "
        "fewer) that carry a Signed-off-by line.",
        read=_signed_off_share,
        needs=NEEDS,
        unit="share of commits (0 to 1)",
        source="Developer Certificate of Origin 1.1 (https://developercertificate.org/)",
        texts=(MAILMAP,),
    ),
)
