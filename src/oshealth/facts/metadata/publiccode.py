"""publiccode.yml, held to the standard's versions 0.2 to 0.7: what the newest one made optional is never missed."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from oshealth.facts.base import Facts
from oshealth.facts.late import late
from oshealth.facts.licensing.expressions import parse as parse_license
from oshealth.facts.licensing.spdx import flags
from oshealth.facts.limits import Plain
from oshealth.facts.metadata.sheet import Data, Sheet, find_sheet
from oshealth.facts.reading import at, mapping, read_yaml, strings
from oshealth.snapshot import Unknown

NAMES: Final = ("publiccode.yml", "publiccode.yaml")
STATUSES: Final = ("concept", "development", "beta", "stable", "obsolete")

_VERSION: Final = late(r"0(?:\.[2-7](?:\.\d{1,3})?)?")
_TYPES: Final = frozenset(
    {"standalone/mobile", "standalone/iot", "standalone/desktop", "standalone/web", "standalone/backend",
     "standalone/other", "addon", "library", "configurationFiles"}
)  # fmt: skip
_MAINTAINED: Final = ("internal", "contract", "community", "none")
_URL: Final = late(r"(?:https?|git|ssh|svn)://[^\s/]+/\S*", re.IGNORECASE)
_LANGUAGE: Final = late(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_DAY: Final = late(r"\d{4}-\d{2}-\d{2}")
_OLD_YES: Final = ("yes", "no", "Yes", "No", "on", "off")
_SHORT: Final = 150
_LONG: Final = (150, 10_000)


def publiccode(facts: Facts) -> Sheet | Unknown | None:
    """The project's publiccode.yml, checked; use as `facts.once(publiccode)`."""
    sheet = find_sheet(facts, NAMES, read_yaml, _check)
    if isinstance(sheet, Sheet) and sheet.path.lower() != NAMES[0]:
        renamed = "catalogues look for publiccode.yml, not for publiccode.yaml"
        return Sheet(sheet.path, sheet.data, sheet.wrong, (*sheet.dated, renamed))
    return sheet


def _check(data: Data, facts: Facts) -> tuple[Iterator[str], Iterator[str]]:
    return _wrong(data, facts.as_of.date()), _dated(data)


def _wrong(data: Data, today: date) -> Iterator[str]:
    yield from _head(data)
    yield from _descriptions(data)
    yield from _license(data)
    yield from _maintenance(data, today)
    yield from _localisation(data)


def _dated(data: Data) -> Iterator[str]:
    kind = at(dict(data), "maintenance", "type")
    if kind != "contract" and at(dict(data), "maintenance", "contractors"):
        yield "maintenance.contractors stands there although maintenance.type is not contract"
    if data.get("softwareType") == "standalone":
        yield "softwareType: standalone was replaced by standalone/web, standalone/desktop and others in 0.2"
    if at(dict(data), "localisation", "localisationReady") in _OLD_YES:
        yield "localisation.localisationReady is written as YAML 1.1 had it; write true or false"


def _head(data: Data) -> Iterator[str]:
    version = data.get("publiccodeYmlVersion")
    if version is None:
        yield "publiccodeYmlVersion is missing"
    elif not _VERSION().fullmatch(str(version)):
        yield f"publiccodeYmlVersion {str(version)[:20]!r} is not one of 0.2 to 0.7"
    for key in ("name", "url", "platforms"):
        if not strings(data.get(key)):
            yield f"{key} is missing"
    url = "".join(strings(data.get("url"))[:1])
    if url and not _URL().fullmatch(url):
        yield f"url {url[:80]!r} is not the address of a repository"
    yield from _one_of(data.get("developmentStatus"), "developmentStatus", STATUSES)
    yield from _one_of(data.get("softwareType"), "softwareType", (*sorted(_TYPES), "standalone"))


def _one_of(value: Plain, key: str, words: tuple[str, ...]) -> Iterator[str]:
    if value is None:
        yield f"{key} is missing"
    elif value not in words:
        yield f"{key} {str(value)[:40]!r} is not one of {', '.join(words)}"


def _descriptions(data: Data) -> Iterator[str]:
    languages = mapping(data.get("description"))
    if not languages:
        yield "description is missing"
        return
    texts = {str(language): mapping(text) for language, text in languages.items()}
    for language, text in texts.items():
        if not _LANGUAGE().fullmatch(language):
            yield f"description.{language[:20]} is not the tag of a language"
        yield from _described(language[:20], text)
    for key in ("longDescription", "features"):
        if not any(strings(text.get(key)) for text in texts.values()):
            yield f"description: {key} is missing in every language"


def _described(language: str, text: Mapping[str, Plain]) -> Iterator[str]:
    short, long = ("".join(strings(text.get(key))[:1]) for key in ("shortDescription", "longDescription"))
    if not short:
        yield f"description.{language}.shortDescription is missing"
    elif len(short) > _SHORT:
        yield f"description.{language}.shortDescription has {len(short)} characters, at most {_SHORT} are allowed"
    if long and not _LONG[0] <= len(long) <= _LONG[1]:
        least, most = _LONG
        yield f"description.{language}.longDescription has {len(long)} characters; it needs {least} to {most}"


def _license(data: Data) -> Iterator[str]:
    said = "".join(strings(at(dict(data), "legal", "license"))[:1])
    if not said:
        yield "legal.license is missing"
        return
    expression = parse_license(said)
    known = flags().licenses
    if expression is None or any(one.id not in known for one in expression.licenses()):
        yield f"legal.license {said[:60]!r} is no SPDX expression"


def _maintenance(data: Data, today: date) -> Iterator[str]:
    kept = mapping(data.get("maintenance"))
    kind = kept.get("type")
    yield from _one_of(kind, "maintenance.type", _MAINTAINED)
    if kind == "contract":
        yield from _people(kept.get("contractors"), "contractors", "contract")
        yield from _until(kept.get("contractors"), today)
    elif kind in ("internal", "community"):
        yield from _people(kept.get("contacts"), "contacts", str(kind))


def _people(value: Plain, key: str, kind: str) -> Iterator[str]:
    people = [mapping(one) for one in value] if isinstance(value, list) else []
    if not people:
        yield f"maintenance.{key} is missing, which maintenance.type {kind} needs"
    elif not all(strings(one.get("name")) for one in people):
        yield f"an entry of maintenance.{key} has no name"


def _until(value: Plain, today: date) -> Iterator[str]:
    for one in value if isinstance(value, list) else []:
        until = str(mapping(one).get("until") or "")
        day = _day(until)
        if day is None:
            yield "a contractor has no date until when" if not until else f"until {until[:20]!r} is no date"
        elif day < today:
            yield f"the maintenance contract ended on {until}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY().fullmatch(text) else None
    except ValueError:
        return None


def _localisation(data: Data) -> Iterator[str]:
    spoken = mapping(data.get("localisation"))
    ready = spoken.get("localisationReady")
    if not isinstance(ready, bool) and ready not in _OLD_YES:
        yield "localisation.localisationReady is missing, or neither true nor false"
    languages = strings(spoken.get("availableLanguages"))
    if not languages:
        yield "localisation.availableLanguages is missing"
    elif not all(_LANGUAGE().fullmatch(language) for language in languages):
        yield "localisation.availableLanguages holds something else than tags of languages"
