"""What a text may hold at all before it is read as a reference, and how little of it a message repeats."""

import unicodedata
from typing import Final

from oshealth.errors import InvalidReference

LONGEST: Final = 2000
FORMS: Final = "Write owner/repo, a URL such as https://gitlab.com/group/repo, or a path such as ./repo."

_TURNS: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_REVISIONS: Final = "Name a branch, a tag or a commit id."


def clean(text: str) -> str:
    """The text without the whitespace, quotes and angle brackets around it. Raises InvalidReference."""
    if len(text) > LONGEST:
        raise InvalidReference(f"a reference of more than {LONGEST} characters", FORMS)
    text, before = encodable(text), ""
    while text != before:
        before, text = text, text.strip()
        if len(text) > 1 and (text[0] + text[-1]) in ('""', "''", "``", "<>"):
            text = text[1:-1]
    if not text:
        raise InvalidReference("an empty reference", FORMS)
    require_visible(text)
    return text


def encodable(text: str) -> str:
    """The text as a file system gives it: undecodable bytes escaped, nothing else that UTF-8 cannot say."""
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
    except UnicodeEncodeError as error:
        raise InvalidReference("the reference holds half a character", FORMS) from error


def require_visible(text: str) -> None:
    """Refuse control characters, line separators and marks that turn the direction of writing."""
    for character in text:
        turns = unicodedata.bidirectional(character) in _TURNS or character in "\u200e\u200f\u061c"
        if turns or unicodedata.category(character) in ("Cc", "Zl", "Zp"):
            raise InvalidReference(
                f"the reference holds an invisible control character (U+{ord(character):04X})",
                "Type it anew instead of pasting it.",
            )


def shown(text: str) -> str:
    """The text for a message: shortened, and not at all when it could hold a credential."""
    if any(mark in text for mark in "@?#%"):
        return "this text"
    return repr(text if len(text) <= 60 else text[:59] + "…")


def checked_revision(text: str) -> str:
    """A branch, tag or commit as git could name it. Raises InvalidReference for options and ranges."""
    if not text:
        raise InvalidReference("nothing follows the @ of the reference", _REVISIONS)
    odd = any(
        character in ':?*[\\"<>' or character.isspace() or unicodedata.category(character) in _HIDDEN
        for character in text
    )
    if odd or text[0] == "-" or ".." in text:
        raise InvalidReference("the revision is not the name of one commit", _REVISIONS)
    return text


def checked_segment(text: str) -> str:
    """One decoded part of owner or name, safe to join with slashes. Raises InvalidReference."""
    odd = any(character in "/\\" or unicodedata.category(character) in _HIDDEN for character in text)
    if odd or text in (".", "..") or not text.strip():
        raise InvalidReference(
            "the address has a part that no repository can have ('..', '\\' or the like)", FORMS
        )
    return text
