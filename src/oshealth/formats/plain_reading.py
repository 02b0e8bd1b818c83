"""A reading of a fact as the documents on one repository have it: its value, or why there is none."""

from typing import Any, TypeAlias

from typing_extensions import TypedDict

from oshealth.assessment.document import plain
from oshealth.facts import Reading
from oshealth.formats.facts_json import UnknownDocument
from oshealth.snapshot import Unknown


class ValueDocument(TypedDict):
    """A value that was read."""

    value: Any


ReadingDocument: TypeAlias = ValueDocument | UnknownDocument


def reading_document(reading: Reading) -> ReadingDocument:
    """A reading as plain values."""
    return {"unknown": reading.reason} if isinstance(reading, Unknown) else {"value": plain(reading.value)}
