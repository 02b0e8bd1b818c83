"""`text`: does a document or file say something? By words, by a named pattern (`has`), or by a bounded pattern (`says`)."""

import re
from collections.abc import Iterator
from dataclasses import field
from typing import Annotated, ClassVar, Final

from oshealth.compiled import compiled
from oshealth.facts import Facts
from oshealth.facts.patterns import PATTERNS, find, found_together, words_found
from oshealth.rulebook.plain import Passing, Strict, Words, one_of, written
from oshealth.rulebook.probes.base import Answer, Ground, Probe, Reads
from oshealth.rulebook.probes.literal import (
    OutOfPatience,
    checked_pattern,
    lines_saying,
    named_pattern,
    named_patterns,
)
from oshealth.rulebook.probes.places import SHOWN, Place, Places, ask_places, reads_of
from oshealth.snapshot import Evidence

_ADDRESS: Final = compiled(r"(?:mailto:)?[^\s<>()\[\],;:@/]{1,64}@[\w-]{1,64}\.[\w.-]{1,200}\w")
_ACCOUNT: Final = compiled(r"((?:github|gitlab|codeberg)\.(?:com|org)/)@?[\w.-]{1,100}/?(?=$|[\s)>\]])", re.I)


@written
class Look(Strict):
    """Where to look and what for: exactly one of `words`, `has`, `says`.

    Words may be narrowed to those in whose sentence something else stands too: one of the words `beside`, or a pattern
    named in `with`.
    """

    in_: Places = field(
        metadata={"alias": "in", "min_length": 1, "description": "Kinds of documents, or globs of files."}
    )
    words: Words | None = field(
        default=None, metadata={"min_length": 1, "description": "Whole words, any case, any accent."}
    )
    at_least: int = field(
        default=1, metadata={"ge": 1, "description": "How many different ones of the words must occur."}
    )
    beside: Words = field(
        default=(), metadata={"description": "Words, one of which stands in the same sentence."}
    )
    with_: Annotated[Words, Passing(named_patterns)] = field(
        default=(),
        metadata={
            "alias": "with",
            "description": "Named patterns, one of which stands in the same sentence.",
        },
    )
    has: Annotated[str | None, Passing(named_pattern)] = field(
        default=None, metadata={"json_schema_extra": one_of(PATTERNS)}
    )
    says: Annotated[str | None, Passing(checked_pattern)] = field(
        default=None,
        metadata={"max_length": 1000, "description": "A regular expression, any case, time-limited."},
    )

    def __post_init__(self) -> None:
        """Raises ValueError unless it looks for one thing."""
        if sum(given is not None for given in (self.words, self.has, self.says)) != 1:
            raise ValueError("a text needs exactly one of words, has, says")
        if self.words is None and (self.beside or self.with_):
            raise ValueError("`beside` and `with` narrow words; this text looks for none")

    def hits(self, text: str, path: str) -> Iterator[tuple[str, int]]:
        """What was found and in which line, 1-based. Raises OutOfPatience for a pattern that would run for ever."""
        if self.words is not None and (self.beside or self.with_):
            yield from found_together(text, self.words, self.beside, self.with_, path)
        elif self.words is not None:
            yield from words_found(text, self.words)
        elif self.has is not None:
            yield from find(self.has, text, path)
        elif self.says is not None:
            yield from lines_saying(text, self.says)

    @property
    def wanted(self) -> str:
        """What is looked for, in a few words."""
        if self.words is None:
            return self.has or "matching words"
        shown = ", ".join(word.removesuffix("*") for word in self.words[:4])
        return shown + (" …" if len(self.words) > 4 else "")


def discreet(found: str) -> str:
    """What was found in a text, without the person in it: where it stands is told beside it."""
    return _ACCOUNT.sub(r"\g<1>…", _ADDRESS.sub("an e-mail address", found))


@written
class Text(Probe):
    """Yes when one of the places says it; no when all were read and none does, or when there is nothing to read."""

    key: ClassVar[str] = "text"
    text: Look

    def ask(self, ground: Ground) -> Answer:
        return ground.facts.once(self._asked)

    def _asked(self, facts: Facts) -> Answer:
        return ask_places(facts, self.text.in_, self._said)

    def _said(self, place: Place, text: str) -> Answer:
        try:
            hits = tuple(self.text.hits(text, place.path))
        except OutOfPatience as error:
            return Answer("unknown", (place.evidence(),), str(error))
        if len({word for word, _ in hits}) >= self.text.at_least:
            return Answer(
                "yes", tuple(place.evidence(line, value=discreet(word)) for word, line in hits[:SHOWN])
            )
        return Answer("no", (Evidence("absence", place.path, name=self.text.wanted),))

    def reads(self) -> Reads:
        return reads_of(self.text.in_)
