"""`heading`: has a document a section of this name? Headings are parsed, not grepped, and match as a whole."""

from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, ClassVar

from oshealth.facts.documents.words import phrase, phrases
from oshealth.facts.markup import Markup, Section, parse
from oshealth.facts.patterns import find
from oshealth.rulebook.plain import Passing, Strict, Words
from oshealth.rulebook.probes.base import Answer, Ground, Probe, Reads
from oshealth.rulebook.probes.literal import named_patterns
from oshealth.rulebook.probes.places import Place, Places, ask_places, reads_of
from oshealth.snapshot import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Where(Strict):
    """Which documents, which headings, and what their section must hold.

    `is` lists whole headings, in any case and accents, bare of numbers, emoji and punctuation ("Support & Contact" is
    both); one that ends in ` *` matches every heading that begins with these words. `with` names patterns, one of
    which the section must have.
    """

    in_: Places = field(metadata={"alias": "in", "min_length": 1})
    is_: Words = field(metadata={"alias": "is", "min_length": 1})
    with_: Annotated[Words, Passing(named_patterns)] = field(default=(), metadata={"alias": "with"})

    def fits(self, section: Section) -> bool:
        """Whether a section has one of the headings that are looked for."""
        said, (whole, openings) = phrases(section.heading), _wanted(self.is_)
        return not whole.isdisjoint(said) or any(one.startswith(openings) for one in said)

    def holds(self, body: str, path: str) -> bool:
        """Whether a section's text has one of the patterns of `with`."""
        return not self.with_ or any(next(find(name, body, path), None) for name in self.with_)


@cache
def _wanted(headings: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Headings that match as a whole, and what a longer one may begin with."""
    openings = [phrase(heading[:-2]) for heading in headings if heading.endswith(" *")]
    whole = [phrase(heading) for heading in headings if not heading.endswith(" *")]
    return frozenset([*whole, *openings]), tuple(f"{opening} " for opening in openings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Probe):
    """Yes when one of the documents has such a section."""

    key: ClassVar[str] = "heading"
    heading: Where

    def ask(self, ground: Ground) -> Answer:
        return ask_places(ground.facts, self.heading.in_, self._found)

    def _found(self, place: Place, text: str) -> Answer:
        markup: Markup = parse(place.path, text)
        for section in markup.sections:
            if self.heading.fits(section) and self.heading.holds(markup.body(section), place.path):
                return Answer("yes", (place.evidence(section.line, "section", section.heading),))
        return Answer("no", (Evidence("absence", place.path, name=f"section {self.heading.is_[0]}"),))

    def reads(self) -> Reads:
        return reads_of(self.heading.in_)
