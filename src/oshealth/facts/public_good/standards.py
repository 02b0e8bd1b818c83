"""Open standards that a project names: from a dated list, in its pages, its publiccode.yml, or by files in their format."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from msgspec import Struct

from oshealth.compiled import compiled
from oshealth.facts.base import Facts, Reading, Value
from oshealth.facts.documents import README_TEXTS
from oshealth.facts.documents.words import folded
from oshealth.facts.late import late
from oshealth.facts.near import RUN, matches_near, runs
from oshealth.facts.public_good.own import own_files
from oshealth.facts.public_good.prose import SHOWN, Page, Prose, prose
from oshealth.facts.tables import shipped
from oshealth.snapshot import Evidence, Unknown

GLOBS: Final = (
    "{,.github/,docs/}contributing.{md,rst,adoc}",
    "{,docs/,doc/,docs/*/,doc/*/}{*standard*,interoperability,interop,integration,integrations,compliance,technology,tech-stack}.{md,rst,adoc,txt}",
    "{docs,doc}/{,*/}{api,rest-api,web-api,fhir,architecture,security}.{md,rst,adoc}",
    "publiccode.y*ml",
)
WANTED: Final = (*README_TEXTS, *GLOBS)
_GAP: Final = late(r"[\s-]+")
_RFC: Final = late(r"(?<![\w/.-])RFC[ -]?(?!2119\b|8174\b)([1-9]\d{2,3})(?!\w|\.\d)")
"""A document of the IETF by its number; those that only define words such as MUST say nothing of a project."""
_IEEE: Final = late(r"(?<![\w/.-])IEEE[ -]?(?:Std\.? ?)?(\d{3,4}(?:\.\d{1,2}[A-Za-z]{0,2})?)(?![\w.]*\d|\w)")
_NUMBERED: Final = {"RFC": _RFC, "IEEE": _IEEE}
"""Standards by the name of who publishes them and a number: there are too many to list."""
_WIDEST: Final = 9  # signs between two parts of a word, and so line breaks
_OTHER_FORMAT: Final = "graphql.schema.json"
"""What a GraphQL server tells of itself: no JSON Schema, whatever its name."""
_SUPPORTS: Final = "publiccode.supports"
_LICENSE_TAG: Final = late(r"SPDX-[\w-]{1,40}:[^\n]*")


class Standards(Struct, frozen=True):
    """How standards are recognised: by words in any case, by abbreviations in just their case, and by files.

    `any_case` and `exact` are one pattern each for all of them, so that a page is read twice and not a hundred times;
    `parts` are those of each word, between which there may be a gap, and what of them must stand on its own; by the longest
    of that, empty where nothing must.
    """

    names: tuple[str, ...]
    basic: frozenset[str]
    any_case: re.Pattern[str]
    parts: Mapping[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]
    by_word: Mapping[str, str]
    by_beginning: Mapping[str, str]
    exact: re.Pattern[str]
    by_abbreviation: Mapping[str, str]
    in_lower_case: Mapping[str, list[str]]
    files: Mapping[str, tuple[str, ...]]

    def on(self, page: Page) -> Iterator[Evidence]:
        """Every standard that a page names, each time it does."""
        likely = self._likely(page.folded)
        short = self._short(page)
        numbered = [publisher for publisher in _NUMBERED if publisher in page.written]
        if not likely and not short and not numbered:
            return
        text = _LICENSE_TAG().sub("", page.text)
        for hit in matches_near(self.any_case, likely, page.folded if text == page.written else folded(text)):
            word = _GAP().sub(" ", hit[0])
            name = self.by_word.get(word) or self._begun(word)
            yield Evidence("path", page.path, text.count("\n", 0, hit.start()) + 1, "names", name)
        for hit in matches_near(self.exact, short, text):
            line = text.count("\n", 0, hit.start()) + 1
            yield Evidence("path", page.path, line, "names", self.by_abbreviation[hit[0]])
        for publisher in numbered:
            for hit in matches_near(_NUMBERED[publisher](), {publisher.lower(): 0}, text):
                line = text.count("\n", 0, hit.start()) + 1
                yield Evidence("path", page.path, line, "names", f"{publisher} {hit[1]}")

    def _likely(self, text: str) -> dict[str, int]:
        """Of the words whose parts all stand in the text, the longest part of each, as `near` asks for words."""
        found: dict[str, int] = {}
        known = runs(text)
        asked = (
            each for first in ("", *known.intersection(self.parts)) for each in self.parts.get(first, ())
        )
        for parts, whole in asked:
            if known.issuperset(whole) and all(part in text for part in parts):
                part = max(parts, key=len)
                found[part] = max(found.get(part, 0), _WIDEST * (len(parts) - 1))
        return found

    def _short(self, page: Page) -> dict[str, int]:
        """The abbreviations that stand in a page, in just their case, in lower case as `near` asks for words."""
        likely: Iterable[str] = self.by_abbreviation
        if page.written.isascii():
            lower = runs(page.folded).intersection(self.in_lower_case)
            likely = [word for one in lower for word in self.in_lower_case[one] if word in page.written]
        return {word.lower(): 0 for word in runs(page.written).intersection(likely)} if likely else {}

    def _begun(self, word: str) -> str:
        return next(name for start, name in self.by_beginning.items() if word.startswith(start))


def named(facts: Facts) -> Reading:
    """Standards that say something of this project; what every program uses (HTML, JSON, CSV) is not listed."""
    return _listed(facts, basic=False)


def basic(facts: Facts) -> Reading:
    """The formats and conventions that every program uses, as far as they are named."""
    return _listed(facts, basic=True)


def _listed(facts: Facts, basic: bool) -> Reading:
    found = facts.once(_found)
    if isinstance(found, Unknown):
        return found
    known, hits = standards(), list(found.values())
    hits = [hit for hit in hits if (hit.value in known.basic) == basic]
    unread = facts.once(_pages).unread
    if not hits and unread is not None:
        return unread
    nothing = (Evidence("absence", name="open standard", path="README, docs"),)
    return Value(tuple(str(hit.value) for hit in hits), tuple(hits[:SHOWN]) or nothing)


def _pages(facts: Facts) -> Prose:
    return prose(facts, GLOBS)


def _found(facts: Facts) -> dict[str, Evidence] | Unknown:
    """The first place of each standard: pages, then files, then publiccode.yml; in the order of the list."""
    tree = facts.snapshot.tree
    if isinstance(tree, Unknown):
        return tree
    known = standards()
    first: dict[str, Evidence] = {}
    for page in facts.once(_pages).pages:
        for hit in known.on(page):
            first.setdefault(str(hit.value), hit)
    for name, globs in known.files.items():
        paths = own_files(tree.paths, globs) if name not in first else ()
        if path := next((one for one in paths if not one.endswith(_OTHER_FORMAT)), ""):
            first[name] = Evidence("path", path, name="names", value=name)
    ordered = {name: first[name] for name in (*known.names, *first) if name in first}
    return ordered | {str(hit.value): hit for hit in _supported(facts)}


def _supported(facts: Facts) -> Iterator[Evidence]:
    reading = facts.get(_SUPPORTS)
    if isinstance(reading, Value) and isinstance(reading.value, tuple):
        for name in reading.value:
            yield Evidence("path", "publiccode.yml", name="supports", value=name)


@cache
def standards() -> Standards:
    """The list that is shipped (data/standards.json), with its source and date."""
    listed = shipped("standards")["standards"]
    words = {
        folded(word).replace("-", " "): name
        for name, entry in listed.items()
        for word in entry.get("words", ())
    }
    abbreviations = {word: name for name, entry in listed.items() for word in entry.get("exact", ())}
    return Standards(
        names=tuple(listed),
        basic=frozenset(name for name, entry in listed.items() if entry.get("basic")),
        any_case=_any_case(words),
        parts=_by_run(words),
        by_word={word: name for word, name in words.items() if not word.endswith("*")},
        by_beginning={word[:-1]: name for word, name in words.items() if word.endswith("*")},
        exact=compiled(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, abbreviations))})(?![\w-])"),
        by_abbreviation=abbreviations,
        in_lower_case=_in_lower_case(abbreviations),
        files={name: tuple(entry["files"]) for name, entry in listed.items() if entry.get("files")},
    )


def _by_run(words: Iterable[str]) -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for word in words:
        whole = _runs(word)
        said = tuple(word.removesuffix("*").split())
        found.setdefault(max(whole, key=len, default=""), []).append((said, whole))
    return found


def _in_lower_case(words: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word.lower(), []).append(word)
    return found


def _runs(word: str) -> tuple[str, ...]:
    every = tuple(RUN.findall(word))
    return every[:-1] if word.endswith("*") else every


def _any_case(words: Mapping[str, str]) -> re.Pattern[str]:
    """Whole words, the longest first; a space stands for any gap or hyphen, a final `*` for any ending."""
    sources = []
    for word in sorted(words, key=len, reverse=True):
        parts = map(re.escape, word.removesuffix("*").split())
        sources.append(rf"[\s-]{{1,{_WIDEST}}}".join(parts) + (r"\w{0,40}" if word.endswith("*") else ""))
    return compiled(rf"(?<!\w)(?:{'|'.join(sources)})(?!\w)")
