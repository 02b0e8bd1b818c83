"""Placeholders that a template left in a document: nobody filled it in (data/templates.json)."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from oshealth.compiled import compiled
from oshealth.facts.tables import shipped

MOST_TOKENS: Final = 50
_LONGEST: Final = 512 * 1024
_NO_LINK: Final = r"(?![^\[\]\n]{0,200}\](?:\(|\[|:))"


class Token(NamedTuple):
    """A placeholder as written, and its line (1-based)."""

    token: str
    line: int


@lru_cache(maxsize=32)  # several rules ask of the same document
def unfilled(text: str, kind: str = "") -> tuple[Token, ...]:
    """The placeholders in a document of that kind, or of any kind when it is empty; at most MOST_TOKENS.

    A bracketed placeholder counts unless a link follows (`[…](`, `[…][`, `[…]:`). Sources: catalogue 8.1 and
    8.2.
    """
    found = []
    text = text[:_LONGEST]
    line, at = 1, 0
    for hit in _hits(text, kind):
        line += text.count("\n", at, hit.start())
        at = hit.start()
        found.append(Token(" ".join(hit[0].split()), line))
        if len(found) == MOST_TOKENS:
            break
    return tuple(found)


def _hits(text: str, kind: str) -> Iterator[re.Match[str]]:
    """What the two patterns would find as one: whichever comes first, and after it nothing that overlaps."""
    bracketed, literal = _bracketed().search(text), _literals(kind).search(text)
    while first := min(filter(None, (bracketed, literal)), key=re.Match.start, default=None):
        yield first
        if bracketed and bracketed.start() < first.end():
            bracketed = _bracketed().search(text, first.end())
        if literal and literal.start() < first.end():
            literal = _literals(kind).search(text, first.end())


@cache
def _bracketed() -> re.Pattern[str]:
    """The words that templates bracket: many, and the same for every kind of document."""
    inside = "|".join(_spaced(token) for token in sorted(_data()["in_brackets"], key=len, reverse=True))
    return compiled(rf"\\?\[\s?(?:{inside})[^\[\]\n]{{0,200}}\](?!\(|\[|:)", re.IGNORECASE)


@cache
def _literals(kind: str) -> re.Pattern[str]:
    by_kind = _data()["by_kind"]
    literal = (
        by_kind.get(kind, []) if kind else dict.fromkeys(token for some in by_kind.values() for token in some)
    )
    return compiled("|".join(map(_literal, literal)) or r"(?!)", re.IGNORECASE)


def _literal(token: str) -> str:
    if token.startswith("["):
        return _spaced(token) + _NO_LINK
    return _spaced(token)


def _spaced(token: str) -> str:
    """The token with any white space between its words: real files wrap their lines."""
    return r"\s{1,9}".join(re.escape(word) for word in token.split())


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = shipped("templates")
    return data
