"""A repository at an address, looked at through a partial clone that is kept and refreshed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from oshealth.errors import TooLarge, Unreachable
from oshealth.reference import RepoRef
from oshealth.snapshot import Snapshot
from oshealth.sources.base import Look, Needs
from oshealth.sources.deadline import Deadline
from oshealth.sources.git.cache import held, key_of
from oshealth.sources.git.clone import ASKED, HEAD, Bounds, Clone
from oshealth.sources.git.collect import Start, evidence
from oshealth.sources.git.command import GitSaid
from oshealth.sources.git.inherited import Defaults, absent_offline
from oshealth.sources.git.revision import check_name, is_full_id
from oshealth.sources.git.wire import Wire

_DEFAULT: Final = "+HEAD*:refs/oshealth/HEAD*"
_TAGS: Final = "+refs/tags/*:refs/tags/*"


class RemoteGit(Struct, frozen=True):
    """Looks at any git server over https, http, ssh or git; the owner's defaults are read beside it."""

    def collect(self, ref: RepoRef, needs: Needs, look: Look) -> Snapshot:
        """See Source. Raises Unreachable, RepositoryNotFound, OutOfTime or TooLarge when it cannot be had."""
        if look.access.depth == "survey":
            raise Unreachable("a survey asks GitHub only", "Choose --depth standard or git.")
        start = Start.of(look)
        deadline = Deadline.after(look.limits.seconds)
        wire = Wire(ref.url, look.tokens.get(ref.host, ""), look.public)
        with Defaults(ref, needs, look, deadline) as defaults:
            owner = "" if look.shared else wire.token
            key = key_of(look.cache, f"{ref.url}#whole" if look.deep else ref.url, owner)
            with held(look.cache, key, look.limits.cache_bytes, deadline) as folder:
                bounds, skipping = Bounds(deadline, look.limits), "" if look.deep else "tree:0"
                with Clone(folder, wire, bounds, skipping) as clone:
                    snapshot = _seen(clone, ref, needs, look, start)
            inherited = defaults.result()
        requests = clone.meter.requests + defaults.meter.requests
        received = clone.meter.received + defaults.meter.received
        return replace(snapshot, url=ref.url, inherited=inherited, cost=start.cost(requests, received))


def _seen(clone: Clone, ref: RepoRef, needs: Needs, look: Look, start: Start) -> Snapshot:
    """The evidence in a clone; one that was kept and proves broken or overgrown is cloned afresh, once."""
    try:
        return _looked(clone, ref, needs, look, start)
    except (GitSaid, TooLarge) as error:
        if isinstance(error, TooLarge) and not clone.is_kept:
            raise
        if not clone.is_kept or look.offline:
            raise Unreachable(f"{ref.url} could not be fetched: {error}", "Try again later.") from error
    with clone.afresh():
        return _seen(clone, ref, needs, look, start)


def _looked(clone: Clone, ref: RepoRef, needs: Needs, look: Look, start: Start) -> Snapshot:
    if look.offline:
        if not clone.is_kept:
            raise absent_offline(ref.url)
        return evidence(clone.repository_offline(), ref, needs, look, start)
    look.tell("fetching")
    asked = look.revision or ref.revision
    clone.refresh(wanted_refs(clone, asked))
    if not asked and not clone.has(HEAD):
        # An empty repository, or one with other branches only: the error will name one.
        clone.refresh([*wanted_refs(clone, ""), "+refs/heads/*:refs/heads/*"])
    return evidence(clone.repository(), ref, needs, look, start)


def wanted_refs(clone: Clone, asked: str) -> Sequence[str]:
    """What to fetch, as refspecs: the default branch, all tags, and what may be meant by the revision asked for.

    All but a full id are patterns, which a server without such a ref answers with nothing instead of an error.
    """
    refs = [_DEFAULT, _TAGS]
    if not asked:
        return refs
    check_name(asked)
    if is_full_id(asked):
        return refs if clone.has(asked) else [*refs, f"+{asked}:{ASKED}"]
    if asked.startswith("refs/"):
        return [*refs, f"+{asked}*:{asked}*"]
    return [*refs, f"+refs/heads/{asked}*:refs/heads/{asked}*"]
