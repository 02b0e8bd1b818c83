"""Identifiers that outlive an address: a DOI of the software itself, or an id of the Software Heritage archive."""

from collections.abc import Iterator
from typing import Final, TypeAlias

from oshealth.facts.base import Facts, Reading, Value
from oshealth.facts.documents import Document, document
from oshealth.facts.late import Late, late
from oshealth.facts.limits import Plain
from oshealth.facts.metadata.citation import citation
from oshealth.facts.metadata.codemeta import codemeta
from oshealth.facts.metadata.sheet import Sheet
from oshealth.facts.near import mentions
from oshealth.facts.reading import mapping, strings
from oshealth.snapshot import Evidence, Unknown

_DOI: Final = late(r"(?i)\b10\.\d{4,9}/[^\s\"'<>)\]}]{1,120}")
_ARCHIVED: Final = late(
    r"(?i)\b10\.(?:5281/zenodo\.\d+|6084/m9\.figshare\.\d[\w.]*|17605/osf\.io/\w+|4121/[\w./:-]+|11578/\w+|5522/[\w./-]+|17632/\w+|"
    r"24433/co\.\w[\w.]*|13140/\w[\w.]*|7910/dvn/[\w/]+|35097/[\w./-]+|14278/\w+)"
)
_BADGE: Final = late(r"(?i)https?://zenodo\.org/badge/(?:latestdoi/|doi/)?[\w./%-]{1,80}")
_SWHID: Final = late(
    r"(?i)\bswh:1:(?:snp|rel|rev|dir|cnt):[0-9a-f]{40}|https?://archive\.softwareheritage\.org/(?:browse/)?(?:origin|swh:1)[\w./:?=&%-]{0,120}"
)
_Asked: TypeAlias = tuple[Late, tuple[str, ...]]
"""A pattern, and what in lower case stands in whatever it finds, one of several."""
_ANY_DOI: Final[_Asked] = (_DOI, ("10.",))
_IN_ARCHIVES: Final[_Asked] = (_ARCHIVED, ("10.",))
_IN_HERITAGE: Final[_Asked] = (_SWHID, ("swh:1:", "archive.softwareheritage.org/"))
_ON_BADGES: Final[_Asked] = (_BADGE, ("zenodo.org/badge/",))
_LONGEST: Final = 200_000
_SHOWN: Final = 5


def persistent(facts: Facts) -> Reading:
    """DOIs and SWHIDs that stand for this software: those that its metadata claim, and those of archives in the README."""
    hits: list[Evidence] = []
    sheets = (facts.once(citation), facts.once(codemeta))
    for sheet in sheets:
        if isinstance(sheet, Sheet):
            found = dict.fromkeys(_claimed(sheet))
            hits += [Evidence("path", sheet.path, name="identifier", value=value) for value in found]
    readme = document(facts, "readme")
    text = readme.text if isinstance(readme, Document) else readme
    if isinstance(readme, Document) and isinstance(text, str):
        named = _shown_in(readme.path, text[:_LONGEST], (_IN_ARCHIVES, _IN_HERITAGE), "identifier")
        hits += named or _shown_in(readme.path, text[:_LONGEST], (_ON_BADGES,), "badge")
    unread = next((one for one in (*sheets, text, _cut(text)) if isinstance(one, Unknown)), None)
    if not hits and unread is not None:
        return unread
    nothing = (Evidence("absence", name="DOI or SWHID", path="CITATION.cff, codemeta.json, README"),)
    return Value(tuple(dict.fromkeys(str(hit.value) for hit in hits)), tuple(hits[:_SHOWN]) or nothing)


def mentioned(facts: Facts) -> Reading:
    """Every DOI that the README mentions, of papers too: which of them is the software's, only a person can tell."""
    readme = document(facts, "readme")
    if isinstance(readme, Unknown):
        return readme
    if not isinstance(readme, Document):
        return Value((), (Evidence("absence", name="README"),))
    if isinstance(readme.text, Unknown):
        return readme.text
    hits = _shown_in(readme.path, readme.text[:_LONGEST], (_ANY_DOI,), "DOI")
    values = tuple(dict.fromkeys(str(hit.value) for hit in hits))
    return Value(values, tuple(hits[:_SHOWN]) or (Evidence("absence", readme.path, name="DOI"),))


def _cut(text: object) -> Unknown | None:
    is_long = isinstance(text, str) and len(text) > _LONGEST
    return Unknown(f"only the first {_LONGEST:,} characters of the README were read") if is_long else None


def _shown_in(path: str, text: str, patterns: tuple[_Asked, ...], name: str) -> list[Evidence]:
    return [
        Evidence(
            "path",
            path,
            text.count("\n", 0, hit.start()) + 1,
            name,
            hit[0].rstrip(".,;:").removesuffix(".svg").lower(),
        )
        for pattern, words in patterns
        if mentions(text, words)
        for hit in list(pattern().finditer(text))[:_SHOWN]
    ]


def _claimed(sheet: Sheet) -> Iterator[str]:
    """Identifiers that a metadata file says are those of the software: its own, not those of works it refers to."""
    for key in ("doi", "identifier", "identifiers", "@id"):
        for text in _texts(sheet.data.get(key)):
            found = _DOI().search(text) or _SWHID().search(text)
            if found is not None:
                yield found[0].rstrip(".,;:").lower()


def _texts(value: Plain) -> Iterator[str]:
    """Texts as they stand, and the `value` or `@id` of entries that say more."""
    for one in value if isinstance(value, list) else [value]:
        yield from strings(one)
        for key in ("value", "@id", "@value"):
            yield from strings(mapping(one).get(key))
