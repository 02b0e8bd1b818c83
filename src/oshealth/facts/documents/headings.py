"""Under which headings and link texts a README carries a document itself, in many languages
(data/headings.json).
"""

import json
import pkgutil
import re
from functools import cache, lru_cache
from typing import Final

from oshealth.facts.documents.words import phrase, phrases

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

_BESIDE: Final = re.compile(
    r"^(?:the|our|its|this project s|le|la|les|notre|nos|el|los|nuestr[oa]s?|unser[en]?|die|das|der|nossos?|il|i nostri) "
    r"| (?:page|document|file|section|seite|dokument|datei|pagina|fichier|documento|archivo|arquivo)$"
)
"""What stands beside the name in the text of a link: *our* contributing guide, the support *page*."""


@lru_cache(maxsize=4096)
def names(text: str, kind: str) -> bool:
    """Whether a heading, as a whole or in one of its joined parts, is a name of that kind.

    `kind` is a kind of document, or "installation", "usage" or "development" for parts of a README.
    """
    whole, openings = _names(kind)
    title = phrase(text)
    return any(
        (said in whole and (said == title or said not in _WHOLE_ONLY)) or _is_short(said, openings)
        for said in phrases(text)
    )


def link_names(text: str, kind: str) -> bool:
    """As `names`, for the text of a link: whole only, and not by words that name every other page too."""
    return not _names(kind)[0].isdisjoint(_link_phrases(text))


@lru_cache(maxsize=4096)
def _link_phrases(text: str) -> frozenset[str]:
    said = phrase(text)
    return frozenset((said, _BESIDE.sub("", said))) - _TOO_COMMON_FOR_LINKS


def _is_short(said: str, openings: tuple[str, ...]) -> bool:
    return any(
        said.startswith(opening) and len(said[len(opening) :].split()) <= MOST_WORDS_MORE
        for opening in openings
    )


@cache
def _names(kind: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Whole phrases, and openings after which up to MOST_WORDS_MORE words may follow (written "… *")."""
    entries = _table().get(kind, [])
    whole = frozenset(phrase(entry) for entry in entries if not entry.endswith(" *"))
    return whole, tuple(phrase(entry[:-2]) + " " for entry in entries if entry.endswith(" *"))


@cache
def _table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = json.loads(
        pkgutil.get_data("oshealth.facts", "data/headings.json") or b"{}"
    )
    return table
