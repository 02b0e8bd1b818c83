"""Ledgers that an older oshealth wrote, brought to the version of today: in place, as one transaction."""

import json
import sqlite3
import zlib
from collections.abc import Callable, Mapping
from typing import Any, Final

from oshealth.portfolio.kept import LARGEST, packed


def _results_and_ties(table: sqlite3.Connection) -> None:
    """From 1 to 2: the result and what ties it to others had been packed together, and for a while what was asked stood
    beside each result as it does beside its run. Ledgers that already kept them apart were called 1 too.
    """
    columns = {row[1] for row in table.execute("PRAGMA table_info(results)")}
    if "asked" in columns:
        table.execute("ALTER TABLE results DROP COLUMN asked")
    if "ties" in columns:
        return
    table.create_function("part", 2, _part, deterministic=True)
    table.execute("ALTER TABLE results ADD COLUMN ties BLOB NOT NULL DEFAULT x''")
    table.execute("UPDATE results SET packed = part(packed, 'result'), ties = part(packed, 'traits')")


def _part(both: bytes, name: str) -> bytes:
    told: Mapping[str, Any] = json.loads(zlib.decompressobj().decompress(both, LARGEST))
    return packed(told[name])


UPGRADES: Final[Mapping[int, Callable[[sqlite3.Connection], None]]] = {1: _results_and_ties}
"""How a ledger of each older version becomes one of the next."""


def upgrade(table: sqlite3.Connection, version: int, current: int, views: str) -> None:
    """Brings a ledger from an older version to the `current` one: whole, or, whatever happens, not at all.

    Raises sqlite3.Error, after which the ledger is as it was.
    """
    mode, table.isolation_level = table.isolation_level, None
    table.execute("BEGIN IMMEDIATE")
    try:
        for (name,) in table.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall():
            table.execute(f'DROP VIEW "{name}"')
        for step in range(version, current):
            UPGRADES[step](table)
        for statement in _statements(views):
            table.execute(statement)
        table.execute(f"PRAGMA user_version = {current}")
        table.execute("COMMIT")
    except BaseException:
        if table.in_transaction:
            table.execute("ROLLBACK")
        raise
    finally:
        table.isolation_level = mode


def _statements(script: str) -> list[str]:
    return [statement for statement in script.split(";\n") if statement.strip()]
