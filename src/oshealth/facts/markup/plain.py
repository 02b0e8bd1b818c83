"""Plain text: headings are underlined, numbered or shouted; bare addresses are links; indented blocks may be
code.
"""

from typing import Final

from oshealth.compiled import compiled
from oshealth.facts.markup.markdown import bare_links
from oshealth.facts.markup.model import Code, Markup, Paragraph, sections_of

_UNDERLINE: Final = compiled(r"([=\-~*#^+])\1{2,}\s*$")
_HASHES: Final = compiled(r"(#{1,6}) +(\S.*?)\s*#*$")
_COMMAND: Final = compiled(
    r"(?:\s{2,}|\t)(?:\$ |% |> |\./|make\b|cd |pip |npm |git |cargo |go |sudo |python)"
)
_SHOWN: Final = compiled(
    r"(?:\t| {2,})\s{0,40}(?![-*+•]|\(?\d{1,3}[.)]\s|<?https?://\S{1,400}$|[A-Z][a-z]+,? [a-z]|.{0,160}?\S@\w)"
    r"(?=\S*/|.{0,160}?(?:\s-{1,2}\w|[=|<>{}\[\];$]|\w\())[^\s<].{0,200}(?<![.,;])$"
)
"""The first line of what a text shows below `run:`, indented; no list, no address and no sentence."""
_LONGEST_SHOUT: Final = 60


def read(text: str) -> Markup:
    """Read plain text; a first line that stands alone counts as the title."""
    lines = tuple(text.split("\n"))
    headings = [found for at in range(len(lines)) if (found := _heading(lines, at))]
    return Markup(
        lines=lines,
        sections=sections_of(headings, len(lines)),
        links=tuple(bare_links(text, 1)),
        code=code_in(lines),
        paragraphs=_paragraphs(lines, {line for _, _, line in headings}),
    )


def code_in(lines: tuple[str, ...]) -> tuple[Code, ...]:
    """Commands that stand indented, and whatever stands indented below a line that ends with a colon."""
    found: list[Code] = []
    leads = False
    for at, line in enumerate(lines, 1):
        if found and found[-1].end == at - 1 and line[:1].isspace() and line.strip():
            found[-1] = Code("", found[-1].line, at)
        elif _COMMAND.match(line) or (leads and _SHOWN.match(line)):
            found.append(Code("", at, at))
        leads = line.rstrip().endswith(":") or (leads and not line.strip())
    return tuple(found)


def _heading(lines: tuple[str, ...], at: int) -> tuple[str, int, int] | None:
    line = lines[at].strip()
    if not line or len(line) > 200 or _UNDERLINE.match(line):
        return None
    below = lines[at + 1] if at + 1 < len(lines) else ""
    if under := _UNDERLINE.match(below.strip()):
        return (line, 1 if under[1] in "=*#" else 2, at + 1) if not lines[at][0].isspace() else None
    if hashes := _HASHES.match(lines[at]):
        return hashes[2], len(hashes[1]), at + 1
    alone = not below.strip() and (at == 0 or not lines[at - 1].strip())
    if alone and at == 0 and len(line) <= _LONGEST_SHOUT:
        return line, 1, 1
    shouted = line.isupper() and sum(map(str.isalpha, line)) >= 4 and len(line) <= _LONGEST_SHOUT
    return (line.rstrip(":"), 2, at + 1) if alone and shouted and not lines[at][0].isspace() else None


def _paragraphs(lines: tuple[str, ...], titles: set[int]) -> tuple[Paragraph, ...]:
    found: list[Paragraph] = []
    rows: list[str] = []
    for number, line in enumerate((*lines, ""), 1):
        if line.strip() and number not in titles and not _UNDERLINE.match(line.strip()):
            rows.append(line.strip())
        elif rows:
            found.append(Paragraph(" ".join(rows), number - len(rows)))
            rows = []
    return tuple(found)
