"""Where the README or a manifest says that the project's documentation stands; not where that of others does."""

import re
from collections.abc import Iterator
from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.belonging import is_of_another, naming
from oshealth.facts.documents import README_TEXTS, Document, Missing, document, shelf
from oshealth.facts.late import late
from oshealth.facts.manifests import WANTED
from oshealth.facts.patterns import matches
from oshealth.snapshot import Evidence, Unknown

MANIFESTS: Final = ("pyproject.toml", "package.json", "Cargo.toml", "setup.cfg", "setup.py")
_REST: Final = late(r"[^\s<>()\[\]\"'`]{0,500}")
_LED_TO: Final = late(r"\)\]\((https?://[^\s<>()\[\]]{1,500})")
_PATH: Final = late(r"[\w.-]+/[\w./-]+")
_BEFORE: Final = 60  # characters of a sentence that may say of what the documentation is
_SENTENCE: Final = late(r"[\n.!?](?=\s|$)|\n\s*[-*+]\s|\)")
_KEY: Final = late(r"(?i)(?:doc\w*|home-?_?page|url)[\"'\]]?\s{0,9}[:=]")
_OWN_FORGE: Final = late(r"https?://(?:www\.)?(?:github|gitlab)\.com/(?![^\s\"']*/wikis?)")


def link(facts: Facts) -> Reading:
    """The first address that the words around it call documentation and that may be the project's own.

    Where a manifest could not be read, or a tree not seen whole, nothing found is unknown.
    """
    found = document(facts, "readme")
    told = (_in_readme(facts, found) if isinstance(found, Document) else None) or _in_manifests(facts)
    if told is not None:
        return Value(str(told.value), (told,))
    if isinstance(found, Missing):
        absent = Evidence("absence", ", ".join(found.looked_at), name="readme", value=found.note or None)
        return _unread(facts) or Value("", (absent,))
    if isinstance(found, Unknown):
        return found
    if isinstance(found.text, Unknown):
        return found.text
    return _unread(facts) or Value("", (Evidence("absence", found.path, name="documentation-link"),))


def _unread(facts: Facts) -> Unknown | None:
    """Why a manifest could not be read, or may be there unseen."""
    own = shelf(facts)
    if isinstance(own, Unknown):
        return own
    texts = (own.text(path) for path in MANIFESTS if path in own.paths)
    hidden = Unknown(own.tree.partial) if own.tree.partial else None
    return next((text for text in texts if isinstance(text, Unknown)), hidden)


def _in_readme(facts: Facts, readme: Document) -> Evidence | None:
    text = readme.text if isinstance(readme.text, str) else ""
    own = facts.once(naming)
    for hit in matches("documentation-link", text):
        address = _address(text, hit)
        words = text[max(0, hit.start() - _BEFORE) : hit.start()]
        words = _SENTENCE().split(words)[-1] + hit[0].rpartition("http")[0]
        if not address or not is_of_another(address, words, own):
            line = readme.line + text.count("\n", 0, hit.start()) + 1
            told = address or _PATH().findall(hit[0])[-1]
            return Evidence("path", readme.path, line, "documentation", told)
    return None


def _address(text: str, hit: re.Match[str]) -> str:
    """The address at the end of a hit, whole, or where the badge there leads; empty where it ends in a path."""
    if not hit[0].endswith("//"):
        return ""
    rest = _REST().match(text, hit.end())
    end = rest.end() if rest else hit.end()
    badge = _LED_TO().match(text, end)
    return badge[1] if badge else text[hit.start() + hit[0].rfind("http") : end]


def _in_manifests(facts: Facts) -> Evidence | None:
    own, known = shelf(facts), facts.once(naming)
    if isinstance(own, Unknown):
        return None
    for path in filter(own.paths.__contains__, MANIFESTS):
        text = own.text(path)
        for address, line, row in _named(text if isinstance(text, str) else ""):
            is_told = bool(_KEY().search(row)) or known.bears(address.partition("//")[2])
            if is_told and not _OWN_FORGE().match(address) and not is_of_another(address, "", known):
                return Evidence("path", path, line, "documentation", address)
    return None


def _named(text: str) -> Iterator[tuple[str, int, str]]:
    """Addresses of documentation in a manifest, with their line and what stands before them there."""
    for hit in matches("documentation-address", text):
        rest = _REST().match(text, hit.end())
        start = text.rfind("\n", 0, hit.start()) + 1
        yield hit[0] + (rest[0] if rest else ""), text.count("\n", 0, start) + 1, text[start : hit.start()]


FACTS: Final = (
    Fact(
        "documentation.link",
        "text",
        "Where the README or a manifest says that the project's documentation stands, outside its README: an address or a path; "
        "empty when neither does, or names only what others wrote.",
        link,
        frozenset({"tree", "texts"}),
        texts=(*README_TEXTS, *WANTED),
    ),
)
