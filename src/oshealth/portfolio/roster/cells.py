"""From the text of a cell to the repositories it names, and why what is left of it names none."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from oshealth.compiled import compiled
from oshealth.errors import InvalidReference
from oshealth.reference import RepoRef, parse

LONGEST: Final = 20_000
_MOST: Final = 200
_LINK: Final = compiled(r"\]\(\s*<?([^)>\s]+)[^)]*\)|href=[\"']([^\"']+)[\"']", re.IGNORECASE)
_BREAK: Final = compiled(r"[\s,;|]+")
_ADDRESS: Final = compiled(
    r"(?:[a-z][a-z0-9+.-]*://|git@|pkg:|org:|git\+|scm:|www\.|[a-z]+\.(?:com|org)/|(?:github|gitlab|codeberg|gh|gl):)",
    re.IGNORECASE,
)
_SHORT: Final = compiled(r"[\w.-]+/[\w.-]+(?:@[\w./-]+)?\Z")
_OWNER: Final = compiled(r"(?:https?://)?(?:www\.)?github\.com/([\w-]+)/?", re.IGNORECASE)
_NOTHING: Final = frozenset(
    {"", "-", "–", "—", "?", "n/a", "na", "none", "null", "nil", "tbd", "todo", "no", "x"}
)


class Said(NamedTuple):
    """What one cell says: repositories, owners all of whose repositories are meant, and what is wrong with the rest."""

    refs: tuple[RepoRef, ...] = ()
    owners: tuple[str, ...] = ()
    troubles: tuple[tuple[str, str], ...] = ()


def is_nothing(text: str) -> bool:
    """Whether a cell is empty, or says in a usual way that there is nothing."""
    return text.strip().lower() in _NOTHING


def read_cell(text: str) -> Said:
    """Everything that a cell names; several may stand on lines, or between commas, semicolons, bars and blanks."""
    if is_nothing(text):
        return Said()
    if len(text) > LONGEST:
        return Said(troubles=((text[:80], f"a cell of more than {LONGEST} characters"),))
    refs: dict[RepoRef, None] = {}
    owners: dict[str, None] = {}
    troubles: list[tuple[str, str]] = []
    for piece in _pieces(text)[:_MOST]:
        if piece.lower().startswith("org:"):
            owners[piece[4:].strip("/")] = None
            continue
        try:
            refs[_reference(piece)] = None
        except InvalidReference as error:
            troubles.append((piece, _told(error, piece)))
    return Said(tuple(refs), tuple(owners), tuple(troubles))


def _pieces(text: str) -> list[str]:
    """The parts of a cell that can be addresses; the whole cell when no part of it looks like one."""
    linked = [first or second for first, second in _LINK.findall(text)]
    words = [word.strip("<>()\"'`").rstrip(".,;") for word in _BREAK.split(text.strip())]
    found = linked or [word for word in words if _ADDRESS.match(word)]
    if found:
        return list(dict.fromkeys(found))
    filled = [word for word in words if word]
    return filled if filled and all(map(_SHORT.match, filled)) else [text.strip()]


def _reference(piece: str) -> RepoRef:
    ref = parse(piece)
    if ref.revision and f"@{ref.revision}" not in piece:
        ref = ref.at("")  # a page of a branch or file was pasted; the project is meant
    if ref.path and piece[0] not in "./~" and not piece.lower().startswith(("file:", "git+file:")):
        raise InvalidReference("a word, but no address", "Write owner/repo or a URL.")
    return ref


def _told(error: InvalidReference, piece: str) -> str:
    owner = _OWNER.fullmatch(piece)
    if owner:
        return f"it names an owner, but no repository (org:{owner[1]} stands for all of its repositories)"
    return f"{error} ({error.hint.rstrip('.')})" if error.hint else str(error)


def likely(text: str) -> Iterator[RepoRef]:
    """The repositories on known forges, or with `.git` at their end, that a text links to; the rest is passed over."""
    for ref in read_cell(text).refs:
        if ref.host and (ref.forge != "git" or ref.name.endswith(".git")):
            yield ref
