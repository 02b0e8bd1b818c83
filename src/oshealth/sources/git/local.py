"""A repository on this disk, read in place: never written to, nothing in it executed, its configuration not obeyed."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from oshealth.reference import RepoRef
from oshealth.snapshot import Snapshot, Unknown
from oshealth.sources.base import Look, Needs
from oshealth.sources.deadline import Deadline
from oshealth.sources.git.collect import Start, evidence
from oshealth.sources.git.discover import discover, is_plain_file
from oshealth.sources.git.objects import Objects
from oshealth.sources.git.origin import origin_of
from oshealth.sources.git.repository import Repository
from oshealth.sources.git.revision import find_root
from oshealth.sources.git.texts import read_texts
from oshealth.sources.git.tree import Listing, list_tree
from oshealth.sources.git.view import private_view


class LocalGit(Struct, frozen=True):
    """Looks at a path: a work tree, a folder in one, a bare repository, a linked worktree, a submodule."""

    def collect(self, ref: RepoRef, needs: Needs, look: Look) -> Snapshot:
        """See Source. Owner's defaults stay unknown: what a folder says of its owner is not asked on a network."""
        with opened(ref, look) as near:
            return near.collect(ref, needs, look)


def texts_at(ref: RepoRef, paths: Sequence[str], look: Look) -> Mapping[str, str | Unknown]:
    """The texts at these very paths of a repository that is opened for them alone: see Near."""
    with opened(ref, look) as near:
        return near.texts_at(ref, paths, look)


class Near(Struct, frozen=True):
    """A repository on this disk that is open, for several looks at it: a Source of this one alone."""

    repository: Repository

    def collect(self, ref: RepoRef, needs: Needs, look: Look) -> Snapshot:
        """As LocalGit does."""
        start = Start.of(look)
        snapshot = evidence(self.repository, ref, needs, look, start)
        return replace(snapshot, url=str(Path(ref.path).expanduser().absolute()), cost=start.cost())

    def texts_at(self, ref: RepoRef, paths: Sequence[str], look: Look) -> Mapping[str, str | Unknown]:
        """The texts at these very paths. A path where no file lies is left out. Raises NotAudited as a whole look does."""
        root = find_root(self.repository, look.revision or ref.revision, look.as_of)
        listing = self._listed(root.tree, paths, look.limits.entries)
        if isinstance(listing, Unknown):
            return {}
        wanted = [path for path in paths if path in listing.files]
        _, texts = read_texts(self.repository, listing, Needs(frozenset({"texts"})), look.limits, wanted)
        return texts.by_path

    def _listed(self, tree: str, paths: Sequence[str], entries: int) -> Listing | Unknown:
        """All files, which the next look needs too. Of more than may be listed only these, unless there are links among
        them, which may lead anywhere in the tree.
        """
        listing = list_tree(self.repository, tree, entries)
        if isinstance(listing, Unknown) or not listing.partial:
            return listing
        few = list_tree(self.repository, tree, entries, paths)
        return listing if isinstance(few, Unknown) or few.links else few


@contextmanager
def opened(ref: RepoRef, look: Look) -> Iterator[Near]:
    """The repository at a path, open until the block ends; all looks at it share one limit of time."""
    place = discover(ref.path)
    shallow = "a shallow clone: older commits are missing" if is_plain_file(place.common / "shallow") else ""
    with private_view(place, look.cache, Deadline.after(look.limits.seconds)) as git:
        objects = Objects(git)
        try:
            origin = origin_of(place.common / "config")
            yield Near(Repository(git, objects, partial=shallow, origin=origin))
        finally:
            objects.close()
