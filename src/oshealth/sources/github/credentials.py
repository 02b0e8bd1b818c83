"""Which tokens there are, where they come from, and to which host each belongs; and where GitHub servers are asked."""

import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import ClassVar, Final
from urllib.parse import urlsplit

from msgspec import Struct

from oshealth.errors import AskedWrongly
from oshealth.sources.base import Access, Api
from oshealth.sources.discreet import Discreet

HOME: Final = "github.com"
_LONGEST: Final = 1_000
_FILE_BYTES: Final = 64 << 10
_OWN: Final = ("OSHEALTH_TOKEN", "GITHUB_TOKEN", "GH_TOKEN")
APP: Final = ("OSHEALTH_APP_ID", "OSHEALTH_APP_KEY_FILE", "OSHEALTH_APP_INSTALLATION")
"""The variables that name a GitHub App: its id, the file with its private key, the number of its installation."""

_ENTERPRISE: Final = ("GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN")


class Found(Discreet, Struct, frozen=True):
    """A token, the one host it belongs to, and where it was found."""

    hidden: ClassVar[tuple[str, ...]] = ("token",)

    host: str
    origin: str
    token: str


def apis_in(environ: Mapping[str, str]) -> dict[str, Api]:
    """GitHub servers by host: github.com, and those that GITHUB_SERVER_URL and GH_HOST name.

    The variables are those that GitHub Actions sets and that its own command line reads.
    """
    apis = dict(Access().apis)
    server = urlsplit(environ.get("GITHUB_SERVER_URL", ""))
    if server.netloc and server.netloc != HOME:
        usual = _usual(server.netloc, server.scheme)
        apis[server.netloc] = Api(
            environ.get("GITHUB_API_URL", usual.rest).rstrip("/"),
            environ.get("GITHUB_GRAPHQL_URL", usual.graphql).rstrip("/"),
        )
    other = environ.get("GH_HOST", "")
    if other and other not in apis:
        apis[other] = _usual(other, "https")
    return apis


def own_host(environ: Mapping[str, str]) -> str:
    """The server that tokens without a host of their own belong to: the one a workflow runs on, else github.com."""
    return urlsplit(environ.get("GITHUB_SERVER_URL", "")).netloc or HOME


def _usual(host: str, scheme: str) -> Api:
    """Where GitHub Enterprise has its interfaces: in the cloud beside the host, on a server below it."""
    if host.endswith(".ghe.com"):
        return Api(f"https://api.{host}", f"https://api.{host}/graphql")
    return Api(f"{scheme}://{host}/api/v3", f"{scheme}://{host}/api/graphql")


def tokens_in(
    environ: Mapping[str, str],
    hosts: Iterable[str],
    file: Path | None = None,
    command: Callable[[str], str] | None = None,
) -> tuple[Found, ...]:
    """All tokens for these hosts, the first named first: from the file, the environment, and for a host that has none
    yet from `gh auth token` (or `command`) and the netrc file.

    Raises AskedWrongly for a token file that cannot be read and for what cannot be a token.
    """
    found = [*_in_file(file), *_in_environment(environ)]
    wanted = tuple(hosts)
    for host in wanted:
        if not any(one.host == host for one in found):
            found.extend(_kept_elsewhere(host, environ, command or _by_gh))
    known: dict[tuple[str, str], Found] = {}
    for one in found:
        known.setdefault((one.host, _checked(one).token), one)
    return tuple(one for one in known.values() if one.host in wanted)


def by_host(found: Iterable[Found]) -> dict[str, tuple[str, ...]]:
    """The tokens of each host."""
    tokens: dict[str, tuple[str, ...]] = {}
    for one in found:
        tokens[one.host] = (*tokens.get(one.host, ()), one.token)
    return tokens


def _in_file(file: Path | None) -> Iterator[Found]:
    """A token a line, or `host token`; `#` begins a remark."""
    if file is None:
        return
    try:
        with file.open(encoding="utf-8") as opened:
            text = opened.read(_FILE_BYTES + 1)
    except (OSError, UnicodeDecodeError) as error:
        raise AskedWrongly(
            f"the token file {file} cannot be read", "Name a text file with a token."
        ) from error
    if len(text) > _FILE_BYTES:
        raise AskedWrongly(f"{file} is larger than any token file", "Name a text file with a token.")
    for line in text.splitlines():
        words = line.partition("#")[0].split()
        if len(words) > 2:
            raise AskedWrongly(
                f"a line of {file} is not a token", "Write `token` or `host token` on each line."
            )
        if words:
            yield Found(words[0] if len(words) == 2 else HOME, str(file), words[-1])


def _in_environment(environ: Mapping[str, str]) -> Iterator[Found]:
    own = own_host(environ)
    for names, host in ((_OWN, own), (_ENTERPRISE, environ.get("GH_HOST", ""))):
        for name in names if host else ():
            for token in environ.get(name, "").replace(",", " ").split():
                yield Found(host, name, token)


def _kept_elsewhere(host: str, environ: Mapping[str, str], command: Callable[[str], str]) -> Iterator[Found]:
    if token := command(host).strip():
        yield Found(host, "gh auth token", token)
        return
    import netrc  # noqa: PLC0415 - start-up: only a look at a forge without a token in sight needs it

    path = Path(environ.get("NETRC") or Path(environ.get("HOME", "/nonexistent"), ".netrc"))
    try:
        entries = netrc.netrc(path)
    except (OSError, netrc.NetrcParseError, UnicodeDecodeError):
        return
    entry = entries.hosts.get(f"api.{host}") or entries.hosts.get(host)
    if entry and entry[2]:
        yield Found(host, str(path), entry[2])


def _by_gh(host: str) -> str:
    """What GitHub's own command line keeps for a host; empty without it."""
    if not shutil.which("gh"):
        return ""
    try:
        said = subprocess.run(
            ["gh", "auth", "token", "--hostname", host],
            capture_output=True,
            check=False,
            timeout=10,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return said.stdout.decode("ascii", "ignore") if said.returncode == 0 else ""


def _checked(one: Found) -> Found:
    """Raises AskedWrongly for what no token can be, without showing it."""
    if len(one.token) > _LONGEST or not one.token.isascii() or not one.token.isprintable():
        raise AskedWrongly(f"what {one.origin} holds is not a token", "Copy the token once more.")
    return one
