"""Who holds the copyright, as license files say it; and templates whose blanks nobody filled."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from oshealth.compiled import compiled

_LINE: Final = compiled(
    r"^[\W_]{0,40}(?:(?:[\w.+]{1,40}[ \t]){1,3}[-–—]{1,2}[ \t])?(?:portions |this (?:software|work|program|module) is )?"
    r"copyrights?\b(?: holders?(?=:))?[\s:]*(?:\(c\)|©|&copy;)?[\s:]*(?P<rest>.{1,200})$|"
    r"^[\W_]{0,40}(?:\(c\)|©)[\s:]*(?P<sign>\d{4}.{1,200})$",
    re.IGNORECASE,
)
_YEARS: Final = compiled(r"^(?:(?:\(c\)|©|by|\d{4}|present|now|[-–—,\s])+)", re.IGNORECASE)
_BLANK: Final = compiled(
    r"[\[<{](?:yyyy|years?|full ?name|name of (?:copyright owner|author)|owner|copyright holders?|"
    r"copyright owner|organi[sz]ation|author|your name|insert [^\]>}]{0,40})[\]>}]|"
    r"\byear\s+name of author\b|\byear by author email\b",
    re.IGNORECASE,
)
_END: Final = compiled(
    r"end of (?:the )?terms and conditions|appendix: how to apply|how to apply the mulan|条款结束",
    re.IGNORECASE,
)
_AUTHORS_OF_LICENSES: Final = compiled(
    r"free software foundation|creative commons|internet (?:systems|software) consortium|^json\.org$|"
    r"^(?:notice|holders?|owner|license|law|and|or|in|to|of|interest|disclaimer)\b",
    re.IGNORECASE,
)
_OF_THE_LICENSE: Final = compiled(
    r"everyone is (?:permitted|allowed) to (?:copy and )?distribute (?:verbatim )?(?:or modified )?copies of this licen[cs]e",
    re.IGNORECASE,
)
"""What follows, within three lines of text, the name of whoever wrote a license: of the FSF, MongoDB, LaTeX3 or Sam Hocevar."""
_MOST_LINES: Final = 3_000


class Holder(Struct, frozen=True):
    """A copyright line: its number (1-based), the name it gives (empty when it gives none), and whether a blank of the
    template was left."""

    line: int
    name: str
    blank: bool


def holders_in(text: str) -> tuple[Holder, ...]:
    """Every copyright line; authors of licenses left out, and blanks in a license's own instructions on how to apply
    it."""
    return tuple(_holders(text))


def _holders(text: str) -> Iterator[Holder]:
    ended = False
    lines = text.split("\n", _MOST_LINES)[:_MOST_LINES]
    for number, line in enumerate(lines, 1):
        ended = ended or _END.search(line[:300]) is not None
        found = _LINE.match(line.strip()[:300])
        if found is None:
            continue
        rest = found["rest"] or found["sign"]
        blank = _BLANK.search(rest) is not None
        name = _YEARS.sub("", rest).strip(" .,;:-*/#<>")
        if blank and not ended:
            yield Holder(number, "", blank=True)
        elif (
            name and not blank and _is_notice(line, name) and not _is_author(name, lines[number : number + 6])
        ):
            yield Holder(number, name, blank=False)


def _is_author(name: str, following: list[str]) -> bool:
    """Whether a copyright line is that of the license itself, whose text anybody may pass on but not change."""
    if _AUTHORS_OF_LICENSES.search(name):
        return True
    told = [line.strip(" */#\t") for line in following if line.strip(" */#\t")]
    return _OF_THE_LICENSE.search(" ".join(" ".join(told[:3]).split())[:600]) is not None


def _is_notice(line: str, name: str) -> bool:
    """Prose that begins with "copyright" is no notice: a notice has a year or the sign, or is a name and no more."""
    if re.match(r"\s*copyright holders?:", line[:300], re.IGNORECASE):
        return True
    if re.search(r"\b(?:19|20)\d\d\b|\(c\)|©|&copy;", line[:300], re.IGNORECASE):
        return True
    return line.strip().startswith("Copyright") and name[0].isupper() and len(name.split()) <= 10
