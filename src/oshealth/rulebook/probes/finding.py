"""`finding`: what another rule came to. The book is ordered so that the other rule is always judged before."""

from dataclasses import field
from typing import Annotated, ClassVar

from oshealth.rulebook.plain import Listed, Strict, written
from oshealth.rulebook.probes.base import Answer, Ground, OutcomeName, Probe, Reads
from oshealth.snapshot import Evidence


@written
class Which(Strict):
    """A rule, and the outcomes of it that count as yes."""

    rule: str
    outcome: Annotated[tuple[OutcomeName, ...], Listed(OutcomeName | tuple[OutcomeName, ...])] = field(
        metadata={"min_length": 1}
    )


@written
class Finding(Probe):
    """Yes when that rule came to one of these outcomes; unknown while that rule itself is unknown."""

    key: ClassVar[str] = "finding"
    finding: Which

    def ask(self, ground: Ground) -> Answer:
        outcome = ground.outcomes.get(self.finding.rule, "unknown")
        evidence = (Evidence("fact", name=f"finding {self.finding.rule}", value=outcome),)
        if outcome in self.finding.outcome:
            return Answer("yes", evidence)
        if outcome == "unknown":
            return Answer("unknown", evidence, f"{self.finding.rule} is unknown")
        return Answer("no", evidence)

    def reads(self) -> Reads:
        return Reads(rules=frozenset({self.finding.rule}))
