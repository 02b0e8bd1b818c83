"""Plain text with an address a line, and Markdown lists of links."""

from collections.abc import Iterator
from typing import Final

from oshealth.compiled import compiled
from oshealth.portfolio.roster.cells import likely
from oshealth.portfolio.roster.sheet import Line, Sheet
from oshealth.portfolio.values import Place

_REMARK: Final = compiled(r"(?:^|\s)#(?:\s|$).*|^#.*")
_BULLET: Final = compiled(r"\s{0,12}(?:[-*+]|\d{1,4}[.)])\s+(.*)")
_HEADING: Final = compiled(r"#{1,6}\s+(.*?)\s*#*\s*\Z")
_LINK: Final = compiled(r"(?<!!)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?([^)>\s]+)[^)]*\)")
_FENCE: Final = compiled(r"\s{0,3}(?:```|~~~)")


def read_text(text: str, source: str) -> Sheet:
    """An address a line; what follows ` # ` is a remark."""
    lines = tuple(
        Line(Place(source, number), (said,))
        for number, line in enumerate(text.splitlines(), 1)
        if (said := _REMARK.sub("", line).strip())
    )
    return Sheet("a plain list", ("repository",), lines, has_head=False)


def read_markdown(text: str, source: str) -> Sheet:
    """Every bullet and table row that links somewhere: its section, its first link's words, the repository, the rest."""
    columns = ("section", "name", "repository", "text")
    return Sheet("a Markdown list", columns, tuple(_bullets(text, source)), has_head=False, is_prose=True)


def _bullets(text: str, source: str) -> Iterator[Line]:
    section, fenced = "", False
    for number, line in enumerate(text.splitlines(), 1):
        if _FENCE.match(line):
            fenced = not fenced
        if fenced:
            continue
        if heading := _HEADING.match(line):
            section = _LINK.sub(r"\1", heading[1])
            continue
        bullet = _BULLET.match(line)
        said = bullet[1] if bullet else line.strip() if line.lstrip().startswith("|") else ""
        links = [(name, url) for name, url in _LINK.findall(said) if not url.startswith(("#", "./", "/"))]
        if links:
            yield _line(Place(source, number), section, said, links)


def _line(place: Place, section: str, said: str, links: list[tuple[str, str]]) -> Line:
    """One bullet; of its links the first to a repository counts, since the others mention relatives."""
    address = next((url for _, url in links if any(likely(url))), links[0][1])
    plain = _LINK.sub(r"\1", said).strip()
    return Line(place, (section, links[0][0].strip("*_` "), address, plain))
