"""How a batch asks forges: the budgets of all tokens, and what an owner has."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from oshealth.cli.access import lease_for
from oshealth.portfolio.budgets import Budgets
from oshealth.portfolio.roster import Owned
from oshealth.reference import RepoRef
from oshealth.sources import Access, Api, Look
from oshealth.sources.github.credentials import apis_in, by_host, own_host, tokens_in


def apis() -> Mapping[str, Api]:
    """GitHub servers that the environment names."""
    return apis_in(os.environ)


def budgets_for(refs: Iterable[RepoRef], token_file: Path | None) -> Budgets:
    """A budget for every token of every GitHub server on which something is. Raises OshealthError."""
    known = apis()
    hosts = {ref.host for ref in refs if ref.host in known}
    tokens = by_host(tokens_in(os.environ, sorted(hosts), token_file)) if hosts else {}
    lease = lease_for(hosts, known)
    if lease is None:
        return Budgets.of(tokens)
    home = own_host(os.environ)
    return Budgets.of({**tokens, home: (lease.token, *tokens.get(home, ()))}, {home: lease.renew})


def owned(token_file: Path | None, max_wait: float) -> Owned:
    """Lists what an owner has on the server of the environment, github.com by default."""

    def listed(owner: str) -> Iterator[RepoRef]:
        from oshealth.sources.github.owned import repositories_of  # noqa: PLC0415 - only org:NAME needs it

        host = own_host(os.environ)
        tokens = by_host(tokens_in(os.environ, [host], token_file))
        access = Access(tokens=tokens, apis=apis(), max_wait=max_wait)
        return repositories_of(owner, Look(access=access), host)

    return listed
