"""codemeta.json and .zenodo.json: what says of itself that it is metadata of software, in the form that machines read."""

import re
from collections.abc import Iterator
from typing import Final

from oshealth.facts.base import Facts
from oshealth.facts.late import late
from oshealth.facts.limits import Plain
from oshealth.facts.metadata.sheet import Data, Sheet, find_sheet
from oshealth.facts.reading import read_json
from oshealth.snapshot import Unknown

NAMES: Final = ("codemeta.json",)
ZENODO: Final = (".zenodo.json",)

_TYPES: Final = frozenset({"SoftwareSourceCode", "SoftwareApplication", "Software"})
_PREFIX: Final = late(r"(?:https?://)?(?:schema\.org/|schema:|codemeta:)", re.IGNORECASE)
_DEEPEST: Final = 5


def codemeta(facts: Facts) -> Sheet | Unknown | None:
    """The project's codemeta.json, checked; use as `facts.once(codemeta)`."""
    return find_sheet(facts, NAMES, read_json, lambda data, _facts: (_wrong(data), ()))


def zenodo(facts: Facts) -> Sheet | Unknown | None:
    """The project's .zenodo.json, checked; use as `facts.once(zenodo)`."""
    return find_sheet(facts, ZENODO, read_json, lambda data, _facts: (_undeposited(data), ()))


def _wrong(data: Data) -> Iterator[str]:
    context = data.get("@context")
    if context is None:
        yield "@context is missing"
    elif not any("codemeta" in text.lower() for text in _texts(context)):
        yield "@context does not name CodeMeta"
    types = [_PREFIX().sub("", text) for text in _texts(data.get("@type", data.get("type")))]
    if not types:
        yield "@type is missing"
    elif not _TYPES.intersection(types):
        yield f"@type is {types[0][:40]}, not SoftwareSourceCode"


def _undeposited(data: Data) -> Iterator[str]:
    """Zenodo takes everything but the creators from the release itself."""
    creators = data.get("creators")
    if creators is not None and not (
        isinstance(creators, list) and all(isinstance(one, dict) for one in creators)
    ):
        yield "creators is no list of people"


def _texts(value: Plain, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict) and depth < _DEEPEST:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner, depth + 1)
