"""The schemas that the package carries are those of the types. OSHEALTH_REGOLD=1 writes them anew."""

import json
import os
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from oshealth.formats.schemas import (
    DIALECT,
    facts_schema,
    people_schema,
    report_schema,
    trend_schema,
    whatif_schema,
)

SHIPPED = Path(str(files("oshealth"))) / "schemas"


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("report", report_schema()),
        ("facts", facts_schema()),
        ("people", people_schema()),
        ("trend", trend_schema()),
        ("whatif", whatif_schema()),
    ],
)
def test_the_shipped_schema_is_made_from_the_types(name: str, schema: dict[str, Any]) -> None:
    path = SHIPPED / f"{name}.schema.json"
    text = json.dumps(schema, indent=2, ensure_ascii=True) + "\n"
    if os.environ.get("OSHEALTH_REGOLD"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def test_a_schema_says_what_it_is() -> None:
    schema = report_schema()
    assert (schema["$schema"], schema["$id"], schema["title"]) == (
        DIALECT,
        "urn:oshealth:schema:report:1",
        "The report of oshealth audit",
    )
    assert schema["required"] == ["schema_version", "tool", "results"]
