"""`human`: a question that only a person can answer. Never scored, never silently passed."""

from typing import ClassVar

from pydantic import Field

from oshealth.rulebook.probes.base import Answer, Ground, Probe, Reads


class Human(Probe):
    """The finding needs a person, who is asked this."""

    key: ClassVar[str] = "human"
    human: str = Field(min_length=10, description="The question to a person, as a whole sentence.")

    def ask(self, ground: Ground) -> Answer:  # noqa: ARG002
        return Answer("human", reason=self.human)

    def reads(self) -> Reads:
        return Reads()
