"""Farewells and maintenance modes as projects word them, and what only looks like one."""

import pytest

from oshealth.facts import Value, facts_of
from oshealth.facts.base import Reading
from oshealth.snapshot import Evidence, Unknown
from tests.builders import a_snapshot

GONE = "project.declared_abandoned"
MODE = "project.maintenance_mode"


def read(fact: str, readme: str, name: str = "README.md") -> Reading:
    """One fact about a project whose README says this."""
    return facts_of(a_snapshot({name: readme})).get(fact)


def said_in(line: int, name: str = "README.md") -> Value:
    """Yes, in that line."""
    return Value(value=True, evidence=(Evidence("path", name, line),))


@pytest.mark.parametrize(
    ("readme", "line"),
    [
        ("# Deprecated!\n\nAs of Feb 11th 2020, thing is fully deprecated.\n", 1),
        ("# Deprecated\nThis project is no longer maintained. No new issues will be accepted.\n", 1),
        ("# :warning: Archived\n### This project is no longer maintained.\n\nThing\n=====\n", 1),
        ("# Thing\n\n> [!IMPORTANT]\n> **This project is no longer maintained.** See\n> [other](https://example.org).\n", 4),
        ("# Note: This project is no Longer Maintained\n\nscripts\n", 1),
        ("Store\n=====\n\n\n_This project is no longer maintained and part of my \"attic\"._\n", 5),
        ("# Thing\n\n**Deprecation Warning: This project is no longer maintained and may not work.**\n", 3),
        ("# This repository has been archived - the plugin lives elsewhere.\n", 1),
        ("> # This repository has been archived.\n> ### It has been replaced by [Other](https://example.org).\n", 1),
        ("# ARCHIVED\n\nAfter many months I gave up, and so this repository will not be updated any further.\n", 1),
        ("# Thing\n\n[![No Maintenance Intended](https://unmaintained.tech/badge.svg)](http://unmaintained.tech/)\n", 3),
        ("# Thing\n\n## :warning: Deprecation Notice\n> Use [other](https://example.org) instead.\n", 3),
        ("# [DEPRECATED] Thing\n\nA thing.\n", 1),
        ("# thing (unmaintained)\n", 1),
        ("# Thing\n\nThing is no longer actively developed.\n", 3),
        ("# Thing\n\nI no longer maintain this. Please fork it.\n", 3),
        ("# ⚠️ Project Discontinued\n\nSee elsewhere.\n", 1),
        ("Archived because not used anymore.\n\n# Thing\n\nA thing.\n", 1),
        ("# Thing\n\nArchived in favor of [other](https://example.org).\n", 3),
        ("# Thing\n\nThis repository is no longer used.\n", 3),
        ("# Chose\n\nCe dépôt n'est plus maintenu.\n", 3),
        ("# Chose\n\nCe projet n'est plus maintenu.\n", 3),
        ("# Ding\n\nDieses Projekt wird nicht mehr weiterentwickelt.\n", 3),
        ("# 东西\n\n本项目已停止维护。\n", 3),
        ("# もの\n\nこのプロジェクトは現在メンテナンスされていません。\n", 3),
        ("# Thing\n\nSorry, but I no longer have the time to maintain this.\n", 3),
        ("# Thing\n\nThis package has been superseded by [thing2](https://example.org).\n", 3),
    ],
)  # fmt: skip
def test_a_project_that_says_farewell(readme: str, line: int) -> None:
    """In a heading, a sentence about itself, a badge, or another language."""
    assert read(GONE, readme) == said_in(line)


@pytest.mark.parametrize(
    "readme",
    [
        "# Thing\n\n**deprecated**: the method `x` goes away in 4.0\n",
        "# Thing\n\nThe 1.x branch is no longer maintained; use 2.x.\n",
        "# Thing\n\nThis repository has been archived on Zenodo.\n",
        "# Thing\n\nThis project is not maintained by ExampleCorp. It is a community effort.\n",
        "# Thing\n\nThis tool is no longer supported on Windows 7.\n",
        "# Thing\n\nOther is good, but since this project is no longer maintained I wrote Thing.\n",
        "# Thing\n\nIf this project is no longer maintained, write to us.\n",
        "# Thing\n\nTells you whether a package is deprecated or archived.\n",
        "# Thing\n\n| option | state |\n|---|---|\n| x | this project is deprecated |\n",
        "# Thing\n\n```\nthis project is deprecated\n```\n",
        "# Thing\n\nA thing.\n\n## Deprecated methods\n\nNone so far.\n",
        "# Thing\n" + "\nmore\n" * 20 + "\nThis project is deprecated.\n",
        "# Thing\n\nThis project is actively maintained.\n",
        "# Archive\n\nA library for zip files.\n",
        "# Thing\n\nArchived pages are kept for a year because of the law.\n",
        "# Thing\n\nThe library is no longer needed for Python 3.\n",
        "# Thing\n\nThe cache of the library was replaced by a file.\n",
        "# Thing\n\nWe don't have time to test this on Windows.\n",
        "# Thing\n\nThis package is no longer used to read files, only to write them.\n",
    ],
)
def test_what_only_looks_like_a_farewell(readme: str) -> None:
    """A method, a branch, another project, a condition, a copy in an archive, code and tables."""
    assert read(GONE, readme) == Value(value=False, evidence=(Evidence("path", "README.md", 0),))


def test_a_notice_in_restructured_text() -> None:
    """The body of a directive is text as well."""
    readme = "Thing\n=====\n\n.. warning::\n   This project is no longer maintained.\n"

    assert read(GONE, readme, "README.rst") == said_in(4, "README.rst")


@pytest.mark.parametrize(
    ("readme", "line"),
    [
        ("# [Thing.js](https://example.org)\n\n## Status\n\nThing.js is a legacy project, now in maintenance mode.\n", 5),
        ("# Thing\n\n> This library is in maintenance mode: only security fixes.\n", 3),
        ("# Thing\n\n## Maintenance mode\n\nWe fix bugs only.\n", 3),
        ("# Thing\n\nProject status: maintenance mode\n", 3),
        ("# Thing\n\nThis project is currently in maintenance-only mode.\n", 3),
    ],
)  # fmt: skip
def test_a_project_in_maintenance_mode(readme: str, line: int) -> None:
    """The project is the subject, or a heading says it."""
    assert read(MODE, readme) == said_in(line)


@pytest.mark.parametrize(
    "readme",
    [
        "# Thing\n\nShows a page to visitors while your shop is in maintenance mode.\n",
        "# Thing\n\nA modern client; Other is in maintenance mode.\n",
    ],
)
def test_somebody_elses_maintenance_mode(readme: str) -> None:
    """A feature of that name, or another project, is not this project's standing."""
    assert read(MODE, readme) == Value(value=False, evidence=(Evidence("path", "README.md", 0),))


def test_without_a_readme_nothing_is_said_and_an_unread_one_is_unknown() -> None:
    """Absence is a no; not seen is unknown."""
    assert facts_of(a_snapshot()).get(GONE) == Value(
        value=False, evidence=(Evidence("absence", name="readme"),)
    )
    assert facts_of(a_snapshot({"README.md": Unknown("too large")})).get(GONE) == Unknown("too large")


def test_a_hostile_readme_is_read_to_its_end() -> None:
    """Very long lines of what patterns begin with."""
    no = Value(value=False, evidence=(Evidence("path", "README.md"),))
    assert read(GONE, ("this is this project is now " * 20_000 + "\n") * 10) == no
    assert read(MODE, "this is now in a " * 200_000) == no
