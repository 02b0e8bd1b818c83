"""From a registry of 165 projects to what a board reads: the list as registries publish it, one command, all the files."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.browser import a_browser, shown
from tests.cli.running import HEALTHY, PEOPLE
from tests.git_repos import Made, a_repository
from tests.portfolio.made import Place, a_place
from tests.portfolio.test_page import words
from tests.servers.github.from_git import git_fields
from tests.servers.github.made import a_project

PROJECTS, SECOND, NOWHERE = 165, 12, 6


def a_registry(place: Place) -> str:
    """As a registry of digital public goods publishes itself; some projects have two repositories, some none."""
    projects = [
        {
            "id": f"invented-{n}",
            "name": f"Invented {n}",
            "type": ["software"],
            "SDGs": [{"SDGNumber": n % 17 + 1}],
            "reach": 10 ** (n % 5),
            "repositories": [
                {"name": "main", "url": f"{place.prefix}r{n}"},
                *([{"name": "docs", "url": f"{place.prefix}r{PROJECTS + n}"}] if n < SECOND else []),
            ],
        }
        for n in range(PROJECTS)
    ]
    projects += [
        {"id": f"lost-{n}", "name": f"Lost {n}", "repositories": [{"name": "main", "url": ""}]}
        for n in range(NOWHERE)
    ]
    (place.folder / "index.json").write_text(json.dumps(projects, indent=1))
    return "index.json"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A GitHub with repositories of three kinds: well kept, bare, and without a license."""
    with a_place(tmp_path, PROJECTS + SECOND) as made:
        license_text = (
            "MIT License\n\nPermission is hereby granted, free of charge, to any person obtaining a copy"
        )
        for number, files in enumerate(
            ({"README.md": HEALTHY["README.md"], "LICENSE": license_text}, {"main.c": "int main;\n"})
        ):
            history = [Made(files, by=PEOPLE[number]), Made({"x": "y"}, by=PEOPLE[number])]
            fields = git_fields(a_repository(tmp_path / f"kind{number}", history, bare=True))
            for n in range(number, PROJECTS, 3):
                made.hub.add(a_project(f"example/r{n}", **fields))
        yield made


def test_a_registry_becomes_a_report_for_the_board(place: Place) -> None:
    """Nine requests for 177 repositories; every project in every file, every link leads somewhere, nobody is named."""
    ran = place.batch(a_registry(place), "--depth", "survey", "--importance", "reach", "--parquet")
    assert (ran.code, ran.out) == (0, "177 audited, 0 could not be; out/results.csv\n")
    assert len(place.hub.log) == 9
    out = place.folder / "out"
    assert sorted(file.name for file in out.iterdir() if not file.name.startswith("ledger")) == [
        "portfolio.html",
        "projects",
        "reports.jsonl",
        "results.csv",
        "results.parquet",
        "results.xlsx",
        "skipped.csv",
    ]
    rows = place.rows()
    assert [row["name"] for row in rows] == [
        *(f"Invented {n}" for n in range(PROJECTS)),
        *(f"Lost {n}" for n in range(NOWHERE)),
    ]
    assert sum(bool(row["oshealth_other_repositories"]) for row in rows) == SECOND
    sheet = load_workbook(out / "results.xlsx")["Results"]
    assert sheet.max_row == PROJECTS + NOWHERE + 1

    page = (out / "portfolio.html").read_text("utf-8")
    linked = set(re.findall(r'href="projects/([^"]+)"', page))
    assert linked == {file.name for file in (out / "projects").iterdir()}
    assert len(linked) == PROJECTS + SECOND
    said = words(page)
    assert f"Community health of {PROJECTS} projects" in said
    with (out / "skipped.csv").open() as opened:
        places = [
            f"{one['unit']} {one['number']} {one['text']} {one['reason']}" for one in csv.DictReader(opened)
        ]
    assert len(places) == NOWHERE
    assert [one for one in places if " ".join(one.split()) not in said] == []
    assert not re.search("Ada Example|Ben Example|Cy Example", said)
    one = (out / "projects" / min(linked)).read_text("utf-8")
    assert 'href="../portfolio.html"' in one
    with a_browser() as browser, shown(browser, page, 1280) as seen:
        assert (seen.unfolded().barriers(), seen.fetched, seen.overhang()) == ([], [], 0)


def test_pages_that_stand_are_not_made_again(place: Place) -> None:
    """The same command once more writes the tables and the page of all; the pages of repositories are left.

    With fewer pages than repositories those that matter most have one, and the page of all says so.
    """
    name = place.a_list(3)
    place.batch(name, "--depth", "survey", "--pages", "2", "--importance", "our number")
    before = {file: file.stat().st_ino for file in (place.folder / "out/projects").iterdir()}
    assert sorted(re.sub(r"-\w+\.html", "", file.name)[-2:] for file in before) == ["r1", "r2"]
    said = words((place.folder / "out/portfolio.html").read_text("utf-8"))
    assert "2 of 3 audited repositories have a page of their own" in said
    place.batch(name, "--depth", "survey")
    after = {file: file.stat().st_ino for file in (place.folder / "out/projects").iterdir()}
    assert (len(after), {file: after[file] for file in before}) == (3, before)


def test_the_page_of_a_repository_that_left_the_list_goes_too(place: Place) -> None:
    """It would tell of an earlier run. What is named otherwise is somebody's own, and stays."""
    place.batch(place.a_list(3), "--depth", "survey")
    folder = place.folder / "out/projects"
    for name in ("notes.html", "index.txt"):
        (folder / name).write_text("mine")
    place.batch(place.a_list(2), "--depth", "survey")
    left = sorted(re.sub(r"-[0-9a-f]{6}\.html", "", file.name)[-10:] for file in folder.iterdir())
    assert left == ["example_r0", "example_r1", "index.txt", "notes.html"]
