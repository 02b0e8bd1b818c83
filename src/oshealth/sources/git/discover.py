"""From a path to the git directory that it belongs to, by looking at the disk only: git itself is not asked."""

import os
import stat
from pathlib import Path
from typing import Final

from msgspec import Struct

from oshealth.errors import NotARepository, RepositoryNotFound

_POINTER_BYTES: Final = 4096


class Place(Struct, frozen=True):
    """A repository on this disk: `own` holds its HEAD, `common` its objects and refs (they differ in a worktree)."""

    own: Path
    common: Path


def discover(typed: str) -> Place:
    """The repository at a path: a work tree or a folder in one, a bare one, a linked worktree, a submodule.

    Raises RepositoryNotFound when nothing is there, NotARepository when something else is.
    """
    path = Path(typed).expanduser()
    try:
        path = path.resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        elsewhere = "" if os.sep in typed else " One on GitHub is written owner/repo."
        hint = f"Check the spelling of the path.{elsewhere}"
        raise RepositoryNotFound(f"{typed} does not exist", hint) from error
    if path.is_dir():
        for folder in (path, *path.parents):
            place = _repository_at(folder)
            if place:
                return place
    raise NotARepository(
        f"{typed} is not a git repository",
        "Give the path of a clone; a folder that was unpacked from an archive has no history.",
    )


def _repository_at(folder: Path) -> Place | None:
    """The repository whose work tree or git directory this folder is."""
    pointer = _first_line(folder / ".git")
    if pointer.startswith("gitdir:"):
        return _git_directory(folder / pointer.removeprefix("gitdir:").strip())
    return _git_directory(folder / ".git") or _git_directory(folder)


def _git_directory(folder: Path) -> Place | None:
    shared = _first_line(folder / "commondir")
    try:
        own = folder.resolve()
        common = (folder / shared).resolve() if shared else own
        if _has_head(own) and (common / "objects").is_dir() and (common / "refs").is_dir():
            return Place(own, common)
    except (OSError, RuntimeError, ValueError):
        return None
    return None


def _has_head(folder: Path) -> bool:
    return bool(read_head(folder))


def read_head(folder: Path) -> str:
    """What HEAD says, `ref: refs/…` or an object id; empty when it says neither."""
    head = folder / "HEAD"
    text = f"ref: {os.readlink(head)}" if head.is_symlink() else _first_line(head)
    is_id = len(text) in {40, 64} and not text.strip("0123456789abcdef")
    return text if is_id or text.startswith("ref: refs/") else ""


def is_plain_file(path: Path) -> bool:
    """Whether a regular file is there: no folder, pipe or device that could be read for ever."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def _first_line(path: Path) -> str:
    """The first line of a small regular file, else nothing."""
    if not is_plain_file(path):
        return ""
    try:
        with path.open("rb") as file:
            return os.fsdecode(file.read(_POINTER_BYTES)).partition("\n")[0].rstrip()
    except OSError:
        return ""
