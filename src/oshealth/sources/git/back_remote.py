"""Looking back at a remote repository: all its commits and trees are fetched, and contents when they are read."""

from collections.abc import Iterator
from contextlib import contextmanager

from oshealth.reference import RepoRef
from oshealth.sources.base import Look
from oshealth.sources.deadline import Deadline
from oshealth.sources.git.cache import held, key_of
from oshealth.sources.git.clone import Bounds, Clone
from oshealth.sources.git.inherited import absent_offline
from oshealth.sources.git.remote import wanted_refs
from oshealth.sources.git.repository import Repository
from oshealth.sources.git.wire import Wire


@contextmanager
def fetched(ref: RepoRef, look: Look) -> Iterator[Repository]:
    """The clone of a remote repository without file contents, as fresh as the look asks. Raises NotAudited as `collect`
    does.
    """
    deadline = Deadline.after(look.limits.seconds)
    wire = Wire(ref.url, look.tokens.get(ref.host, ""))
    with (
        held(
            look.cache, key_of(look.cache, f"{ref.url}#past", wire.token), look.limits.cache_bytes, deadline
        ) as room,
        Clone(room, wire, Bounds(deadline, look.limits), skipping="blob:none") as clone,
    ):
        if look.offline and not clone.is_kept:
            raise absent_offline(ref.url)
        if not look.offline:
            look.tell("fetching all commits and trees")
            clone.refresh(wanted_refs(clone, look.revision or ref.revision))
        yield clone.repository()
