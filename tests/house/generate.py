"""Writes every generated file anew: `python -m tests.house.generate`. A test compares them with what is committed."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from oshealth.formats.schemas import facts_schema, people_schema, report_schema, trend_schema, whatif_schema
from oshealth.rulebook.handbook import facts_page, index_page
from oshealth.rulebook.packs import read_pack
from oshealth.rulebook.schemas import written_schema
from tests.house.shown import readme

ROOT = Path(__file__).resolve().parents[2]


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


GENERATED: Mapping[str, Callable[[], str]] = {
    "README.md": readme,
    "rules/schema.json": lambda: _json(written_schema("rule")),
    "rules/profile.schema.json": lambda: _json(written_schema("profile")),
    "rules/standard.schema.json": lambda: _json(written_schema("standard")),
    "rules/pack.schema.json": lambda: _json(written_schema("pack")),
    "rules/README.md": lambda: index_page(read_pack(ROOT / "rules")),
    "rules/FACTS.md": facts_page,
    "src/oshealth/schemas/settings.schema.json": lambda: _json(written_schema("settings")),
    "src/oshealth/schemas/report.schema.json": lambda: _json(report_schema()),
    "src/oshealth/schemas/facts.schema.json": lambda: _json(facts_schema()),
    "src/oshealth/schemas/people.schema.json": lambda: _json(people_schema()),
    "src/oshealth/schemas/trend.schema.json": lambda: _json(trend_schema()),
    "src/oshealth/schemas/whatif.schema.json": lambda: _json(whatif_schema()),
}


def main() -> None:
    """Writes them all."""
    for name, generate in GENERATED.items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(generate(), "utf-8")
        print(f"wrote {name}")


if __name__ == "__main__":
    main()
