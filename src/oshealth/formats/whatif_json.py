"""What would change if some people left, as JSON, `schema_version: 1`. Its JSON Schema is made from these types."""

from typing import Final, Literal

from typing_extensions import TypedDict

from oshealth.assessment.document import ReportDocument, ToolDocument, UnauditedDocument, tool_document
from oshealth.formats.json import written
from oshealth.formats.plain_reading import ReadingDocument, reading_document
from oshealth.formats.style import Style
from oshealth.formats.trend_json import OutcomeDocument, outcome_document
from oshealth.snapshot import Unknown
from oshealth.whatif import WhatIf

SCHEMA_VERSION: Final = 1


class ShiftDocument(TypedDict):
    """A fact with these people and without them; `unit` says what a number counts."""

    unit: str
    before: ReadingDocument
    after: ReadingDocument


class ChangeDocument(TypedDict):
    """A rule that comes out differently without them."""

    rule: str
    before: OutcomeDocument
    after: OutcomeDocument


class WhatIfDocument(TypedDict):
    """Both reports on one repository and how they differ.

    `without` holds the names as they were typed, so the document names people; `people` is how many they mean;
    `work_left` is the part (0 to 1) of the commits of the window that the others made.
    """

    schema_version: Literal[1]
    tool: ToolDocument
    names_people: Literal[True]
    without: list[str]
    people: int
    work_left: ReadingDocument
    before: ReportDocument | UnauditedDocument
    after: ReportDocument | UnauditedDocument
    orphaned_folders: ReadingDocument
    facts: dict[str, ShiftDocument]
    changed: list[ChangeDocument]


def render(asked: WhatIf, style: Style) -> str:
    """One document for programs, ending in a line break; in ASCII and never wrapped."""
    del style  # a document for programs looks the same everywhere
    return written(whatif_document(asked))


def whatif_document(asked: WhatIf) -> WhatIfDocument:
    """Both judgements as plain values."""
    left = asked.work_left
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": tool_document(),
        "names_people": True,
        "without": list(asked.names),
        "people": asked.people,
        "work_left": {"unknown": left.reason} if isinstance(left, Unknown) else {"value": left},
        "before": asked.before.to_dict(),
        "after": asked.after.to_dict(),
        "orphaned_folders": reading_document(asked.orphaned),
        "facts": {
            shift.fact: {
                "unit": shift.unit,
                "before": reading_document(shift.before),
                "after": reading_document(shift.after),
            }
            for shift in asked.shifts
        },
        "changed": [
            {
                "rule": one.after.rule,
                "before": outcome_document(one.before),
                "after": outcome_document(one.after),
            }
            for one in asked.changes
        ],
    }
