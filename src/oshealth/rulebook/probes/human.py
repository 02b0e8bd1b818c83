"""`human`: a question that only a person can answer. Never scored, never silently passed."""

from dataclasses import field
from typing import Annotated, ClassVar

from oshealth.errors import nearest
from oshealth.facts import CATALOGUE, Value
from oshealth.facts.base import nameless
from oshealth.rulebook.plain import Passing, Words, written
from oshealth.rulebook.probes.base import Answer, Ground, Probe, Reads
from oshealth.snapshot import Evidence


def _in_the_catalogue(names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if name not in CATALOGUE:
            raise ValueError(f"unknown fact {name!r}; {nearest(name, CATALOGUE)}".rstrip("; "))
    return names


@written
class Human(Probe):
    """The finding needs a person, who is asked this and shown where to look."""

    key: ClassVar[str] = "human"
    human: str = field(
        metadata={"min_length": 10, "description": "The question to a person, as a whole sentence."}
    )
    see: Annotated[Words, Passing(_in_the_catalogue)] = field(
        default=(),
        metadata={"description": "Facts that help to answer: shown where they were seen and say something."},
    )

    def ask(self, ground: Ground) -> Answer:
        return Answer("human", tuple(self._pointers(ground)), self.human)

    def _pointers(self, ground: Ground) -> list[Evidence]:
        readings = {name: nameless(CATALOGUE[name], ground.facts.get(name)) for name in self.see}
        return [
            Evidence("fact", name=name, value=reading.value)
            for name, reading in readings.items()
            if isinstance(reading, Value) and reading.value not in ("", ())
        ]

    def reads(self) -> Reads:
        return Reads(facts=frozenset(self.see))
