"""The pages in which a project speaks of itself: the README and those of its documents whose names fit, bounded."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, islice
from typing import Final

from msgspec import Struct

from oshealth.compiled import compiled
from oshealth.facts.base import Facts, Reading, Value
from oshealth.facts.documents import Document, document, shelf
from oshealth.facts.documents.words import folded
from oshealth.facts.globs import select
from oshealth.facts.markup import Code, code_in, parse
from oshealth.facts.near import Words, matches_near, mentions
from oshealth.snapshot import Evidence, Unknown

MOST_PAGES: Final = 40
LONGEST: Final = 200_000
MOST_KEPT: Final = 2 * MOST_PAGES
MOST_HITS: Final = 50
SHOWN: Final = 5
_BEGINS: Final = compiled(r"\s*(?:[-*+]\s|[#>|<:]|\[?!\[|\d{1,3}[.)]\s|[=~^-]{3}|$)")
"""A line that does not go on with the sentence above: a list item, a heading, a row, a badge, an underline, an empty one."""


_MARKS: Final = frozenset("-*+#>|<:[!=~^0123456789")
"""What such a line begins with, in ASCII."""


@dataclass(frozen=True)
class Page:
    """A text that was read, up to LONGEST characters: as it is written, and with its blocks of code left blank.

    `is_cut` says that it is longer; `is_parsed` that others read all of it anyway.
    """

    path: str
    written: str
    is_cut: bool = False
    is_parsed: bool = False

    @cached_property
    def text(self) -> str:
        """The text, line for line, without what stands in blocks of code: what a command is called says nothing."""
        code = parse(self.path, self.written).code if self.is_parsed else code_in(self.path, self.written)
        return _blanked(self.written, code)

    @cached_property
    def folded(self) -> str:
        """What is written, without case and accents."""
        return folded(self.written)

    @cached_property
    def flowing(self) -> tuple[str, list[int]]:
        """The text with each paragraph on one line, and where in it the lines of the file begin."""
        pieces: list[str] = []
        above = ""
        for line in self.text.split("\n"):
            bare = line.strip()
            is_new = not (above and bare) or above[0] in "#|" or _begins_anew(bare, line)
            pieces.append(f"\n{line.rstrip()}" if is_new else f" {bare}")
            above = bare
        return "".join(pieces), [0, *accumulate(map(len, pieces[:-1]))]


def _begins_anew(bare: str, line: str) -> bool:
    """Whether a line with words does not go on with the sentence above; most begin with a letter, which settles it."""
    is_likely = bare[0] in _MARKS or not bare[0].isascii()
    return is_likely and _BEGINS.match(line) is not None


class Prose(Struct, frozen=True):
    """The pages that were read, and why one that is there was not, or why there may be more of them."""

    pages: tuple[Page, ...]
    unread: Unknown | None = None

    def hits(self, pattern: re.Pattern[str], words: Words, name: str) -> Iterator[Evidence]:
        """What a pattern finds near the words that each match holds, page by page, wherever its lines break, each with its
        line; at most MOST_HITS a page.
        """
        for page in self.pages:
            if not mentions(page.written, words):
                continue
            text, starts = page.flowing
            for hit in islice(matches_near(pattern, words, text), MOST_HITS):
                said = " ".join(hit[0].split())[:120]
                yield Evidence("path", page.path, bisect_right(starts, hit.start()), name, said)

    def listed(self, hits: Iterable[Evidence], name: str) -> Reading:
        """What was found as a list, each once; Unknown when nothing was and something was not read."""
        found = tuple(hits)
        if not found and self.unread is not None:
            return self.unread
        values = tuple(dict.fromkeys(str(hit.value) for hit in found))[:MOST_HITS]
        looked = tuple(Evidence("absence", page.path, name=name) for page in self.pages[:SHOWN])
        return Value(values, found[:SHOWN] or looked or (Evidence("absence", name=name, path="README"),))


def prose(facts: Facts, globs: Iterable[str]) -> Prose:
    """The README, wherever it lies, and the pages that match the globs."""
    own, readme = shelf(facts), document(facts, "readme")
    if isinstance(own, Unknown):
        return Prose((), own)
    pages: list[Page] = []
    unread = Unknown(own.tree.partial) if own.tree.partial else None
    if isinstance(readme, Unknown):
        unread = readme
    elif isinstance(readme, Document):
        unread = _take(pages, _page(readme.path, readme.text, is_parsed=True), unread)
    found = select(own.tree.paths, globs)
    for path in found[:MOST_PAGES]:
        if not pages or path != pages[0].path:
            unread = _take(pages, _page(path, own.text(path)), unread)
    if len(found) > MOST_PAGES:
        unread = unread or Unknown(f"only {MOST_PAGES} of {len(found)} pages were read")
    return Prose(tuple(pages), unread)


def _page(path: str, text: str | Unknown, is_parsed: bool = False) -> Page | Unknown:
    """A page, or why it was not read."""
    return Unknown(f"{path}: {text.reason}") if isinstance(text, Unknown) else _written(path, text, is_parsed)


@lru_cache(maxsize=MOST_KEPT)
def _written(path: str, text: str, is_parsed: bool) -> Page:
    """Kept for a while: several facts read the same pages."""
    return Page(path, text[:LONGEST], len(text) > LONGEST, is_parsed)


def _take(pages: list[Page], page: Page | Unknown, unread: Unknown | None) -> Unknown | None:
    """Add a page; gives back why something was not read, the first reason of all."""
    if isinstance(page, Unknown):
        return unread or page
    pages.append(page)
    cut = Unknown(f"{page.path}: only the first {LONGEST:,} characters were read") if page.is_cut else None
    return unread or cut


def _blanked(text: str, code: tuple[Code, ...]) -> str:
    lines = text.replace("\r\n", "\n").split("\n")
    for block in code:
        for line in range(block.line - 1, min(block.end, len(lines))):
            lines[line] = ""
    return "\n".join(lines)
