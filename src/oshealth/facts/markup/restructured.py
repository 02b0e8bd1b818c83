"""reStructuredText, read line by line: titles, links, images and code. No directive is ever executed, no file
read.
"""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct, field

from oshealth.compiled import compiled
from oshealth.facts.markup.markdown import bare_links
from oshealth.facts.markup.model import Code, Image, Link, Markup, Paragraph, sections_of

_ADORNMENT: Final = compiled(r"([=\-`:.'\"~^_*+#<>!$%&(),/;?@\[\]\\{|}])\1*\s*$")
_DIRECTIVE: Final = compiled(r"(\s*)\.\. (?:\|[^|\n]{1,200}\| )?([A-Za-z][\w-]*)::\s*(.*)$")
_OPTION: Final = compiled(r"\s+:([\w-]+):\s*(.*)$")
_TARGET: Final = compiled(r"\s*\.\. _(`[^`\n]+`|[^:\n`]+): +(\S.*)$")
_ANONYMOUS: Final = compiled(r"\s*(?:\.\. __:|__) +(\S+)$")
_EMBEDDED: Final = compiled(r"`([^`<>]*)<([^<>`]+)>`__?")
_ROLE: Final = compiled(r":(?:doc|ref|download|any|std:\w+):`(?:([^`<>]*)<)?([^`<>]+)>?`")
_QUOTED: Final = compiled(r"`([^`<>:]+)`(__?)(?!\w)")
_SIMPLE: Final = compiled(r"(?<![\w`/.:])([A-Za-z][\w.-]*[A-Za-z0-9])_(?![\w_])")
_LITERAL: Final = compiled(r"``[^`\n]*``")
_ROLE_MARK: Final = compiled(r":[\w:+-]+:(?=`)")
_PICTURED: Final = compiled(r"\s*\.\. \|([^|\n]{1,200})\| image::")
_REFERENCE: Final = compiled(r"\|([^|\s][^|\n]{0,199})\|_{0,2}")
LONGEST_PARAGRAPH: Final = 20_000
_CODE: Final = frozenset(
    {"code", "code-block", "sourcecode", "prompt", "doctest", "parsed-literal", "literalinclude"}
)
_IMAGES: Final = frozenset({"image", "figure"})
_POINTING: Final = frozenset({"include", "literalinclude", "mdinclude"})


def read(text: str) -> Markup:
    """Parse reStructuredText; `include` directives and `toctree` entries count as links to what they name."""
    lines = tuple(text.split("\n"))
    reader = _Reader(lines, frozenset(found[1] for line in lines if (found := _PICTURED.match(line))))
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
    pictured: frozenset[str]
    headings: list[tuple[str, int, int]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    code: list[Code] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    targets: dict[str, str] = field(default_factory=dict)
    anonymous: list[str] = field(default_factory=list)
    styles: list[tuple[str, bool]] = field(default_factory=list)
    prose: list[tuple[int, str]] = field(default_factory=list)

    def read(self) -> None:
        at = 0
        while at < len(self.lines):
            at = self._title(at) or self._explicit(at) or self._line(at)
        self._close_paragraph()
        self._links()

    def _title(self, at: int) -> int:
        """The index after a title that begins here, 0 when none does."""
        over = bool(_ADORNMENT.match(self.lines[at]))
        text_at = at + 1 if over else at
        if text_at + 1 >= len(self.lines):
            return 0
        text, under = self.lines[text_at], self.lines[text_at + 1]
        adorned = _ADORNMENT.match(under)
        if not adorned or not text.strip() or _ADORNMENT.match(text) or (text[0].isspace() and not over):
            return 0
        if len(under.strip()) < min(len(text.strip()), 4) or (
            over and self.lines[at].strip()[0] != adorned[1]
        ):
            return 0
        if not over and at and self.lines[at - 1].strip() and self.prose and self.prose[-1][0] == at:
            return 0
        self._close_paragraph()
        style = (adorned[1], over)
        if style not in self.styles:
            self.styles.append(style)
        self.headings.append((self._plain(text), self.styles.index(style) + 1, text_at + 1))
        return text_at + 2

    def _explicit(self, at: int) -> int:
        """The index after a directive, target or comment that begins here, 0 when none does."""
        line = self.lines[at]
        if not line.lstrip().startswith(("..", "__ ")):
            return 0
        if target := _TARGET.match(line):
            self.targets[_name(target[1])] = target[2].strip()
            return at + 1
        if anonymous := _ANONYMOUS.match(line):
            self.anonymous.append(anonymous[1])
            return at + 1
        if not line.lstrip().startswith(".. ") and line.strip() != "..":
            return 0
        self._close_paragraph()
        end = self._indented(at + 1, len(line) - len(line.lstrip()))
        directive = _DIRECTIVE.match(line)
        if directive is None:
            return end
        return self._directive(directive[2].lower(), directive[3].strip(), at, end)

    def _directive(self, name: str, argument: str, at: int, end: int) -> int:
        options = {found[1]: found[2] for row in self.lines[at + 1 : end] if (found := _OPTION.match(row))}
        if name in _CODE:
            self.code.append(Code(argument.partition(" ")[0].lower(), at + 1, end))
        if name in _POINTING and argument:
            self.links.append(Link("", argument, at + 1))
        if name in _IMAGES:
            self.images.append(Image(options.get("alt", ""), argument, at + 1, options.get("target", "")))
        if name == "toctree":
            self.links += self._entries(at, end)
        if name in _CODE or name in _IMAGES or name in {"toctree", "raw", "include"}:
            return end
        return at + 1

    def _entries(self, at: int, end: int) -> Iterator[Link]:
        for number in range(at + 1, end):
            row = self.lines[number].strip()
            if row and not row.startswith(":"):
                text, _, target = row.rstrip(">").rpartition("<")
                yield Link(text.strip(), target.strip(), number + 1)

    def _line(self, at: int) -> int:
        """A line of prose; a paragraph that ends in `::` makes the indented block after it code."""
        line = self.lines[at]
        if not line.strip():
            literal = bool(self.prose) and self.prose[-1][1].rstrip().endswith("::")
            indent = len(self.prose[-1][1]) - len(self.prose[-1][1].lstrip()) if self.prose else 0
            self._close_paragraph()
            end = self._indented(at + 1, indent) if literal else at
            if end > at + 1:
                self.code.append(Code("", at + 2, end))
                return end
            return at + 1
        if line.lstrip().startswith(">>> "):
            self._close_paragraph()
            end = next((n for n in range(at, len(self.lines)) if not self.lines[n].strip()), len(self.lines))
            self.code.append(Code("pycon", at + 1, end))
            return end
        self.prose.append((at + 1, line))
        return at + 1

    def _indented(self, at: int, indent: int) -> int:
        """The index after the lines from `at` on that are blank or indented deeper; trailing blank lines stay
        out.
        """
        end = at
        for number in range(at, len(self.lines)):
            line = self.lines[number]
            if not line.strip():
                continue
            if len(line) - len(line.lstrip()) <= indent:
                break
            end = number + 1
        return end

    def _close_paragraph(self) -> None:
        if self.prose:
            text = self._plain(" ".join(row.strip() for _, row in self.prose))
            self.paragraphs.append(Paragraph(text, self.prose[0][0]))
            self._find("\n".join(row for _, row in self.prose), self.prose[0][0])
            self.prose = []

    def _find(self, text: str, line: int) -> None:
        text = _LITERAL.sub("", text[:LONGEST_PARAGRAPH])
        for found in (*_EMBEDDED.finditer(text), *_ROLE.finditer(text)):
            at = line + text.count("\n", 0, found.start())
            self.links.append(Link(" ".join((found[1] or "").split()), found[2].strip(), at))
        bare = _EMBEDDED.sub(lambda found: "\n" * found[0].count("\n"), text)
        self.links += bare_links(bare, line)
        for found in (*_QUOTED.finditer(bare), *_SIMPLE.finditer(bare)):
            at = line + bare.count("\n", 0, found.start())
            self.links.append(Link(" ".join(found[1].split()), "\0" + found[0][-2:], at))

    def _links(self) -> None:
        """Replace references by the targets they name; a reference to nothing is no link."""
        anonymous = iter(self.anonymous)
        resolved = []
        for link in self.links:
            target = link.target
            if target.startswith("\0"):
                target = next(anonymous, "") if target == "\0__" else self.targets.get(_name(link.text), "")
            if target.endswith("_") and "/" not in target:
                target = self.targets.get(_name(target[:-1]), target)
            if target:
                resolved.append(Link(link.text, target, link.line))
        self.links = resolved

    def _plain(self, text: str) -> str:
        text = _REFERENCE.sub(lambda found: "" if found[1] in self.pictured else found[0], text)
        text = _EMBEDDED.sub(lambda found: found[1], _ROLE_MARK.sub("", text))
        return " ".join(re.sub(r"`_{0,2}|\*+|\|_?", "", text).split())


def _name(text: str) -> str:
    return " ".join(text.strip("`").casefold().split())
