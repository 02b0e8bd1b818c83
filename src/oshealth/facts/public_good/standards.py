"""Open standards that a project names: from a dated list, in its pages, its publiccode.yml, or by files in their format."""

import json
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from oshealth.facts.base import Facts, Reading, Value
from oshealth.facts.globs import select
from oshealth.facts.late import late
from oshealth.facts.patterns import words_found
from oshealth.facts.public_good.prose import README, SHOWN, Page, prose
from oshealth.snapshot import Evidence, Tree, Unknown

GLOBS: Final = (
    "{,.github/,docs/}contributing.{md,rst,adoc}",
    "{,docs/,doc/,docs/*/,doc/*/}{*standard*,interoperability,interop,integration,integrations,compliance,technology,tech-stack}.{md,rst,adoc,txt}",
    "{docs,doc}/{,*/}{api,rest-api,web-api,fhir,architecture,security}.{md,rst,adoc}",
    "publiccode.y*ml",
)
WANTED: Final = (*README, *GLOBS)
_SUPPORTS: Final = "publiccode.supports"
_LICENSE_TAG: Final = late(r"SPDX-[\w-]{1,40}:[^\n]*")


@dataclass(frozen=True, slots=True)
class Standard:
    """How a standard is recognised: words in any case, words in just this case, and files."""

    name: str
    words: tuple[str, ...]
    exact: re.Pattern[str] | None
    files: tuple[str, ...]
    is_basic: bool

    def hit(self, page: Page) -> Evidence | None:
        """Where a page names it first."""
        lines = [found.line for found in words_found(page.text, self.words)[:1]] if self.words else []
        found = self.exact.search(page.text) if self.exact else None
        line = page.line(found.start()) if found else page.offset + lines[0] if lines else 0
        return Evidence("path", page.path, line, "names", self.name) if line else None


def named(facts: Facts) -> Reading:
    """Standards that say something of this project; what every program uses (HTML, JSON, CSV) is not listed."""
    return _listed(facts, basic=False)


def basic(facts: Facts) -> Reading:
    """The formats and conventions that every program uses, as far as they are named."""
    return _listed(facts, basic=True)


def _listed(facts: Facts, basic: bool) -> Reading:
    tree, pages = facts.snapshot.tree, prose(facts, GLOBS)
    if isinstance(tree, Unknown):
        return tree
    wanted = [standard for standard in standards() if standard.is_basic == basic]
    texts = [Page(page.path, _LICENSE_TAG().sub("", page.text), page.offset) for page in pages.pages]
    hits = [hit for standard in wanted if (hit := _first(standard, tree, texts)) is not None]
    if not basic:
        hits += _supported(facts)
    if not hits and pages.unread is not None:
        return pages.unread
    nothing = (Evidence("absence", name="an open standard", path="README, docs"),)
    return Value(tuple(dict.fromkeys(str(hit.value) for hit in hits)), tuple(hits[:SHOWN]) or nothing)


def _first(standard: Standard, tree: Tree, pages: list[Page]) -> Evidence | None:
    paths = select(tree.paths, standard.files) if standard.files else ()
    if paths:
        return Evidence("path", paths[0], name="names", value=standard.name)
    return next((hit for page in pages if (hit := standard.hit(page)) is not None), None)


def _supported(facts: Facts) -> Iterator[Evidence]:
    reading = facts.get(_SUPPORTS)
    if isinstance(reading, Value) and isinstance(reading.value, tuple):
        for name in reading.value:
            yield Evidence("path", "publiccode.yml", name="supports", value=name)


@cache
def standards() -> tuple[Standard, ...]:
    """The list that is shipped (data/standards.json), with its source and date."""
    listed = json.loads(pkgutil.get_data("oshealth.facts", "data/standards.json") or b"{}")
    entries: Mapping[str, Mapping[str, list[str]]] = listed["standards"]
    return tuple(
        Standard(
            name,
            tuple(entry.get("words", ())),
            _exact(entry.get("exact", [])),
            tuple(entry.get("files", ())),
            bool(entry.get("basic")),
        )
        for name, entry in entries.items()
    )


def _exact(words: list[str]) -> re.Pattern[str] | None:
    """Abbreviations that are other words when they are written small."""
    return re.compile(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, words))})(?![\w-])") if words else None
