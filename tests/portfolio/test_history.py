"""`oshealth history`: what the ledger remembers of past runs, and of one repository through them."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from oshealth.formats.portfolio.history import terminal
from oshealth.portfolio.history import RunTold
from oshealth.portfolio.values import Run
from tests.cli.running import HEALTHY, oshealth
from tests.formats.reports import NOW
from tests.git_repos import Made, a_repository
from tests.portfolio.made import GOOD, Place, a_place, went
from tests.servers.github.from_git import git_fields
from tests.servers.github.made import a_project


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A GitHub with three repositories, judged twice: before and after the first of them lost most of its documents."""
    with a_place(tmp_path, 3) as made:
        name = made.a_list(3)
        went(made, name, "survey", GOOD)
        poorer = a_repository(tmp_path / "poorer", [Made({"README.md": HEALTHY["README.md"]})], bare=True)
        made.hub.add(a_project("example/r0", **git_fields(poorer)))
        time.sleep(1.1)  # a run that ended within this second is not older than 0 seconds
        (made.folder / "cache/answers.sqlite").unlink()
        went(made, name, "survey", GOOD, max_age=0)
        yield made


def test_runs_and_one_repository_through_them(place: Place) -> None:
    """Figures of each run, the oldest first; a repository under any spelling of its address, with what became of it; one
    that never was in the list is said with the nearest.
    """
    ran = oshealth("history", "out", "--format", "json", cwd=place.folder)
    runs = json.loads(ran.out)["runs"]
    assert [(run["run"], run["state"], run["audited"], run["failed"]) for run in runs] == [
        (1, "whole", 3, 0),
        (2, "whole", 3, 0),
    ]
    assert sum(runs[0][letter] for letter in (*"ABCDF", "no_grade")) == 3

    ran = oshealth("history", "out", f"{place.prefix}r0/", "--format", "json", cwd=place.folder)
    moments = json.loads(ran.out)["moments"]
    assert [moment["run"] for moment in moments] == [1, 2]
    assert moments[0]["low"] > moments[1]["low"]

    shown = oshealth("history", "out", f"{place.prefix}r0", cwd=place.folder).out.splitlines()
    before, after = moments[0]["low"], moments[1]["low"]
    assert shown[-1] == f"low of the range: {before} then, {after} now ({after - before:+d})"

    unknown = oshealth("history", "out", f"{place.prefix}r9", cwd=place.folder)
    assert (unknown.code, unknown.out) == (2, "")
    assert f"did you mean '{place.prefix}r" in unknown.err


def test_a_folder_without_a_ledger_is_said(tmp_path: Path) -> None:
    ran = oshealth("history", ".", cwd=tmp_path)
    assert ran.code == 2
    assert ran.err.splitlines() == [
        "oshealth: error: there is no ledger in .",
        "oshealth: hint: name the --out folder of a batch",
    ]


def test_only_like_is_compared_with_like() -> None:
    """The last run with the first one of its depth and profile; with none such, nothing is compared."""
    runs = [
        a_run(number, depth, low)
        for number, (depth, low) in enumerate([("survey", 10), ("git", 50), ("git", 60)])
    ]
    assert terminal(runs).splitlines()[-1] == "median low of the range: 50 then, 60 now (+10)"
    assert "then" not in terminal(runs[:2])


def a_run(number: int, depth: str, low: int) -> RunTold:
    """A run in figures."""
    run = Run(number, NOW, NOW, "list.csv", depth, "community", "0.1", "same", 1)
    return RunTold(run, 1, 1, 0, {"B": 1}, low, 70)
