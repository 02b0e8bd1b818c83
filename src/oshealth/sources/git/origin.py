"""Where a clone says that it came from: the address of its remote `origin`, read from its configuration as plain text.

A stranger may have written it. Nothing that it says is obeyed or fetched: no included file, no rewriting of addresses;
only an address of one repository on a server counts, and what could be a credential is dropped before it is read.
"""

import re
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from oshealth.compiled import compiled
from oshealth.errors import InvalidReference
from oshealth.reference import RepoRef, parse
from oshealth.sources.git.discover import is_plain_file

_MOST_BYTES: Final = 1 << 20
_HEADER: Final = compiled(r"\s*\[(?i:remote)[ \t]+\"origin\"\]\s*$")
_ANY_HEADER: Final = compiled(r"\s*\[")
_URL: Final = compiled(r"\s*url\s*=\s*([^\s\"\\;]+)\s*$", re.I)
_PLACE: Final = compiled(r"(https?|ssh|git)://(?:[^/]*@)?([^/@]+/.+)", re.I)
_SHORT: Final = compiled(r"[\w.+-]{1,64}@([\w.-]{1,253}):/{0,1}([^/:@~][^:@]*)")


def origin_of(config: Path) -> RepoRef | None:
    """The repository that a clone with this configuration file was made from, without account and revision; None where
    it names none on a server, or more than one.
    """
    addresses = {url for line in _of_origin(config) if (url := _URL.match(line))}
    found = {url[1] for url in addresses}
    return _parsed(found.pop()) if len(found) == 1 else None


def _of_origin(config: Path) -> list[str]:
    """The lines of the section on `origin`; of a file that is no small text, none."""
    try:
        if not is_plain_file(config) or config.stat().st_size > _MOST_BYTES:
            return []
        text = config.read_bytes()[:_MOST_BYTES].decode()
    except (OSError, UnicodeDecodeError):
        return []
    lines, is_inside = [], False
    for line in text.replace("\r\n", "\n").replace("\\\n", "").split("\n"):
        if _ANY_HEADER.match(line):
            is_inside = _HEADER.match(line) is not None
        elif is_inside:
            lines.append(line)
    return lines


def _parsed(url: str) -> RepoRef | None:
    short = _SHORT.fullmatch(url)
    place = None if short else _PLACE.fullmatch(url)
    if not short and not place:
        return None
    plain = f"ssh://{short[1]}/{short[2]}" if short else f"{place[1].lower()}://{place[2]}" if place else ""
    try:
        ref = parse(plain, lambda _path: False)
    except InvalidReference:
        return None
    return replace(ref, user="", revision="") if ref.host and ref.owner else None
