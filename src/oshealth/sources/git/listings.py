"""The files of a repository at many commits: one listing, then only what changed from each tree to the next."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct, field

from oshealth.sources.git.repository import Repository
from oshealth.sources.git.tree import LINK, SUBMODULE, Listing, entries_of


class _Files(Struct):
    """Names in git's order, their paths beside them, and what stands at each; `odd` are links and submodules."""

    names: list[bytes] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    blobs: dict[bytes, str] = field(default_factory=dict)
    odd: dict[bytes, bytes] = field(default_factory=dict)

    def put(self, name: bytes, mode: bytes, blob: str) -> None:
        if name not in self.blobs:
            place = bisect_left(self.names, name)
            self.names.insert(place, name)
            self.paths.insert(place, name.decode("utf-8", "replace"))
        self.blobs[name] = blob
        self.odd.pop(name, None)
        if mode in (LINK, SUBMODULE):
            self.odd[name] = mode

    def drop(self, name: bytes) -> None:
        if name in self.blobs:
            place = bisect_left(self.names, name)
            del self.names[place], self.paths[place], self.blobs[name]
            self.odd.pop(name, None)

    def listing(self, entries: int) -> Listing:
        odd = [(name, name.decode("utf-8", "replace")) for name in sorted(self.odd)]
        mounted = {name for name, _ in odd if self.odd[name] == SUBMODULE}
        each = zip(self.names, self.paths, strict=True)
        paths = [path for name, path in each if name not in mounted] if mounted else self.paths
        names = [name for name in self.names if name not in mounted] if mounted else self.names
        files = dict(zip(paths, map(self.blobs.__getitem__, names), strict=True))
        partial = ""
        if len(files) > entries:
            files = dict(list(files.items())[:entries])
            partial = f"only its first {entries} files were listed"
        return Listing(
            files,
            frozenset(path for name, path in odd if name not in mounted),
            tuple(path for name, path in odd if name in mounted),
            partial,
        )


def list_trees(repository: Repository, trees: Sequence[str], entries: int) -> Iterator[Listing]:
    """One listing a tree, in their order, each what `list_tree` gives for it, from one run of git: the first tree is
    compared with the empty one, the others with the one before. Raises GitSaid when a tree cannot be read.
    """
    empty = repository.git.run("hash-object", "-t", "tree", "--stdin").decode().strip()
    changes = [tree for tree, before in zip(trees, ["", *trees], strict=False) if tree != before]
    listings = _followed(repository, [empty, *changes], entries)
    current: Listing | None = None
    for tree, before in zip(trees, ["", *trees], strict=False):
        if current is None or tree != before:
            current = next(listings)
        yield current


def _followed(repository: Repository, trees: Sequence[str], entries: int) -> Iterator[Listing]:
    """The listing of each tree but the first, which is the empty one."""
    files = _Files()
    pairs = "".join(f"{old} {new}\n" for old, new in pairwise(trees))
    left = len(trees) - 1
    begun = False
    with repository.git.stream(
        "diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", "--stdin", feed=pairs.encode()
    ) as out:
        tokens = entries_of(out)
        for token in tokens:
            *heads, about = token.split(b"\n")
            for _ in heads:
                if begun:
                    left -= 1
                    yield files.listing(entries)
                begun = True
            _apply(files, about, next(tokens))
    for _ in range(left):
        yield files.listing(entries)


def _apply(files: _Files, about: bytes, name: bytes) -> None:
    """One raw difference: `:old-mode new-mode old-id new-id status`."""
    _, mode, _, blob, status = about.split(b" ")
    if status == b"D":
        files.drop(name)
    else:
        files.put(name, mode, blob.decode())
