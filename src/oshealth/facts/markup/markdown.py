"""Markdown, read by a CommonMark parser with tables; HTML inside it counts."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

from oshealth.compiled import compiled
from oshealth.facts.markup.html import Fragment, without_comments
from oshealth.facts.markup.model import Code, Image, Link, Markup, Paragraph, sections_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_INLINE: Final = [
    "text",
    "newline",
    "escape",
    "backticks",
    "link",
    "image",
    "autolink",
    "html_inline",
    "entity",
]
_BARE: Final = compiled(r"https?://[^\s<>\"'`|\\^{}\[\]]+")
_MARKUP: Final = compiled(r"[\\`\[\]!<&]")  # where a rule of _INLINE may begin, line breaks apart
_MARKS: Final = compiled(r"(?<!\w)[*_~]{1,3}|[*_~]{1,3}(?!\w)")
_CODE: Final = frozenset({"fence", "code_block"})
_CODE_SIGNS: Final = ("```", "~~~", "    ", "\t")  # fences and what is indented
LONGEST_PARAGRAPH: Final = 4_000
MOST_INLINE: Final = 400_000
_COST_OF_BRACKET: Final = 20


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - 20 ms that only a look at documents should pay

    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    parser.inline.ruler.enableOnly(_INLINE)
    parser.inline.ruler2.enableOnly([])
    # How markdown-it is told not to judge or rewrite addresses.
    parser.validateLink = bool  # type: ignore[method-assign, assignment]
    parser.normalizeLink = str  # type: ignore[method-assign, assignment]
    return parser


def read(text: str) -> Markup:
    """Parse Markdown. Front matter is skipped; of running text, the first MOST_INLINE characters are read for
    links.
    """
    lines = tuple(text.split("\n"))
    reader = _Reader(_parser())
    reader.read(without_front_matter(text))
    return Markup(
        lines=lines,
        sections=sections_of(sorted(reader.headings, key=lambda item: item[2]), len(lines)),
        links=tuple(sorted(reader.links, key=lambda item: item.line)),
        images=tuple(sorted(reader.images, key=lambda item: item.line)),
        code=tuple(reader.code),
        paragraphs=tuple(reader.paragraphs),
        cut=reader.cut,
    )


def code_in(text: str) -> tuple[Code, ...]:
    """The blocks of code alone, for half of what `read` costs, or for nothing where there cannot be any."""
    if not any(sign in text for sign in _CODE_SIGNS):
        return ()
    reader = _Reader(_parser())
    for token in reader.parser.parse(without_front_matter(text), reader.env):
        if token.type in _CODE:
            reader.take_code(token)
    return tuple(reader.code)


def without_front_matter(text: str) -> str:
    """The text with a leading `---` … `---` (or `+++`) block blanked out; line numbers stay."""
    for fence in ("---", "+++"):
        if text.startswith(fence + "\n") and (end := text.find(f"\n{fence}\n", 3)) > 0:
            return "\n" * text.count("\n", 0, end + 5) + text[end + 5 :]
    return text


def bare_links(text: str, line: int) -> Iterator[Link]:
    """Addresses that stand in the text without markup."""
    for number, row in enumerate(text.split("\n")):
        for found in _BARE.finditer(row):
            yield Link("", found[0].rstrip(".,;:!?*_)("), line + number)


def _pieces(content: str, line: int) -> Iterator[tuple[str, int]]:
    """A very long paragraph in pieces of whole lines or words, so that no parser rule meets more than one
    piece.
    """
    at = 0
    while len(content) - at > LONGEST_PARAGRAPH:
        limit = at + LONGEST_PARAGRAPH
        stop = content.rfind("\n", at + 1, limit)
        stop = stop if stop > 0 else content.rfind(" ", at + 1, limit)
        stop = stop + 1 if stop > 0 else limit
        yield content[at:stop], line
        line += content.count("\n", at, stop)
        at = stop
    yield content[at:], line


class _Reader:
    """Collects what the block tokens hold; the inline content is parsed piece by piece under a budget."""

    def __init__(self, parser: "MarkdownIt") -> None:
        self.parser = parser
        self.env: dict[str, object] = {}
        self.headings: list[tuple[str, int, int]] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.code: list[Code] = []
        self.paragraphs: list[Paragraph] = []
        self.html = Fragment(self.headings, self.links, self.images)
        self.budget = MOST_INLINE
        self.cut = ""

    def read(self, text: str) -> None:
        opener: Token | None = None
        line = 1
        for token in self.parser.parse(text, self.env):
            line = token.map[0] + 1 if token.map else line
            if token.type in _CODE:
                self.take_code(token)
            elif token.type == "html_block":
                self.html.feed(without_comments(token.content), line)
            elif token.type == "inline":
                self._inline(token.content, line, opener)
            opener = token

    def take_code(self, token: "Token") -> None:
        """Keep a block of code."""
        first, last = token.map or [0, 0]
        language = token.info.strip().split(" ")[0].strip("{}.").lower()
        self.code.append(Code(language, first + 1, last))

    def _inline(self, content: str, line: int, opener: "Token | None") -> None:
        words = " ".join(
            " ".join(self._words(piece, at) for piece, at in self._afforded(content, line)).split()
        )
        if opener is not None and opener.type == "heading_open":
            if opener.level == 0 and words:
                self.headings.append((_MARKS.sub("", words).strip(), int(opener.tag[1]), line))
        elif opener is not None and opener.type == "paragraph_open" and opener.level == 0 and words:
            self.paragraphs.append(Paragraph(_MARKS.sub("", words), line))

    def _afforded(self, content: str, line: int) -> Iterator[tuple[str, int]]:
        for piece, at in _pieces(content, line):
            if self.budget <= 0:
                self.cut = f"only the first {MOST_INLINE // 1000} kB of running text were read"
                return
            self.budget -= len(piece) + _COST_OF_BRACKET * piece.count("[")
            yield piece, at

    def _words(self, content: str, line: int) -> str:
        """Read links and images out of inline content; returns its plain text."""
        if not _MARKUP.search(content):
            return self._plain(content, line)
        tokens: list[Token] = []
        self.parser.inline.parse(content, self.parser, self.env, tokens)
        words: list[str] = []
        target, start = "", 0
        for token in tokens:
            if token.type in {"softbreak", "hardbreak"}:
                words.append("\n")
                line += 1
            elif token.type == "link_open":
                target, start = str(token.attrGet("href") or ""), len(words)
            elif token.type == "link_close":
                self.links.append(Link(" ".join("".join(words[start:]).split()), target, line))
                target = ""
            elif token.type == "image":
                self._image(token, line, target)
            elif token.type == "html_inline":
                self.html.feed(without_comments(token.content), line)
            else:
                words.append(token.content)
                self._text(token.content, line, token.type == "text" and not target)
        return "".join(words)

    def _plain(self, content: str, line: int) -> str:
        """Lines in which no rule of the parser would find anything, as the parser would hand them out."""
        first, *others = content.split("\n")
        rows = [first, *(row.lstrip(" \t") for row in others)]
        rows = [*(row.rstrip(" ") for row in rows[:-1]), rows[-1]]
        for number, row in enumerate(rows):
            if row:
                self._text(row, line + number, bare=True)
        return "\n".join(rows)

    def _image(self, token: "Token", line: int, link: str) -> None:
        source = str(token.attrGet("src") or "")
        self.images.append(Image(token.content.strip(), source, line, link))

    def _text(self, text: str, line: int, bare: bool) -> None:
        self.html.feed(text.replace("<", " "), line)
        if bare and "://" in text:
            self.links += bare_links(text, line)
