"""What license a text is: the quick ways first, exactly the words of a known text or of a form that many projects ship; all
else is compared.
"""

import re
from functools import lru_cache
from typing import Final

from oshealth.compiled import compiled
from oshealth.facts.licensing.exact import same
from oshealth.facts.licensing.identification import Identification, Part
from oshealth.facts.licensing.usual import usual
from oshealth.facts.licensing.words import MOST_CHARACTERS, words_of

_HEAD: Final = 20_000
_OF_A_PART: Final = compiled(
    r"\n[^\n]{0,200}\b(?:contains?|includes?|incorporates?|bundles?)\b[^\n]{0,200}(?:\n[^\n]{1,200}){0,2}?"
    r"\b(?:(?:distributed|licen[cs]ed|covered|released|available) under|subject to the terms and\s{1,9}conditions of) "
    r"the following licen[cs]es?\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=16)
def identify(text: str, is_license_file: bool = False) -> Identification:
    """Identify the license, or licenses, of a text. Never raises; reads at most MOST_CHARACTERS.

    A manual or a list of releases that carries a license text is none, unless its name says that it is one.
    """
    words = words_of(text)
    name = same(words.words)
    if name:
        part = Part(name, 1.0, words.lines[0], words.lines[-1])
        return Identification(name, "sure", 1.0, parts=(part,), by="text")
    found = usual(words) if is_license_file and len(text) <= MOST_CHARACTERS else None
    if found:
        return found
    from oshealth.facts.licensing.comparing import compared  # noqa: PLC0415 - 15 ms that an unchanged text is spared

    return compared(text, words, is_license_file)


def identify_file(text: str) -> Identification:
    """What a file is whose name says that it is a license, as an audit reads it: where a notice for the whole comes first,
    the licenses of bundled parts after it are theirs."""
    whole = identify(text, is_license_file=True)
    part = _OF_A_PART.search(text[:_HEAD]) if whole.verdict != "sure" else None
    own = identify(text[: part.start()], is_license_file=True) if part else whole
    return own if own.verdict == "sure" else whole
