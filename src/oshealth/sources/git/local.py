"""A repository on this disk, read in place: never written to, nothing in it executed, its configuration not read."""

from dataclasses import dataclass, replace
from pathlib import Path

from oshealth.reference import RepoRef
from oshealth.snapshot import Snapshot
from oshealth.sources.base import Look, Needs
from oshealth.sources.deadline import Deadline
from oshealth.sources.git.collect import Start, evidence
from oshealth.sources.git.discover import discover, is_plain_file
from oshealth.sources.git.repository import Repository
from oshealth.sources.git.view import private_view


@dataclass(frozen=True, slots=True)
class LocalGit:
    """Looks at a path: a work tree, a folder in one, a bare repository, a linked worktree, a submodule."""

    def collect(self, ref: RepoRef, needs: Needs, look: Look) -> Snapshot:
        """See Source. Owner's defaults stay unknown: a path does not say who the owner is."""
        start = Start.of(look)
        place = discover(ref.path)
        shallow = (
            "a shallow clone: older commits are missing" if is_plain_file(place.common / "shallow") else ""
        )
        with private_view(place, look.cache, Deadline.after(look.limits.seconds)) as git:
            snapshot = evidence(Repository(git, partial=shallow), ref, needs, look, start)
        return replace(snapshot, url=str(Path(ref.path).expanduser().absolute()), cost=start.cost())
