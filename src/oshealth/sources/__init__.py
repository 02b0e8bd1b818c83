"""Looking: the only wing that meets the network, a repository or the clock. One table says who looks at what."""

from collections.abc import Mapping
from typing import Final

from oshealth.reference import RepoRef
from oshealth.sources.base import Limits, Look, Needs, Source, default_cache
from oshealth.sources.git.local import LocalGit
from oshealth.sources.git.remote import RemoteGit

__all__ = ["SOURCES", "Limits", "Look", "Needs", "Source", "default_cache", "open_source"]

SOURCES: Final[Mapping[str, Source]] = {"local": LocalGit(), "git": RemoteGit()}


def open_source(ref: RepoRef) -> Source:
    """The source that can look at what a reference names."""
    return SOURCES.get(ref.forge, SOURCES["git"])
