"""AsciiDoc, and Org and RDoc, which look much alike, read line by line; nothing is included or executed."""

import re
from typing import Final

from msgspec import Struct, field

from oshealth.compiled import compiled
from oshealth.facts.markup.markdown import bare_links
from oshealth.facts.markup.model import Code, Image, Link, Markup, Paragraph, sections_of

_HEADING: Final = compiled(r"(={1,6}|#{1,6}) +(\S.*)$")
_ORG_HEADING: Final = compiled(
    r"(\*{1,6}) {1,80}(?:TODO {1,80}|DONE {1,80})?(\S.*?)(?: {1,80}:[\w@:]{1,200}:)?$"
)
_FENCES: Final = ("----", "....", "++++", "////", "```")
_SOURCE: Final = compiled(r"\[(?:source|,)[^\]\n]*?,\s*([\w+-]+)")
_ATTRIBUTE: Final = compiled(r":!?([\w-]+)!?:(?: +(.*))?$")
_CONDITION: Final = compiled(r"(?:ifn?def|ifeval|endif)::")
_REFERENCE: Final = compiled(r"\{([\w-]+)\}")
_LINK: Final = compiled(r"(?:link:|xref:)([^\s\[\]]+)\[([^\]\n]*)\]")
_URL: Final = compiled(r"(https?://[^\s\[\]<>]+)\[([^\]\n]*)\]")
_CROSS: Final = compiled(r"<<([^<>,\n]+?)(?:,([^<>\n]*))?>>")
_IMAGE: Final = compiled(r"image::?([^\s\[\]]+)\[([^\]\n]*)\]")
_INCLUDE: Final = compiled(r"include::([^\s\[\]]+)\[")
_ORG: Final = compiled(r"\[\[([^\[\]\n]+)\](?:\[([^\[\]\n]*)\])?\]")
_PICTURE: Final = compiled(r"(?i)\S+\.(?:svg|png|jpe?g|gif|webp)(?:\?\S*)?$|https?://\S+/badge(?:\?\S*)?$")
"""What Org shows as an image, where it stands alone in a link or as its words."""
_MARKS: Final = compiled(r"(?<!\w)[*_`#]{1,2}|[*_`#]{1,2}(?!\w)")
_LONGEST: Final = 20_000


def read(text: str) -> Markup:
    """Parse AsciiDoc. Attributes (`:url: …`) are put in where links use them; `include::` counts as a
    link.
    """
    return _read(text, _HEADING)


def read_org(text: str) -> Markup:
    """Parse Org, in which stars make headings: in AsciiDoc they make lists. Keywords and comments are left out."""
    return _read(text, _ORG_HEADING)


def _read(text: str, heading: re.Pattern[str]) -> Markup:
    reader = _Reader(tuple(text.split("\n")), heading)
    reader.read()
    return Markup(
        lines=reader.lines,
        sections=sections_of(reader.headings, len(reader.lines)),
        links=tuple(sorted(reader.links, key=lambda item: item.line)),
        images=tuple(reader.images),
        code=tuple(reader.code),
        paragraphs=tuple(reader.paragraphs),
    )


class _Reader(Struct):
    lines: tuple[str, ...]
    heading: re.Pattern[str]
    headings: list[tuple[str, int, int]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    code: list[Code] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    fence: str = ""
    opened: int = 0
    language: str = ""
    prose: list[str] = field(default_factory=list)

    def read(self) -> None:
        for number, line in enumerate(self.lines, 1):
            if not self._fenced(line.rstrip(), number):
                self._line(line.rstrip()[:_LONGEST], number)
        self._close_paragraph(len(self.lines) + 1)

    def _fenced(self, line: str, number: int) -> bool:
        if self.fence:
            if line.lower() == self.fence:
                if self.fence[:2] != "//":
                    self.code.append(Code(self.language, self.opened, number))
                self.fence = self.language = ""
            return True
        lower = line.lower()
        if lower.startswith(("#+begin_src", "#+begin_example")):
            begun, _, rest = lower.partition(" ")
            self.fence, self.language = begun.replace("begin", "end"), rest.strip().split(" ")[0]
        elif line.startswith("```"):
            self.fence, self.language = "```", line[3:].strip().lower()
        elif line.startswith(_FENCES) and set(line) == {line[0]}:
            self.fence = line
        else:
            return False
        self._close_paragraph(number)
        self.opened = number
        return True

    def _line(self, line: str, number: int) -> None:
        if attribute := _ATTRIBUTE.match(line):
            self.attributes[attribute[1]] = (attribute[2] or "").strip()[:500]
            return
        if heading := self.heading.match(line):
            self._close_paragraph(number)
            self.headings.append((_plain(self._filled(heading[2])), len(heading[1]), number))
        elif source := _SOURCE.match(line):
            self.language = source[1].lower()
        elif not line.strip():
            self._close_paragraph(number)
        elif (
            not _CONDITION.match(line) and not self._is_author(number) and not line.startswith(self._aside())
        ):
            self.prose.append(line)
        self._find(self._filled(line), number)

    def _aside(self) -> tuple[str, ...]:
        """What begins a line that is no prose."""
        is_org = self.heading is _ORG_HEADING
        return ("#",) if is_org else ("//", "[", "image::", "include::", "|===")

    def _is_author(self, number: int) -> bool:
        """Whether a line stands right under the title: AsciiDoc keeps authors and revision there."""
        return (
            self.heading is _HEADING
            and len(self.headings) == 1
            and self.headings[0][1] == 1
            and number - self.headings[0][2] <= 2
            and not self.paragraphs
        )

    def _find(self, line: str, number: int) -> None:
        for found in _IMAGE.finditer(line):
            options = [part.strip() for part in found[2].split(",")]
            link = next((part[5:].strip("\"'") for part in options if part.startswith("link=")), "")
            alt = options[0] if "=" not in options[0] else ""
            self.images.append(Image(alt.strip('"'), found[1], number, link))
        line = self._pictures(_IMAGE.sub(" ", line), number)
        for pattern in (_LINK, _URL, _CROSS, _ORG):
            for found in pattern.finditer(line):
                if pattern is _ORG and self._is_anchor(found):
                    continue
                within = pattern is _CROSS and not set(found[1]) & {".", "#", "/"}
                self.links.append(
                    Link((found[2] or "").strip("^ "), "#" * within + found[1].strip("+"), number)
                )
            line = pattern.sub(" ", line)
        self.links += [Link("", found[1], number) for found in _INCLUDE.finditer(line)]
        self.links += bare_links(line, number)

    def _is_anchor(self, found: re.Match[str]) -> bool:
        """Whether brackets mark a place to link to, `[[tabs-or-spaces]]`, as they do in AsciiDoc."""
        return self.heading is _HEADING and not found[2] and not set(found[1]) & set("./:#")

    def _pictures(self, line: str, number: int) -> str:
        """Finds the images of Org, which are written as links; returns the line without them."""
        for found in _ORG.finditer(line):
            if _is_picture(found):
                shown = found[2] or found[1]
                self.images.append(
                    Image("", shown.removeprefix("file:"), number, found[1] if found[2] else "")
                )
                self.links += [Link("", found[1], number)] if found[2] else []
        return _ORG.sub(lambda found: " " if _is_picture(found) else found[0], line)

    def _filled(self, line: str) -> str:
        return _REFERENCE.sub(lambda found: self.attributes.get(found[1], found[0]), line)[:_LONGEST]

    def _close_paragraph(self, number: int) -> None:
        if self.prose:
            text = _plain(self._filled(" ".join(self.prose)))
            if text:
                self.paragraphs.append(Paragraph(text, number - len(self.prose)))
            self.prose = []


def _plain(text: str) -> str:
    for pattern in (_IMAGE, _LINK, _URL, _CROSS, _ORG):
        text = pattern.sub(
            lambda found: "" if found.re is _IMAGE or _is_picture(found) else found[2] or "", text
        )
    return " ".join(_MARKS.sub("", text).split())


def _is_picture(found: re.Match[str]) -> bool:
    return found.re is _ORG and _PICTURE.match(found[2] or found[1]) is not None
