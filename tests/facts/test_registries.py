"""A badge counts when the package bears a name of the project; and lists of good practice when the entry is its own."""

import re

import pytest

from oshealth.facts import Value, facts_of
from oshealth.facts.registries import _opening, _patterns
from oshealth.facts.tables import shipped
from oshealth.reference import parse
from oshealth.snapshot import Texts, Unknown
from tests.builders import a_snapshot


def packages(readme: str, **files: str) -> object:
    reading = facts_of(a_snapshot({"README.md": f"{readme}\n\nCounts birds in pictures.\n", **files})).get(
        "registry.packages"
    )
    return reading.value if isinstance(reading, Value) else reading


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("https://pypi.org/project/bird-counter/", ("PyPI: bird-counter",)),
        ("https://pypi.python.org/pypi/Bird_Counter", ("PyPI: Bird_Counter",)),
        ("https://img.shields.io/pypi/pyversions/bird-counter.svg", ("PyPI: bird-counter",)),
        ("https://badge.fury.io/py/bird-counter.svg", ("PyPI: bird-counter",)),
        ("https://anaconda.org/conda-forge/bird-counter", ("conda: conda-forge/bird-counter",)),
        ("https://www.npmjs.com/package/@scope/bird-counter", ("npm: @scope/bird-counter",)),
        ("https://img.shields.io/npm/v/%40scope%2Fbird-counter", ("npm: @scope/bird-counter",)),
        ("https://npmx.dev/package/@scope/bird-counter", ("npm: @scope/bird-counter",)),
        (
            "https://npmx.dev/api/registry/badge/version/@scope/bird-counter?name=true",
            ("npm: @scope/bird-counter",),
        ),
        ("https://lib.rs/crates/bird-counter", ("crates.io: bird-counter",)),
        ("https://crates.io/crates/bird-counter", ("crates.io: bird-counter",)),
        ("https://cran.r-project.org/package=birdcounter", ("CRAN: birdcounter",)),
        ("https://hub.docker.com/r/example/bird-counter", ("Docker Hub: example/bird-counter",)),
        (
            "https://central.sonatype.com/artifact/org.example/bird-counter",
            ("Maven Central: org.example/bird-counter",),
        ),
        ("https://pkg.go.dev/github.com/example/bird-counter", ("Go: github.com/example/bird-counter",)),
        ("https://github.com/marketplace/actions/bird-counter", ("GitHub Marketplace: bird-counter",)),
        ("https://pypi.org/project/numpy/", ()),
        ("https://www.npmjs.com/package/@types/bird-counter", ()),
        ("https://img.shields.io/pypi/v/requests", ()),
        ("https://pypi.org/project/bird-counter-extras/", ()),
        ("https://example.org/?u=https://github.com/a/bird-counter", ()),
    ],
)
def test_a_link_counts_under_the_projects_own_name(link: str, found: tuple[str, ...]) -> None:
    manifest = '[project]\nname = "bird_counter"\n'
    assert packages(f"# Something else\n\n[words]({link})", **{"pyproject.toml": manifest}) == found


@pytest.mark.parametrize(
    "files",
    [
        {"setup.py": "from setuptools import setup\nsetup(name='bird-counter', version='1')\n"},
        {"setup.cfg": "[metadata]\nname = bird-counter\n"},
        {"package.json": '{"name": "bird-counter"}'},
        {"Cargo.toml": '[package]\nname = "bird-counter"\n'},
        {"DESCRIPTION": "Package: bird.counter\nVersion: 1\n"},
        {"bird.gemspec": "Gem::Specification.new do |s|\n  s.name = 'bird-counter'\nend\n"},
        {"go.mod": "module github.com/example/bird-counter\n"},
        {"pom.xml": "<project><groupId>org.example</groupId><artifactId>bird-counter</artifactId></project>"},
    ],
)
def test_the_name_is_read_from_every_manifest(files: dict[str, str]) -> None:
    link = "https://pypi.org/project/bird-counter/"
    if "go.mod" in files:
        link = "https://pkg.go.dev/github.com/example/bird-counter"
    found = packages(f"# Something else\n\n[words]({link})", **files)
    assert isinstance(found, tuple)
    assert len(found) == 1


def test_a_name_by_a_variable_is_none() -> None:
    seen = a_snapshot({"setup.py": "PKG = 'x'\nsetup(name=PKG)\n", "README.md": "# A\n\nText here.\n"})
    assert facts_of(seen).get("registry.names") == Value((), ())


def test_the_repository_has_a_name_too() -> None:
    text = "# Läufer\n\n[x](https://pypi.org/project/runner/)\n\nRuns.\n"
    seen = a_snapshot({"README.md": text}, ref=parse("https://github.com/example/runner"))
    reading = facts_of(seen).get("registry.packages")
    assert isinstance(reading, Value)
    assert reading.value == ("PyPI: runner",)


@pytest.mark.parametrize(
    ("readme", "files", "found"),
    [
        ("[x](https://www.bestpractices.dev/en/projects/3303)", {}, ("https://www.bestpractices.dev/en/projects/3303",)),
        ("![x](https://img.shields.io/badge/fair--software.eu-green)", {},
         ("https://img.shields.io/badge/fair--software.eu-green",)),
        ("[x](https://api.reuse.software/info/github.com/a/b)", {}, ("https://api.reuse.software/info/github.com/a/b",)),
        ("Nothing", {".bestpractices.json": "{}"}, (".bestpractices.json",)),
        ("[x](https://www.bestpractices.dev/en/criteria/0)", {}, ()),
        ("[x](https://unfair-software.eu/)", {}, ()),
    ],
)  # fmt: skip
def test_an_entry_is_told_from_the_page_of_criteria(
    readme: str, files: dict[str, str], found: tuple[str, ...]
) -> None:
    seen = a_snapshot({"README.md": f"# A\n\n{readme}\n\nCounts birds.\n", **files})
    reading = facts_of(seen).get("practice.checklists")
    assert isinstance(reading, Value)
    assert reading.value == found


@pytest.mark.parametrize("name", ["registry.packages", "practice.checklists"])
def test_an_unread_readme_is_no_absence(name: str) -> None:
    seen = a_snapshot({"README.md": ""}, texts=Texts({}, partial="too much"))
    assert isinstance(facts_of(seen).get(name), Unknown)


def test_what_leads_to_a_registry_begins_as_its_pattern_says() -> None:
    """Each begins with letters of its own, or with a choice in brackets; none has a choice outside of brackets."""
    openings = {opening for _, several, _ in _patterns() for opening in several}
    assert {"pypi.", "img.shields.io/npm/", "conda-forge/", "research-software"} <= openings
    sources = [source for several in shipped("registries")["registries"].values() for source in several]
    assert [
        source for source in sources if "|" in re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", "", source)
    ] == []
    assert [_opening(source) for source in sources if source.startswith("(")] == ["", ""]
