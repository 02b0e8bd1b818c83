"""`heading`: has a document a section of this name? Headings are parsed, not grepped, and match as a whole."""

from collections.abc import Iterator
from dataclasses import field
from functools import cache, lru_cache
from typing import Annotated, ClassVar, Final, TypeAlias

from oshealth.compiled import compiled
from oshealth.facts import Facts
from oshealth.facts.documents.scripts import in_both_scripts
from oshealth.facts.documents.words import folded, phrase, phrases
from oshealth.facts.markup import Markup, Section, parse
from oshealth.facts.patterns import find
from oshealth.rulebook.plain import Passing, Strict, Words, written
from oshealth.rulebook.probes.base import Answer, Ground, Probe, Reads
from oshealth.rulebook.probes.literal import named_patterns
from oshealth.rulebook.probes.places import Place, Places, ask_places, reads_of
from oshealth.snapshot import Evidence

KEPT: Final = 64
"""Some documents are asked for many headings, each list of headings of all of them in turn."""
_GAPS: Final = compiled(r"[\s'’-]+")
_ENTITY: Final = compiled(r"&#?\w{1,32};")
_MARKDOWN: Final = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx")
_TAGGED: Final = compiled(r"<[hH][1-6]")
_HEADED: Final = compiled(r"\n[ \t>*+\d.)-]*(?:(#{1,6}(?:[ \t][^\n]*)?)|(?:=+|-)[ \t]*)(?![^\n])")
"""A line that is marked as a heading, or underlines one; begins with the end of the line before, which is found fast."""
_MARKED: Final = compiled(r"[ \t>*+\d.)-]*#{1,6}(?:[ \t]|$)")
_REFERS: Final = compiled(r"\[(?![^\[\]]*\]\()")
"""What may be a link whose address stands elsewhere in the text."""
_INLINE: Final = compiled(
    r"!\[[^\[\]\n]{0,200}\]\([^()\n]{0,500}\)|\]\([^()\n]{0,500}\)|\]\[[^\[\]\n]{0,200}\]|[\[\]`\\]|<[^<>]{0,500}>"
)
_END: Final = "\0"
_BETWEEN: Final = f"<>\n{_END}"
"""Stands between the pieces of a text, so that no link or tag reaches from one into another."""
Wanted: TypeAlias = tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
"""The words of headings: the longest of each, with the others of all the headings that have it."""


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
        said, (whole, openings) = phrases(section.heading), _wanted(self.is_)
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


@cache
def _wanted(headings: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Headings that match as a whole, and what a longer one may begin with."""
    spelled = in_both_scripts(headings)
    openings = [phrase(heading[:-2]) for heading in spelled if heading.endswith(" *")]
    whole = [phrase(heading) for heading in spelled if not heading.endswith(" *")]
    return frozenset([*whole, *openings]), tuple(f"{opening} " for opening in openings)


def standing_in(pieces: tuple[str, ...], headings: tuple[str, ...]) -> Iterator[str]:
    """The pieces of a text that hold all the words of one of these headings, told without parsing them.

    No heading is lost: its words stand in the source as they are read, or do when links, tags and code are stripped of
    their signs; where there are entities, anything may stand.
    """
    spelled = _spelled(pieces)
    held = tuple(one for one in _words_of(headings) if any(_holds_one((one,), said) for said in spelled))
    if not held and not any("&" in piece for piece in pieces):
        return
    for piece, plain, bare in zip(pieces, *(said.split(_END) for said in spelled), strict=True):
        if _holds_one(held, plain) or _holds_one(held, bare) or _ENTITY.search(piece):
            yield piece


@lru_cache(maxsize=KEPT)
def _spelled(pieces: tuple[str, ...]) -> tuple[str, str]:
    """Pieces of a text folded, and the same without the signs of markup within a line."""
    text = _BETWEEN.join(piece.replace(_END, " ") for piece in pieces)
    return folded(text), folded(_INLINE.sub("", text))


@lru_cache(maxsize=KEPT)
def headed(path: str, text: str) -> tuple[str, ...]:
    """The pieces of a text in Markdown, in one of which each of its headings is: a line marked by `#`, or a paragraph down to
    its last underline. All of the text in one where headings may be tags, or of another format.
    """
    may_have_tags = "<h" in text or "<H" in text
    if not path.lower().endswith(_MARKDOWN) or (may_have_tags and _TAGGED.search(text)):
        return (text,)
    text = "\n" + text.replace("\r\n", "\n").replace("\r", "\n")
    marked, above = [], dict[int, int]()
    seen, begun = 0, 1
    for line in _HEADED.finditer(text):
        start = line.start()
        if line[1]:
            marked.append(text[start + 1 : line.end()])
            continue
        gap = text.rfind("\n\n", seen, start + 1)
        seen, begun = start, begun if gap < 0 else gap + 2
        above[begun] = start
    return (*marked, *(text[first:end] for first, end in above.items() if first < end))


def _holds_one(wanted: Wanted, plain: str) -> bool:
    return any(
        word in plain and any(all(map(plain.__contains__, others)) for others in several)
        for word, several in wanted
    )


@cache
def _words_of(headings: tuple[str, ...]) -> Wanted:
    whole, openings = _wanted(headings)
    found: dict[str, list[tuple[str, ...]]] = {}
    for one in (*whole, *openings):
        words = _GAPS.split(one.strip())
        longest = max(words, key=len)
        found.setdefault(longest, []).append(tuple(word for word in words if word is not longest))
    return tuple((word, tuple(several)) for word, several in found.items())


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
