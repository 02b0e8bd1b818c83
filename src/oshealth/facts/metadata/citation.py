"""CITATION.cff, held to the Citation File Format 1.2.0, and how far it lies behind the newest version tag."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Final

from oshealth.facts.base import Facts, Reading, Value
from oshealth.facts.documents import Document, document
from oshealth.facts.late import late
from oshealth.facts.licensing.spdx import flags
from oshealth.facts.limits import Plain
from oshealth.facts.metadata.sheet import Data, Sheet, find_sheet
from oshealth.facts.reading import mapping, read_yaml, strings
from oshealth.facts.releases import version_tags
from oshealth.facts.versions import parse
from oshealth.snapshot import Evidence, Tag, Unknown

NAMES: Final = ("CITATION.cff",)
_OF_R: Final = "inst/CITATION"
"""What `citation()` of R reads in a package."""

_OLDER: Final = ("1.0.1", "1.0.2", "1.0.3", "1.1.0")
_REQUIRED: Final = ("cff-version", "message", "title", "authors")
_KEYS: Final = frozenset(
    {"abstract", "authors", "cff-version", "commit", "contact", "date-released", "doi", "identifiers", "keywords",
     "license", "license-url", "message", "preferred-citation", "references", "repository", "repository-artifact",
     "repository-code", "title", "type", "url", "version"}
)  # fmt: skip
_SHARED: Final = frozenset(
    {"address", "alias", "city", "country", "email", "fax", "orcid", "post-code", "region", "tel", "website"}
)
_PERSON: Final = _SHARED | {"affiliation", "family-names", "given-names", "name-particle", "name-suffix"}
_ENTITY: Final = _SHARED | {"date-end", "date-start", "location", "name"}
_DATE: Final = late(r"\d{4}-(?:0[1-9]|1[012])-(?:0[1-9]|[12]\d|3[01])")
_DOI: Final = late(r"10\.\d{4,9}(?:\.\d+)?/[A-Za-z0-9:/_;\-.()\[\]\\]+")
_ORCID: Final = late(r"https://orcid\.org/(?:\d{4}-){3}\d{3}[\dX]")
_WEB: Final = late(r"(?:https|http|ftp|sftp)://.+")
_EARLY: Final = late(
    r"[-._~^]?(?:a|alpha|b|beta|c|rc|pre|preview|dev|m|snapshot)[-._]?\d*(?:[-._+]|$)", re.IGNORECASE
)
_KINDS: Final = ("software", "dataset")


def citation(facts: Facts) -> Sheet | Unknown | None:
    """The project's CITATION.cff, checked; use as `facts.once(citation)`."""
    return find_sheet(facts, NAMES, read_yaml, lambda data, _facts: (_wrong(data), _dated(data)))


def state(facts: Facts) -> Reading:
    """valid, dated, invalid, other (another file or a README section says how to cite), or missing."""
    sheet = facts.once(citation)
    if isinstance(sheet, Sheet):
        return Value(sheet.state, sheet.evidence())
    if isinstance(sheet, Unknown):
        return sheet
    other = document(facts, "citation")
    if isinstance(other, Unknown):
        return other
    if isinstance(other, Document):
        return Value("other", (Evidence("path", other.path, other.line),))
    tree = facts.snapshot.tree
    if not isinstance(tree, Unknown) and _OF_R in tree.paths:
        return Value("other", (Evidence("path", _OF_R),))
    return Value("missing", tuple(Evidence("absence", place, name="citation") for place in other.looked_at))


def _wrong(data: Data) -> Iterator[str]:
    for key in _REQUIRED:
        if data.get(key) in (None, "", []):
            yield f"{key} is missing"
    version = str(data.get("cff-version") or "")
    if version and version != "1.2.0" and version not in _OLDER:
        yield f"cff-version {version[:20]!r} is no published version of the format"
    if version not in _OLDER:
        for key in sorted(str(key)[:40] for key in data if key not in _KEYS):
            yield f"{key} is no key of the format"
    yield from _authors(data.get("authors"))
    yield from _values(data)
    yield from _licenses(data.get("license"))


def _dated(data: Data) -> Iterator[str]:
    if str(data.get("cff-version")) in _OLDER:
        yield f"cff-version {data['cff-version']} was replaced by 1.2.0"


def _authors(value: Plain) -> Iterator[str]:
    if value in (None, "", []):
        return
    if not isinstance(value, list):
        yield "authors is no list"
        return
    for number, author in enumerate(value, start=1):
        keys = mapping(author).keys()
        if not keys:
            yield f"author {number} holds no keys and values"
        elif not (keys <= _PERSON or (keys <= _ENTITY and "name" in keys)):
            yield f"author {number} is neither a person nor an entity: {', '.join(sorted(map(str, keys)))}"
        orcid = mapping(author).get("orcid")
        if orcid is not None and not _ORCID().fullmatch(str(orcid)):
            yield f"the orcid of author {number} is no https://orcid.org/… address"


def _values(data: Data) -> Iterator[str]:
    forms = (
        ("date-released", _DATE, "a date such as 2026-01-31"),
        ("doi", _DOI, "a DOI such as 10.5281/zenodo.1003150, without an address before it"),
        ("url", _WEB, "a web address"),
        ("repository-code", _WEB, "a web address"),
    )
    for key, form, wanted in forms:
        value = data.get(key)
        if value is not None and not (isinstance(value, str) and form().fullmatch(value)):
            yield f"{key} is not {wanted}"
    if data.get("type", "software") not in _KINDS:
        yield "type is neither software nor dataset"


def _licenses(value: Plain) -> Iterator[str]:
    known = flags().licenses if value is not None else frozenset()
    for said in strings(value):
        if said not in known and said.removesuffix("+") not in known:
            yield f"license {said[:60]!r} is no SPDX id"


def release(facts: Facts) -> Reading:
    """The version and date that CITATION.cff names, as written; empty when it names neither."""
    sheet = facts.once(citation)
    if isinstance(sheet, Unknown):
        return sheet
    if sheet is None:
        return Value("", (Evidence("absence", "/", name=NAMES[0]),))
    said = (sheet.data.get(key) for key in ("version", "date-released"))
    named = ", ".join(str(one)[:40] for one in said if isinstance(one, str | int | float))
    return Value(named, (Evidence("path", sheet.path),))


def lag_days(facts: Facts) -> Reading:
    """Days from what CITATION.cff cites (its date-released, else the tag of its version) to the newest version tag."""
    sheet, tags = facts.once(citation), facts.once(version_tags)
    if isinstance(sheet, Unknown):
        return sheet
    if isinstance(tags, Unknown):
        return tags
    if sheet is None or not tags:
        return Unknown("there is no CITATION.cff" if sheet is None else "no tag names a version")
    finals = [tag for tag in tags if not _is_early(tag)]
    newest = max(finals or tags, key=lambda tag: tag.time)
    cited = _cited(sheet.data, tags, newest)
    if isinstance(cited, Unknown):
        return cited
    days = (_day(newest.time) - cited).days
    shown = (Evidence("path", sheet.path, name="cites", value=cited.isoformat()), _shown(newest))
    return Value(max(0, days), shown)


def _cited(data: Data, tags: tuple[Tag, ...], newest: Tag) -> date | Unknown:
    version = parse(str(data.get("version"))) if data.get("version") is not None else None
    of_version = next((tag for tag in tags if version and _same(tag, version.numbers)), None)
    if of_version == newest:
        return _day(newest.time)
    released = str(data.get("date-released") or "")
    if _DATE().fullmatch(released):
        return date.fromisoformat(released)
    if of_version is not None:
        return _day(of_version.time)
    if data.get("version") is None:
        return Unknown("CITATION.cff names neither a version nor a date")
    return Unknown(f"no tag is called like the version {str(data['version'])[:40]} that CITATION.cff names")


def _is_early(tag: Tag) -> bool:
    version = parse(tag.name)
    return version is not None and _EARLY().match(version.tail) is not None


def _same(tag: Tag, numbers: tuple[int, ...]) -> bool:
    named = parse(tag.name)
    return named is not None and _bare(named.numbers) == _bare(numbers)


def _bare(numbers: tuple[int, ...]) -> tuple[int, ...]:
    """Without zeros at the end: 1.2 and 1.2.0 are the same release."""
    while len(numbers) > 1 and not numbers[-1]:
        numbers = numbers[:-1]
    return numbers


def _day(seconds: int) -> date:
    return datetime.fromtimestamp(seconds, UTC).date()


def _shown(tag: Tag) -> Evidence:
    return Evidence("commit", name=tag.name, value=tag.commit)
