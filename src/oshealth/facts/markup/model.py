"""What a text is made of, whatever its markup: sections, links, images and blocks of code, each with its
line.
"""

from msgspec import Struct


class Section(Struct, frozen=True):
    """A heading and what stands under it.

    `level` counts from 1; `line` is the line of the heading and `end` the last line that belongs to it,
    subsections included (both 1-based).
    """

    heading: str
    level: int
    line: int
    end: int


class Link(Struct, frozen=True):
    """A link as written. `text` is what a reader sees; empty for a bare address and for a link around an
    image.
    """

    text: str
    target: str
    line: int


class Image(Struct, frozen=True):
    """An image; `link` is where a click leads, empty when nowhere."""

    alt: str
    target: str
    line: int
    link: str = ""


class Code(Struct, frozen=True):
    """A block of code: its first and last line (fences included) and the language it names, in lower case."""

    language: str
    line: int
    end: int


class Paragraph(Struct, frozen=True):
    """Running text without its markup, and the line on which it begins."""

    text: str
    line: int


class Markup(Struct, frozen=True):
    """A parsed text. Every tuple is in the order of the text; `cut` says why the end was not read, if it was
    not.
    """

    lines: tuple[str, ...]
    sections: tuple[Section, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    code: tuple[Code, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    cut: str = ""

    def body(self, section: Section) -> str:
        """The source text under a heading, without the heading."""
        return "\n".join(self.lines[section.line : section.end])

    def links_in(self, section: Section) -> tuple[Link, ...]:
        """The links under (and in) a heading."""
        return tuple(link for link in self.links if section.line <= link.line <= section.end)

    def code_in(self, section: Section) -> tuple[Code, ...]:
        """The blocks of code under a heading."""
        return tuple(code for code in self.code if section.line <= code.line <= section.end)


def sections_of(headings: list[tuple[str, int, int]], last_line: int) -> tuple[Section, ...]:
    """Sections from (text, level, line) in the order of lines; each ends before the next of its level or
    above.
    """
    sections: list[Section] = []
    open_ones: list[tuple[int, tuple[str, int, int]]] = []
    ends = [last_line] * len(headings)
    for index, heading in enumerate(headings):
        while open_ones and open_ones[-1][1][1] >= heading[1]:
            ends[open_ones.pop()[0]] = heading[2] - 1
        open_ones.append((index, heading))
    for (text, level, line), end in zip(headings, ends, strict=True):
        sections.append(Section(text, level, line, max(end, line)))
    return tuple(sections)
