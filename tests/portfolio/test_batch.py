"""`oshealth batch` as people run it: a list in, their own rows out, resumed by the same command. All on loopback."""

import json
import os
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from resource import RLIMIT_FSIZE, setrlimit

import pytest

from oshealth.portfolio.ledger import open_ledger
from tests.cli.running import PATIENCE, PROGRAM, around, oshealth
from tests.portfolio.made import GOOD, OTHER, Place, Revoked, a_place
from tests.portfolio.processes import begun, is_gone, unmeasured, until


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A GitHub with 45 repositories."""
    with a_place(tmp_path, 45) as made:
        yield made


def test_a_survey_asks_for_twenty_at_a_time_and_gives_the_rows_back(place: Place) -> None:
    """Three requests, three points; the user's columns first and untouched, a formula made harmless."""
    name = place.a_list(45)
    with (place.folder / name).open("a") as opened:
        opened.write("=cmd|' /C calc'!A0,soon,-5\n")
    ran = place.batch(name, "--depth", "survey")
    assert (ran.code, ran.out) == (0, "45 audited, 0 could not be; out/results.csv\n")
    assert (len(place.hub.log), place.server.log) == (3, [])
    rows = place.rows()
    assert list(rows[0])[:3] == ["project", "repository", "our number"]
    assert [row["our number"] for row in rows] == [*map(str, range(45)), "-5"]
    assert rows[45]["project"] == "'=cmd|' /C calc'!A0"
    assert (rows[45]["oshealth_status"], rows[45]["oshealth_note"]) == (
        "no repository",
        "a word, but no address (Write owner/repo or a URL)",
    )
    assert {row["oshealth_depth"] for row in rows[:45]} == {"survey"}
    assert {row["oshealth_status"] for row in rows[:45]} <= {"audited", "audited, no grade"}
    lines = (place.folder / "out/reports.jsonl").read_text("ascii").splitlines()
    costs = [json.loads(line)["results"][0]["cost"] for line in lines]
    assert (sum(cost["api_requests"] for cost in costs), sum(cost["api_points"] for cost in costs)) == (3, 3)
    assert "list.csv: a table with commas, 46 rows, 45 projects, 45 repositories, depth survey" in ran.err
    assert "list.csv, line 47: soon: a word, but no address" in ran.err
    assert GOOD not in ran.out + ran.err + "".join(lines)


def test_a_list_of_all_kinds_of_ends_tells_each_in_its_row(place: Place) -> None:
    """One that is there, one that is not, one that moved, one named twice; failures say why and end with code 3."""
    place.hub.repositories.moved["example/old"] = "example/r1"
    rows = [
        ("Here", f"{place.prefix}r0"),
        ("Gone", f"{place.prefix}nothing"),
        ("Moved", f"{place.prefix}old"),
        ("Here", f"{place.prefix}r0/"),
        ("Two", f"{place.prefix}r2 {place.prefix}r3"),
    ]
    (place.folder / "list.tsv").write_text(
        "Project\tRepository\n" + "".join(f"{name}\t{address}\n" for name, address in rows)
    )
    ran = place.batch("list.tsv", "--depth", "survey")
    assert (ran.code, ran.out) == (3, "4 audited, 1 could not be; out/results.csv\n")
    told = place.rows()
    assert [row["oshealth_status"].partition(",")[0] for row in told] == [
        "audited",
        "could not be audited",
        "audited",
        "audited",
        "audited",
    ]
    assert "knows no such repository" in told[1]["oshealth_note"]
    assert told[2]["oshealth_note"].startswith("now called example/r1")
    assert told[0]["oshealth_score"] == told[3]["oshealth_score"]
    assert told[4]["oshealth_other_repositories"].startswith(f"{place.prefix}r3 (")
    assert set(place.counted().values()) == {1}


def test_a_token_revoked_half_way_stops_with_one_line_and_a_new_one_resumes(place: Place) -> None:
    """What was finished is kept and not asked for again; no result pretends that the forge had nothing to say."""
    name = place.a_list(25)
    place.hub.accepted = Revoked({GOOD})
    place.hub.accepted.questions = 1
    stopped = place.batch(name, "--depth", "survey", "--jobs", "1")
    assert stopped.code == 3
    assert "accepts none of the tokens any more" in stopped.err
    assert stopped.err.count("\noshealth: hint:") == 1
    finished = place.counted()
    assert set(finished.values()) == {1}
    assert len(finished) == 20
    assert [row["oshealth_status"] for row in place.rows()].count("not yet looked at") == 5
    place.hub.accepted = frozenset({OTHER})
    resumed = place.batch(name, "--depth", "survey", token=OTHER)
    assert (resumed.code, len(place.counted()), set(place.counted().values())) == (0, 25, {1})
    assert GOOD not in stopped.err


def test_without_a_token_git_alone_is_read_and_that_is_said(place: Place) -> None:
    ran = place.batch(place.a_list(2), token="")
    assert (ran.code, place.hub.log) == (0, [])
    assert "no token: no forge is asked, only git is read" in ran.err
    assert {row["oshealth_depth"] for row in place.rows()} == {"git"}


def test_a_survey_without_a_token_is_refused_before_anything(place: Place) -> None:
    ran = place.batch(place.a_list(2), "--depth", "survey", token="")
    assert (ran.code, (place.folder / "out").exists()) == (2, False)
    assert "--depth survey needs a token" in ran.err


def test_by_default_nothing_inside_is_looked_at(place: Place) -> None:
    """Without --allow-local the loopback server hears nothing, and every row says why."""
    name = place.a_list(3)
    ran = oshealth("batch", name, "--out", "out", cwd=place.folder, environ=place.environ())
    assert (place.server.log, place.hub.log) == ([], [])
    assert {row["oshealth_status"] for row in place.rows()} == {"no repository"}
    assert "--allow-local admits it" in ran.err
    assert (ran.code, ran.err.splitlines()[-1]) == (
        3,
        "oshealth: the list names no repository that may be looked at",
    )


def test_the_files_tell_of_the_last_run_alone(place: Place) -> None:
    """A list without rows that name nothing leaves no table of such rows, and one that is not asked for no Parquet."""
    name = place.a_list(1)
    with (place.folder / name).open("a") as opened:
        opened.write("Soon,none,2\n")
    place.batch(name, "--depth", "survey", "--parquet")
    assert {"skipped.csv", "results.parquet"} < {file.name for file in (place.folder / "out").iterdir()}
    place.batch(place.a_list(1), "--depth", "survey")
    assert not {"skipped.csv", "results.parquet"} & {file.name for file in (place.folder / "out").iterdir()}


def test_an_owner_stands_for_all_of_its_repositories(place: Place) -> None:
    ran = place.batch("org:example", "--depth", "survey", "--limit", "3")
    assert (ran.code, ran.out) == (0, "3 audited, 0 could not be; out/results.csv\n")
    assert len(place.counted()) == 3


def test_a_full_disk_is_one_line_and_loses_nothing(place: Place) -> None:
    """No file may grow beyond 400 KB: the ledger says so; with room again the same command finishes the rest, once."""
    name = place.a_list(45)
    command = [*PROGRAM, "batch", name, "--out", "out", "--allow-local", "--jobs", "1", "--depth", "survey"]
    environ = {**around(place.folder, place.environ()), "OSHEALTH_CACHE": str(place.folder.parent / "cache")}
    ran = subprocess.run(
        command,
        cwd=place.folder,
        env=unmeasured(environ),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        preexec_fn=lambda: setrlimit(RLIMIT_FSIZE, (400_000, 400_000)),
    )
    assert ran.returncode == 3
    assert "ledger.sqlite cannot be used" in ran.stderr or "cannot be written" in ran.stderr
    assert "Traceback" not in ran.stderr
    finished = place.counted()
    assert 0 < len(finished) < 45
    assert place.batch(name, "--depth", "survey").code == 0
    assert (len(place.counted()), set(place.counted().values())) == (45, {1})


def test_a_ledger_that_somebody_else_holds_is_one_line(place: Place) -> None:
    """Another batch at once; then another program in the middle of a transaction."""
    name = place.a_list(1)
    with open_ledger(place.folder / "out"):
        second = place.batch(name, "--depth", "survey")
    assert (second.code, second.err.splitlines()[-2:]) == (
        2,
        [
            "oshealth: error: another batch is working in out",
            "oshealth: hint: wait until it ends, or choose another --out",
        ],
    )
    with closing(sqlite3.connect(place.folder / "out/ledger.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        third = place.batch(name, "--depth", "survey")
        other.execute("ROLLBACK")
    assert (third.code, "database is locked" in third.err, "another program holds it open" in third.err) == (
        3,
        True,
        True,
    )


def test_ctrl_c_keeps_what_is_finished_and_leaves_nobody_behind(place: Place) -> None:
    """Exit code 130, results of what is finished, and no worker or git after it."""
    name, place.hub.latency = place.a_list(45), 2
    process = begun(place, name)
    until(lambda: len(place.hub.log) >= 3)  # the first twenty are finished, and others are asked about
    os.kill(process.pid, signal.SIGINT)
    _out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, err.splitlines()[-1]) == (130, "oshealth: interrupted")
    statuses = [row["oshealth_status"] for row in place.rows()]
    assert (len(statuses), statuses.count("not yet looked at")) in ((45, 25), (45, 5))
    until(partial(is_gone, process.pid))
    place.hub.latency = 0
    assert place.batch(name, "--depth", "survey").code == 0
    assert set(place.counted().values()) == {1}
