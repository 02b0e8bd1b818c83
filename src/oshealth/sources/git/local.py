"""A repository on this disk, read in place: never written to, nothing in it executed, its configuration not read."""

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
from oshealth.sources.git.repository import Repository
from oshealth.sources.git.revision import find_root
from oshealth.sources.git.texts import read_texts
from oshealth.sources.git.tree import Listing, list_tree
from oshealth.sources.git.view import private_view


class LocalGit(Struct, frozen=True):
    """Looks at a path: a work tree, a folder in one, a bare repository, a linked worktree, a submodule."""

    def collect(self, ref: RepoRef, needs: Needs, look: Look) -> Snapshot:
        """See Source. Owner's defaults stay unknown: a path does not say who the owner is."""
        start = Start.of(look)
        with _opened(ref, look) as repository:
            snapshot = evidence(repository, ref, needs, look, start)
        return replace(snapshot, url=str(Path(ref.path).expanduser().absolute()), cost=start.cost())


def texts_at(ref: RepoRef, paths: Sequence[str], look: Look) -> Mapping[str, str | Unknown]:
    """The texts at these very paths of a local repository, nothing else of it being read.

    A path where no file lies is left out. Raises NotAudited as a whole look does.
    """
    with _opened(ref, look) as repository:
        root = find_root(repository, look.revision or ref.revision, look.as_of)
        listing = list_tree(repository, root.tree, look.limits.entries, paths)
        if isinstance(listing, Listing) and listing.links:  # they may lead anywhere in the tree
            listing = list_tree(repository, root.tree, look.limits.entries)
        if isinstance(listing, Unknown):
            return {}
        wanted = [path for path in paths if path in listing.files]
        return read_texts(repository, listing, Needs(frozenset({"texts"})), look.limits, wanted)[1].by_path


@contextmanager
def _opened(ref: RepoRef, look: Look) -> Iterator[Repository]:
    place = discover(ref.path)
    shallow = "a shallow clone: older commits are missing" if is_plain_file(place.common / "shallow") else ""
    with private_view(place, look.cache, Deadline.after(look.limits.seconds)) as git:
        yield Repository(git, partial=shallow)
