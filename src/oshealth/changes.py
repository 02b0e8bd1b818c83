"""Changes: which files each commit added, changed, renamed or removed, as columns; a group of evidence of its own,
read only with `--deep`.
"""

from __future__ import annotations

from array import array
from typing import Final

from msgspec import Struct, field

NO_SOURCE: Final = -1


class Changes(Struct, frozen=True):
    """Every change of a file by a commit that is no merge, in the order of the history (newest first).

    `rows` are rows of the snapshot's `History`; `paths` and `sources` index `names`, a source being the old path of a
    rename or copy (NO_SOURCE without one); `kinds` holds one letter a change: A, M, D, R, C, T.
    `is_exact` when only renames without any change of content could be found.
    """

    names: tuple[str, ...] = ()
    rows: array[int] = field(default_factory=lambda: array("I"))
    paths: array[int] = field(default_factory=lambda: array("I"))
    sources: array[int] = field(default_factory=lambda: array("i"))
    kinds: bytes | bytearray = b""
    is_exact: bool = False
    partial: str = ""

    def __len__(self) -> int:
        return len(self.rows)
