"""The listing of the audited commit: every path with its kind and object, in one reading."""

from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Final

from msgspec import Struct

from oshealth.snapshot import Unknown
from oshealth.sources.git.command import GitSaid
from oshealth.sources.git.repository import Repository

LINK: Final = b"120000"
SUBMODULE: Final = b"160000"
_CHUNK: Final = 1 << 20
_LONGEST_ENTRY: Final = 1 << 16


class Listing(Struct, frozen=True):
    """Object ids of all files by path, in git's order; which paths are symbolic links, which are submodules."""

    files: Mapping[str, str]
    links: frozenset[str]
    submodules: tuple[str, ...]
    partial: str = ""


def list_tree(repository: Repository, tree: str, entries: int, only: Sequence[str] = ()) -> Listing | Unknown:
    """The tree with that object id, up to so many entries, or `only` these paths of it; brought first where it is not
    there.
    """
    kept = repository.listings.get(tree)
    if kept and not only and len(kept.files) <= entries:
        return kept
    if repository.kinds([tree])[0][1] == "missing":
        repository.bring([tree], "blob:none")
    try:
        listing = _read(repository, tree, entries, only)
    except GitSaid:
        if repository.ours:
            raise
        return Unknown(f"the files of this commit are {repository.lacking}")
    if not only and not listing.partial:
        repository.listings[tree] = listing
    return listing


def _read(repository: Repository, tree: str, entries: int, only: Sequence[str]) -> Listing:
    files: dict[str, str] = {}
    links: list[str] = []
    submodules: list[str] = []
    with repository.git.stream("ls-tree", "-r", "-z", "--full-tree", "--end-of-options", tree, *only) as out:
        for entry in entries_of(out):
            if len(files) >= entries:
                return Listing(
                    files, frozenset(links), tuple(submodules), f"only its first {entries} files were listed"
                )
            about, _, name = entry.partition(b"\t")
            mode, _, rest = about.partition(b" ")
            path = name.decode("utf-8", "replace")
            if mode == SUBMODULE:
                submodules.append(path)
                continue
            files[path] = rest.rpartition(b" ")[2].decode()
            if mode == LINK:
                links.append(path)
    return Listing(files, frozenset(links), tuple(submodules))


def entries_of(out: IO[bytes]) -> Iterator[bytes]:
    """The parts of a stream between NULs; a part of unreasonable length ends it."""
    rest = b""
    while chunk := out.read(_CHUNK):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole
        if len(rest) > _LONGEST_ENTRY + _CHUNK:
            return
