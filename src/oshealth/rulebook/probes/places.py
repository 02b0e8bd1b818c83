"""Where text probes look: kinds of documents, or globs of files; each place as a text, or why it could not be read."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Annotated, Final, TypeAlias, cast

from msgspec import Struct

from oshealth.errors import nearest
from oshealth.facts import Facts
from oshealth.facts.documents import KINDS, Document, DocumentKind, Missing, document, shelf
from oshealth.facts.globs import hidden, select
from oshealth.rulebook.plain import Passing, Words
from oshealth.rulebook.probes.base import Answer, Reads
from oshealth.snapshot import Evidence, Unknown

MAX_CHARACTERS: Final = 500_000
SHOWN: Final = 3
MAX_FILES: Final = 60


class Place(Struct, frozen=True):
    """A text that was looked into: a whole file (`line` 0), or a section under the heading in `line` of a file.

    `pointer` says that it is short and mainly links elsewhere; `listed` that a glob named it, so that it may be read for
    one question alone.
    """

    path: str
    text: str | Unknown
    line: int = 0
    pointer: bool = False
    listed: bool = False

    def evidence(self, line: int = 0, name: str = "", value: str = "") -> Evidence:
        """Evidence in this place; `line` counts from 1 within the text."""
        return Evidence("path", self.path, self.line + line, name, value or None)


class Gap(Struct, frozen=True):
    """A place that does not exist, or (with `unknown`) may exist and was not seen."""

    evidence: Evidence
    unknown: str = ""


@cache
def is_glob(word: str) -> bool:
    """Whether a word names files rather than a kind of document."""
    return any(sign in word for sign in "*./?[")


def checked_places(words: Iterable[str]) -> tuple[str, ...]:
    """The words, each a kind of document or a glob. Raises ValueError with the nearest right word."""
    for word in words:
        if not is_glob(word) and word not in KINDS:
            raise ValueError(f"unknown kind of document {word!r}; {nearest(word, KINDS)}".rstrip("; "))
    return tuple(words)


Places: TypeAlias = Annotated[Words, Passing(checked_places)]


def reads_of(words: Iterable[str]) -> Reads:
    """What looking into these places reads."""
    words = tuple(words)
    return Reads(
        documents=frozenset(word for word in words if not is_glob(word)),
        texts=frozenset(word for word in words if is_glob(word)),
        groups=frozenset({"tree", "texts"}),
    )


def places(facts: Facts, words: Iterable[str]) -> Iterator[Place | Gap]:
    """Every place that the words name, in their order; gaps included, so that absence and not-seen stay apart."""
    for word in words:
        yield from _files(facts, word) if is_glob(word) else (_document(facts, word),)


def ask_places(facts: Facts, words: Iterable[str], judge: Callable[[Place, str], Answer]) -> Answer:
    """Asks each readable place; one yes settles it, then anything unread makes it unknown, else it is no.

    `judge` is a method of a probe: what it says of a place stands as long as the place is the same.
    """
    said_no: list[Evidence] = []
    unread: Answer | None = None
    probe = id(getattr(judge, "__self__", judge))
    for place in places(facts, words):
        answer = facts.same((probe, place), partial(_asked, place, judge))
        if answer.verdict == "yes":
            return answer
        if answer.verdict == "no":
            said_no.extend(answer.evidence)
        else:
            unread = unread or answer
    return unread or Answer("no", tuple(said_no[:SHOWN]))


def _asked(place: Place | Gap, judge: Callable[[Place, str], Answer]) -> Answer:
    if isinstance(place, Gap):
        return Answer("unknown" if place.unknown else "no", (place.evidence,), place.unknown)
    if isinstance(place.text, Unknown):
        return Answer("unknown", (place.evidence(),), place.text.reason)
    answer = judge(place, place.text[:MAX_CHARACTERS])
    if answer.verdict != "no":
        return answer
    if place.pointer:
        return Answer("unknown", (place.evidence(),), "the text lies elsewhere and was not read")
    if len(place.text) > MAX_CHARACTERS:
        return Answer(
            "unknown", (place.evidence(),), f"only the first {MAX_CHARACTERS:,} characters were read"
        )
    return answer


def _document(facts: Facts, kind: str) -> Place | Gap:
    found = document(facts, cast("DocumentKind", kind))
    if isinstance(found, Unknown):
        return Gap(Evidence("absence", name=kind), found.reason)
    if isinstance(found, Missing):
        return Gap(Evidence("absence", ", ".join(found.looked_at), name=kind, value=found.note or None))
    return _place(found)


def _place(found: Document) -> Place:
    if found.how == "off-site":
        return Place(found.path, Unknown("linked elsewhere, not read"), found.line, pointer=True)
    return Place(found.path, found.text, found.line, found.pointer)


def _matching(facts: Facts, glob: str) -> tuple[str, ...]:
    """The paths of the tree that match: several probes look into the same files."""
    tree = facts.snapshot.tree
    return () if isinstance(tree, Unknown) else select(tree.paths, (glob,))


def _files(facts: Facts, glob: str) -> Iterator[Place | Gap]:
    own = shelf(facts)
    if isinstance(own, Unknown):
        yield Gap(Evidence("absence", glob), own.reason)
        return
    found = facts.about(_matching, glob)
    for path in found[:MAX_FILES]:
        yield Place(path, own.text(path), listed=True)
    if not found:
        yield Gap(Evidence("absence", glob), hidden(own.tree, (glob,)))
    elif len(found) > MAX_FILES:
        yield Gap(Evidence("absence", glob), f"only the first {MAX_FILES} of {len(found)} files were read")
