"""Licence texts as sequences of plain words: what wrapping, case, markup and copyright lines cannot change.

Every step is linear in the length of the text; no pattern here can backtrack further than a bounded window.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from msgspec import Struct

from oshealth.compiled import compiled
from oshealth.facts.licensing.rtf import PARAGRAPH, is_rtf, shown

MOST_CHARACTERS: Final = 400_000

_WORD: Final = compiled(r"[^\W_]+")
_MARKUP: Final = compiled(r"<(?:!doctype|html|body|p|br|div|pre|h[1-6]|li|a|span|strong)\b", re.IGNORECASE)
_TAG: Final = compiled(r"<[^<>]{0,2000}>")
_LINK: Final = compiled(r"\]\([^()\s]{0,500}\)")
_URL: Final = compiled(r"(?:https?|ftp)://[^\s<>\"')\]]{1,500}|\bwww\.[^\s<>\"')\]]{1,500}", re.IGNORECASE)
_COPYRIGHT: Final = compiled(
    r"^[\W_]{0,40}(?:portions |parts |the |all |some |original |modifications )*(?:copyrights?|©|\(c\))[\s:]*"
    r"(?:©|\(c\)|\d|[<\[{]|by |\(|yyyy|[^\W\d_]+ \d{4})",
    re.IGNORECASE,
)
_BEGINS: Final = compiled(
    r"\b(?:permission (?:is|to)|redistribution and|licensed under|this (?:software|program|file|library|work)|everyone is|"
    r"version \d|the above|you may|terms and|this license|all rights reserved)\b",
    re.IGNORECASE,
)
_FEWEST_MARKED: Final = 8
_MARK: Final = compiled(r"[ \t]{0,40}([^\s\w]{0,4}(?!(?:the|a|of|and|or)\b)[A-Za-z]{1,20}:?)(?=\s)")
_RESERVED: Final = compiled(r"^[\W_]*all rights reserved[\W_]*$", re.IGNORECASE)
_BULLET: Final = compiled(
    r"^[\W_]*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)]+(?:\s+(?!\d)|$))", re.IGNORECASE
)
_SPELLINGS: Final = {
    "licence": "license", "licences": "licenses", "licenced": "licensed", "sublicence": "sublicense",
    "licencing": "licensing", "licencor": "licensor", "licencee": "licensee", "sublicencing": "sublicensing",
    "sublicences": "sublicenses", "sublicenced": "sublicensed",
    "authorised": "authorized", "authorise": "authorize", "authorisation": "authorization", "favour": "favor",
    "behaviour": "behavior", "honour": "honor", "organisation": "organization", "organisations": "organizations",
    "recognised": "recognized", "recognise": "recognize", "utilise": "utilize", "utilised": "utilized",
    "utilisation": "utilization", "fulfil": "fulfill", "fulfilment": "fulfillment", "labour": "labor", "defence": "defense",
    "initialise": "initialize", "initialised": "initialized", "analyse": "analyze", "artefact": "artifact",
    "artefacts": "artifacts", "centre": "center", "cancelled": "canceled", "catalogue": "catalog", "programme": "program",
    "acknowledgement": "acknowledgment", "acknowledgements": "acknowledgments", "judgement": "judgment",
    "merchantibility": "merchantability", "owner": "holder", "owners": "holders",
    "customised": "customized", "emphasised": "emphasized", "generalised": "generalized", "offence": "offense",
    "unauthorised": "unauthorized", "whilst": "while", "wilful": "willful", "colour": "color", "neighbouring": "neighboring",
    "https": "http", "summarised": "summarized", "realise": "realize", "characterised": "characterized",
}  # fmt: skip
_KEPT: Final = 4_096
"""For so many lines it is kept what they say: of a README that is read at many moments most stay."""
_LONG: Final = 1_000
_TWICE: Final = compiled("â€[œ™˜“”¢¦?\ufffd\x80-\x9f]?")
_NUMBERED: Final = frozenset({"v", "version"})
_JOINING: Final = frozenset({"non", "sub"})
_PLAIN: Final = str.maketrans(
    {"ß": "ss", "\u00ad": "", "\u200b": "", "\ufeff": "", "\x00": "", "\u2044": "/"}
)


class Words(Struct, frozen=True):
    """The words of a text in order, and for each the line it stands on (1-based)."""

    words: tuple[str, ...]
    lines: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.words)


def words_of(text: str) -> Words:
    """The words of the first MOST_CHARACTERS of a text, without copyright lines, bullets, markup and addresses."""
    words: list[str] = []
    lines: list[int] = []
    for number, line in _lines(_plain(text[:MOST_CHARACTERS])):
        before = words[-1] if words else ""
        tell = _told if len(line) < _LONG else _told.__wrapped__
        found, spelled, joins = tell(line, before in _NUMBERED)
        if before not in _JOINING and not joins:
            words += spelled
            lines += [number] * len(found)
            continue
        for word in found:
            if words and words[-1] in _JOINING:
                words[-1] += word
            else:
                words.append(_SPELLINGS.get(word, word))
                lines.append(number)
    return Words(tuple(words), tuple(lines))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Every line with its number, 1-based; what is broken within a line comes in parts."""
    for number, line in enumerate(text.split("\n"), 1):
        if line:
            for part in line.split(PARAGRAPH) if PARAGRAPH in line else (line,):
                yield number, part


@lru_cache(maxsize=_KEPT)
def _told(line: str, after_number: bool) -> tuple[list[str], list[str], bool]:
    """The words of a line, the same as they are spelled usually, and whether one of them joins the next."""
    found = _words_in(_bare(line), after_number)
    return found, [_SPELLINGS.get(word, word) for word in found], not _JOINING.isdisjoint(found)


def _words_in(line: str, after_number: bool) -> list[str]:
    if not line or line.isspace():
        return []
    plain = line.lower()
    if (not plain.isascii() or "copyright" in plain or "(c)" in plain) and _COPYRIGHT.match(line):
        begins = _BEGINS.search(line)
        if begins is None and len(line) > 400:
            return _WORD.findall(line.lower())
        line = line[begins.start() :] if begins else ""
        plain = line.lower()
    if (not plain.isascii() or "reserved" in plain) and _RESERVED.match(line):
        return []
    bullet = None if after_number else _BULLET.match(line)
    return _WORD.findall(line[bullet.end() :].lower() if bullet else plain)


def _plain(text: str) -> str:
    text = _unmarked(_undamaged(text.replace("\r\n", "\n").replace("\r", "\n")))
    if is_rtf(text):
        text = shown(text)
    if text.count("\\n") > text.count("\n"):
        text = text.replace("\\n", PARAGRAPH).replace('\\"', '"')
    if "<" in text and _MARKUP.search(text):
        import html  # noqa: PLC0415 - start-up: its table of names is long

        text = html.unescape(_TAG.sub(lambda tag: "\n" * tag[0].count("\n") or " ", text))
    return text


def _bare(line: str) -> str:
    """A line without the targets of its links, its web addresses and its accents."""
    line = _LINK.sub("]", line) if "](" in line else line
    line = _URL.sub(" ", line) if "://" in line or "www." in line.lower() else line
    if line.isascii():
        return line.replace("\x00", "")
    folded = unicodedata.normalize("NFKD", line.translate(_PLAIN))
    return "".join(sign for sign in folded if not unicodedata.combining(sign))


def _unmarked(text: str) -> str:
    """Text without the word that marks each of its lines as a comment ("dnl", "REM", "%%Copyright:"), where one does."""
    lines = text.split("\n")
    middle = _MARK.match(f"{lines[len(lines) // 2]}\n")
    if middle is None or text.count(mark := middle[1]) < _FEWEST_MARKED:
        return text
    marked = [line.lstrip().startswith(mark) and line.split(None, 1)[0] == mark for line in lines]
    told = sum(1 for line in lines if line.strip())
    if sum(marked) < max(_FEWEST_MARKED, 0.9 * told):
        return text
    return "\n".join(
        line.replace(mark, " ", 1) if begins else line for line, begins in zip(lines, marked, strict=True)
    )


def _undamaged(text: str) -> str:
    """Text that was UTF-8, read as Windows-1252 and saved again, put right; any other text as it is."""
    if "â€" not in text and "Ã" not in text and "Â" not in text:
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return _TWICE.sub(" ", text).replace("Â", " ")
