"""Text from anywhere made into one harmless line: it can neither style, nor break, nor reorder what surrounds it."""

import unicodedata
from typing import Final

LONGEST: Final = 400
REPLACEMENT: Final = "\ufffd"

_MOST_MARKS: Final = 3  # on one letter; more of them climb over the lines above
_BLANK_LETTERS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_BIDI: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_IN_ASCII: Final = str.maketrans(
    {
        "‘": "'", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "−": "-", "·": "-", "•": "*",
        "→": "->", "←": "<-", "≥": ">=", "≤": "<=", "×": "x", "ß": "ss", "æ": "ae", "ø": "o", "Ø": "O", "đ": "d", "ł": "l",
    }
)  # fmt: skip


def clean(text: str, longest: int = LONGEST) -> str:
    """One line without control characters, of at most `longest` characters (the last is then an ellipsis).

    Line breaks and blanks of any kind become one space. Control, bidirectional, private and unassigned characters
    (Unicode categories Cc, Co, Cs, Cn) become U+FFFD; zero-width ones and variation selectors vanish, since terminals
    disagree about their width. Cleaning what is clean changes nothing.
    """
    if len(text) <= longest and text.isascii() and text.isprintable():
        return " ".join(text.split())  # most texts by far, and a page has thousands
    start = unicodedata.normalize("NFC", text[: 4 * longest])
    words = unicodedata.normalize("NFC", _harmless(start)).split()
    line = " ".join(words)
    if len(line) > longest or len(text) > 4 * longest:
        return line[: longest - 1].rstrip() + "…"
    return line


def in_ascii(text: str) -> str:
    """The text in printable ASCII: accents dropped, typographic signs spelt, anything else a question mark."""
    if text.isascii():
        return text
    spelt = unicodedata.normalize("NFKD", text.translate(_IN_ASCII))
    return "".join(
        letter if " " <= letter <= "~" else "?" for letter in spelt if not unicodedata.combining(letter)
    )


def _harmless(text: str) -> str:
    kept: list[str] = []
    marks = _MOST_MARKS  # a mark without a letter to stand on is dropped
    for character in text:
        category = unicodedata.category(character)
        if category[0] == "M":
            marks += 1
            if marks > _MOST_MARKS or _is_selector(character):
                continue
            kept.append(character)
        elif shown := _shown(character, category):
            marks = _MOST_MARKS if shown in (" ", REPLACEMENT) else 0
            kept.append(shown)
    return "".join(kept)


def _is_selector(character: str) -> bool:
    return (
        character in "\u034f\u180b\u180c\u180d\u180f"
        or "\ufe00" <= character <= "\ufe0f"
        or character >= "\U000e0100"
    )


def _shown(character: str, category: str) -> str:
    """What stands for one character that is no combining mark: itself, a space, the replacement, or nothing."""
    if character.isspace() or character in _BLANK_LETTERS or category[0] == "Z":
        return " "
    if category in ("Cc", "Co", "Cs", "Cn") or character in _BIDI:
        return REPLACEMENT
    if category == "Cf" or "\U0001f3fb" <= character <= "\U0001f3ff":
        return ""
    return character
