"""Builds `usual.json` from the license files of many projects, one folder for each: `FOLDER/OWNER+NAME/LICENSE`.

    python -m oshealth.facts.licensing.build_usual FOLDER

Kept is what several owners ship, word for word, and what is a license for sure; of their texts only the fingerprint.
The same files give the same bytes.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import json

from oshealth.facts.licensing.comparing import compared
from oshealth.facts.licensing.exact import fingerprint, same
from oshealth.facts.licensing.identification import Identification
from oshealth.facts.licensing.usual import DATA, by_place
from oshealth.facts.licensing.words import MOST_CHARACTERS, words_of

FEWEST_OWNERS: Final = 3
"""So many use the same words: then nobody's name is among them."""


def build(folder: Path, out: Path) -> int:
    """Writes the table to `out`. Returns how many forms it holds."""
    owners: dict[tuple[str, ...], set[str]] = {}
    for owner, words in _license_files(folder):
        owners.setdefault(words, set()).add(owner)
    forms = (words for words, several in owners.items() if len(several) >= FEWEST_OWNERS and not same(words))
    table = {fingerprint(words): found for words in forms if (found := _answer(words)) is not None}
    out.write_bytes(json.encode(dict(sorted(table.items()))) + b"\n")
    return len(table)


def _license_files(folder: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    for path in sorted(folder.glob("*/*")):
        text = path.read_text(encoding="utf-8", errors="replace")
        if len(text) <= MOST_CHARACTERS:
            yield path.parent.name.partition("+")[0].lower(), words_of(text).words


def _answer(words: tuple[str, ...]) -> Identification | None:
    """What comparing tells of a license file with these words; None where it would have to see the text itself again."""
    found = compared("", by_place(words), is_license_file=True)
    return found if found.verdict == "sure" and found.by == "text" and found.parts else None


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(__file__).with_name(DATA))
