"""From a text in any of the usual markups to what it is made of: sections, links, images, code and
paragraphs.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from oshealth.compiled import compiled
from oshealth.facts.markup import asciidoc, markdown, plain, restructured
from oshealth.facts.markup.html import without_comments
from oshealth.facts.markup.model import Code, Image, Link, Markup, Paragraph, Section

__all__ = [
    "LONGEST_TEXT",
    "Code",
    "Image",
    "Link",
    "Markup",
    "Paragraph",
    "Section",
    "code_in",
    "parse",
    "without_comments",
]

LONGEST_TEXT: Final = 512 * 1024
MOST_LINES: Final = 15_000
KEPT: Final = 64

_READERS: Final[Mapping[str, Callable[[str], Markup]]] = {
    **dict.fromkeys(
        ("md", "markdown", "mdown", "mkd", "mkdn", "mdx", "rmd", "qmd", "html", "htm"), markdown.read
    ),
    **dict.fromkeys(("rst", "rest"), restructured.read),
    **dict.fromkeys(("adoc", "asciidoc", "asc", "rdoc"), asciidoc.read),
    "org": asciidoc.read_org,
}
_LOOKS_LIKE_ORG: Final = compiled(
    r"-\*-[ \t]*(?:mode:[ \t]*)?org[ \t;]*-\*-|^#\+(?:title|begin_src):?[ \t]|\[\[https?://[^\[\]\n]+\]\[",
    re.MULTILINE | re.IGNORECASE,
)
_LOOKS_LIKE_RST: Final = compiled(r"^(?:\.\. \S|={4,}$|.*`[^`\n]+ <https?://)", re.MULTILINE)
_IS_RST: Final = compiled(r"^\s{0,9}\.\. \S|::[ \t]*$|`[^`\n]+ <https?://|^\s{0,9}:\w+: ", re.MULTILINE)
_LOOKS_LIKE_MARKDOWN: Final = compiled(r"^#{1,3} \S|\]\((?:https?://|[\w./-]+\))|^```", re.MULTILINE)


@lru_cache(maxsize=KEPT)
def parse(path: str, text: str) -> Markup:
    """Read a text by the extension of its path; without one, by what it looks like. The last few are kept: many rules
    read the same document, and a trend reads it at many moments.

    Texts longer than LONGEST_TEXT characters or MOST_LINES lines are read up to there, and `cut` says so.
    Never raises; the time is proportional to the length.
    """
    text, start = _plain(text), _bounded(text)
    markup = _reader(path, start)(start)
    if len(start) == len(text):
        return markup
    return replace(markup, cut=f"only the first {len(start) // 1024} KiB were read")


@lru_cache(maxsize=KEPT)
def code_in(path: str, text: str) -> tuple[Code, ...]:
    """The blocks of code that `parse` finds, without whatever else it reads."""
    start = _bounded(text)
    reader = _reader(path, start)
    return markdown.code_in(start) if reader is markdown.read else reader(start).code


def _plain(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", " ")


def _bounded(text: str) -> str:
    """As much of a text as is read, with plain line breaks."""
    rows = _plain(text)[:LONGEST_TEXT].split("\n", MOST_LINES)
    return "\n".join(rows[:MOST_LINES])


def _reader(path: str, text: str) -> Callable[[str], Markup]:
    name = path.rpartition("/")[2].casefold()
    reader = _READERS.get(name.rpartition(".")[2]) if "." in name else None
    if reader is not None:
        return reader
    head = text[:20_000]
    if _LOOKS_LIKE_ORG.search(head):
        return asciidoc.read_org
    if _LOOKS_LIKE_MARKDOWN.search(head):
        return markdown.read
    if not _LOOKS_LIKE_RST.search(head):
        return plain.read
    return restructured.read if _IS_RST.search(head) else _read_underlined


def _read_underlined(text: str) -> Markup:
    """Plain text whose headings are underlined as in reStructuredText, but which knows no other mark of it."""
    found = restructured.read(text)
    return replace(found, code=plain.code_in(found.lines))
