"""How headings and link texts are compared: folded, bare of decoration, whole."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from oshealth.compiled import compiled

KEPT: Final = 4096
MOST_BEFORE: Final = 2
"""How many words, such as the name of the project, may stand before what a Korean heading is about."""
_HANGUL: Final = compiled(r"[\uac00-\ud7af]")
_PARTS: Final = compiled(r"\s+(?:and|or|und|et|y|e|i|en|dan)\s+|[&/,:;|+•·、,:&/]|\s[-–—]\s", re.IGNORECASE)
_NUMBER: Final = compiled(r"^(?:\d+|[ivx]+|[a-z])[.)]\s+|^\d+\s+")
_VOICED: Final = "\u3099\u309a"
"""What makes another syllable of a Japanese one; it is no accent."""
_LETTERS: Final = compiled(r"[^\w\s'’-]|_")


def folded(text: str) -> str:
    """Lower case without accents, full-width forms made plain: what two spellings of a word have in
    common.
    """
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.casefold())
    for sign in set(spread):
        if unicodedata.combining(sign) and sign not in _VOICED:
            spread = spread.replace(sign, "")
    return unicodedata.normalize("NFC", spread)


@lru_cache(maxsize=KEPT)
def phrase(text: str) -> str:
    """A heading as it is compared: folded, without numbering, emoji, punctuation and surplus space."""
    if text.isascii() and text.replace(" ", "").isalpha():  # most headings are bare already
        return " ".join(text[:300].lower().split())
    bare = _LETTERS.sub(" ", _NUMBER.sub("", folded(text[:300]).strip()))
    return " ".join(bare.replace("’", "'").split()).strip("-' ")


@lru_cache(maxsize=KEPT)
def phrases(text: str) -> frozenset[str]:
    """The whole heading and the parts that "and", "&", "/" or a colon join: "Support & Contact" is both. Of Korean ones also
    without the words before what they are about.
    """
    parts = [phrase(part) for part in (text, *_PARTS.split(text[:300]))]
    return frozenset(found for part in parts for found in (part, *_heads(part)) if found)


def _heads(said: str) -> Iterator[str]:
    """What a Korean phrase is about stands at its end: in 공통컴포넌트 구동 방법 the last two words say it.

    One word alone does not: 다국어 지원 is no support.
    """
    if not said.isascii() and _HANGUL.search(said):
        words = said.split()
        yield from (" ".join(words[start:]) for start in range(1, min(len(words) - 1, MOST_BEFORE + 1)))
