"""The owner's defaults: the newest tree and the wanted texts of OWNER/.github, looked at beside the main look."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

from msgspec.structs import replace

from oshealth.errors import EmptyRepository, NotAudited, RepositoryNotFound, Unreachable
from oshealth.reference import RepoRef
from oshealth.snapshot import Inherited, Texts, Unknown
from oshealth.sources.base import Look, Needs, nothing_linked
from oshealth.sources.deadline import Deadline
from oshealth.sources.git.cache import held, key_of
from oshealth.sources.git.clone import OFFLINE, Bounds, Clone
from oshealth.sources.git.collect import files
from oshealth.sources.git.command import GitSaid
from oshealth.sources.git.revision import find_root
from oshealth.sources.git.trace import Meter
from oshealth.sources.git.wire import Wire

_NAME: Final = ".github"
_NEWEST: Final = "+HEAD*:refs/oshealth/HEAD*"


def absent_offline(url: str) -> Unreachable:
    """The error for an address that was never fetched, asked for without a network."""
    return Unreachable(f"{url} is {OFFLINE}", "Look once while online.")


class Defaults:
    """A look at the owner's defaults in a thread of its own, ended early when the block is left by an error."""

    def __init__(self, ref: RepoRef, needs: Needs, look: Look, deadline: Deadline) -> None:
        self.meter = Meter()
        self._deadline = Deadline(deadline.seconds, deadline.at)
        self._grace = look.limits.defaults_seconds
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="owner-defaults")
        self._found: Future[Inherited | Unknown] = self._pool.submit(self._look, ref, needs, look)

    def __enter__(self) -> Defaults:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind:
            self._deadline.stop()
        self._pool.shutdown()

    def result(self) -> Inherited | Unknown:
        """What the owner provides; empty when there is no such repository, Unknown when it could not be seen in time.

        Called when the rest is done, so that a slow answer on the side holds nobody up for long.
        """
        try:
            return self._found.result(self._grace)
        except TimeoutError:
            self._deadline.stop()
            return Unknown(f"owner defaults took {self._grace:g} seconds longer than all the rest")

    def _look(self, ref: RepoRef, needs: Needs, look: Look) -> Inherited | Unknown:
        objection = _objection(ref, needs, look)
        if objection:
            return Unknown(objection)
        source = _defaults_of(ref)
        try:
            return Inherited() if source == replace(ref, revision="") else self._collect(source, needs, look)
        except (RepositoryNotFound, EmptyRepository):
            return Inherited()
        except NotAudited as error:
            return Unknown(f"owner defaults could not be read: {error}")

    def _collect(self, source: RepoRef, needs: Needs, look: Look) -> Inherited | Unknown:
        wire = Wire(source.url, look.tokens.get(source.host, ""), look.public)
        key = key_of(look.cache, f"{source.url}#newest", wire.token)
        with held(look.cache, key, look.limits.cache_bytes, self._deadline) as folder:
            bounds = Bounds(self._deadline, look.limits)
            with Clone(folder, wire, bounds, "blob:none", depth=1) as clone:
                self.meter = clone.meter
                return _seen(clone, source, needs, look)


def _objection(ref: RepoRef, needs: Needs, look: Look) -> str:
    """Why the owner's defaults are not looked at; empty when they are."""
    if "inherited" not in needs.groups:
        return "not asked for"
    if not ref.owner:
        return "the address names no owner"
    return "owner defaults are not read for a past date" if look.as_of else ""


def _defaults_of(ref: RepoRef) -> RepoRef:
    """OWNER/.github at the same server, spelled as the server spells the audited one."""
    suffix = ".git" if ref.name.endswith(".git") else ""
    return replace(ref, name=_NAME + suffix, revision="")


def _seen(clone: Clone, source: RepoRef, needs: Needs, look: Look) -> Inherited | Unknown:
    """What is in a clone; one that was kept and proves broken is cloned afresh, once."""
    if look.offline and not clone.is_kept:
        raise absent_offline(source.url)
    try:
        return _read(clone, source, needs, look)
    except GitSaid:
        if not clone.is_kept or look.offline:
            raise
    with clone.afresh():
        return _read(clone, source, needs, look)


def _read(clone: Clone, source: RepoRef, needs: Needs, look: Look) -> Inherited | Unknown:
    if not look.offline:
        clone.refresh([_NEWEST])
    repository = clone.repository_offline() if look.offline else clone.repository()
    root = find_root(repository, "", None)
    plain = Needs(frozenset({"tree", "texts"}), needs.texts, nothing_linked)
    tree, texts = files(repository, root, plain, replace(look, tell=lambda _: None))
    if isinstance(tree, Unknown):
        return tree
    read = texts if isinstance(texts, Texts) else Texts({}, texts.reason)
    return Inherited(str(source), root.commit, tree, read, tree.partial)
