"""A list that calls one repository by an old and a new name: it counts once, when the forge has told."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from oshealth.portfolio.ledger import read_ledger
from oshealth.portfolio.roster import read_roster
from oshealth.portfolio.roster.joining import within
from oshealth.portfolio.summary import summary_of
from oshealth.portfolio.summary.renames import Renamed, joined
from tests.cli.running import oshealth
from tests.portfolio.made import GOOD, Place, a_place, went
from tests.portfolio.test_page import words
from tests.portfolio.told import a_roster
from tests.servers.git_http import status

LIST = """Project,Repository,Grant
Birds,https://github.com/example/ducks,100
Birds again,https://github.com/example/birds,200
Fish,https://github.com/example/fish,300
"""


def test_two_names_of_one_repository_are_one_under_the_name_of_today(tmp_path: Path) -> None:
    roster = a_roster(tmp_path, LIST)
    old, new, fish = (target.key for target in roster.targets)
    once = joined(roster, {old: "Example/Birds", new: "example/birds", fish: ""})
    assert once.stands == {old: new, new: new, fish: fish}
    assert [(target.key, target.rows) for target in once.roster.targets] == [(new, (0, 1)), (fish, (2,))]
    assert [(one.name, one.targets, one.rows) for one in once.roster.projects] == [
        ("Birds", (new,), (0,)),
        ("Birds again", (new,), (1,)),
        ("Fish", (fish,), (2,)),
    ]
    assert once.renamed == (Renamed("example/ducks", "Example/Birds"),)
    assert [(row.targets, row.note) for row in once.roster.rows] == [
        ((new,), "example/ducks is the same repository as example/birds"),
        ((new,), ""),
        ((fish,), ""),
    ]


def test_nothing_is_joined_that_the_forge_did_not_tell(tmp_path: Path) -> None:
    roster = a_roster(tmp_path, LIST)
    assert joined(roster, {}).roster == roster


def test_what_a_limit_left_out_stays_as_the_list_has_it(tmp_path: Path) -> None:
    roster = within(a_roster(tmp_path, LIST), 2)
    old, new = (target.key for target in roster.targets)
    once = joined(roster, {old: "example/birds", new: "example/birds"})
    assert [target.key for target in once.roster.targets] == [new]
    assert once.roster.projects[2] == roster.projects[2]


def test_the_same_name_on_another_host_is_another_repository(tmp_path: Path) -> None:
    roster = a_roster(
        tmp_path, "Project,Repository\nA,https://github.com/example/a\nB,https://codeberg.org/example/a\n"
    )
    assert joined(roster, {}).roster == roster


def test_two_revisions_of_one_repository_stay_two(tmp_path: Path) -> None:
    roster = a_roster(tmp_path, "Repository\nexample/birds@v1\nexample/birds@v2\n")
    assert joined(roster, {target.key: "example/birds" for target in roster.targets}).roster == roster


def test_repositories_without_a_name_of_their_own_are_one_project(tmp_path: Path) -> None:
    """Under the name of today, with the rows of both."""
    roster = a_roster(tmp_path, "Repository\nexample/ducks\nexample/birds\n")
    old, new = (target.key for target in roster.targets)
    once = joined(roster, {old: "example/birds", new: "example/birds"})
    assert [(one.name, one.targets, one.rows) for one in once.roster.projects] == [
        ("example/birds", (new,), (0, 1))
    ]


def test_what_failed_is_stood_for_by_what_was_seen(tmp_path: Path) -> None:
    """The forge told of the old name only: its result counts for both."""
    roster = a_roster(tmp_path, "Repository\nexample/ducks\nexample/birds\n")
    old, new = (target.key for target in roster.targets)
    assert joined(roster, {old: "example/birds", new: ""}).stands == {old: old, new: old}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A GitHub with three repositories, the second of which was called example/old: every door sends on to its new name."""
    with a_place(tmp_path, 3) as made:
        made.hub.repositories.moved["example/old"] = "example/r1"
        made.server.faults["/example/old/"] = status(
            301, location=f"{made.server.address}/example/r1/", cut="/example/old/"
        )
        yield made


@pytest.mark.parametrize("depth", ["survey", "standard"])
def test_a_portfolio_counts_it_once_and_both_rows_say_its_name_of_today(place: Place, depth: str) -> None:
    """Through the program: both rows have the result of the one that bears its name; every file counts it once."""
    addresses = [f"{place.prefix}{name}" for name in ("old", "r0", "r1")]
    (place.folder / "list.csv").write_text("\n".join(["repository", *addresses, ""]))
    ran = place.batch("list.csv", "--depth", depth)
    assert (ran.code, ran.out) == (0, "2 audited, 0 could not be; out/results.csv\n")
    old, other, new = place.rows()
    assert [row["repository"] for row in (old, other, new)] == addresses
    assert [row["oshealth_name_now"] for row in (old, other, new)] == [
        "example/r1",
        "example/r0",
        "example/r1",
    ]
    assert old.pop("oshealth_note").endswith("; example/old is the same repository as example/r1")
    del old["repository"], new["repository"], new["oshealth_note"]
    assert old == new
    sheet = load_workbook(place.folder / "out/results.xlsx")["Results"]
    assert [cell.value for cell in sheet["B"]][1:] == [addresses[2], addresses[1], addresses[2]]
    assert [one["repository"]["name"] for one in place.reports()] == ["r1", "r0"]
    said = words((place.folder / "out/portfolio.html").read_text("utf-8"))
    assert "Community health of 2 projects" in said
    assert "example/old is now example/r1" in said
    assert "example/r1 in line 2, line 4" in said


def test_a_list_that_takes_up_the_new_name_goes_on_with_the_same_past(place: Place) -> None:
    """Old name, then both, then the new one: no run has a new project or lost one, and the past is found by both names."""
    for number, names in enumerate((["old", "r0"], ["old", "r0", "r1"], ["r0", "r1"])):
        time.sleep(1.1 if number else 0)  # a run that ended within this second is not older than 0 seconds
        (place.folder / "list.txt").write_text("".join(f"{place.prefix}{name}\n" for name in names))
        went(place, "list.txt", "survey", GOOD, max_age=0)
        with read_ledger(place.folder / "out") as ledger:
            roster = read_roster(str(place.folder / "list.txt"), allow_local=True)
            since = summary_of(ledger, ledger.runs()[-1], roster, {}).since
        assert (since and (since.new, since.gone, since.compared)) == (((), 0, 2) if number else None)
    told = [
        oshealth("history", "out", *target, "--format", "json", cwd=place.folder).out
        for target in ([], [f"{place.prefix}old"], [f"{place.prefix}r1"])
    ]
    runs = json.loads(told[0])["runs"]
    assert [(run["run"], run["repositories"], run["audited"]) for run in runs] == [
        (1, 2, 2),
        (2, 2, 2),
        (3, 2, 2),
    ]
    assert json.loads(told[1])["target"] == f"{place.prefix}r1"
    assert [moment["run"] for moment in json.loads(told[1])["moments"]] == [1, 2, 3]
    assert told[1] == told[2]
