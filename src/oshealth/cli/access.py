"""How the command line asks a forge: how far, with which tokens, and how long it waits for a limit."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from oshealth.cli.targets import reference
from oshealth.errors import UnknownName
from oshealth.snapshot import Depth
from oshealth.sources import Access
from oshealth.sources.github.credentials import apis_in, by_host, tokens_in

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
    return Access(DEPTHS[depth], by_host(found), apis, max_wait)
