"""Whether a repository should be expected to carry publiccode.yml, and whether the one it carries speaks of it."""

import re
from collections.abc import Mapping
from typing import Final

from oshealth.errors import InvalidReference
from oshealth.facts.base import Facts, Reading, Value
from oshealth.facts.documents import document, readme_markup, shelf
from oshealth.facts.documents.finder import Document
from oshealth.facts.late import Late, late
from oshealth.facts.metadata.publiccode import publiccode
from oshealth.facts.metadata.sheet import Sheet
from oshealth.facts.near import mentions
from oshealth.facts.reading import strings
from oshealth.reference import RepoRef
from oshealth.reference import parse as parse_reference
from oshealth.snapshot import Evidence, Unknown

_PUBLIC_FORGE: Final = late(
    r"(?:^|\.)(?:opencode\.de|code\.europa\.eu|code\.gouv\.fr|forge\.gouv\.fr|forgemia\.inra\.fr|overheid\.nl|gov\.\w\w|gob\.\w\w)$"
)
_PUBLIC_CODE: Final = late(
    r"standard\.publiccode\.net|standard for public code|developers\.italia\.it|opencode\.de/|"
    r"public money,? public code|catalogo del riuso|code\.gouv\.fr",
    re.IGNORECASE,
)
_GOVERNMENT: Final = late(
    r"https?://(?:[\w-]{1,63}\.){0,5}(?:gov|mil|gouv\.fr|europa\.eu|bund\.de|admin\.ch|gv\.at|overheid\.nl|regione\.\w+\.it|comune\.[\w.]+\.it|"
    r"(?:gov|gob|gouv|govt|gub|go|gc)\.[a-z]{2})(?=[/:?#\s)>\"']|$)",
    re.IGNORECASE,
)
_BODY: Final = late(
    r"copyright.{0,40}(?:\bcity of\b|\bministry\b|\bgovernment\b|\bgemeente\b|\bstadt\b|\bbundes\w+|\bcomune di\b|\bregione\b|"
    r"\bprovincia\b|\bminist[eè]re\b|\bville de\b|\bayuntamiento\b|\bprefeitura\b|\bgoverno\b|\bcrown copyright\b|\bagenzia\b|"
    r"\bpresidenza del consiglio\b|省|庁|\bkommun\b)",
    re.IGNORECASE,
)
_EUPL: Final = late(r"european union public licen[cs]e|\beupl\b", re.IGNORECASE)
_NAMED: Final = late(r"publiccode\.yml", re.IGNORECASE)
_WORDS: Final[Mapping[Late, tuple[str, ...]]] = {
    _PUBLIC_CODE: (
        "publiccode.net", "public code", "developers.italia.it", "opencode.de/", "catalogo del riuso", "code.gouv.fr",
    ),
    _BODY: ("copyright",),
    _EUPL: ("european union public", "eupl"),
    _NAMED: ("publiccode.yml",),
}  # fmt: skip
"""One of these stands in whatever the pattern matches."""
_HEAD: Final = 100_000


def expected(facts: Facts) -> Reading:
    """yes: it says itself that it is public code; perhaps: something points to a public body; no: nothing does."""
    sheet = facts.once(publiccode)
    if isinstance(sheet, Sheet):
        return Value("yes", (Evidence("path", sheet.path),))
    host = facts.snapshot.ref.host
    if host and _PUBLIC_FORGE().search(host):
        return Value("yes", (Evidence("fact", name="forge of the public sector", value=host),))
    readme, owner = document(facts, "readme"), document(facts, "license")
    texts = [
        found for found in (readme, owner) if isinstance(found, Document) and isinstance(found.text, str)
    ]
    for patterns, answer in (((_PUBLIC_CODE,), "yes"), ((_GOVERNMENT, _BODY, _EUPL, _NAMED), "perhaps")):
        for found in texts:
            hit = _first(patterns, found)
            if hit is not None:
                return Value(answer, (hit,))
    parts = (found.text if isinstance(found, Document) else found for found in (readme, owner))
    unread = next((one for one in (sheet, *parts) if isinstance(one, Unknown)), None)
    return unread or Value("no", (Evidence("absence", name="sign of a public body", path="README, license"),))


def _first(patterns: tuple[Late, ...], found: Document) -> Evidence | None:
    text = str(found.text)[:_HEAD]
    for pattern in patterns:
        is_likely = pattern not in _WORDS or mentions(text, _WORDS[pattern])
        hit = pattern().search(text) if is_likely else None
        if hit is not None:
            line = found.line + text.count("\n", 0, hit.start()) + 1
            return Evidence("path", found.path, line, "sign of a public body", " ".join(hit[0].split())[:80])
    return None


def points_here(facts: Facts) -> Reading:
    """Whether the url of publiccode.yml is this repository. On a disk, the README must tell which one this is."""
    sheet = facts.once(publiccode)
    if isinstance(sheet, Unknown):
        return sheet
    said = strings(sheet.data.get("url")) if sheet is not None else []
    if sheet is None or not said:
        return Unknown("there is no publiccode.yml" if sheet is None else "publiccode.yml names no url")
    there = _reference(said[0])
    if there is None:
        return Value(value=False, evidence=(Evidence("path", sheet.path, name="url", value=said[0][:200]),))
    shown = (Evidence("path", sheet.path, name="url", value=there.slug),)
    here = facts.snapshot.ref
    if here.host:
        return Value(value=(there.host, there.slug.lower()) == (here.host, here.slug.lower()), evidence=shown)
    own = shelf(facts)
    if not isinstance(own, Unknown) and there.slug.lower() in {
        "/".join(own.home),
        "/".join(own.called),
        *_linked(facts),
    }:
        return Value(value=True, evidence=shown)
    return Unknown(f"a folder does not tell its address; is it {there.slug[:100]}?")


def _linked(facts: Facts) -> set[str]:
    """Owner and name of the repositories whose tracker the README links."""
    found = readme_markup(facts)
    if found is None or isinstance(found, Unknown):
        return set()
    trackers = (_TRACKER().match(link.target) for link in found[1].links)
    return {tracker[1].lower() for tracker in trackers if tracker}


_TRACKER: Final = late(r"https?://[^/\s]+/([\w.-]+(?:/[\w.-]+)+?)(?:/-)?/(?:issues|actions|pulls)(?:[/?#]|$)")


def _reference(text: str) -> RepoRef | None:
    """A reference as publiccode.yml has it; never a path of this disk."""
    try:
        ref = parse_reference(text.strip(), lambda _path: False)
    except InvalidReference:
        return None
    return ref if ref.host else None
