"""Which files every commit touched, with renames, streamed from one `git log --name-status -M` into columns."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from oshealth.changes import NO_SOURCE, Changes
from oshealth.snapshot import History, Unknown
from oshealth.sources.git.command import GitSaid
from oshealth.sources.git.repository import Repository
from oshealth.sources.git.tree import entries_of

MOST: Final = 30_000_000
_COMMIT: Final = b"\x01"
_PAIRED: Final = b"RC"


def read_changes(repository: Repository, commit: str, history: History | Unknown) -> Changes | Unknown:
    """The changes of every commit of a history that begins with `commit`. Merges have none.

    Renames are found by similarity among all files of a commit, as `git log -M` without a limit does; where contents
    are missing, only those that changed nothing else.
    """
    if isinstance(history, Unknown):
        return history
    try:
        return _changes(repository, commit, history, "-M")
    except GitSaid:
        pass  # a blob is not here: what can be told without contents is told
    try:
        found = _changes(repository, commit, history, "-M100%")
    except GitSaid as error:
        return Unknown(f"the files of every commit could not be read: {error}")
    return found if isinstance(found, Unknown) else replace(found, is_exact=True)


def _changes(repository: Repository, commit: str, history: History, renames: str) -> Changes | Unknown:
    columns = _Columns()
    with repository.git.stream(
        "log", "-z", f"--max-count={len(history)}", f"--format=tformat:%x{_COMMIT.hex()}", "--name-status",
        renames, "-l999999", "--no-color", "--no-decorate", "--no-notes", "--end-of-options", commit,
    ) as out:  # fmt: skip
        _read(entries_of(out), columns)
    if columns.commits != len(history) and not columns.full:
        return Unknown("git listed other commits for the files than for the history")
    return columns.changes(history.partial)


class _Names(dict[bytes, int]):
    """Numbers of paths, in the order in which they are met."""

    def __missing__(self, name: bytes) -> int:
        number = self[name] = len(self)
        return number


class _Columns(Struct):
    names: _Names = field(default_factory=_Names)
    rows: array[int] = field(default_factory=lambda: array("I"))
    paths: array[int] = field(default_factory=lambda: array("I"))
    sources: array[int] = field(default_factory=lambda: array("i"))
    kinds: bytearray = field(default_factory=bytearray)
    commits: int = 0
    full: bool = False

    def changes(self, partial: str) -> Changes:
        told = f"only the newest {MOST} changes of files were read" if self.full else ""
        names = tuple(name.decode("utf-8", "replace") for name in self.names)
        return Changes(names, self.rows, self.paths, self.sources, self.kinds, partial=partial or told)


def _read(tokens: Iterator[bytes], into: _Columns) -> None:
    """A commit is a token of its own; a change is its status, with a line break before the first, and its paths."""
    row, names = -1, into.names
    rows, paths, sources, kinds = into.rows, into.paths, into.sources, into.kinds
    for token in tokens:
        status = token.lstrip(b"\n")
        if status == _COMMIT:
            row += 1
            continue
        if not status:
            continue
        if len(rows) >= MOST:
            into.full = True
            break
        kind = status[0]
        sources.append(names[next(tokens)] if kind in _PAIRED else NO_SOURCE)
        paths.append(names[next(tokens)])
        rows.append(row)
        kinds.append(kind)
    into.commits = row + 1
