"""The JSON Schemas of the documents that oshealth writes, made from their types; the package carries them as files."""

from typing import Any, Final

from oshealth.assessment.document import ResultsDocument
from oshealth.formats.facts_json import FactsDocument
from oshealth.formats.roll_json import RollsDocument
from oshealth.formats.trend_json import TrendDocument
from oshealth.formats.whatif_json import WhatIfDocument

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def report_schema() -> dict[str, Any]:
    """The schema of `oshealth audit --format json`; shipped as `oshealth/schemas/report.schema.json`."""
    return _schema(ResultsDocument, "report", "The report of oshealth audit")


def facts_schema() -> dict[str, Any]:
    """The schema of `oshealth facts --format json`; shipped as `oshealth/schemas/facts.schema.json`."""
    return _schema(FactsDocument, "facts", "The facts of oshealth facts")


def people_schema() -> dict[str, Any]:
    """The schema of `oshealth facts --people --format json`; shipped as `oshealth/schemas/people.schema.json`."""
    return _schema(RollsDocument, "people", "The people of oshealth facts --people and --identities")


def trend_schema() -> dict[str, Any]:
    """The schema of `oshealth trend --format json`; shipped as `oshealth/schemas/trend.schema.json`."""
    return _schema(TrendDocument, "trend", "The moments of oshealth trend")


def whatif_schema() -> dict[str, Any]:
    """The schema of `oshealth whatif --format json`; shipped as `oshealth/schemas/whatif.schema.json`."""
    return _schema(WhatIfDocument, "whatif", "Both reports of oshealth whatif")


def _schema(document: type, name: str, title: str) -> dict[str, Any]:
    from pydantic import TypeAdapter  # noqa: PLC0415  only those who ask for a schema pay for it

    return {
        "$schema": DIALECT,
        "$id": f"urn:oshealth:schema:{name}:1",
        **TypeAdapter(document).json_schema(mode="serialization"),
        "title": title,
    }
