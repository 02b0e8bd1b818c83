"""Under which headings and link texts a README carries a document itself, in many languages
(data/headings.json).
"""

from functools import cache, lru_cache
from typing import Final

from oshealth.compiled import compiled
from oshealth.facts.documents.scripts import in_both_scripts
from oshealth.facts.documents.standing import headed, standing_in
from oshealth.facts.documents.words import KEPT, phrase, phrases
from oshealth.facts.tables import shipped

MOST_WORDS_MORE: Final = 4
_TOO_COMMON_FOR_LINKS: Final = frozenset(
    phrase(text)
    for text in (
        "issues", "bugs", "bug reports", "questions", "question", "chat", "forum", "discussion",
        "discussions",
        "news", "latest news", "users", "team", "feedback", "contact", "contacts", "community", "reference",
        "author", "history", "changes", "releases", "future", "owners", "thanks", "help", "join us",
        "conduct",
        "mailing list", "mailing lists", "security issues", "showcase", "organisation", "sponsor", "donate",
    )
)  # fmt: skip

_WHOLE_ONLY: Final = frozenset(
    phrase(text) for text in ("users", "utilisateurs", "usuarios", "anwender", "nutzer", "用户", "gebruikers")
)
"""Words that in "Users and permissions" mean something else than on their own."""
_OF_BADGES: Final = frozenset(
    phrase(text) for text in ("build state", "build status", "build results", "build badges")
)
"""What stands over badges tells of no work, though it begins like a heading that does."""

_BESIDE: Final = compiled(
    r"^(?:the|our|its|this project s|le|la|les|notre|nos|el|los|nuestr[oa]s?|unser[en]?|die|das|der|nossos?|il|i nostri) "
    r"| (?:page|document|file|section|seite|dokument|datei|pagina|fichier|documento|archivo|arquivo)$"
)
"""What stands beside the name in the text of a link: *our* contributing guide, the support *page*."""


def names(text: str, kind: str) -> bool:
    """Whether a heading, as a whole or in one of its joined parts, is a name of that kind.

    `kind` is a kind of document, or "installation", "usage" or "development" for parts of a README.
    """
    return kind in kinds_named(text)


@lru_cache(maxsize=KEPT)
def kinds_named(text: str) -> frozenset[str]:
    """Every kind whose name a heading is; see `names`."""
    title = phrase(text)
    if title in _OF_BADGES:
        return frozenset()
    found: set[str] = set()
    for said in phrases(text):
        if said == title or said not in _WHOLE_ONLY:
            found.update(_whole().get(said, ()))
        first = said.partition(" ")[0]
        found.update(kind for opening, kind in _openings().get(first, ()) if _is_short(said, opening))
    return frozenset(found)


def may_be_named(path: str, text: str, kind: str) -> bool:
    """Whether a text may have a heading that is a name of that kind, told without parsing it."""
    return any(True for _ in standing_in(headed(path, text), tuple(_table()[kind])))


def link_names(text: str, kind: str) -> bool:
    """As `names`, for the text of a link: whole only, and not by words that name every other page too."""
    return kind in kinds_linked(text)


@lru_cache(maxsize=KEPT)
def kinds_linked(text: str) -> frozenset[str]:
    """Every kind that the text of a link names; see `link_names`."""
    said = phrase(text)
    told = {said, _BESIDE.sub("", said)} - _TOO_COMMON_FOR_LINKS
    return frozenset(kind for one in told for kind in _whole().get(one, ()))


def _is_short(said: str, opening: str) -> bool:
    return said.startswith(opening) and len(said[len(opening) :].split()) <= MOST_WORDS_MORE


@cache
def _whole() -> dict[str, tuple[str, ...]]:
    """The kinds that a whole phrase names."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, entries in _table().items():
        for said in {_compared(entry) for entry in in_both_scripts(entries) if entry[-1] != "*"}:
            found[said] = (*found.get(said, ()), kind)
    return found


def _compared(entry: str) -> str:
    """An entry as headings are compared; those in ASCII are written so (a test sees to it)."""
    return entry if entry.isascii() else phrase(entry)


@cache
def _openings() -> dict[str, list[tuple[str, str]]]:
    """By its first word, each opening after which up to MOST_WORDS_MORE words may follow (written "… *"), and its kind."""
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, entries in _table().items():
        for opening in (phrase(entry[:-2]) + " " for entry in entries if entry.endswith(" *")):
            found.setdefault(opening.partition(" ")[0], []).append((opening, kind))
    return found


@cache
def _table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = shipped("headings")
    return table
