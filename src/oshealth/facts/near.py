"""Where in a text a costly pattern can match at all: on the lines around the words without which it cannot. Finding a
plain word takes a hundredth of the time of trying a pattern at every character.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, TypeAlias

from oshealth.compiled import compiled

Words: TypeAlias = Mapping[str, int]
"""Words in lower case, one of which stands in every match, and how many lines before and after it a match may reach."""

RUN: Final = compiled(r"\w+")
_PARTED: Final = bytes(
    code if chr(code).isalnum() or code in (95, *range(128, 256)) else 32 for code in range(256)
)
"""Text in UTF-8 with a space for whatever of ASCII is no part of a word."""
_KEPT: Final = 16  # one document is asked for many words


@lru_cache(maxsize=_KEPT)
def caseless(text: str) -> str:
    """The text in lower case, with the two letters that patterns take for `s` and `i` in any case written so."""
    return text.lower() if text.isascii() else text.lower().replace("\u017f", "s").replace("\u0131", "i")


def in_pieces(text: str) -> list[str]:
    """The text in pieces parted by whatever of ASCII is no part of a word, and by space: of one in ASCII, its runs in order."""
    return text.encode("utf-8", "surrogatepass").translate(_PARTED).decode("utf-8", "surrogatepass").split()


@lru_cache(maxsize=_KEPT)
def runs(text: str) -> frozenset[str]:
    """What stands in a text on its own: its runs of letters, digits and underscores, as they are written, each once."""
    found = set(in_pieces(text))
    if not text.isascii():  # in other scripts more signs part words
        parted = [each for each in found if not each.isascii()]
        found.difference_update(parted)
        found.update(*map(RUN.findall, parted))
    return frozenset(found)


def mentions(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words, in lower case, stands somewhere in the text, in any case, alone or within another."""
    plain = caseless(text)
    return any(word in plain for word in words)


def matches_near(pattern: re.Pattern[str], words: Words, text: str) -> Iterator[re.Match[str]]:
    """What `finditer` finds in the whole text."""
    plain = caseless(text)
    if len(plain) != len(text):  # a letter became two: places in the one are not places in the other
        yield from pattern.finditer(text)
        return
    for start, end in _joined(sorted(_lines_with(plain, words))):
        yield from pattern.finditer(text, start, end)


def matches_from(
    pattern: re.Pattern[str], openings: Iterable[str], text: str, plain: str
) -> Iterator[re.Match[str]]:
    """What `finditer` finds in the whole text, for a pattern of which every match begins with one of the openings; `plain` is
    the text as these are written: itself, or as `caseless` gives it, of the same length.
    """
    end = 0
    for start in sorted({at for opening in openings for at in _places(opening, plain)}):
        found = pattern.match(text, start) if start >= end else None
        if found:
            yield found
            end = found.end()


def _places(opening: str, text: str) -> Iterator[int]:
    at = text.find(opening)
    while at >= 0:
        yield at
        at = text.find(opening, at + 1)


def _lines_with(text: str, words: Words) -> Iterator[tuple[int, int]]:
    """Where the lines around each word begin and end; a line that a word was found on is not searched for it again."""
    for word, reach in words.items():
        at = text.find(word)
        while at >= 0:
            yield _around(text, at, reach)
            end = text.find("\n", at)
            at = text.find(word, end) if end >= 0 else -1


def _around(text: str, at: int, reach: int) -> tuple[int, int]:
    start, end = at + 1, at - 1
    for _ in range(reach + 1):
        start = text.rfind("\n", 0, max(0, start - 1)) + 1
        end = text.find("\n", end + 1)
        end = len(text) if end < 0 else end
    return start, end


def _joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sorted spans, those that touch made one."""
    start, end = -1, -1
    for first, last in spans:
        if first > end + 1:
            if end >= 0:
                yield start, end
            start = first
        end = max(end, last)
    if end >= 0:
        yield start, end
