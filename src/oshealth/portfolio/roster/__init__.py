"""Lists in: from whatever people keep their projects in to a roster that loses no row."""

from typing import BinaryIO

from oshealth.portfolio.roster.joining import Owned, no_owners, roster_of, within
from oshealth.portfolio.roster.reading import read_sheet
from oshealth.portfolio.values import Roster

__all__ = ["Owned", "read_roster", "within"]


def read_roster(
    source: str,
    columns: tuple[str, ...] = (),
    *,
    allow_local: bool = False,
    owned: Owned = no_owners,
    stdin: BinaryIO | None = None,
) -> Roster:
    """The list that `source` names (a file, a folder, `-`, `org:NAME`, `pkg:…`). Raises AskedWrongly when it is none."""
    return roster_of(read_sheet(source, stdin), columns, allow_local=allow_local, owned=owned)
