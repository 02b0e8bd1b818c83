"""`heading`: has a document a section of this name? Headings are parsed, not grepped, and match as a whole."""

from dataclasses import field
from typing import Annotated, ClassVar, Final

from oshealth.compiled import compiled
from oshealth.facts import Facts
from oshealth.facts.documents.standing import headed, standing_in, wanted
from oshealth.facts.documents.words import phrases
from oshealth.facts.markup import Markup, Section, parse
from oshealth.facts.patterns import find
from oshealth.rulebook.plain import Passing, Strict, Words, written
from oshealth.rulebook.probes.base import Answer, Ground, Probe, Reads
from oshealth.rulebook.probes.literal import named_patterns
from oshealth.rulebook.probes.places import Place, Places, ask_places, reads_of
from oshealth.snapshot import Evidence

_MARKED: Final = compiled(r"[ \t>*+\d.)-]*#{1,6}(?:[ \t]|$)")
_REFERS: Final = compiled(r"\[(?![^\[\]]*\]\()")
"""What may be a link whose address stands elsewhere in the text."""


@written
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
        said, (whole, openings) = phrases(section.heading), wanted(self.is_)
        return not whole.isdisjoint(said) or any(one.startswith(openings) for one in said)

    def may_fit(self, path: str, text: str) -> bool:
        """Whether a text may have a section that fits, told without parsing all of it: false only where it has none."""
        pieces = headed(path, text)
        return any(self._may_head(path, piece) for piece in standing_in(pieces, self.is_))

    def _may_head(self, path: str, piece: str) -> bool:
        if not _MARKED.match(piece) or "\n" in piece or _REFERS.search(piece):
            return True
        return any(map(self.fits, parse.__wrapped__(path, piece).sections))  # a piece is not worth keeping

    def holds(self, body: str, path: str) -> bool:
        """Whether a section's text has one of the patterns of `with`."""
        return not self.with_ or any(next(find(name, body, path), None) for name in self.with_)


@written
class Heading(Probe):
    """Yes when one of the documents has such a section."""

    key: ClassVar[str] = "heading"
    heading: Where

    def ask(self, ground: Ground) -> Answer:
        return ground.facts.once(self._asked)

    def _asked(self, facts: Facts) -> Answer:
        return ask_places(facts, self.heading.in_, self._found)

    def _found(self, place: Place, text: str) -> Answer:
        if not place.listed or self.heading.may_fit(place.path, text):
            markup: Markup = parse(place.path, text)
            for section in markup.sections:
                if self.heading.fits(section) and self.heading.holds(markup.body(section), place.path):
                    return Answer("yes", (place.evidence(section.line, "section", section.heading),))
        first = self.heading.is_[0].removesuffix(" *")
        return Answer("no", (Evidence("absence", place.path, name=f"section {first}"),))

    def reads(self) -> Reads:
        return reads_of(self.heading.in_)
