"""The contents of the wanted files: brought in one batch, measured before they are read, never followed out of the tree."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct, field

from oshealth.errors import TooLarge
from oshealth.facts.globs import select
from oshealth.snapshot import Texts, Tree, Unknown
from oshealth.sources.base import Limits, Needs
from oshealth.sources.git.repository import Repository
from oshealth.sources.git.tree import Listing

_LONGEST_TARGET: Final = 4096


def read_texts(
    repository: Repository,
    listing: Listing,
    needs: Needs,
    limits: Limits,
    wanted: Iterable[str] | None = None,
) -> tuple[Tree, Texts]:
    """The wanted texts, and the tree with the targets of those among them that are symbolic links.

    `wanted` are the paths that the globs select, where the caller knows them already.
    """
    reading = _Reading(repository, listing, limits)
    reading.read(select(listing.files, needs.texts) if wanted is None else wanted)
    seen = reading.seen()
    more = [path for path in needs.linked(*seen) if path in listing.files and path not in reading.texts]
    if more:
        reading.read(more)
        seen = reading.seen()
    return seen


def bare_tree(listing: Listing) -> Tree:
    """The tree when no text was asked for."""
    return Tree(tuple(listing.files), {}, listing.submodules, listing.partial)


class _Reading(Struct):
    """What was read so far, and how many bytes may still be."""

    repository: Repository
    listing: Listing
    limits: Limits
    texts: dict[str, str | Unknown] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)
    taken: int = 0

    def seen(self) -> tuple[Tree, Texts]:
        listing = self.listing
        tree = Tree(tuple(listing.files), dict(self.targets), listing.submodules, listing.partial)
        return tree, Texts(dict(self.texts), listing.partial)

    def read(self, paths: Iterable[str]) -> None:
        """Read files in one batch, then the files inside the tree that the links among them point to."""
        wanted = list(dict.fromkeys(paths))
        contents = self._contents({self.listing.files[path] for path in wanted})
        for path in wanted:
            self.texts[path] = self._text(self.listing.files[path], contents)
        self._read_linked(self._sound(path for path in wanted if path in self.listing.links))

    def _text(self, blob: str, contents: Mapping[str, bytes | Unknown]) -> str | Unknown:
        content = contents[blob]
        return content if isinstance(content, Unknown) else self.repository.text(blob, content)

    def _sound(self, links: Iterable[str]) -> dict[str, str]:
        """The files that links point to; what is wrong with a link instead is said in its text."""
        sound = {}
        for path in links:
            written = self.texts[path]
            if isinstance(written, Unknown) or len(written) > _LONGEST_TARGET:
                self.texts[path] = Unknown("a symbolic link that cannot be read")
                continue
            self.targets[path] = written
            target = _inside(path, written)
            objection = self._objects_to_target(target)
            if objection:
                self.texts[path] = Unknown(objection)
            else:
                sound[path] = target
        return sound

    def _objects_to_target(self, target: str) -> str:
        """Why a link is not followed; empty when it is."""
        if not target:
            return "a symbolic link out of the repository, not followed"
        if target in self.listing.links:
            return "a symbolic link to another link, not followed"
        return "" if target in self.listing.files else "a symbolic link to no file of the repository"

    def _read_linked(self, sound: Mapping[str, str]) -> None:
        """Give links the texts of their targets; those that were not read yet come in one batch."""
        contents = self._contents(
            {self.listing.files[target] for target in sound.values() if target not in self.texts}
        )
        for path, target in sound.items():
            known = self.texts.get(target)
            self.texts[path] = self._text(self.listing.files[target], contents) if known is None else known

    def _contents(self, ids: set[str]) -> Mapping[str, bytes | Unknown]:
        """The contents of blobs: measured first, so that nothing large is ever read."""
        wanted = sorted(ids)
        kinds = self.repository.kinds(wanted)
        if any(kind == "missing" for _, kind, _ in kinds):
            self._bring(wanted)
            kinds = self.repository.kinds(wanted)
        found: dict[str, bytes | Unknown] = {}
        readable = []
        for blob, (_, kind, size) in zip(wanted, kinds, strict=True):
            objection = self._objects_to(kind, size)
            if objection:
                found[blob] = Unknown(objection)
            else:
                readable.append(blob)
                self.taken += size
        return found | self.repository.contents(readable)

    def _objects_to(self, kind: str, size: int) -> str:
        """Why a blob is not read; empty when it may be."""
        if kind == "missing":
            return self.repository.lacking
        if size > self.limits.text_bytes:
            return f"too large: {size} bytes, at most {self.limits.text_bytes} are read"
        if self.taken + size > self.limits.texts_total:
            return f"not read: all texts together pass {self.limits.texts_total} bytes"
        return ""

    def _bring(self, ids: Sequence[str]) -> None:
        """Fetch what is not there. A batch that proves too large is halved, until the large one stands alone."""
        missing = [
            blob
            for blob, (_, kind, _) in zip(ids, self.repository.kinds(ids), strict=True)
            if kind == "missing"
        ]
        if not missing:
            return
        try:
            self.repository.bring(missing, "")
        except TooLarge:
            half = len(missing) // 2
            if half:
                self._bring(missing[:half])
                self._bring(missing[half:])


def _inside(path: str, written: str) -> str:
    """The path that a link at `path` points to, when it stays inside the tree; else the empty string."""
    if written.startswith("/") or "\0" in written:
        return ""
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), written))
    return "" if target == ".." or target.startswith("../") else target
