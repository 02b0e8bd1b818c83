"""`finding`: what another rule came to. The book is ordered so that the other rule is always judged before."""

from typing import ClassVar

from pydantic import Field, field_validator

from oshealth.rulebook.probes.base import Answer, Ground, OutcomeName, Probe, Reads, Strict
from oshealth.snapshot import Evidence


class Which(Strict):
    """A rule, and the outcomes of it that count as yes."""

    rule: str
    outcome: tuple[OutcomeName, ...] = Field(min_length=1)

    @field_validator("outcome", mode="before")
    @classmethod
    def _one_is_a_list_of_one(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value


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
