"""What license a text is: the quick way first, exactly the words of a known text; all else is compared."""

from functools import lru_cache

from oshealth.facts.licensing.exact import same
from oshealth.facts.licensing.identification import Identification, Part
from oshealth.facts.licensing.words import words_of


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
    from oshealth.facts.licensing.comparing import compared  # noqa: PLC0415 - 15 ms that an unchanged text is spared

    return compared(text, words, is_license_file)
