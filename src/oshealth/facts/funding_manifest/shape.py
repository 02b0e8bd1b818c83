"""The shape of a FLOSS/fund manifest: what its JSON Schema v1.1.0 demands once empty (null) values are dropped.

Source: funding-manifest/fundingjson.org, static/schema/v1.1.0.json. Every problem is told in one line.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from oshealth.facts.limits import Plain

Check: TypeAlias = Callable[[Plain, str], Iterator[str]]

MOST_PROBLEMS: Final = 20

_WEB: Final = r"https?://"
_PROOF: Final = r"https?://.*/\.well-known/funding-manifest-urls$|$"
_WORD: Final = r"[a-z0-9-]+$"
_MONEY: Final = r"[A-Z]{3}$"


def without_nulls(value: Plain) -> Plain:
    """The value without members that are null: the portal's own export writes them, the schema forbids them."""
    if isinstance(value, dict):
        return {key: without_nulls(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [without_nulls(inner) for inner in value if inner is not None]
    return value


def shape_problems(manifest: Plain) -> list[str]:
    """What the schema forbids in a manifest, the first MOST_PROBLEMS of it; nothing for a valid one."""
    found = _MANIFEST(without_nulls(manifest), "")
    return [problem for problem, _ in zip(found, range(MOST_PROBLEMS), strict=False)]


def _text(most: int | None = None, form: str = "") -> Check:
    pattern = re.compile(form)

    def check(value: Plain, place: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield f"{place} is not a text"
        elif most is not None and len(value) > most:
            yield f"{place} is longer than {most} characters"
        elif not pattern.match(value):
            yield f"{place} does not have the form it must have"

    return check


def _one_of(*words: str) -> Check:
    def check(value: Plain, place: str) -> Iterator[str]:
        if value not in words:
            yield f"{place} is none of {', '.join(words)}"

    return check


def _number(whole: bool = False) -> Check:
    def check(value: Plain, place: str) -> Iterator[str]:
        if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
            yield f"{place} is not a {'whole ' if whole else ''}number"

    return check


def _list(item: Check, most: int | None = None) -> Check:
    def check(value: Plain, place: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{place} is not a list"
            return
        if most is not None and len(value) > most:
            yield f"{place} has more than {most} entries"
        for number, inner in enumerate(value):
            yield from item(inner, f"{place}[{number}]")

    return check


def _record(fields: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object in which `fields` must stand and `optional` ones may; others are nobody's business."""

    def check(value: Plain, place: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{place or 'the manifest'} is not an object"
            return
        for key, inner in {**fields, **(optional or {})}.items():
            where = f"{place}.{key}" if place else key
            if key in value:
                yield from inner(value[key], where)
            elif key in fields:
                yield f"{where} is missing"

    return check


def _address(form: str = _WEB) -> Check:
    return _record({"url": _text(250, form)}, {"wellKnown": _text(250, _PROOF)})


_ENTITY: Final = _record(
    {
        "type": _one_of("individual", "group", "organisation", "other"),
        "role": _one_of("owner", "steward", "maintainer", "contributor", "other"),
        "name": _text(250),
        "email": _text(250),
        "description": _text(2000),
        "webpageUrl": _address(f"{_WEB}|$"),
    },
    {"phone": _text(32)},
)
_PROJECT: Final = _record(
    {
        "guid": _text(32, f"{_WORD}|$"),
        "name": _text(250),
        "description": _text(2000),
        "webpageUrl": _address(),
        "repositoryUrl": _address(),
        "licenses": _list(_text(), 5),
        "tags": _list(_text(32, _WORD), 10),
    }
)
_CHANNEL: Final = _record(
    {
        "guid": _text(32, _WORD),
        "type": _one_of("bank", "payment-provider", "cheque", "cash", "other"),
    },
    {"address": _text(250), "description": _text(500)},
)
_PLAN: Final = _record(
    {
        "guid": _text(32, _WORD),
        "status": _one_of("active", "inactive"),
        "name": _text(250),
        "amount": _number(),
        "currency": _text(None, _MONEY),
        "frequency": _one_of("one-time", "weekly", "fortnightly", "monthly", "yearly", "other"),
        "channels": _list(_text(32, _WORD)),
    },
    {"description": _text()},
)
_YEAR: Final = _record(
    {"year": _number(whole=True), "currency": _text(None, _MONEY)},
    {"income": _number(), "expenses": _number(), "taxes": _number(), "description": _text(500)},
)
_MANIFEST: Final = _record(
    {
        "entity": _ENTITY,
        "funding": _record({"channels": _list(_CHANNEL), "plans": _list(_PLAN)}, {"history": _list(_YEAR)}),
    },
    {"version": _text(), "projects": _list(_PROJECT)},
)
