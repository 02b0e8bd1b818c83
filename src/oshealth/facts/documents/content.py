"""Whether a text says anything: what is left of it without comments, badges and front matter, and whether it
merely points.
"""

import re
from functools import lru_cache
from typing import Final

from oshealth.compiled import compiled
from oshealth.facts.addresses import COUNTER
from oshealth.facts.markup import Markup, without_comments
from oshealth.facts.markup.markdown import without_front_matter
from oshealth.facts.near import in_pieces

_LONGEST: Final = 512 * 1024
_LINKED_IMAGE: Final = compiled(
    r"\[!\[[^\[\]\n]*\](?:\([^()\n]*\)|\[[^\[\]\n]*\])\](?:\([^()\n]*\)|\[[^\[\]\n]*\])"
)
_IMAGE: Final = compiled(
    r"!\[[^\[\]\n]*\](?:\([^()\n]*\)|\[[^\[\]\n]*\])|<img\s[^<>]*>|image::?[^\s\[\]]+\[[^\[\]\n]*\]"
)
_EMPTY_LINK: Final = compiled(r"<a\s[^<>]*>\s*</a>", re.IGNORECASE)
"""What is left of a badge in HTML whose picture was taken out."""
_RST_IMAGE: Final = compiled(r"^\.\. (?:\|[^|\n]+\| )?(?:image|figure)::.*(?:\n[ \t]+:.*)*", re.MULTILINE)
_RST_COMMENT: Final = compiled(r"^\.\.(?: (?!\[|_|\|)(?![\w-]+::).*)?$", re.MULTILINE)
_LINK_TARGET: Final = compiled(r"\]\([^()\n]*\)|<https?://[^<>\s]*>|https?://\S+")
_IMAGE_SIGNS: Final = ("![", "<img", "image:")
_FIRST_LINES: Final = 20
_WORDS_FIRST: Final = compiled(r"[^\s#=~^*+-]")  # how no heading begins
_WORD: Final = compiled(r"\w+")
_WIDE: Final = compiled(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HEADING_LINE: Final = compiled(r"^\s*(?:#{1,6}|={1,6}) .*$|^[=\-~^*#+]{3,}\s*$", re.MULTILINE)
LONGEST_POINTER: Final = 60
_FIRST: Final = 2_000
_REACHING: Final = ("<!--", "<img", "\r")
"""What may reach over any number of lines, or is made another sign before lines are told."""


@lru_cache(maxsize=64)
def stripped(text: str) -> str:
    """The text without comments, badges and other images, front matter and surrounding space; its first 512
    KiB.
    """
    text = without_comments(without_front_matter(text[:_LONGEST].replace("\r\n", "\n")))
    if text.startswith("..") or "\n.." in text:
        text = _RST_COMMENT.sub("", _RST_IMAGE.sub("", text))
    if any(sign in text for sign in _IMAGE_SIGNS):
        text = _EMPTY_LINK.sub("", _IMAGE.sub("", _LINKED_IMAGE.sub("", text)))
    return text.strip()


def _opening(text: str) -> str:
    """How a long text begins once it is stripped, told without its rest; empty where that takes the rest."""
    end = text.rfind("\n", _FIRST, 2 * _FIRST) + 1
    head = text[:end]
    if len(text) < 4 * _FIRST or text.startswith(("---", "+++")) or any(sign in head for sign in _REACHING):
        return ""
    return stripped(head)


def bytes_below(text: str, least: int) -> int | None:
    """How many bytes are left after stripping, where those are fewer than `least`; None for a text that has as many."""
    if len(_opening(text)) >= least:
        return None
    size = len(stripped(text).encode())
    return size if size < least else None


def is_filled(text: str, shortest: int = 10) -> bool:
    """Whether at least `shortest` characters are left after stripping, headings apart."""
    return _says(_opening(text), shortest) or _says(stripped(text), shortest)


def _says(bare: str, shortest: int) -> bool:
    if len(bare) < shortest:
        return False
    first = bare.split("\n", _FIRST_LINES)[:_FIRST_LINES]
    if any(len(line.rstrip()) >= shortest and _WORDS_FIRST.match(line) for line in first):
        return True
    return len(_HEADING_LINE.sub("", bare).strip()) >= shortest


def word_count(text: str) -> int:
    """How many words a text has; two Chinese, Japanese or Korean signs count as one."""
    if text.isascii():
        return len(in_pieces(text))
    wide = len(_WIDE.findall(text))
    return len(_WORD.findall(_WIDE.sub(" ", text))) + wide // 2


def is_pointer(text: str, markup: Markup) -> bool:
    """Whether a text is short (at most LONGEST_POINTER words of its own) and leads elsewhere by a link.

    A link to where one talks or a form is what the text has to say, not where more of it stands.
    """
    leads = any(
        not link.target.startswith(("#", "mailto:")) and not COUNTER().search(link.target)
        for link in markup.links
    )
    return leads and may_point(text)


def may_point(text: str) -> bool:
    """Whether a text is short enough for a pointer, told without parsing it: of a long one, by its first lines."""
    return _is_short(_opening(text)) and _is_short(stripped(text))


def _is_short(own: str) -> bool:
    end = own.find("\n", _FIRST)
    return all(
        word_count(_LINK_TARGET.sub(" ", _HEADING_LINE.sub("", part))) <= LONGEST_POINTER
        for part in ((own[:end], own) if end > 0 else (own,))
    )
