"""What the README shows, and the small signs that rules on documentation rest on."""

import pytest

from oshealth.facts import FactValue, facts_of
from oshealth.facts.base import Reading, Value
from oshealth.snapshot import Evidence, Tree, Unknown
from tests.builders import a_snapshot


def read(files: dict[str, str | Unknown], name: str) -> Reading:
    return facts_of(a_snapshot(files)).get(name)


def fact(files: dict[str, str | Unknown], name: str) -> FactValue:
    reading = read(files, name)
    assert isinstance(reading, Value)
    return reading.value


README = """# Kite

[![Build](https://img.shields.io/x.svg)](https://ci.example.org)

[English](README.md) | [中文](README.zh.md) | [Docs](https://docs.example.org/kite)

Kite flies small payloads over any terrain.

![The logo](logo.png)
<img src="shot.png">

See [the guide](docs/guide.md#top), [setup](docs/), [issues](../../issues) and [a ghost](docs/ghost.md).
"""
FILES: dict[str, str | Unknown] = {
    "README.md": README,
    "docs/guide.md": "",
    "logo.png": "",
    "shot.png": "",
    "README.zh.md": "",
}


def test_the_purpose_is_the_first_paragraph_of_prose() -> None:
    assert read(FILES, "readme.purpose") == Value(
        "Kite flies small payloads over any terrain.", (Evidence("path", "README.md", 7, "readme.purpose"),)
    )


@pytest.mark.parametrize(
    ("before", "line"),
    [
        (":balloon: Welcome to Kite! :wave:", 5),
        ("**Português (BR)** | [English (US)](README-en-US.md)", 5),
        ("Français · [English](README.en.md) · [Deutsch](README.de.md)", 5),
        (
            '<p align="center">\n  <a href="https://example.org"><img alt="Kite" src="kite.png" width="200">\n  </a>\n</p>',
            8,
        ),
    ],
)
def test_a_greeting_a_logo_or_a_bar_of_languages_is_no_purpose(before: str, line: int) -> None:
    """The paragraph after them is, even when others with many links follow closely."""
    said = "Kite, part of the wind project, flies small payloads over any terrain."
    links = "[All about wind](https://example.org/wind), [and about kites of every kind](https://example.org/kites)"
    assert read({"README.md": f"# Kite\n\n{before}\n\n{said}\n\n{links}\n"}, "readme.purpose") == Value(
        said, (Evidence("path", "README.md", line, "readme.purpose"),)
    )


def test_a_welcome_that_tells_something_is_a_purpose() -> None:
    said = "Welcome to Kite, a program that flies small payloads over any terrain, by day and by night."
    assert fact({"README.md": f"# Kite\n\n{said}\n"}, "readme.purpose") == said


def test_badges_are_no_images_and_missing_alternative_texts_are_told() -> None:
    assert fact(FILES, "readme.images") == 2
    assert read(FILES, "readme.alt_text_share") == Value(
        50, (Evidence("path", "README.md", 10, "no alternative text"),)
    )
    assert read({"README.md": "# Kite\n\nIt flies high.\n"}, "readme.alt_text_share") == Unknown(
        "the README shows no images"
    )


def test_relative_links_that_lead_nowhere_are_told() -> None:
    """Addresses that the forge resolves, folders and images are links that work."""
    assert fact(FILES, "readme.relative_links") == 8
    assert read(FILES, "readme.working_links_share") == Value(
        88, (Evidence("path", "README.md", 12, "link", "docs/ghost.md"),)
    )


def test_a_link_to_a_folder_of_submodules_works() -> None:
    """The forge shows such a folder, though no file of this tree lies in it."""
    readme = "# Kite\n\n* [submodules](submodules): what others made\n* [tail](submodules/tail)\n* [ghost](submodules/ghost)\n"
    seen = a_snapshot({"README.md": readme}, tree=Tree(("README.md",), submodules=("submodules/tail",)))
    reading = facts_of(seen).get("readme.working_links_share")

    assert isinstance(reading, Value)
    assert (reading.value, [one.value for one in reading.evidence]) == (67, ["submodules/ghost"])


def test_without_a_readme_its_facts_are_unknown_but_it_has_no_words() -> None:
    assert read({}, "readme.purpose") == Unknown("there is no README")
    assert fact({}, "readme.words") == 0


def test_words_are_counted_without_badges_and_comments() -> None:
    text = "# Kite\n\n<!-- not these four words -->\n[![Build](x.svg)](y)\n\nIt flies. 飞得很高\n"
    assert fact({"README.md": text}, "readme.words") == 5


def test_headings_are_listed() -> None:
    assert fact({"README.rst": "Kite\n====\n\nIt flies high.\n\nUse\n---\n"}, "readme.headings") == (
        "Kite",
        "Use",
    )


@pytest.mark.parametrize(
    ("heading", "body", "answer"),
    [
        ("Installation", "```\npip install kite\n```", True),
        ("🚀 Getting Started with Kite", "See [docs](https://docs.example.org).", True),
        ("安装", "```\nmake\n```", True),
        ("Instalación", "`npm i kite`", True),
        ("Como executar", "```console\nuv sync\n```", True),
        ("Usage", "Run `cargo add kite` to add it to your project.", True),
        ("Usage", "```console\n$ npm install --global kite\n$ kite up\n```", True),
        ("Usage", "```console\n$ npm test\n$ kite install sails\n```", False),
        ("Installation", "It is easy.", False),
        ("Uninstalled kites", "```\nx\n```", False),
    ],
)
def test_an_installation_guide_is_a_heading_with_code_or_a_link(
    heading: str, body: str, answer: bool
) -> None:
    files: dict[str, str | Unknown] = {"README.md": f"# Kite\n\nFlies.\n\n## {heading}\n\n{body}\n"}
    assert fact(files, "documentation.installation_guide") is answer


def test_a_page_named_so_is_a_guide_too() -> None:
    assert fact({"docs/getting-started.md": "x"}, "documentation.installation_guide") is True
    assert fact({"docs/tutorial.rst": "x"}, "documentation.usage_example") is True


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("documentation.installation_guide", "src/mkdocs/docs/installation/install.md"),
        ("documentation.installation_guide", "site/content/docs/quickstart.md"),
        ("documentation.installation_guide", "userdocs/src/installation.md"),
        ("documentation.installation_guide", "doc/build/Compilation.texi"),
        ("documentation.usage_example", "www/GettingStarted.md"),
        ("development.setup", "www/Contributing.md"),
        ("development.setup", "docsrc/developer/hacking.rst"),
        ("development.setup", "misc/docs/source/developing.md"),
    ],
)
def test_documentation_is_kept_in_many_folders(name: str, path: str) -> None:
    """As the sites of real projects have it, where no folder is called docs."""
    assert (
        fact(
            {"README.md": "# Kite\n\nFlies.\n", path: "```sh\nmake test\n```\n\n::\n\n    make test\n"}, name
        )
        is True
    )


def test_installing_alone_is_no_usage() -> None:
    install = "# Kite\n\nFlies.\n\n## Install\n\n```\npip install kite\n```\n"
    assert fact({"README.md": install}, "documentation.usage_example") is False
    assert (
        fact({"README.md": install + "\n## Usage\n\n```\nkite up\n```\n"}, "documentation.usage_example")
        is True
    )


def test_an_unread_readme_may_hold_a_guide() -> None:
    assert read({"README.md": Unknown("too large")}, "documentation.installation_guide") == Unknown(
        "README.md: too large"
    )


@pytest.mark.parametrize(
    ("files", "answer"),
    [
        ({"CONTRIBUTING.md": "Set it up and have fun with it:\n\n```\nmake dev\n```\n"}, True),
        ({".devcontainer/devcontainer.json": ""}, True),
        ({"Makefile": "all:\n\tx\ndev: all\n\ty\n"}, True),
        ({"Makefile": "all:\n\tx\n"}, False),
        ({"docs/development.md": "```\nmake\n```\n"}, True),
        ({"CONTRIBUTING.md": "Please write to us first, before anything."}, False),
    ],
)
def test_development_set_up(files: dict[str, str | Unknown], answer: bool) -> None:
    assert fact(files, "development.setup") is answer


@pytest.mark.parametrize(
    ("files", "site"),
    [
        ({"mkdocs.yml": ""}, "mkdocs.yml"),
        ({"docs/conf.py": ""}, "docs/conf.py"),
        ({"docs/a.md": "", "docs/b.md": "", "docs/c.md": ""}, "docs/"),
        (
            {"README.md": "# Kite\n\n[Documentation](https://kite.readthedocs.io/en/latest)\n"},
            "https://kite.readthedocs.io/en/latest",
        ),
        ({"README.md": "# Kite\n\nRun [Docker](https://docs.docker.com/compose/)\n"}, ""),
        ({"docs/a.md": ""}, ""),
        ({"docs/mint.json": ""}, "docs/mint.json"),
        ({"packages/tokens/colors/mint.json": ""}, ""),
    ],
)
def test_a_documentation_site(files: dict[str, str | Unknown], site: str) -> None:
    assert fact(files, "documentation.site") == site


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("ARCHITECTURE.md", "ARCHITECTURE.md"),
        ("docs/dev/architecture-overview.rst", "docs/dev/architecture-overview.rst"),
        ("docs/adr/0001-words.md", "docs/adr/0001-words.md"),
        ("docs/architecture-assets/kite-architecture.png", ""),
        ("docs/architecture/overview.svg", ""),
        ("docs/architecture/parts.md", "docs/architecture/parts.md"),
        ("docs/hierarchy.md", ""),
        ("src/architecture.py", ""),
    ],
)
def test_an_architecture_overview(path: str, found: str) -> None:
    assert fact({path: "x"}, "documentation.architecture") == found


def test_the_design_of_a_page_is_no_architecture() -> None:
    """What a design says of modules is; what it says of colours and letters is not."""
    code: dict[str, str | Unknown] = {
        "DESIGN.md": "# Design\n\nThe module `kite` reads, the module `line` writes.\n"
    }
    assert fact(code, "documentation.architecture") == "DESIGN.md"
    page: dict[str, str | Unknown] = {
        "DESIGN.md": "# Landing Page Design\n\nTypography and components of the page.\n"
    }
    assert fact(page, "documentation.architecture") == ""


def test_places_to_talk() -> None:
    files: dict[str, str | Unknown] = {
        "README.md": "# Kite\n\n[One bug](https://github.com/o/kite/issues/12), [chat](https://discord.gg/kite)\n",
        "CONTRIBUTING.md": "Open [an issue](https://github.com/o/kite/issues/new/choose).",
    }
    assert fact(files, "community.discussion_links") == (
        "https://discord.gg/kite",
        "https://github.com/o/kite/issues/new/choose",
    )


def test_adopters_are_counted_by_their_entries() -> None:
    assert (
        fact(
            {
                "ADOPTERS.md": "# Adopters\n\n| Who | What |\n|---|---|\n| Ex | https://example.org |\n| Am | x |\n"
            },
            "adopters.count",
        )
        == 2
    )
    assert fact({"README.md": "# Kite\n\nFlies.\n\n## Used by\n\n- Ex\n- Am\n- Ple\n"}, "adopters.count") == 3
    assert fact({}, "adopters.count") == 0
