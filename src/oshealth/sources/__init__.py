"""Looking: the only wing that meets the network, a repository or the clock. One table says who looks at what.

A source is imported when it is first opened: a look at this disk needs nothing that speaks to a forge.
"""

from collections.abc import Callable, Container, Mapping
from typing import Final

from oshealth.places import default_cache
from oshealth.reference import RepoRef
from oshealth.sources.base import Access, Api, Limits, Look, Needs, Source

__all__ = ["SOURCES", "Access", "Api", "Limits", "Look", "Needs", "Source", "default_cache", "open_source"]


def _local() -> Source:
    from oshealth.sources.git.local import LocalGit  # noqa: PLC0415 - start-up

    return LocalGit()


def _git() -> Source:
    from oshealth.sources.git.remote import RemoteGit  # noqa: PLC0415 - start-up

    return RemoteGit()


def _github() -> Source:
    from oshealth.sources.github.source import GitHub  # noqa: PLC0415 - start-up

    return GitHub()


SOURCES: Final[Mapping[str, Callable[[], Source]]] = {"local": _local, "git": _git, "github": _github}


def open_source(ref: RepoRef, hubs: Container[str] = ()) -> Source:
    """The source that can look at what a reference names; `hubs` are hosts known to be GitHub servers."""
    forge = "github" if ref.host and ref.host in hubs else ref.forge
    return SOURCES.get(forge, SOURCES["git"])()
