"""`finding`: what another rule came to. The book is ordered so that the other rule is always judged before."""

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from oshealth.rulebook.probes.base import Answer, Ground, OutcomeName, Probe, Reads, Strict, listed
from oshealth.snapshot import Evidence


class Which(Strict):
    """A rule, and the outcomes of it that count as yes."""

    rule: str
    outcome: Annotated[
        tuple[OutcomeName, ...],
        BeforeValidator(listed, json_schema_input_type=OutcomeName | tuple[OutcomeName, ...]),
    ] = Field(min_length=1)


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
