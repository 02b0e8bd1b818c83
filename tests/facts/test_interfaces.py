"""Interfaces for programs and for people: what describes the first, and what opens the second to everybody."""

from typing import Any

import pytest

from oshealth.facts import FactValue, facts_of
from oshealth.facts.base import Value
from oshealth.snapshot import Tree, Unknown
from tests.builders import a_snapshot


def fact(name: str, files: dict[str, str | Unknown], **more: Any) -> FactValue | Unknown:
    reading = facts_of(a_snapshot(files, **more)).get(name)
    return reading.value if isinstance(reading, Value) else reading


README = "# Kite\n\nFlies on a line.\n\n"


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("src/openapi.yaml", "x", "src/openapi.yaml"),
        ("api/kite.proto", "x", "api/kite.proto"),
        ("kite.schema.json", "x", "kite.schema.json"),
        ("packages/config/schema.json", "{}", "packages/config/schema.json"),
        ("tests/schema.json", "{}", ""),
        ("docs/api/kite.md", "x", "docs/api/kite.md"),
        ("Doxyfile", "x", "Doxyfile"),
        ("man/kite_fly.3", "x", "man/kite_fly.3"),
        ("man/libkite.3.xml", "x", "man/libkite.3.xml"),
        ("man/fr/man1/kite.1", "x", "man/fr/man1/kite.1"),
        ("doc/kite.1.adoc", "x", "doc/kite.1.adoc"),
        ("kite.1", "x", "kite.1"),
        ("lib/libkite.so.1", "x", ""),
        ("release-1.3", "x", ""),
        ("doc/whats_new/v0.1.rst", "x", ""),
        ("v0.1", "x", ""),
        ("tests/man/kite.3", "x", ""),
        ("README.md", f"{README}See [docs](https://docs.rs/kite).\n", "https://docs.rs/kite"),
        ("README.md", f"{README}Made with [Swagger UI](http://swagger.io/swagger-ui/).\n", ""),
        ("README.md", f"{README}[API Reference](docs/x.md)\n", "docs/x.md"),
        ("README.md", f"{README}## API\n\n### fly(height)\n", "README.md"),
        ("README.md", f"{README}## Rapid prototyping\n\nWe used the API of others.\n", ""),
        ("tests/openapi.yaml", "x", ""),
        ("node_modules/kite/kite.proto", "x", ""),
        (".licenses/npm/openapi-types.yml", "x", ""),
        (".github/workflows/openapi.yml", "x", ""),
        ("docs/api/.gitignore", "x", ""),
    ],
)
def test_descriptions_of_interfaces(path: str, text: str, found: str) -> None:
    assert fact("interfaces.description", {path: text}) == found


@pytest.mark.parametrize(
    ("path", "is_screen"),
    [
        ("src/App.vue", True),
        ("kite/templates/kite/map.html", True),
        ("app/res/layout-land/main.xml", True),
        ("kite-web/src/main/java/org/kites/LoginPage.html", True),
        ("src/main/java/org/kites/package.html", False),
        ("tests/App.vue", False),
        ("kite/templates/emails/hello.html", False),
        ("emails/hello.html.erb", False),
        ("charts/kite/templates/index.html", False),
        ("apps/kite/lib/kite_web/templates/page/index.html.heex", True),
        ("lib/kite_web/controllers/page_html/home.html.eex", True),
        ("src/gui/mainwindow.ui", True),
        ("Source/MainForm.dfm", True),
        ("lib/kite_web/templates/mail.text.eex", False),
        ("src/app.py", False),
    ],
)
def test_files_of_a_user_interface(path: str, is_screen: bool) -> None:
    assert fact("interfaces.screens", {path: "x"}) == ((path,) if is_screen else ())


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"ACCESSIBILITY.md": "# Accessibility\n\nWe aim at WCAG 2.2.\n"}, ("ACCESSIBILITY.md",)),
        ({"README.md": f"{README}Conforms to WCAG 2.1 AA.\n"}, ("wcag",)),
        ({"package.json": '{"devDependencies": {"jest-axe": "1", "axios": "1"}}'}, ("jest-axe",)),
        ({"package.json": '{"devDependencies": {"axe": "1"}}'}, ()),
        ({".pa11yci": "{}"}, (".pa11yci",)),
        ({".github/workflows/ci.yml": "steps:\n  - run: lhci autorun\n"}, ("lhci",)),
        ({"README.md": f"{README}Data accessible to everyone.\n"}, ()),
    ],
)
def test_signs_of_accessibility(files: dict[str, str | Unknown], found: tuple[str, ...]) -> None:
    assert fact("interfaces.accessibility", files) == found


def test_what_was_not_seen_is_no_absence() -> None:
    for name in ("interfaces.description", "interfaces.screens", "interfaces.accessibility"):
        assert fact(name, {}, tree=Tree((), partial="cut")) == Unknown("cut")
        assert fact(name, {}, tree=Unknown("not seen")) == Unknown("not seen")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ('{"contributors": [{"login": "ada", "contributions": ["code", "doc", "translation"]}]}', ("doc", "translation")),
        ('{"contributors": [{"contributions": [{"type": "doc", "url": "https://example.org"}]}]}', ("doc",)),
        ('{"contributors": []}', ()),
        ('{"contributors": 3}', ()),
        ("{", Unknown(".all-contributorsrc: not valid JSON: Expecting property name enclosed in double quotes: "
                      "line 1 column 2 (char 1)")),
        (Unknown("too large"), Unknown(".all-contributorsrc: too large")),
    ],
)  # fmt: skip
def test_people_are_thanked_for_more_than_code(text: str | Unknown, kinds: tuple[str, ...] | Unknown) -> None:
    assert fact("recognition.other_than_code", {".all-contributorsrc": text}) == kinds
    assert fact("recognition.other_than_code", {}) == ()
