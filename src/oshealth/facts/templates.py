"""Placeholders that a template left in a document: nobody filled it in (data/templates.json)."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import Any, Final, NamedTuple

from oshealth.compiled import compiled
from oshealth.facts.near import caseless
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
    bracketed, literal = _in_brackets(text, 0), _literal_in(text, 0, kind)
    while first := min(filter(None, (bracketed, literal)), key=re.Match.start, default=None):
        yield first
        if bracketed and bracketed.start() < first.end():
            bracketed = _in_brackets(text, first.end())
        if literal and literal.start() < first.end():
            literal = _literal_in(text, first.end(), kind)


def _in_brackets(text: str, start: int) -> re.Match[str] | None:
    """The first placeholder in brackets from there on; tried only where one opens, which most texts have few of."""
    at, others = text.find("[", start), _others()
    while at >= 0:
        if text[at + 1 : at + 2] in others:
            at = text.find("[", at + 1)
            continue
        found = _bracketed().match(text, at - 1 if at > start and text[at - 1] == "\\" else at)
        if found:
            return found
        at = text.find("[", at + 1)
    return None


def _literal_in(text: str, start: int, kind: str) -> re.Match[str] | None:
    """The first of the other placeholders from there on; not sought in a text that has the words of none of them."""
    return _literals(kind).search(text, start) if _words(kind) and _has_one(text, kind) else None


@lru_cache(maxsize=32)
def _has_one(text: str, kind: str) -> bool:
    plain = caseless(text)
    likely = [words for words in _words(kind) if all(map(plain.__contains__, words))]
    flat = " ".join(plain.split()) if likely else ""
    return any(" ".join(words) in flat for words in likely)


@cache
def _bracketed() -> re.Pattern[str]:
    """The words that templates bracket: many, and the same for every kind of document."""
    inside = "|".join(_spaced(token) for token in sorted(_data()["in_brackets"], key=len, reverse=True))
    return compiled(rf"\\?\[\s?(?:{inside})[^\[\]\n]{{0,200}}\](?!\(|\[|:)", re.IGNORECASE)


@cache
def _others() -> frozenset[str]:
    """Signs of ASCII that do not stand right behind such a bracket: none of the words begins with them."""
    begins = {token[0].lower() for token in _data()["in_brackets"]}
    return frozenset(
        sign for sign in map(chr, range(128)) if sign.lower() not in begins and not sign.isspace()
    )


@cache
def _literals(kind: str) -> re.Pattern[str]:
    return compiled("|".join(map(_literal, _tokens(kind))) or r"(?!)", re.IGNORECASE)


@cache
def _words(kind: str) -> tuple[tuple[str, ...], ...]:
    """The words of each literal."""
    return tuple(tuple(caseless(token).split()) for token in _tokens(kind))


def _tokens(kind: str) -> list[str]:
    by_kind = _data()["by_kind"]
    return [*(by_kind.get(kind, []) if kind else dict.fromkeys(chain.from_iterable(by_kind.values())))]


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
