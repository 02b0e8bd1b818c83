"""The HTML that people write inside Markdown: headings, links and images. Linear time, and nothing is
rendered.
"""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct, field

from oshealth.compiled import compiled
from oshealth.facts.markup.model import Image, Link

_TAG: Final = compiled(r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s[^<>]*)?)/?>")
_ATTRIBUTE: Final = compiled(r"""([A-Za-z][\w:-]*)\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+)""")
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_RAW: Final = frozenset({"script", "style"})


def without_comments(text: str) -> str:
    """The text with HTML comments blanked out; line numbers stay. An unclosed comment reaches to the end."""
    parts: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start + 4)
        stop = len(text) if end < 0 else end + 3
        parts += [text[at:start], "\n" * text.count("\n", start, stop)]
        at = stop
    return "".join((*parts, text[at:]))


def attributes(source: str) -> dict[str, str]:
    """The attributes of a tag, names in lower case, entities resolved."""
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(source):
        found.setdefault(name.lower(), _unescaped(value.strip("\"'")).strip())
    return found


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    import html  # noqa: PLC0415 - start-up: its table of names is long

    return html.unescape(text)


def plain(text: str) -> str:
    """The text without tags, entities resolved, white space single."""
    return " ".join(_unescaped(_TAG.sub(" ", text)).split())


class Fragment(Struct):
    """What a run of HTML holds; `feed` may be called for one piece after the other."""

    headings: list[tuple[str, int, int]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    _anchor: tuple[str, int] | None = None
    _heading: tuple[int, int] | None = None
    _words: list[str] = field(default_factory=list)
    _title: list[str] = field(default_factory=list)
    _raw: str = ""

    def feed(self, text: str, line: int) -> None:
        """Read a piece of HTML that begins on `line`."""
        for words, closing, name, rest, at in _pieces(text, line):
            self.say(words)
            if self._raw:
                self._raw = "" if closing and name == self._raw else self._raw
            elif name in _RAW and not closing:
                self._raw = name
            elif name:
                self._tag(closing, name, rest, at)

    def say(self, words: str) -> None:
        """Read words in which there is no markup."""
        if not (self._anchor or self._heading) or self._raw or not words.strip():
            return
        if self._anchor:
            self._words.append(words)
        if self._heading:
            self._title.append(words)

    def _tag(self, closing: bool, name: str, rest: str, line: int) -> None:
        if name in _HEADINGS:
            self._at_heading(closing, int(name[1]), line)
        elif name == "a":
            self._at_anchor(closing, rest, line)
        elif name == "img" and not closing:
            self._at_image(rest, line)

    def _at_heading(self, closing: bool, level: int, line: int) -> None:
        if self._heading and (text := plain(" ".join(self._title))):
            self.headings.append((text, *self._heading))
        self._heading = None if closing else (level, line)
        self._title = []

    def _at_anchor(self, closing: bool, rest: str, line: int) -> None:
        if self._anchor:
            self.links.append(Link(plain(" ".join(self._words)), *self._anchor))
        target = "" if closing else attributes(rest).get("href", "")
        self._anchor = (target, line) if target else None
        self._words = []

    def _at_image(self, rest: str, line: int) -> None:
        given = attributes(rest)
        if target := given.get("src", ""):
            link = self._anchor[0] if self._anchor else ""
            self.images.append(Image(given.get("alt", ""), target, line, link))


def _pieces(text: str, line: int) -> Iterator[tuple[str, bool, str, str, int]]:
    """(text before, closing, tag name, attributes, line) for each tag, and the text after the last with no
    name.
    """
    at = 0
    for tag in _TAG.finditer(text):
        line += text.count("\n", at, tag.start())
        yield text[at : tag.start()], bool(tag[1]), tag[2].lower(), tag[3], line
        line += text.count("\n", tag.start(), tag.end())
        at = tag.end()
    yield text[at:], False, "", "", line
