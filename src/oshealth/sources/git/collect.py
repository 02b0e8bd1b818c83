"""The straight line through one repository: which commit, its files, their texts, its history, its tags."""

from datetime import datetime
from time import monotonic

from msgspec import Struct
from msgspec.structs import replace

from oshealth.reference import RepoRef
from oshealth.snapshot import Cost, Snapshot, Texts, Tree, Unknown
from oshealth.sources.base import Look, Needs
from oshealth.sources.git.history import read_history
from oshealth.sources.git.repository import Repository
from oshealth.sources.git.revision import Root, find_root
from oshealth.sources.git.tags import read_tags
from oshealth.sources.git.texts import bare_tree, read_texts
from oshealth.sources.git.tree import list_tree


class Start(Struct, frozen=True):
    """When a look began, by the clock (UTC) and by the monotonic one."""

    at: datetime
    ticks: float

    @classmethod
    def of(cls, look: Look) -> "Start":
        """The start of a look, now."""
        return cls(look.clock(), monotonic())

    def cost(self, requests: int = 0, received: int = 0) -> Cost:
        """What it took until now."""
        return Cost(git_requests=requests, bytes=received, seconds=round(monotonic() - self.ticks, 3))


def evidence(repository: Repository, ref: RepoRef, needs: Needs, look: Look, start: Start) -> Snapshot:
    """Everything that git holds of what is needed, at the revision and moment asked for."""
    root = find_root(repository, look.revision or ref.revision, look.as_of)
    as_of = look.as_of or start.at
    snapshot = Snapshot(
        ref=ref, revision=root.commit, looked_at=start.at, as_of=as_of, origin=repository.origin
    )
    if needs.groups & {"tree", "texts"}:
        tree, texts = files(repository, root, needs, look)
        snapshot = replace(snapshot, tree=tree, texts=texts)
    if "history" in needs.groups:
        look.tell("reading the history")
        snapshot = replace(snapshot, history=read_history(repository, root.commit, look.limits.commits))
    if "changes" in needs.groups and look.deep:
        from oshealth.sources.git.changes import read_changes  # noqa: PLC0415 - start-up: only `deep` needs it

        look.tell("reading which files every commit touched")
        snapshot = replace(snapshot, changes=read_changes(repository, root.commit, snapshot.history))
    if "tags" in needs.groups:
        snapshot = replace(snapshot, tags=read_tags(repository, int(as_of.timestamp())))
    return snapshot


def files(
    repository: Repository, root: Root, needs: Needs, look: Look
) -> tuple[Tree | Unknown, Texts | Unknown]:
    """The tree of a commit, and the texts in it that are asked for."""
    look.tell("listing the files")
    listing = list_tree(repository, root.tree, look.limits.entries)
    if isinstance(listing, Unknown):
        return listing, listing
    if "texts" not in needs.groups:
        return bare_tree(listing), Unknown("not asked for")
    look.tell("reading the texts")
    return read_texts(repository, listing, needs, look.limits)
