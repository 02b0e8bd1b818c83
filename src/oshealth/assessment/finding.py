"""A finding: what one rule came to on one snapshot, with the evidence it rests on."""

from typing import Final

from msgspec import Struct

from oshealth.rulebook.probes import OutcomeName
from oshealth.snapshot import Evidence

DECIDED: Final[frozenset[OutcomeName]] = frozenset({"pass", "partial", "fail"})
GATE: Final = "gate"
"""What a user types for any gate, where names of rules may stand."""
OPEN: Final[frozenset[OutcomeName]] = frozenset({"unknown", "needs_human"})


class Finding(Struct, frozen=True):
    """What a rule came to.

    `credit` is 0–100; `weight` what it counts here (0: shown, not scored); `reason` says why it is unknown, waived, or
    what a person should look at; `rests_on` names the required rule that decided it, else it is empty. `why` and
    `refs` (web addresses) are the rule's own; `ahead` tells what is missing until the next band.
    """

    rule: str
    category: str
    title: str
    outcome: OutcomeName
    credit: int = 0
    weight: int = 0
    reason: str = ""
    rests_on: str = ""
    evidence: tuple[Evidence, ...] = ()
    fix: str = ""
    effort: str = ""
    maps: tuple[tuple[str, tuple[str, ...]], ...] = ()
    why: str = ""
    refs: tuple[str, ...] = ()
    ahead: str = ""

    @property
    def advice(self) -> str:
        """What to do: what is missing in this repository, where bands tell it, and the rule's own words."""
        return f"{self.ahead} {self.fix}".strip()

    @property
    def is_decided(self) -> bool:
        """Decided on evidence: pass, partial or fail."""
        return self.outcome in DECIDED

    @property
    def is_open(self) -> bool:
        """Applicable, and not decided: unknown or needs_human."""
        return self.outcome in OPEN
