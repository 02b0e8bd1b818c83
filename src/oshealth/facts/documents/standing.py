"""Where a heading may stand in a text, told without parsing it: by the lines that are marked as one, and by the words of those
that are looked for.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, TypeAlias

from oshealth.compiled import compiled
from oshealth.facts.documents.scripts import in_both_scripts
from oshealth.facts.documents.words import folded, phrase

KEPT: Final = 64
"""Some documents are asked for many headings, each list of headings of all of them in turn."""
_GAPS: Final = compiled(r"[\s'’-]+")
_ENTITY: Final = compiled(r"&#?\w{1,32};")
_MARKDOWN: Final = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx")
_TAGGED: Final = compiled(r"<[hH][1-6]")
_HEADED: Final = compiled(r"\n[ \t>*+\d.)-]*(?:(#{1,6}(?:[ \t][^\n]*)?)|(?:=+|-)[ \t]*)(?![^\n])")
"""A line that is marked as a heading, or underlines one; begins with the end of the line before, which is found fast."""
_INLINE: Final = compiled(
    r"!\[[^\[\]\n]{0,200}\]\([^()\n]{0,500}\)|\]\([^()\n]{0,500}\)|\]\[[^\[\]\n]{0,200}\]|[\[\]`\\]|<[^<>]{0,500}>"
)
_END: Final = "\0"
_BETWEEN: Final = f"<>\n{_END}"
"""Stands between the pieces of a text, so that no link or tag reaches from one into another."""
Wanted: TypeAlias = tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
"""The words of headings: the longest of each, with the others of all the headings that have it."""


@cache
def wanted(headings: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
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
    if not path.lower().endswith(_MARKDOWN) or _TAGGED.search(text):
        return (text,)
    text = "\n" + text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
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


def _holds_one(words: Wanted, plain: str) -> bool:
    return any(
        word in plain and any(all(map(plain.__contains__, others)) for others in several)
        for word, several in words
    )


@cache
def _words_of(headings: tuple[str, ...]) -> Wanted:
    whole, openings = wanted(headings)
    found: dict[str, list[tuple[str, ...]]] = {}
    for one in (*whole, *openings):
        words = _GAPS.split(one.strip())
        longest = max(words, key=len)
        found.setdefault(longest, []).append(tuple(word for word in words if word is not longest))
    return tuple((word, tuple(several)) for word, several in found.items())
