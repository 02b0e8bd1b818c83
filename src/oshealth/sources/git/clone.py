"""One partial clone in the cache: made, refreshed, and asked for the objects that are not there yet."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self

from msgspec import Struct

from oshealth.errors import TooLarge
from oshealth.sources.base import Limits
from oshealth.sources.deadline import Deadline
from oshealth.sources.git.command import Git, GitSaid
from oshealth.sources.git.objects import Objects
from oshealth.sources.git.repository import Repository
from oshealth.sources.git.trace import TRACE_BYTES, Meter, Trace, read_trace, trace_settings, traced
from oshealth.sources.git.trouble import translate
from oshealth.sources.git.wire import Wire

HEAD: Final = "refs/oshealth/HEAD"
ASKED: Final = "refs/oshealth/asked"
TOO_LARGE: Final = "too large to be fetched"
OFFLINE: Final = "not in the cache, and the network was not to be used"
_FORMAT: Final = "1"
_MOST_PACKS: Final = 120
_ATTEMPTS: Final = 8
_REFUSED: Final = ("not our ref", "unadvertised object", "couldn't find remote ref", "no such remote ref")
_FETCH: Final = (
    "--quiet", "--no-tags", "--no-write-fetch-head", "--recurse-submodules=no", "--no-auto-maintenance",
)  # fmt: skip


class Bounds(Struct, frozen=True):
    """Until when, and how far, a clone may grow."""

    deadline: Deadline
    limits: Limits


class Clone:
    """A bare clone of our own, held by us alone, until its block ends.

    `skipping` is the filter by which the server left objects out. A file named `whole` is written once a first fetch has
    ended well; a folder without it is begun afresh.
    """

    def __init__(
        self, directory: Path, wire: Wire, bounds: Bounds, skipping: str = "tree:0", depth: int = 0
    ) -> None:
        self.directory, self.wire, self.bounds, self.skipping, self.depth = (
            directory,
            wire,
            bounds,
            skipping,
            depth,
        )
        self.meter = Meter()
        self._objects = Objects(self.git)
        self._asked: tuple[str, ...] = ()
        self.is_kept = self._open()
        if not self.is_kept:
            self._begin("sha1")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._objects.close()

    @property
    def git(self) -> Git:
        """git to read the clone with: it cannot reach the network."""
        return Git(self.directory, self.bounds.deadline)

    def repository(self) -> Repository:
        """The clone as it is read: what is not here is brought."""
        return Repository(self.git, self._objects, HEAD, self.bring, TOO_LARGE, ours=True)

    def repository_offline(self) -> Repository:
        """The clone as it is read without the network: what is not here is lacking."""
        return Repository(self.git, self._objects, HEAD, lacking=OFFLINE)

    def has(self, name: str) -> bool:
        """Whether a ref or an id is here and stands on a commit."""
        return self._objects.kinds([f"{name}^{{commit}}"])[0][1] == "commit"

    def refresh(self, refs: Sequence[str]) -> None:
        """Fetch what is new of some refs and forget what is gone. Raises NotAudited; GitSaid when the clone is broken."""
        self._asked = tuple(refs)
        for _ in range(_ATTEMPTS):
            try:
                self._fetch(*_FETCH, "--prune", *self._shape(), "origin", *self._asked)
            except GitSaid as error:
                self._mend(error)
            else:
                (self.directory / "whole").write_text(f"{_FORMAT} {self.skipping}")
                return
        raise GitSaid("fetch", "the server and git did not come to terms")

    def bring(self, ids: Sequence[str], skipping: str) -> None:
        """Fetch objects by id, with all that hangs on them but what the filter skips. Raises TooLarge, NotAudited."""
        if not self.skipping:
            return
        room = self.bounds.limits.texts_total if not skipping else self.bounds.limits.clone_bytes
        try:
            self._fetch(
                *_FETCH, f"--filter={skipping or 'blob:none'}", "origin", "--stdin",
                feed="".join(f"{name}\n" for name in ids).encode(),
                settings={"fetch.negotiationAlgorithm": "noop"},
                room=room,
            )  # fmt: skip
        except GitSaid as error:
            if not any(sign in error.said for sign in _REFUSED):
                raise self._because(error) from error
            # A server that gives no single objects is asked for everything instead.
            self.skipping = ""
            self._begin("sha1")
            self.refresh(self._asked)

    @contextmanager
    def afresh(self) -> Iterator[None]:
        """Begin from nothing. What was kept comes back when the block fails: it may have been the server's fault."""
        aside = self.directory.with_suffix(".old")
        shutil.rmtree(aside, ignore_errors=True)
        self.directory.rename(aside)
        self._begin("sha1")
        self.is_kept = False
        try:
            yield
        except BaseException:
            self._objects.close()
            shutil.rmtree(self.directory, ignore_errors=True)
            aside.rename(self.directory)
            raise
        shutil.rmtree(aside, ignore_errors=True)

    def _open(self) -> bool:
        """Whether a whole clone of this form is here, and not worn by too many packs."""
        try:
            written, _, skipping = (self.directory / "whole").read_text().partition(" ")
            packs = sum(
                entry.name.endswith(".pack") for entry in os.scandir(self.directory / "objects" / "pack")
            )
        except OSError:
            return False
        self.skipping = skipping
        self._sweep()
        return written == _FORMAT and packs <= _MOST_PACKS

    def _begin(self, algorithm: str) -> None:
        self._objects.close()
        shutil.rmtree(self.directory, ignore_errors=True)
        self.directory.mkdir(mode=0o700)
        for folder in ("objects/pack", "objects/info", "refs"):
            (self.directory / folder).mkdir(mode=0o700, parents=True)
        (self.directory / "HEAD").write_text(f"ref: {HEAD}\n")
        (self.directory / "config").write_text(
            f"[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tobjectFormat = {algorithm}\n"
            if algorithm != "sha1"
            else "[core]\n\trepositoryformatversion = 0\n\tbare = true\n"
        )

    def _shape(self) -> list[str]:
        shape = [f"--filter={self.skipping}"] if self.skipping else []
        return shape + ([f"--depth={self.depth}"] if self.depth else [])

    def _mend(self, error: GitSaid) -> None:
        """Take away the cause of a failed fetch, so that it can be tried again; raises when that cannot be done."""
        if "mismatched algorithms" in error.said and "server sha256" in error.said:
            self._begin("sha256")
        elif "did not send all necessary objects" in error.said and self.skipping == "tree:0":
            # A tag that stands on a tree is not sent by a server that was told to leave out trees.
            self.skipping = "blob:none"
        elif any(sign in error.said for sign in _REFUSED) and any(ASKED in ref for ref in self._asked):
            self._asked = tuple(ref for ref in self._asked if ASKED not in ref)
        else:
            redirected = self.wire.redirected(self._last.location)
            if redirected is None:
                raise self._because(error) from error
            self.wire = redirected

    def _because(self, error: GitSaid) -> Exception:
        return translate(error.said, self._last, self.wire.url) or error

    def _fetch(
        self,
        *arguments: str,
        feed: bytes = b"",
        settings: dict[str, str] | None = None,
        room: int | None = None,
    ) -> None:
        """One `git fetch` on the wire, counted and bounded."""
        before = _bytes_of_packs(self.directory)
        most = (
            self.bounds.limits.clone_bytes
            if room is None
            else min(before + room, self.bounds.limits.clone_bytes)
        )
        with traced(self.directory) as file:
            promisor = {"remote.origin.promisor": "true", "remote.origin.partialclonefilter": self.skipping}
            watch = _bounded(self.directory, file, most)
            git = Git(
                self.directory,
                self.bounds.deadline,
                {**self.wire.settings(), **(promisor if self.skipping else {}), **(settings or {})},
                {**self.wire.environment(), **trace_settings(file)},
                watch,
            )
            try:
                git.run("fetch", *arguments, feed=feed)
                watch()
                if read_trace(file).is_page:
                    raise GitSaid("fetch", "the server answered with a page")
            finally:
                self._last = read_trace(file)
                self._sweep()
                self.meter.requests += self._last.requests or (self.wire.scheme not in {"http", "https"})
                self.meter.received += max(0, _bytes_of_packs(self.directory) - before)

    _last: Trace = Trace()

    def _sweep(self) -> None:
        """Remove what a fetch that was stopped left behind; nobody else can be writing here."""
        for pattern in ("objects/pack/tmp_*", "objects/tmp_*", "*.lock", "refs/**/*.lock", "trace-*/*"):
            for left in self.directory.glob(pattern):
                left.unlink(missing_ok=True)


def _bounded(directory: Path, trace: Path, most: int) -> Callable[[], None]:
    """A watch that ends a fetch when the clone or the trace outgrows what is allowed."""

    def watch() -> None:
        if _bytes_of_packs(directory) > most:
            raise TooLarge(
                f"the clone passed {most} bytes", "Allow more bytes, or clone it and audit the local path."
            )
        if trace.exists() and trace.stat().st_size > TRACE_BYTES:
            raise TooLarge("the server answers with headers without end", "Check the address.")

    return watch


def _bytes_of_packs(directory: Path) -> int:
    """Bytes of packs, whole or still arriving."""
    total = 0
    with os.scandir(directory / "objects" / "pack") as entries:
        for entry in entries:
            if "pack" in entry.name and not entry.name.endswith((".idx", ".rev")):
                try:
                    total += entry.stat(follow_symlinks=False).st_size
                except FileNotFoundError:
                    continue
    return total
