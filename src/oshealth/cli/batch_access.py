"""How a batch asks forges: the budgets of all tokens, and what an owner has."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from oshealth.cli.access import lease_for
from oshealth.portfolio.budgets import Budgets
from oshealth.portfolio.roster import Owned
from oshealth.reference import RepoRef
from oshealth.sources import Access, Api, Look
from oshealth.sources.github.credentials import apis_in, by_host, own_host, tokens_in

if TYPE_CHECKING:
    from oshealth.sources.github.app import Lease


def apis() -> Mapping[str, Api]:
    """GitHub servers that the environment names."""
    return apis_in(os.environ)


def budgets_for(refs: Iterable[RepoRef], token_file: Path | None) -> Budgets:
    """A budget for every token of every GitHub server on which something is. Raises OshealthError."""
    known = apis()
    hosts = {ref.host for ref in refs if ref.host in known}
    tokens, lease = _tokens(hosts, token_file)
    return Budgets.of(tokens, {own_host(os.environ): lease} if lease else {})


def _tokens(
    hosts: Collection[str], token_file: Path | None
) -> tuple[Mapping[str, tuple[str, ...]], "Lease | None"]:
    """The tokens for some hosts, that of a GitHub App first, which lasts for a while only."""
    tokens = by_host(tokens_in(os.environ, sorted(hosts), token_file)) if hosts else {}
    lease = lease_for(hosts, apis())
    if lease is None:
        return tokens, None
    home = own_host(os.environ)
    return {**tokens, home: (lease.token, *tokens.get(home, ()))}, lease


def owned(token_file: Path | None, max_wait: float) -> Owned:
    """Lists what an owner has on the server of the environment, github.com by default."""

    def listed(owner: str) -> Iterator[RepoRef]:
        from oshealth.sources.github.owned import repositories_of  # noqa: PLC0415 - only org:NAME needs it

        host = own_host(os.environ)
        tokens, _ = _tokens([host], token_file)
        access = Access(tokens=tokens, apis=apis(), max_wait=max_wait)
        return repositories_of(owner, Look(access=access), host)

    return listed
