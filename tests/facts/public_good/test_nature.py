"""What kind of good a repository is, its cards, and what it shows of infrastructure."""

import pytest

from oshealth.facts import Value, facts_of
from oshealth.snapshot import Evidence, Tree, Unknown
from tests.builders import a_snapshot

HANDBOOK = {
    "mkdocs.yml": "",
    "docs/a.md": "# A",
    "docs/b.md": "# B",
    "docs/c.md": "# C",
    "README.md": "# A\n\nText here.\n",
}
TABLES = {f"data/{number}.csv": "a" for number in range(12)}


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({"setup.py": "", "app.py": "", "README.md": "# A\n\nText here.\n"}, "software"),
        (HANDBOOK, "content"),
        (TABLES, "data"),
        ({"README.md": "---\npipeline_tag: translation\n---\n# M\n\nText here.\n"}, "model"),
        ({"README.md": "---\r\ntask_categories: [a]\r\n---\r\n# D\r\n\r\nText here.\r\n"}, "data"),
        (
            {"datapackage.yml": "", "data/a.csv": "", "scripts/a.py": "", "scripts/requirements.txt": ""},
            "data",
        ),
        ({"model.safetensors": "", "README.md": "# M\n\nText here.\n"}, "model"),
        ({"MODEL_CARD.md": "# M", "train.py": ""}, "model"),
        ({"weights/net.onnx": "", **{f"src/{n}.py": "" for n in range(60)}, "setup.py": ""}, "software"),
        (
            {"README.md": "# A\n\npipeline_tag: is a key of model cards\n", "setup.py": "", "a.py": ""},
            "software",
        ),
    ],
)
def test_the_kind_is_told_from_what_is_there(files: dict[str, str], kind: str) -> None:
    reading = facts_of(a_snapshot(files)).get("public_good.kind")
    assert isinstance(reading, Value)
    assert reading.value == kind


@pytest.mark.parametrize(
    ("files", "cards"),
    [
        ({"MODEL_CARD.md": "# M"}, ("MODEL_CARD.md",)),
        ({"docs/datasheet.md": "# D"}, ("docs/datasheet.md",)),
        ({"data/datapackage.json": "{}"}, ("data/datapackage.json",)),
        ({"croissant.json": "{}"}, ("croissant.json",)),
        ({"docs/data-dictionary.csv": ""}, ("docs/data-dictionary.csv",)),
        ({"README.md": "---\nlibrary_name: transformers\n---\n# M\n\nText here.\n"}, ("README.md",)),
        ({"src/models/card.py": "", "cards/ace.md": "", "README.md": "# Cards\n\nA game.\n"}, ()),
    ],
)
def test_cards_are_found_by_name_or_front_matter(files: dict[str, str], cards: tuple[str, ...]) -> None:
    reading = facts_of(a_snapshot(files)).get("public_good.cards")
    assert isinstance(reading, Value)
    assert reading.value == cards


def test_signs_of_infrastructure_name_their_criterion() -> None:
    files = dict.fromkeys(
        ["api/v1/openapi.yaml", "charts/core/Chart.yaml", ".env.example", "SECURITY.md", "schemas/person.schema.json",
         "docs/security/2025-pentest-report.pdf"],
        "",
    )  # fmt: skip
    reading = facts_of(a_snapshot(files)).get("public_good.infrastructure")
    assert isinstance(reading, Value)
    assert reading.value == (
        "A1 interface description: api/v1/openapi.yaml",
        "A3 schema: schemas/person.schema.json",
        "B1 parts deployed apart: charts/core/Chart.yaml",
        "B3 configuration: .env.example",
        "E1 disclosure process: SECURITY.md",
        "E2 audit report: docs/security/2025-pentest-report.pdf",
    )
    assert reading.evidence[0] == Evidence("path", "api/v1/openapi.yaml", name="A1 interface description")


@pytest.mark.parametrize("name", ["cards", "infrastructure"])
def test_a_tree_seen_in_part_may_hold_more(name: str) -> None:
    cut = a_snapshot(tree=Tree(("main.py",), partial="cut"))
    assert facts_of(cut).get(f"public_good.{name}") == Unknown("cut")
