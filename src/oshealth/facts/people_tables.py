"""Tables of people in a text: which cells stand under a heading such as "Name" or "Who"."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from oshealth.compiled import compiled
from oshealth.facts.documents.words import phrase

_RULE: Final = compiled(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*){1,30}\|?\s*$")
_AND: Final = compiled(r"\s+(?:and|e|y|et|und|en|i|&|\+)\s+|\s*[,/;]\s*|<br\s*/?>", re.I)
_OF_PEOPLE: Final = frozenset(
    phrase(text)
    for text in (
        "name", "names", "full name", "person", "people", "who", "maintainer", "maintainers", "member", "members", "lead",
        "responsible", "deputy", "nome", "pessoa", "titular", "suplente", "responsável", "mantenedor", "nom", "personne",
        "responsable", "mainteneur", "nombre", "persona", "mantenedora", "verantwortlich", "ansprechpartner", "vertretung",
        "referente", "responsabile", "naam", "姓名", "维护者", "氏名",
    )
)  # fmt: skip


def cells_of_people(lines: Sequence[str]) -> Mapping[int, tuple[str, ...]]:
    """For each row (numbered from 1) of a table with such columns, what stands in them, several in one cell parted."""
    found: dict[int, tuple[str, ...]] = {}
    columns: tuple[int, ...] = ()
    for number, line in enumerate(lines, start=1):
        below = lines[number] if number < len(lines) else ""
        if line.count("|") < 1:
            columns = ()
        elif _RULE.match(below):
            columns = tuple(at for at, cell in enumerate(_cells(line)) if phrase(cell) in _OF_PEOPLE)
        elif columns and not _RULE.match(line):
            cells = _cells(line)
            named = (cells[at] for at in columns if at < len(cells))
            found[number] = tuple(part for cell in named for part in _AND.split(cell) if part)
    return found


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line[:2_000].strip().strip("|").split("|")]
