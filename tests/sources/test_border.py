"""Addresses that somebody else wrote down never lead inside: names are resolved once, checked, and kept to."""

import socket
from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from oshealth.errors import Unreachable
from oshealth.reference import RepoRef
from oshealth.sources import Look, Needs, open_source
from oshealth.sources.git.border import is_public, is_reached, pin
from tests.git_repos import Made, a_repository, git
from tests.servers.git_http import GitServer


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy would be the border instead."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "fe80::1%eth0",  # noqa: S104
     "fd00::1", "::ffff:10.0.0.1", "2002:0a00:0001::1", "224.0.0.1", "not an address"],
)  # fmt: skip
def test_inner_addresses_in_all_their_forms_are_no_public_ones(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_public_addresses_are(address: str) -> None:
    assert is_public(address)


def test_what_was_checked_is_what_git_is_told_to_speak_to() -> None:
    """All addresses, those of IPv6 in brackets, for the one host and port."""

    def resolve(host: str, port: int) -> Sequence[str]:
        assert (host, port) == ("forge.example.org", 8443)
        return ("93.184.215.14", "2606:2800::1")

    assert pin("https://forge.example.org:8443/a/b", resolve) == (
        "forge.example.org:8443:93.184.215.14,[2606:2800::1]"
    )


def test_one_inner_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(Unreachable, match="leads onto this machine or its own network") as refused:
        pin("https://forge.example.org/a/b", lambda _host, _port: ("93.184.215.14", "10.0.0.7"))
    assert refused.value.hint == "--allow-local admits that."


def test_a_name_that_nobody_knows_is_said() -> None:
    def resolve(_host: str, _port: int) -> Sequence[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(Unreachable, match=r"the name forge\.example\.org is not known"):
        pin("https://forge.example.org/a/b", resolve)


def test_a_look_at_the_public_network_never_reaches_this_machine(server: GitServer, look: Look) -> None:
    """Refused before a connection is made: the server hears nothing."""
    a_repository(server.root / "acme/thing", [Made({"README.md": "# Thing\n"})], bare=True)
    ref = RepoRef(scheme="http", host=server.host, owner="acme", name="thing")
    with pytest.raises(Unreachable, match="leads onto this machine or its own network"):
        open_source(ref).collect(ref, Needs(), replace(look, public=True))
    assert server.log == []


def test_git_asks_for_no_name_again_after_the_check(server: GitServer) -> None:
    """A name that no server knows is reached by its pin alone: a second answer of a name server could change nothing."""
    folder = a_repository(server.root / "acme/thing", [Made({"README.md": "# Thing\n"})], bare=True)
    port = server.host.partition(":")[2]
    pinned = f"http.curloptResolve=rebinding.example.org:{port}:127.0.0.1"
    listed = git(folder, "-c", pinned, "ls-remote", f"http://rebinding.example.org:{port}/acme/thing", "HEAD")
    assert listed == f"{git(folder, 'rev-parse', 'HEAD')}\tHEAD"


def test_a_server_is_reached_directly_or_by_its_proxy(
    server: GitServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is behind a proxy reaches what the proxy reaches; of an address over ssh nothing can be told."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{free.getsockname()[1]}/acme/thing"
    assert (is_reached(f"{server.address}/acme/thing"), is_reached(nowhere)) == (True, False)
    assert is_reached("ssh://git@127.0.0.1:1/acme/thing")
    monkeypatch.setenv("http_proxy", server.address)
    assert is_reached(nowhere)
