"""The ledger: an SQLite file in which every finished repository is durable at once, and past runs stay.

What is promised: a result that `Ledger.note` has returned from is there after whatever happens, a power failure too. It
rests on SQLite's write-ahead log with `synchronous = FULL`, which hands each transaction to the disk by fsync before it
is over, on a checksum with every page of that log, by which a torn end is told and left out, and on a disk that keeps
what it says it has kept. Folders made for the ledger are handed to the disk too. Source: SQLite, "Write-Ahead Logging",
"Atomic Commit", PRAGMA synchronous.
"""

import fcntl
import os
import secrets
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from oshealth.assessment.document import iso
from oshealth.errors import AskedWrongly, BatchStopped, OshealthError
from oshealth.portfolio.kept import Kept, moment_of
from oshealth.portfolio.upgrades import UPGRADES, upgrade
from oshealth.portfolio.values import Run

VERSION: Final = 2
FILE: Final = "ledger.sqlite"
_APPLICATION: Final = 0x6F736865  # "oshe"
_BUSY_SECONDS: Final = 5
_COLUMNS: Final = "target, kind, depth, at, score, low, high, coverage, grade, name, packed, ties"
_RUN: Final = "number, began, ended, list, depth, profile, version, asked, targets"


class Asked(Struct, frozen=True):
    """What a run is about, but its targets: names for people, and `digest`, which two runs share whose results compare."""

    list: str
    depth: str
    profile: str
    version: str
    digest: str


class Ledger(Struct, frozen=True):
    """An open ledger. Every method raises BatchStopped when the file cannot be read or written any more."""

    table: sqlite3.Connection
    file: Path

    def salt(self) -> bytes:
        """The secret by which people are told apart in this ledger without being named."""
        with _told(self.file), self.table:
            self.table.execute("INSERT OR IGNORE INTO notes VALUES ('salt', ?)", (secrets.token_hex(16),))
            found = self.table.execute("SELECT value FROM notes WHERE name = 'salt'").fetchone()
        return bytes.fromhex(found[0])

    def begin(self, asked: Asked, targets: Collection[str], now: datetime, since: datetime) -> Run:
        """The run to work on: the last one when it is about the same, has not ended before `since`, and answers for nothing
        that is not among the `targets`; else a new one.
        """
        with _told(self.file), self.table:
            last = self.runs()[-1:]
            if last and _goes_on(last[0], asked, since) and self.answered(last[0]).keys() <= set(targets):
                change = "UPDATE runs SET targets = ?, ended = NULL WHERE number = ?"
                self.table.execute(change, (len(targets), last[0].number))
                return self.runs()[-1]
            row = (
                iso(now),
                asked.list,
                asked.depth,
                asked.profile,
                asked.version,
                asked.digest,
                len(targets),
            )
            self.table.execute(
                "INSERT INTO runs (began, list, depth, profile, version, asked, targets) VALUES (?,?,?,?,?,?,?)",
                row,
            )
        return self.runs()[-1]

    def take_over(self, run: Run, since: datetime) -> None:
        """Lets results of earlier runs that were made at `since` or later answer in this one, save passing failures."""
        with _told(self.file), self.table:
            self.table.execute(
                "INSERT OR IGNORE INTO answers SELECT ?, a.target, a.deep, max(a.result) FROM answers a "
                "JOIN runs ON number = a.run JOIN results ON id = a.result "
                "WHERE runs.asked = ? AND runs.depth = ? AND at >= ? AND kind != 'passing' GROUP BY a.target, a.deep",
                (run.number, run.asked, run.depth, iso(since)),
            )

    def forget_failed(self, run: Run, lasting_too: bool) -> None:
        """Takes failures out of a run, so that they are tried again; the results themselves stay."""
        with _told(self.file), self.table:
            self.table.execute(
                "DELETE FROM answers WHERE run = ? AND result IN "
                "(SELECT id FROM results WHERE kind = 'passing' OR (kind = 'lasting' AND ?))",
                (run.number, lasting_too),
            )

    def note(self, run: Run, found: Sequence[Kept], deep: bool = False) -> None:
        """Keeps results; when this returns they survive whatever happens."""
        with _told(self.file), self.table:
            for one in found:
                row = (
                    one.target, one.kind, one.depth, one.at, one.score, one.low, one.high, one.coverage, one.grade,
                    one.name, one.packed, one.ties,
                )  # fmt: skip
                made = self.table.execute(
                    f"INSERT INTO results ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",  # noqa: S608 - ours
                    row,
                )
                self.table.execute(
                    "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)",
                    (run.number, one.target, deep, made.lastrowid),
                )

    def end(self, run: Run, now: datetime) -> None:
        """Every target of the run has its answer."""
        with _told(self.file), self.table:
            self.table.execute("UPDATE runs SET ended = ? WHERE number = ?", (iso(now), run.number))

    def answered(self, run: Run, deep: bool = False) -> dict[str, str]:
        """The kinds of the answers that a run has, by target."""
        query = "SELECT a.target, kind FROM answers a JOIN results ON id = result WHERE run = ? AND deep = ?"
        with _told(self.file):
            return dict(self.table.execute(query, (run.number, deep)).fetchall())

    def runs(self) -> tuple[Run, ...]:
        """All runs, the oldest first."""
        with _told(self.file):
            found = self.table.execute(f"SELECT {_RUN} FROM runs ORDER BY number").fetchall()  # noqa: S608 - ours
        return tuple(map(_run, found))

    def kept(self, run: Run, target: str) -> Kept | None:
        """The best answer for one target; None when there is none yet."""
        return next(self._found("best WHERE run = ? AND target = ?", run.number, target), None)

    def all_kept(self, run: Run) -> Iterator[Kept]:
        """The best answer for each target of a run, in the order of their keys, read one after the other."""
        return self._found("best WHERE run = ? ORDER BY target", run.number)

    def briefs(self, run: Run) -> Iterator[Kept]:
        """The same without what is packed, to count and sort by."""
        columns = _COLUMNS.replace("packed, ties", "x'', x''")
        return self._found("best WHERE run = ? ORDER BY target", run.number, columns=columns)

    def first_looks(self, run: Run) -> Iterator[Kept]:
        """The answers of the first look of `--depth auto`, by which the second is chosen."""
        return self._found("first_looks WHERE run = ? ORDER BY target", run.number)

    def past(self, targets: Sequence[str]) -> Iterator[tuple[Run, Kept]]:
        """What a repository, known by these keys, came to in every run that answers for it, the oldest first; by the first
        of the keys that has a report there.
        """
        for run in self.runs():
            found = [kept for target in targets if (kept := self.kept(run, target))]
            if found:
                yield run, min(found, key=lambda one: one.kind != "report")

    def names(self) -> dict[str, str]:
        """The full name that the forge gave each target when it last told one."""
        query = (
            "SELECT target, name FROM results "
            "WHERE id IN (SELECT max(id) FROM results WHERE name != '' GROUP BY target)"
        )
        with _told(self.file):
            return dict(self.table.execute(query).fetchall())

    def targets(self) -> tuple[str, ...]:
        """Every target that was ever answered for."""
        with _told(self.file):
            found = self.table.execute("SELECT DISTINCT target FROM answers ORDER BY target").fetchall()
        return tuple(row[0] for row in found)

    def _found(self, where: str, *values: object, columns: str = _COLUMNS) -> Iterator[Kept]:
        with _told(self.file):
            for row in self.table.execute(f"SELECT {columns} FROM {where}", values):  # noqa: S608 - ours
                yield Kept(*row)


@contextmanager
def open_ledger(folder: Path) -> Iterator[Ledger]:
    """The ledger of a folder, for this process alone; it is made when there is none, and one that an older oshealth wrote
    is brought to the version of today.

    Raises AskedWrongly when another process works on it, or when it is of a newer version or no ledger at all.
    """
    try:
        _made(folder)
        lock = os.open(folder / "ledger.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise AskedWrongly(f"{folder} cannot be written: {error.strerror}", "choose another --out") from error
    try:
        _claim(lock, folder)
        with closing(_connected(folder / FILE)) as table:
            _prepared(table, folder / FILE)
            yield Ledger(table, folder / FILE)
    finally:
        os.close(lock)


@contextmanager
def read_ledger(folder: Path) -> Iterator[Ledger]:
    """The same to read only, while somebody may be working on it; one of an older version is brought to that of today
    first. Raises AskedWrongly when there is none.
    """
    file = folder / FILE
    if not file.is_file():
        raise AskedWrongly(f"there is no ledger in {folder}", "name the --out folder of a batch")
    with closing(_connected(file)) as table:
        is_old = _version(table, file) < VERSION
    if is_old:
        with open_ledger(folder):
            pass
    with closing(_connected(file)) as table:
        table.execute("PRAGMA query_only = 1")
        yield Ledger(table, file)


def _made(folder: Path) -> None:
    """Makes a folder, and sees that it is on the disk and not only in memory."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in missing:
        opened = os.open(one.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _claim(lock: int, folder: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        message = f"another batch is working in {folder}"
        raise AskedWrongly(message, "wait until it ends, or choose another --out") from error


def _connected(file: Path) -> sqlite3.Connection:
    try:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600))
        return sqlite3.connect(file, timeout=_BUSY_SECONDS)
    except (OSError, sqlite3.Error) as error:
        raise AskedWrongly(f"{file} cannot be opened: {error}", "choose another --out") from error


def _prepared(table: sqlite3.Connection, file: Path) -> None:
    """Makes the tables of a new ledger; sees that an old one is ours, and brings it to the version of today."""
    with _told(file, AskedWrongly):
        is_new = table.execute("PRAGMA schema_version").fetchone() == (0,)
        version = VERSION if is_new else _version(table, file)
        table.execute("PRAGMA journal_mode = WAL")
        table.execute("PRAGMA synchronous = FULL")
        if is_new:
            marks = f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {VERSION};"
            table.executescript(f"BEGIN; {_sql('schema.sql')} {_sql('views.sql')} {marks} COMMIT;")
        elif version < VERSION:
            upgrade(table, version, VERSION, _sql("views.sql"))


def _sql(name: str) -> str:
    return files("oshealth.portfolio").joinpath(name).read_text("utf-8")


def _version(table: sqlite3.Connection, file: Path) -> int:
    """The version of a ledger that can be read, or made so. Raises AskedWrongly for any other file."""
    with _told(file, AskedWrongly):
        application: int = table.execute("PRAGMA application_id").fetchone()[0]
        version: int = table.execute("PRAGMA user_version").fetchone()[0]
    if application != _APPLICATION or version < min(UPGRADES):
        raise AskedWrongly(f"{file} is no ledger of oshealth", "choose another --out")
    if version > VERSION:
        message = (
            f"{file} was written by a newer oshealth (ledger version {version}; this one reads {VERSION})"
        )
        raise AskedWrongly(message, "update oshealth, or choose another --out")
    return version


def _goes_on(run: Run, asked: Asked, since: datetime) -> bool:
    is_same = (run.asked, run.depth) == (asked.digest, asked.depth)
    return is_same and (run.ended is None or run.ended >= since)


def _run(row: tuple[Any, ...]) -> Run:
    number, began, ended, *rest, targets = row
    name, depth, profile, version, asked = rest
    when = moment_of(ended) if ended else None
    return Run(number, moment_of(began), when, name, depth, profile, version, asked, targets)


@contextmanager
def _told(file: Path, kind: type[OshealthError] = BatchStopped) -> Iterator[None]:
    """SQLite's troubles in one line; what was durable before stays."""
    try:
        yield
    except sqlite3.Error as error:
        hint = "what is finished is kept; run the same command again when this is mended"
        if "locked" in str(error):
            hint = "another program holds it open; close that, and run the same command again"
        if "not a database" in str(error):
            hint = "choose another --out"
        raise kind(f"{file} cannot be used: {error}", hint) from error
