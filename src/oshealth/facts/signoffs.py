"""Sign-offs: how far the project works under the Developer Certificate of Origin."""

from heapq import nlargest
from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.contributors import NEEDS
from oshealth.facts.identities import MAILMAP
from oshealth.facts.windows import evidence, work
from oshealth.snapshot import SIGNED_OFF, Unknown

NEWEST: Final = 100


def _signed_off_share(facts: Facts) -> Reading:
    done = facts.once(work)
    if isinstance(done, Unknown):
        return done
    history = done.history
    if history.partial and len(done.human) < NEWEST:
        return Unknown(f"{history.partial}; fewer than {NEWEST} commits by people were seen")
    newest = nlargest(NEWEST, zip(done.human.times, (-row for row in done.human.rows), strict=True))
    if not newest:
        return Unknown("no commit by a person")
    signed = sum(bool(history.flags[-row] & SIGNED_OFF) for _, row in newest)
    return Value(round(signed / len(newest), 3), evidence(facts))


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
