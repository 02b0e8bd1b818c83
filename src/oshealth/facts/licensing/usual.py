"""Known licenses in the forms that many projects ship (without their title, their numbers, an address): what comparing each
made of it was kept by the fingerprint of its words, so that most texts that are not the published ones are known at one look.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from msgspec import json
from msgspec.structs import replace

from oshealth.facts.licensing.exact import fingerprint
from oshealth.facts.licensing.identification import Identification
from oshealth.facts.licensing.words import Words

DATA: Final = "usual.json"


def usual(words: Words) -> Identification | None:
    """What a license file with these words is for sure, by the kept answer; None when it is no usual form."""
    found = _by_fingerprint().get(fingerprint(words.words)) if words.words else None
    return on_lines(found, words) if found else None


def on_lines(found: Identification, words: Words) -> Identification:
    """An answer whose places are told by words, counted from 0, with the lines of a text instead."""
    lines = words.lines
    return replace(
        found,
        changes=tuple(one._replace(line=lines[one.line]) for one in found.changes),
        parts=tuple(
            replace(one, first_line=lines[one.first_line], last_line=lines[one.last_line])
            for one in found.parts
        ),
        beside=tuple(one._replace(line=lines[one.line]) for one in found.beside),
    )


def by_place(words: tuple[str, ...]) -> Words:
    """Words as if each stood on a line of its own, counted from 0."""
    return Words(words, tuple(range(len(words))))


@cache
def _by_fingerprint() -> Mapping[str, Identification]:
    """The table that is shipped with the package; a tenth of a millisecond at the first call."""
    data = Path(__file__).with_name(DATA).read_bytes()
    return json.decode(data, type=dict[str, Identification])
