"""How the command line asks a forge: how far, with which tokens, and how long it waits for a limit."""

import os
from collections.abc import Container, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from oshealth.cli.targets import reference
from oshealth.errors import UnknownName
from oshealth.snapshot import Depth
from oshealth.sources import Access, Api
from oshealth.sources.github.credentials import APP, apis_in, by_host, own_host, tokens_in

if TYPE_CHECKING:
    from oshealth.sources.github.app import Lease
    from oshealth.sources.github.tokens import Purse

DEPTHS: Final[Mapping[str, Depth]] = {"git": "git", "survey": "survey", "standard": "standard"}


def access_for(
    targets: Iterable[str], depth: str = "standard", token_file: Path | None = None, max_wait: float = 60.0
) -> Access:
    """The access to the forges of these targets; tokens are looked for only where one is on a GitHub server.

    Raises UnknownName for a depth that there is not, InvalidReference for a target that is none, AskedWrongly for a
    token file that cannot be read.
    """
    if depth not in DEPTHS:
        raise UnknownName("depth", depth, DEPTHS)
    apis = apis_in(os.environ)
    hosts = {ref.host for ref in map(reference, targets) if ref.host in apis}
    found = tokens_in(os.environ, sorted(hosts), token_file) if hosts or token_file else ()
    tokens = by_host(found)
    lease = lease_for(hosts, apis) if depth != "git" else None
    if lease:
        host = own_host(os.environ)
        tokens[host] = (lease.token, *tokens.get(host, ()))
    return Access(DEPTHS[depth], tokens, apis, max_wait, _purses(tokens, lease))


def lease_for(hosts: Container[str], apis: Mapping[str, Api]) -> "Lease | None":
    """The token of the GitHub App that the environment names, when a target is on its server. Raises NotAudited when
    that server gives none.
    """
    host = own_host(os.environ)
    if host not in hosts or host not in apis or not any(os.environ.get(name) for name in APP):
        return None
    from oshealth.sources.github.app import Lease, app_in  # noqa: PLC0415 - only an App needs it

    app = app_in(os.environ)
    return Lease.of(app, apis[host]) if app else None


def _purses(tokens: Mapping[str, tuple[str, ...]], lease: "Lease | None") -> "dict[str, Purse]":
    """The tokens of each host, what is left of them being known to all looks together."""
    if not tokens:
        return {}
    from oshealth.sources.github.tokens import Purse  # noqa: PLC0415 - only those with tokens need it

    purses = {host: Purse(several) for host, several in tokens.items()}
    if lease:
        purses[own_host(os.environ)].renew = lease.renew
    return purses
