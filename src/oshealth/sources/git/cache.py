"""Clones kept between looks: one folder an address and credential, held by one process at a time, bounded in bytes."""

import fcntl
import hashlib
import hmac
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_bytes
from tempfile import NamedTemporaryFile
from typing import IO, Final

from oshealth.errors import GitFailed
from oshealth.sources.deadline import Deadline
from oshealth.sources.git.view import private_folder

_WAIT: Final = 0.05


def key_of(cache: Path, address: str, token: str) -> str:
    """The name of a clone: tells nothing of address or token, and differs for every token and every machine."""
    secret = _salt(cache)
    return hmac.new(secret, f"{token or 'anonymous'}\0{address}".encode(), hashlib.sha256).hexdigest()[:40]


@contextmanager
def held(cache: Path, key: str, limit: int, deadline: Deadline) -> Iterator[Path]:
    """The folder of one clone (it may not exist yet), for us alone until the block ends.

    Afterwards the clones that were not used for longest are removed until all together are within `limit` bytes.
    """
    room = cache / "git"
    private_folder(room)
    with (room / f"{key}.lock").open("a+") as lock:
        while not _locked(lock):
            deadline.check()
            time.sleep(_WAIT)
        try:
            yield room / key
        finally:
            _note(lock, room / key)
    _evict(room, limit)


def bytes_in(folder: Path) -> int:
    """The bytes of all files below a folder; what vanishes meanwhile does not count."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(os.path.join(parent, name)).st_size
            except OSError:
                continue
    return total


def _salt(cache: Path) -> bytes:
    """The secret of this cache, made when it is first used; it appears whole, so that nobody reads half of it."""
    private_folder(cache)
    file = cache / "salt"
    try:
        if not file.exists():
            with NamedTemporaryFile(dir=cache, prefix="salt-") as draft, suppress(FileExistsError):
                draft.write(token_bytes(32))
                draft.flush()
                os.link(draft.name, file)
        return file.read_bytes()
    except OSError as error:
        raise GitFailed(
            f"{cache} cannot be written: {error.strerror}", "Choose another cache folder."
        ) from error


def _locked(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _note(lock: IO[str], folder: Path) -> None:
    """The lock of a clone says its size, and by its time when it was last used."""
    lock.truncate(0)
    lock.write(str(bytes_in(folder)))
    lock.flush()


def _evict(room: Path, limit: int) -> None:
    notes = sorted(room.glob("*.lock"), key=lambda note: note.stat().st_mtime, reverse=True)
    total = 0
    for note in notes:
        text = note.read_text()
        total += int(text) if text.isdigit() else 0
        if total > limit and text not in {"", "0"}:
            _remove(note)


def _remove(note: Path) -> None:
    """Remove a clone, unless somebody holds it."""
    with note.open("a+") as lock:
        if _locked(lock):
            shutil.rmtree(note.with_suffix(""), ignore_errors=True)
            lock.truncate(0)
