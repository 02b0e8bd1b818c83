"""Markdown, read by a CommonMark parser with tables; HTML inside it counts."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate, islice
from typing import Any, Final, TypeAlias

from oshealth.compiled import compiled
from oshealth.facts.markup.html import Fragment, without_comments
from oshealth.facts.markup.model import Code, Image, Link, Markup, Paragraph, sections_of

_BARE: Final = compiled(r"https?://[^\s<>\"'`|\\^{}\[\]]+")
_MARKS: Final = compiled(r"(?<!\w)[*_~]{1,3}|[*_~]{1,3}(?!\w)")
_CODE_SIGNS: Final = ("```", "~~~", "    ", "\t")  # fences and what is indented
_CONTAINERS: Final = frozenset({"BlockQuote", "List", "Item"})
_BREAKS: Final = frozenset({"SoftBreak", "HardBreak"})
_BLOCKS: Final = frozenset({"HtmlBlock", "CodeBlock"})
_SPANS: Final = frozenset({"Link", "Image"})
_STYLES: Final = frozenset({"Emphasis", "Strong", "Strikethrough"})
_TEXTS: Final = frozenset({"Heading", "Paragraph"})
_ONE_MORE: Final = (1).__add__
Place: TypeAlias = Mapping[str, int]
"""The bytes that an event is about: `start`, and `end` after the last one."""
MOST_INLINE: Final = 400_000
MOST_EVENTS: Final = 400_000
"""Beginnings, ends and words of blocks and spans: longer than the longest tables, shorter than quotations in quotations
without end."""


def read(text: str) -> Markup:
    """Parse Markdown. Front matter is skipped; the first MOST_INLINE characters of running text and the first
    MOST_EVENTS of what the parser tells are read.
    """
    lines = tuple(text.split("\n"))
    reader = _Reader(without_front_matter(text))
    reader.read()
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
    """The blocks of code alone, for less than `read` costs, or for nothing where there cannot be any."""
    if not any(sign in text for sign in _CODE_SIGNS):
        return ()
    parsed = _Parsed(without_front_matter(text))
    found = []
    for event, place in islice(parsed, MOST_EVENTS):
        what = event.get("Start") if event.__class__ is dict else None
        if what.__class__ is dict and "CodeBlock" in what:
            found.append(parsed.code(what["CodeBlock"], place))
    return tuple(found)


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


def _told(event: Any) -> tuple[str, Any]:
    """What begins or ends, and what is said of it."""
    if event.__class__ is str:
        return event, None
    ((kind, what),) = event.items()
    return kind, what


class _Parsed:
    """The events of the parser: each a name, or what it is about by its kind; and the bytes it stands on."""

    def __init__(self, text: str) -> None:
        self.data = text.encode("utf-8", "replace")
        self.gave_up = False

    def __iter__(self) -> Iterator[tuple[Any, Place]]:
        import pyromark  # noqa: PLC0415 - only a look at documents should pay for it

        text = self.data.decode("utf-8")  # not the one that was given: that may hold half a character
        try:
            told: Any = pyromark.events_with_range(text, options=pyromark.Options.ENABLE_TABLES)
            yield from told
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # how a parser in Rust ends that has a fault
                raise
            self.gave_up = True

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins, and what no byte reaches."""
        return [0, *accumulate(map(_ONE_MORE, map(len, self.data.split(b"\n"))))]

    def line(self, at: int) -> int:
        """The line of a byte, counted from 1."""
        return bisect_right(self.starts, at)

    def code(self, kind: Any, place: Place) -> Code:
        """A block of code."""
        start, end = place["start"], place["end"]
        told = kind["Fenced"].strip().split(" ")[0] if isinstance(kind, dict) else ""
        return Code(told.strip("{}.").lower(), self.line(start), self.line(max(start, end - 1)))


class _Reader:
    """Collects what the events tell. Text comes in pieces: `run` is what follows on one another without a mark between,
    `words` all of a block.
    """

    def __init__(self, text: str) -> None:
        self.parsed = _Parsed(text)
        self.headings: list[tuple[str, int, int]] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.code: list[Code] = []
        self.paragraphs: list[Paragraph] = []
        self.html = Fragment(self.headings, self.links, self.images)
        self.budget = MOST_INLINE
        self.events = 0
        self.depth = 0  # of lists and quotations
        self.words: list[str] = []
        self.run: list[str] = []
        self.run_at = 0
        self.block: list[str] | None = None  # of HTML, or of code, whose text is none of ours
        self.open: list[tuple[str, int]] = []  # targets of links and images, and where their words begin

    def read(self) -> None:
        told = islice(self.parsed, MOST_EVENTS)
        for self.events, (event, place) in enumerate(told, 1):
            if event.__class__ is str:
                self._sign(event)
            else:
                ((kind, what),) = event.items()
                if kind == "Text":
                    if self.block is None:
                        self._letters(what, place)
                    continue  # it counts once it is known what it is a part of
                if kind in _TAKEN:
                    _TAKEN[kind](self, what, place)
            if self.budget <= 0:
                return

    @property
    def cut(self) -> str:
        """Why the end was not read, if it was not."""
        if self.parsed.gave_up:
            return "the parser of Markdown gave up"
        if self.budget <= 0:
            return f"only the first {MOST_INLINE // 1000} kB of running text were read"
        return (
            "" if self.events < MOST_EVENTS else f"only the first {MOST_EVENTS:,} pieces of markup were read"
        )

    def _sign(self, name: str) -> None:
        if self.run:
            self._flush()
        if name in _BREAKS:
            self.words.append("\n")

    def _letters(self, text: str, place: Place) -> None:
        if not self.run:
            self.run_at = place["start"]
        self.run.append(text)

    def _code(self, text: str, _place: Place) -> None:
        if self.run:
            self._flush()
        self._said(text)

    def _html(self, text: str, _place: Place) -> None:
        if self.block is not None:
            self.block.append(text)

    def _inline_html(self, text: str, place: Place) -> None:
        if self.run:
            self._flush()
        self.html.feed(without_comments(text), self.parsed.line(place["start"]))

    def _flush(self) -> None:
        """What ran on until here."""
        text = "".join(self.run)
        self.run = []
        self._said(text)
        if "://" in text and not any(target for target, _ in self.open):
            self.links += bare_links(text, self.parsed.line(self.run_at))

    def _said(self, text: str) -> None:
        self.budget -= len(text)
        self.words.append(text)
        self.html.say(text)

    def _begin(self, what: Any, place: Place) -> None:
        if self.run:
            self._flush()
        kind, told = _told(what)
        if kind in _STYLES:
            return
        if kind in _SPANS:
            mail = "mailto:" if told["link_type"] == "Email" else ""
            self.open.append((mail + told["dest_url"], len(self.words)))
            return
        self.words = []
        if kind in _CONTAINERS:
            self.depth += 1
        elif kind in _BLOCKS:
            self.block = []
            if kind == "CodeBlock":
                self.code.append(self.parsed.code(told, place))

    def _end(self, what: Any, place: Place) -> None:
        if self.run:
            self._flush()
        kind, told = _told(what)
        if kind in _STYLES:
            return
        if kind in _SPANS:
            self._span(kind, self.parsed.line(place["start"]))
        elif kind in _CONTAINERS:
            self.depth -= 1
        elif kind in _BLOCKS:
            if self.block:
                self.html.feed(without_comments("".join(self.block)), self.parsed.line(place["start"]))
            self.block = None
        elif self.depth == 0 and kind in _TEXTS and (words := " ".join("".join(self.words).split())):
            self._text(kind, told, words, self.parsed.line(place["start"]))

    def _span(self, kind: str, line: int) -> None:
        """A link, whose words are its paragraph's too, or an image, whose words are not."""
        target, start = self.open.pop()
        words = " ".join("".join(self.words[start:]).split())
        if kind == "Link":
            self.links.append(Link(words, target, line))
            return
        del self.words[start:]
        self.images.append(Image(words, target, line, next((to for to, _ in self.open[-1:]), "")))

    def _text(self, kind: str, told: Any, words: str, line: int) -> None:
        if kind == "Heading":
            self.headings.append((_MARKS.sub("", words).strip(), int(str(told)[1:]), line))
        else:
            self.paragraphs.append(Paragraph(_MARKS.sub("", words), line))


_TAKEN: Final[Mapping[str, Callable[[_Reader, Any, Place], None]]] = {
    "Code": _Reader._code,
    "Start": _Reader._begin,
    "End": _Reader._end,
    "InlineHtml": _Reader._inline_html,
    "Html": _Reader._html,
}
