"""Which paths are source files, when it comes to who wrote them: programming and markup, not vendored, no documentation,
not generated; by path alone, after GitHub Linguist.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from msgspec import Struct

from oshealth.compiled import compiled
from oshealth.facts.tables import shipped

_NEVER: Final = "(?!)"
_AT_A_NAME: Final = "(^|/)"


class _Filter(Struct, frozen=True):
    extensions: frozenset[str]
    names: frozenset[str]
    left_out: re.Pattern[str]


def is_source(path: str) -> bool:
    """Whether a path counts as a source file."""
    known = _filter()
    name = path.rpartition("/")[2].casefold()
    stem, dot, extension = name.rpartition(".")
    told = name in known.names or (dot and stem and extension in known.extensions)
    return bool(told) and known.left_out.search(path) is None


@cache
def _filter() -> _Filter:
    listed = shipped("source_files")
    patterns = [pattern for part in ("vendored", "documentation", "generated") for pattern in listed[part]]
    return _Filter(
        frozenset(listed["extensions"].split()),
        frozenset(listed["names"].split()),
        compiled(_either(patterns)),
    )


def _either(patterns: Sequence[str]) -> str:
    """One pattern for all of them. Those that begin where a name does share that beginning, so that only there they are
    tried: in a large tree, that is most of the time.
    """
    inside = [pattern.removeprefix(_AT_A_NAME) for pattern in patterns if pattern.startswith(_AT_A_NAME)]
    anywhere = [pattern for pattern in patterns if not pattern.startswith(_AT_A_NAME)]
    at_names = f"(?:^|/)(?:{'|'.join(f'(?:{rest})' for rest in inside)})" if inside else _NEVER
    return "|".join((at_names, *(f"(?:{pattern})" for pattern in anywhere)))
