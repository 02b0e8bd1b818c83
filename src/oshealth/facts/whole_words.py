"""Whole words in a text, in any language, case and spacing. All of it runs in linear time."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import islice
from typing import Final, NamedTuple

from oshealth.compiled import compiled
from oshealth.facts.documents.scripts import in_both_scripts
from oshealth.facts.documents.words import folded
from oshealth.facts.near import RUN, matches_from, runs

MOST_HITS: Final = 100
LONGEST: Final = 512 * 1024
_ASKED: Final = compiled(r"(https?://[^\s<>()\[\]?]{1,300}\?)([^\s<>()\[\]]{1,500})")
"""What an address asks for, such as the colours of a badge."""
_GAP: Final = r"[\s\-\[`\"“]{1,20}"
"""Between two words of one: what begins a link, code or a quotation stands there too."""
_WIDE: Final = compiled(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Hit(NamedTuple):
    """What was found, as written, and its line (1-based)."""

    text: str
    line: int


def words_found(text: str, words: Iterable[str]) -> tuple[Hit, ...]:
    """Which of the words stand in the text, whole, whatever their case and accents; at most MOST_HITS.

    A space in a word stands for any white space or hyphen; a final `*` for any ending. Chinese, Japanese and
    Korean words are found anywhere, as these scripts put no space between words; Chinese ones in both scripts.
    """
    return _words_found(text, spelled(tuple(words)))


@lru_cache(maxsize=256)
def spelled(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with those spellings that are looked for too."""
    return words if all(map(str.isascii, words)) else in_both_scripts(words)


@lru_cache(maxsize=16)  # one document is asked for many words
def plain_text(text: str) -> str:
    """A text without case and accents, and with blanks for what its addresses ask for."""
    plain = folded(text)
    return _ASKED.sub(lambda asked: asked[1] + " " * len(asked[2]), plain) if "?" in plain else plain


@lru_cache(maxsize=128)
def _words_found(text: str, words: tuple[str, ...]) -> tuple[Hit, ...]:
    plain = plain_text(text[:LONGEST])
    found = islice(standing(words, plain, likely(words, plain)), MOST_HITS)
    return tuple(told(found, plain))


def likely(words: tuple[str, ...], plain: str) -> tuple[str, ...]:
    """The words whose parts all stand somewhere in the text: the others need not be looked for."""
    known, demands = runs(plain), _demands(words)
    asked = (each for first in ("", *known.intersection(demands)) for each in demands.get(first, ()))
    return tuple(
        word for word, whole, parts in asked if whole <= known and all(map(plain.__contains__, parts))
    )


@cache
def _demands(words: tuple[str, ...]) -> Mapping[str, list[tuple[str, frozenset[str], tuple[str, ...]]]]:
    """Each word, what must stand on its own in a text where it does, and what must stand there at all; by the longest of what
    must stand on its own, empty where nothing must.
    """
    found: dict[str, list[tuple[str, frozenset[str], tuple[str, ...]]]] = {}
    for word in words:
        whole = frozenset(_runs(word))
        found.setdefault(max(whole, key=len, default=""), []).append((word, whole, _parts(word)))
    return found


def _runs(word: str) -> tuple[str, ...]:
    """What stands on its own, whatever ending the word may have."""
    every = tuple(run for part in _parts(word) for run in RUN.findall(part))
    return () if _WIDE.search(word) else every[:-1] if word.endswith("*") else every


@cache
def _parts(word: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"[\s\-]+", folded(word.removesuffix("*"))) if part)


@cache
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    return compiled("|".join(_word(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)")


def _word(word: str) -> str:
    if not _parts(word):
        return r"(?!)"  # signs alone are no word
    source = _GAP.join(map(re.escape, _parts(word)))
    if _WIDE.search(word):
        return source
    ending = r"\w{0,40}" if word.endswith("*") else ""
    return rf"(?<!\w){source}{ending}(?!\w)"


def standing(words: tuple[str, ...], plain: str, among: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """Where one of the words stands, of which only those `among` them are likely. The pattern is that of all of them: one
    for each choice would have to be compiled anew for each text.
    """
    if not among:
        return iter(())
    return matches_from(_words(words), {part for word in among for part in _parts(word)[:1]}, plain, plain)


def told(matches: Iterable[re.Match[str]], text: str) -> Iterator[Hit]:
    """What was found, in the order of the text."""
    line, at = 1, 0
    for found in matches:
        line += text.count("\n", at, found.start())
        at = found.start()
        yield Hit(" ".join(found[0].split()), line)
