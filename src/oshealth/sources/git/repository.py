"""A git repository made ready to be read, in place or as a clone; the readers cannot tell which."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from oshealth.reference import RepoRef
from oshealth.snapshot import Unknown
from oshealth.sources.git.command import Git
from oshealth.sources.git.decode import decode
from oshealth.sources.git.objects import Kind, Objects

if TYPE_CHECKING:
    from oshealth.sources.git.revision import Root
    from oshealth.sources.git.tree import Listing


def bring_nothing(ids: Sequence[str], skipping: str) -> None:
    """A repository that is read in place fetches nothing."""


@dataclass(frozen=True, slots=True)
class Repository:
    """`git` reads it, never from the network; `objects` are asked of one process, which ends with whoever opened it.

    `head` is the ref of its default branch. `bring(ids, filter)` fetches the objects that are not there yet, leaving out
    what the filter skips; `lacking` is the reason given for objects that are not there afterwards. `partial` says why
    history cannot be whole, or nothing. A clone of our own is `ours`: one that cannot be read is broken, and readers say
    so by GitSaid, not by Unknown. `origin` is where one on this disk says that it was cloned from. What was found once is
    kept: `roots` by the revision and the moment that were asked for, `listings` of whole trees by their ids.
    """

    git: Git
    objects: Objects
    head: str = "HEAD"
    bring: Callable[[Sequence[str], str], None] = bring_nothing
    lacking: str = "not in this partial clone"
    partial: str = ""
    ours: bool = False
    origin: RepoRef | None = None
    roots: "dict[tuple[str, datetime | None], Root]" = field(default_factory=dict)
    listings: "dict[str, Listing]" = field(default_factory=dict)

    def kinds(self, names: Sequence[str]) -> list[Kind]:
        """Object id, type and size for each name, in order; the type is `missing` for what is not there."""
        return self.objects.kinds(names)

    def contents(self, ids: Sequence[str]) -> dict[str, bytes]:
        """The contents of blobs that are there and not too large. Raises GitSaid when one cannot be read."""
        return {blob: content for blob, (_, content) in zip(ids, self.objects.contents(ids), strict=True)}

    def text(self, blob: str, content: bytes) -> str | Unknown:  # noqa: ARG002 - whoever remembers goes by it
        """What a blob of that content says; Unknown with the reason where it is no text."""
        return decode(content)
