"""A listing of facts as JSON, `schema_version: 1`. Its JSON Schema is made from these types."""

from collections.abc import Sequence
from typing import Any, Final, Literal, NotRequired

from typing_extensions import TypedDict

from oshealth.assessment.document import (
    RepositoryDocument,
    ToolDocument,
    UnauditedDocument,
    iso,
    plain,
    repository_document,
    tool_document,
    unaudited_document,
)
from oshealth.assessment.report import Unaudited
from oshealth.facts import Fact, Reading
from oshealth.formats.json import written
from oshealth.formats.listing import Listed, Listing
from oshealth.formats.phrases import is_sample
from oshealth.formats.style import Style
from oshealth.snapshot import Unknown

SCHEMA_VERSION: Final = 1


class FactDocument(TypedDict):
    """A value that was read; `unit` says what a number counts, `source` where the definition comes from.

    `rests_on` says how much a figure counts, of which window and how that was cut, where it counts something.
    """

    value: Any
    unit: str
    source: str
    rests_on: NotRequired[dict[str, Any]]


class UnknownDocument(TypedDict):
    """A fact that could not be seen, and why."""

    unknown: str


class ListingDocument(TypedDict):
    """The facts of one repository, by name. `as_of`, in UTC, is the "now" of every age and window."""

    repository: RepositoryDocument
    as_of: str
    facts: dict[str, FactDocument | UnknownDocument]


class FactsDocument(TypedDict):
    """The whole listing: one result a target, in the order they were asked for. `names_people` says whether names were
    asked for in it.
    """

    schema_version: Literal[1]
    tool: ToolDocument
    names_people: bool
    results: list[ListingDocument | UnauditedDocument]


def render(listings: Sequence[Listed], style: Style) -> str:
    """The facts document, ending in a line break; in ASCII and never wrapped."""
    del style  # a document for programs looks the same everywhere
    return written(facts_document(listings))


def facts_document(listings: Sequence[Listed]) -> FactsDocument:
    """Listings as plain values."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": tool_document(),
        "names_people": any(isinstance(listing, Listing) and listing.names_people for listing in listings),
        "results": [_result(listing) for listing in listings],
    }


def _result(listing: Listed) -> ListingDocument | UnauditedDocument:
    if isinstance(listing, Unaudited):
        return unaudited_document(listing)
    return _listing(listing)


def _listing(listing: Listing) -> ListingDocument:
    return {
        "repository": repository_document(listing.ref, listing.revision, listing.url),
        "as_of": iso(listing.as_of),
        "facts": {fact.name: _reading(fact, reading) for fact, reading in listing.facts},
    }


def _reading(fact: Fact, reading: Reading) -> FactDocument | UnknownDocument:
    if isinstance(reading, Unknown):
        return {"unknown": reading.reason}
    told: FactDocument = {"value": plain(reading.value), "unit": fact.unit, "source": fact.source}
    rests_on = {item.name: plain(item.value) for item in reading.evidence if is_sample(item)}
    return {**told, "rests_on": rests_on} if rests_on else told
