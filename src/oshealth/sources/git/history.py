"""Every commit that a revision reaches, streamed from one `git log` into the columns of a History."""

from __future__ import annotations

import fcntl
import os
from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from time import sleep
from typing import IO, Final, TypeAlias

from msgspec import Struct, field

from oshealth.snapshot import ASIDE, MERGE, SIGNED_OFF, History, Identity, Unknown
from oshealth.sources.git.command import GitSaid
from oshealth.sources.git.repository import Repository

Follow: TypeAlias = Callable[[Sequence[bytes], Sequence[bytes]], None]

_CHUNK: Final = 1 << 20
# A name cannot hold a line break, nor anything here a NUL: both end a header of a commit for git itself.
_FIELDS: Final = (
    "%H",
    "%an%n%ae",
    "%cn%n%ce",
    "%ad",
    "%ct",
    "%P",
    "%(trailers:key=Signed-off-by,key=Co-authored-by,unfold=true)",
)
_WIDTH: Final = len(_FIELDS)
_ID: Final = 0
_PARENTS: Final = 5
_LATEST: Final = 1 << 40
_SOUND_DIGITS: Final = len(str(_LATEST)) - 1
_PAGE: Final = 4096
_REST: Final = 0.005


def read_history(
    repository: Repository, commit: str, limit: int, follow: Follow | None = None
) -> History | Unknown:
    """The newest `limit` commits that `commit` reaches, as they were written: .mailmap is not applied.

    `follow` is told the ids of the commits and of their parents, no commit before its children. A history that is
    cut short (a shallow clone, missing objects, the limit) carries the reason in `partial`.
    """
    columns = _Columns()
    partial = repository.partial
    try:
        with repository.git.stream(
            *log_arguments(commit, limit, *(["--date-order"] if follow else []))
        ) as out:
            for fields in _records(out):
                columns.add(fields)
                if follow:
                    follow(fields[_ID::_WIDTH], fields[_PARENTS::_WIDTH])
    except GitSaid as error:
        if repository.ours:
            raise
        partial = f"git could not read every commit: {error}"
    if not columns.flags:
        return Unknown(partial or "git listed no commit")
    if len(columns.flags) == limit and repository.git.run("rev-list", "-1", f"--skip={limit}", commit):
        partial = partial or f"only the newest {limit} commits were read"
    return columns.history(partial)


def log_arguments(commit: str, limit: int, *more: str) -> tuple[str, ...]:
    """The `git log` that lists the newest `limit` commits: verb and arguments."""
    return (
        "log",
        *more,
        "-z",
        f"--max-count={limit}",
        "--date=raw",
        f"--format=tformat:{'%x00'.join(_FIELDS)}",
        "--no-color",
        "--no-decorate",
        "--no-notes",
        "--end-of-options",
        commit,
    )


def _chunks(out: IO[bytes]) -> Iterator[bytes]:
    """A stream in large pieces, all of one size but the last: by them identities are numbered. While we rest git writes
    on, and neither side wakes the other for every page; without room for what it writes meanwhile, we never rest.
    """
    pages: list[bytes] = []
    room = _CHUNK
    is_roomy = _is_roomy(out.fileno())
    while page := os.read(out.fileno(), room):
        pages.append(page)
        room -= len(page)
        if not room:
            yield b"".join(pages)
            pages, room = [], _CHUNK
        if is_roomy and len(page) >= _PAGE:
            sleep(_REST)
    yield b"".join(pages)


def _is_roomy(pipe: int) -> bool:
    """Whether a pipe holds a large piece: only Linux can widen them, and tell."""
    with suppress(OSError, AttributeError):
        return fcntl.fcntl(pipe, fcntl.F_GETPIPE_SZ) >= _CHUNK
    return False


def _records(out: IO[bytes]) -> Iterator[list[bytes]]:
    """The fields of whole commits, many at a time."""
    rest: list[bytes] = []
    cut = b""
    for chunk in _chunks(out):
        *whole, cut = (cut + chunk).split(b"\0")
        fields = rest + whole
        usable = len(fields) - len(fields) % _WIDTH
        if usable:
            yield fields[:usable]
        rest = fields[usable:]


class _People(dict[bytes, int]):
    """Indexes of identities, by `name\\nemail` as git writes it."""

    def __missing__(self, written: bytes) -> int:
        index = self[written] = len(self)
        return index

    def identities(self) -> tuple[Identity, ...]:
        return tuple(Identity(*written.decode("utf-8", "replace").split("\n", 1)) for written in self)


class _Offsets(dict[bytes, int]):
    """Minutes from UTC, by `+hhmm` as git writes it; 0 for what is no time zone on Earth."""

    def __missing__(self, written: bytes) -> int:
        digits = written[1:].decode("ascii", "replace")
        minutes = int(digits[:2]) * 60 + int(digits[2:]) if len(digits) == 4 and digits.isdigit() else 0
        minutes = 0 if minutes > 15 * 60 else minutes
        offset = self[written] = -minutes if written.startswith(b"-") else minutes
        return offset


class _Columns(Struct):
    people: _People = field(default_factory=_People)
    zones: _Offsets = field(default_factory=_Offsets)
    authors: array[int] = field(default_factory=lambda: array("I"))
    committers: array[int] = field(default_factory=lambda: array("I"))
    authored: array[int] = field(default_factory=lambda: array("q"))
    committed: array[int] = field(default_factory=lambda: array("q"))
    offsets: array[int] = field(default_factory=lambda: array("h"))
    flags: bytearray = field(default_factory=bytearray)
    ids: bytearray = field(default_factory=bytearray)
    coauthors: dict[int, tuple[int, ...]] = field(default_factory=dict)
    awaited: bytes | None = None  # the next commit of the main line; empty after its first
    last_main: int = 0

    def add(self, fields: Sequence[bytes]) -> None:
        """Append the commits of one chunk; each line works on a whole column, which is what makes this fast."""
        first = len(self.flags)
        self.ids += bytes.fromhex(b"".join(fields[_ID::_WIDTH]).decode("ascii"))
        self.authors.extend(map(self.people.__getitem__, fields[1::_WIDTH]))
        self.committers.extend(map(self.people.__getitem__, fields[2::_WIDTH]))
        dates = [date or b"0 +0000" for date in fields[3::_WIDTH]]
        moments = b" ".join(dates).split(b" ")
        self.authored.extend(_seconds(moments[0::2]))
        self.offsets.extend(map(self.zones.__getitem__, moments[1::2]))
        self.committed.extend(_seconds(fields[4::_WIDTH]))
        self._trace(first, fields[_ID::_WIDTH], fields[_PARENTS::_WIDTH])
        for index, trailers in enumerate(fields[6::_WIDTH], first):
            if trailers:
                self._sign(index, trailers)

    def _trace(self, first: int, ids: Sequence[bytes], parents: Sequence[bytes]) -> None:
        """Follow the first parents, mark what lies beside them, and mark merges."""
        awaited = ids[0] if self.awaited is None else self.awaited
        width = len(ids[0])
        flags = bytearray(MERGE * (len(its) > width) for its in parents)
        for row, commit in enumerate(ids):
            if commit == awaited:
                awaited = parents[row][:width]
                self.last_main = first + row
            else:
                flags[row] |= ASIDE
        self.awaited = awaited
        self.flags += flags

    def _forgive(self) -> None:
        """Where clocks went wrong, git shows a parent first and the main line is lost: nothing is said of what follows."""
        for row in range(self.last_main + 1, len(self.flags)):
            self.flags[row] &= ~ASIDE

    def _sign(self, index: int, trailers: bytes) -> None:
        together = []
        for line in trailers.split(b"\n"):
            key, _, value = line.partition(b":")
            if key.lower() == b"signed-off-by":
                self.flags[index] |= SIGNED_OFF
            elif b"<" in value:
                name, _, rest = value.rpartition(b"<")
                together.append(self.people[name.strip() + b"\n" + rest.partition(b">")[0].strip()])
        if together:
            self.coauthors[index] = tuple(together)

    def history(self, partial: str) -> History:
        if self.awaited:
            self._forgive()
        width = len(self.ids) // len(self.flags)
        # Copies: a column that grew holds room for more. Each is let go as soon as its copy stands, or both would be held.
        ids, self.ids = bytes(self.ids), bytearray()
        authored, self.authored = self.authored[:], array("q")
        committed, self.committed = self.committed[:], array("q")
        authors, self.authors = self.authors[:], array("I")
        committers, self.committers = self.committers[:], array("I")
        return History(
            identities=self.people.identities(),
            authors=authors,
            committers=committers,
            authored=authored,
            committed=committed,
            offsets=self.offsets[:],
            flags=bytes(self.flags),
            ids=ids,
            id_width=width,
            coauthors=self.coauthors,
            partial=partial,
        )


def _seconds(written: Collection[bytes]) -> Iterator[int]:
    """Times as numbers. What git cannot read it shows as nothing or beyond all reason: 1970, as git does then."""
    lengths = set(map(len, written))
    if b"".join(written).isdigit() and min(lengths) > 0 and max(lengths) <= _SOUND_DIGITS:
        return map(int, written)
    return (int(time) if time.isdigit() and int(time) < _LATEST else 0 for time in written)
