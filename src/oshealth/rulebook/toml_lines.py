"""Where the keys of one table stand in a file of TOML: told line by line, since the reader of TOML keeps no places."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from oshealth.compiled import compiled
from oshealth.rulebook.located import Place

_HEADER: Final = compiled(r"[ \t]*(\[\[?)[ \t]*([\w-]+(?:[ \t]*\.[ \t]*[\w-]+)*)[ \t]*\]\]?[ \t]*(?:#.*)?$")
_KEY: Final = compiled(r"[ \t]*([\w-]+|\"[^\"\n]*\"|'[^'\n]*')[ \t]*=")


def toml_places(text: str, table: tuple[str, ...]) -> Mapping[Place, tuple[int, int]]:
    """Line and column, 1-based, of a table, the tables in it, and each key that begins a line there."""
    places: dict[Place, tuple[int, int]] = {}
    several: Counter[Place] = Counter()
    inside: Place | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line.rstrip("\r")):
            inside = _place(tuple(re.split(r"[ \t]*\.[ \t]*", header[2])), table)
            if inside is not None and header[1] == "[[":
                several[inside] += 1
                inside = (*inside, several[inside] - 1)
            if inside is not None:
                places.setdefault(inside, (number, header.start(1) + 1))
        elif inside is not None and (key := _KEY.match(line)):
            places.setdefault((*inside, key[1].strip("\"'")), (number, key.start(1) + 1))
    return places


def _place(name: tuple[str, ...], table: tuple[str, ...]) -> Place | None:
    """A table by its path below `table`; None for one that lies elsewhere."""
    return name[len(table) :] if name[: len(table)] == table else None
