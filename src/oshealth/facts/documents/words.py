"""How headings and link texts are compared: folded, bare of decoration, whole."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from oshealth.compiled import compiled

KEPT: Final = 4096
_PARTS: Final = compiled(r"\s+(?:and|or|und|et|y|e|i|und|en)\s+|[&/,:;|+•·、,:&/]|\s[-–—]\s", re.IGNORECASE)
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
    bare = _LETTERS.sub(" ", _NUMBER.sub("", folded(text[:300]).strip()))
    return " ".join(bare.replace("’", "'").split()).strip("-' ")


@lru_cache(maxsize=KEPT)
def phrases(text: str) -> frozenset[str]:
    """The whole heading and the parts that "and", "&", "/" or a colon join: "Support & Contact" is both."""
    parts = (text, *_PARTS.split(text[:300]))
    return frozenset(found for part in parts if (found := phrase(part)))
