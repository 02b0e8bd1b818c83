"""Ledgers of other versions: an older one is brought to that of today, a newer one and what is none are left alone."""

import json
import sqlite3
import zlib
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from oshealth.assessment.document import iso
from oshealth.errors import AskedWrongly
from oshealth.portfolio.kept import Kept, keep, packed
from oshealth.portfolio.ledger import FILE, VERSION, Ledger, open_ledger, read_ledger
from oshealth.portfolio.values import Somebody, Traits
from oshealth.reference import RepoRef
from tests.cli.running import oshealth
from tests.formats.reports import NOW, healthy, not_there, poor

OURS = 0x6F736865
OLDER = Path(__file__).parent / "ledgers"
FORMS = ("asked", "together", "apart")
TRAITS = Traits(name="example/birds", people=(Somebody(("ab12",), 7),), depends=("pypi:nest",), quiet_days=3)


def the_results() -> list[Kept]:
    """A report, a failure, and a second, deeper look at the first."""
    birds, gone = RepoRef.parse("example/birds"), RepoRef.parse("example/gone")
    return [
        keep(str(birds), replace(poor(), ref=birds), "survey", NOW, TRAITS),
        keep(str(gone), replace(not_there(), ref=gone), "survey", NOW),
        keep(str(birds), replace(healthy(), ref=birds), "standard", NOW + timedelta(hours=1), TRAITS),
    ]


def an_old_ledger(folder: Path, form: str) -> None:
    """A ledger of version 1, by the very tables that such an oshealth made, with a run and its results."""
    folder.mkdir()
    with closing(sqlite3.connect(folder / FILE)) as table:
        table.executescript((OLDER / f"{form}.sql").read_text("utf-8"))
        table.execute(f"PRAGMA application_id = {OURS}")
        table.execute("PRAGMA user_version = 1")
        table.execute("PRAGMA journal_mode = WAL")
        run = (iso(NOW), iso(NOW), "grants.csv", "auto", "community", "0.1", "same", 2)
        table.execute("INSERT INTO runs VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)", run)
        for number, one in enumerate(the_results(), 1):
            row = _row(form, one)
            marks = ", ".join("?" * len(row))
            told = f"INSERT INTO results ({', '.join(row)}) VALUES ({marks})"  # noqa: S608 - ours
            table.execute(told, tuple(row.values()))
            table.execute("INSERT INTO answers VALUES (1, ?, ?, ?)", (one.target, number == 3, number))
        table.commit()


def _row(form: str, one: Kept) -> Mapping[str, Any]:
    """A result as the ledgers of that form kept it."""
    row = {name: getattr(one, name) for name in Kept.__struct_fields__}
    if form != "apart":
        document, traits = (json.loads(zlib.decompress(part)) for part in (one.packed, row.pop("ties")))
        row["packed"] = packed({"result": document, "traits": traits})
    return {**row, "asked": "same"} if form == "asked" else row


@pytest.mark.parametrize("opened", [open_ledger, read_ledger])
@pytest.mark.parametrize("form", FORMS)
def test_an_older_ledger_is_brought_to_the_version_of_today(
    tmp_path: Path, form: str, opened: Callable[[Path], Any]
) -> None:
    """Every run and every result is what it was, and the tables are those of a new one."""
    an_old_ledger(tmp_path / "out", form)
    first, gone, deeper = the_results()
    with opened(tmp_path / "out") as ledger:
        run = ledger.runs()[0]
        assert (run.list, run.targets, run.ended) == ("grants.csv", 2, NOW)
        assert list(ledger.all_kept(run)) == [deeper, gone]
        assert list(ledger.first_looks(run)) == [first, gone]
        assert ledger.kept(run, deeper.target).traits() == TRAITS
        told = _shape(ledger)
    with open_ledger(tmp_path / "new") as new:
        assert told == _shape(new)


def _shape(ledger: Ledger) -> tuple[int, dict[str, Any]]:
    """The version of a ledger, and the columns of everything in it."""
    names = [row[0] for row in ledger.table.execute("SELECT name FROM sqlite_schema WHERE sql NOT NULL")]
    columns = {
        name: [row[1] for row in ledger.table.execute(f"PRAGMA table_info({name})")] for name in sorted(names)
    }
    return ledger.table.execute("PRAGMA user_version").fetchone()[0], columns


def test_an_older_ledger_is_gone_on_with(tmp_path: Path) -> None:
    """What it holds answers, and new results come to it."""
    an_old_ledger(tmp_path / "out", "together")
    with open_ledger(tmp_path / "out") as ledger:
        run = ledger.runs()[0]
        ledger.note(run, [replace(the_results()[0], target="example/new")])
        assert ledger.answered(run) == {
            "example/birds": "report",
            "example/gone": "lasting",
            "example/new": "report",
        }


def test_a_ledger_that_cannot_be_brought_forward_stays_as_it_was(tmp_path: Path) -> None:
    """One of its results is torn: one line, and nothing of it was changed, not even what could be read."""
    an_old_ledger(tmp_path / "out", "together")
    file = tmp_path / "out" / FILE
    with closing(sqlite3.connect(file)) as table:
        table.execute("UPDATE results SET packed = x'00' WHERE id = 2")
        table.commit()
        before = list(table.iterdump())
    with pytest.raises(AskedWrongly, match=f"{FILE} cannot be used"), open_ledger(tmp_path / "out"):
        pass
    with closing(sqlite3.connect(file)) as table:
        assert (list(table.iterdump()), table.execute("PRAGMA user_version").fetchone()) == (before, (1,))


@pytest.mark.parametrize(
    ("pragma", "told"),
    [
        ("user_version = 0", "is no ledger of oshealth"),
        ("user_version = 7", rf"written by a newer oshealth \(ledger version 7; this one reads {VERSION}\)"),
        ("application_id = 1", "is no ledger of oshealth"),
    ],
)
def test_a_ledger_of_another_kind_is_left_alone(tmp_path: Path, pragma: str, told: str) -> None:
    """One line, and not a byte of it is changed."""
    with open_ledger(tmp_path):
        pass
    file = tmp_path / FILE
    with closing(sqlite3.connect(file)) as table:
        table.execute(f"PRAGMA {pragma}")
        table.commit()
    before = file.read_bytes()
    for opened in (open_ledger, read_ledger):
        with pytest.raises(AskedWrongly, match=told), opened(tmp_path):
            pass
    assert file.read_bytes() == before


def test_a_newer_ledger_is_one_line_and_a_code(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "out") as ledger:
        ledger.table.execute("PRAGMA user_version = 9")
    ran = oshealth("history", "out", cwd=tmp_path)
    assert (ran.code, ran.out, ran.err.splitlines()) == (
        2,
        "",
        [
            f"oshealth: error: out/{FILE} was written by a newer oshealth (ledger version 9; this one reads {VERSION})",
            "oshealth: hint: update oshealth, or choose another --out",
        ],
    )


def test_what_is_no_ledger_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / FILE
    file.write_text("my own notes, of some length, which nobody should overwrite" * 9)
    with pytest.raises(AskedWrongly, match="file is not a database"), open_ledger(tmp_path):
        pass
    assert file.read_text().startswith("my own notes")
