"""Sentences: which words stand together, wherever a line breaks. A heading, a list item and a table row are sentences too."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from oshealth.compiled import compiled

LONGEST: Final = 600
"""Characters of the longest sentence; the rest of a longer one is another."""

SHORT_QUESTION: Final = 60
"""Characters of a question that belongs to its answer, as in `Need help? Write to us.`"""

_KEPT: Final = 2_048
"""Blocks of which most stay when a text is read again at another moment."""
_NEW: Final = compiled(r"[ \t]*(?:[-*+]\s|[#>|]|\d{1,3}[.)]\s|[=~^-]{3}|$)")
_ALONE: Final = compiled(r"[ \t]*<?(?:[^\s@<>]{1,80}@[\w.-]{1,80}|https?://[^\s<>]{1,400})>?[ \t.]*$")
"""A line that is an address and nothing else."""
_STOP: Final = compiled(
    r"(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\betc\.)(?<!^\d\.)[\"'”’)*_\]]{0,4}\s{1,9}(?![-–—:→]\s)|[。！？;]",
    re.IGNORECASE | re.MULTILINE,
)


class Sentence(NamedTuple):
    """A sentence as written, and the line it begins in (1-based)."""

    text: str
    line: int


@lru_cache(maxsize=64)
def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text in their order."""
    return tuple(
        Sentence(said, line + below) for block, line in _blocks(text) for said, below in _split(block)
    )


def _blocks(text: str) -> Iterator[tuple[str, int]]:
    """Paragraphs, headings, list items and table rows, each with its first line; an address that stands alone below
    `write to:` belongs to it.
    """
    lines: list[str] = []
    first = 1
    for number, line in enumerate(text.split("\n"), start=1):
        is_empty = not line or line.isspace()
        if is_empty and lines and lines[-1].endswith(":"):
            lines.append("")
            continue
        leads_here = lines and not lines[-1] and _ALONE.match(line)
        if lines and not leads_here and (not lines[-1] or _is_new(line) or lines[0].startswith("#")):
            yield "\n".join(lines).rstrip("\n"), first
            lines = []
        if not is_empty:
            first = first if lines else number
            lines.append(line)
    yield "\n".join(lines).rstrip("\n"), first


def _is_new(line: str) -> bool:
    """Whether a line begins something of its own; none that begins with a letter does."""
    return not line[:1].isalpha() and _NEW.match(line) is not None


@lru_cache(maxsize=_KEPT)
def _split(block: str) -> tuple[tuple[str, int], ...]:
    """The sentences of a block, each with how many lines below the block's first one it begins."""
    found: list[tuple[str, int]] = []
    start = line = 0
    for stop in (*_STOP.finditer(block), None):
        end = stop.start() if stop else len(block)
        if stop and end - start <= SHORT_QUESTION and block[end - 1] == "?":
            continue
        for at in range(start, end, LONGEST):
            said = block[at : min(at + LONGEST, end)]
            found.append((said, line))
            line += said.count("\n")
        if stop:
            start = stop.end()
            line += stop[0].count("\n")
    return tuple(found)
