"""Looking: the only wing that meets the network, a repository or the clock. One table says who looks at what."""

from collections.abc import Container, Mapping
from typing import Final

from oshealth.reference import RepoRef
from oshealth.sources.base import Access, Api, Limits, Look, Needs, Source, default_cache
from oshealth.sources.git.local import LocalGit
from oshealth.sources.git.remote import RemoteGit
from oshealth.sources.github.source import GitHub

__all__ = ["SOURCES", "Access", "Api", "Limits", "Look", "Needs", "Source", "default_cache", "open_source"]

SOURCES: Final[Mapping[str, Source]] = {"local": LocalGit(), "git": RemoteGit(), "github": GitHub()}


def open_source(ref: RepoRef, hubs: Container[str] = ()) -> Source:
    """The source that can look at what a reference names; `hubs` are hosts known to be GitHub servers."""
    forge = "github" if ref.host and ref.host in hubs else ref.forge
    return SOURCES.get(forge, SOURCES["git"])
