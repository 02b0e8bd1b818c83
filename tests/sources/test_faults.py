"""Servers that refuse, break off, lead elsewhere or never end: one clear error each, in time."""

import socket
from pathlib import Path

import pytest
from msgspec.structs import replace

from oshealth.errors import NotAudited, OutOfTime, RepositoryNotFound, Unreachable
from oshealth.reference import RepoRef
from oshealth.snapshot import Texts, Unknown
from oshealth.sources import Limits, Look, Needs, open_source
from oshealth.sources.git.wire import Wire
from tests.git_repos import Made, a_repository
from tests.servers.git_http import Fault, GitServer, drip, git_server, hang_up, page, status

NEEDS = Needs(texts=("readme*",))


def ref_to(server: GitServer) -> RepoRef:
    return RepoRef(scheme="http", host=server.host, owner="acme", name="thing")


def failure(ref: RepoRef, look: Look) -> NotAudited:
    with pytest.raises(NotAudited) as error:
        open_source(ref).collect(ref, NEEDS, look)
    assert "\n" not in str(error.value)
    assert error.value.hint
    return error.value


@pytest.mark.parametrize(
    ("fault", "kind", "words"),
    [
        (status(404), RepositoryNotFound, "was not found, or may not be seen"),
        (status(401), RepositoryNotFound, "was not found, or may not be seen"),
        (status(403), RepositoryNotFound, "was not found, or may not be seen"),
        (status(503), Unreachable, "answered with HTTP status 503"),
        (status(429), Unreachable, "answered with HTTP status 429"),
        (page, Unreachable, "answers, but not as a git server"),
        (hang_up, Unreachable, "could not be fetched"),
        (
            status(302, location="https://example.org"),
            Unreachable,
            "sends to another address, which is not followed",
        ),
        (status(301, location="file:///etc"), Unreachable, "sends to another address, which is not followed"),
        (
            status(301, location="http://eve@127.0.0.1"),
            Unreachable,
            "sends to another address, which is not followed",
        ),
    ],
)
def test_each_refusal_has_its_own_words(
    server: GitServer, look: Look, fault: Fault, kind: type[NotAudited], words: str
) -> None:
    server.faults["/acme/thing"] = fault
    error = failure(ref_to(server), look)
    assert type(error) is kind
    assert words in str(error)


def test_bytes_that_drip_end_at_the_deadline(server: GitServer, look: Look) -> None:
    server.faults["/acme"] = drip
    error = failure(ref_to(server), replace(look, limits=Limits(seconds=1)))
    assert type(error) is OutOfTime
    assert str(error) == "it took longer than the 1 seconds allowed"


def test_defaults_that_drip_do_not_hold_up_a_failure(server: GitServer, look: Look) -> None:
    server.faults["/acme/.github"] = drip
    assert type(failure(ref_to(server), look)) is RepositoryNotFound


def test_defaults_that_drip_are_not_waited_for(server: GitServer, look: Look) -> None:
    a_repository(server.root / "acme" / "thing", [Made({"README": "Hello\n"})], bare=True)
    server.faults["/acme/.github"] = drip
    ref = ref_to(server)
    seen = open_source(ref).collect(ref, NEEDS, replace(look, limits=Limits(defaults_seconds=0.3)))
    assert seen.texts == Texts({"README": "Hello\n"})
    assert seen.inherited == Unknown("owner defaults took 0.3 seconds longer than all the rest")


def test_nobody_listening_is_unreachable(look: Look) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{taken.getsockname()[1]}"
        error = failure(RepoRef(scheme="http", host=host, owner="acme", name="thing"), look)
    assert type(error) is Unreachable


def test_a_redirect_on_the_same_server_is_followed(server: GitServer, look: Look) -> None:
    """A renamed repository: forges answer with its new address."""
    a_repository(server.root / "acme" / "renamed", [Made({"README": "Hello\n"})], bare=True)
    server.faults["/acme/thing"] = status(301, location=f"{server.address}/acme/renamed", cut="/acme/thing")
    ref = ref_to(server)
    assert open_source(ref).collect(ref, NEEDS, look).revision


def test_a_redirect_that_turns_in_circles_ends(server: GitServer, look: Look) -> None:
    server.faults["/acme/thing"] = status(301, location=server.address)
    assert type(failure(ref_to(server), look)) is Unreachable


def test_a_failed_refresh_leaves_the_clone_usable(server: GitServer, look: Look) -> None:
    a_repository(server.root / "acme" / "thing", [Made({"README": "Hello\n"})], bare=True)
    ref = ref_to(server)
    first = open_source(ref).collect(ref, NEEDS, look)
    server.faults["/acme/thing"] = hang_up
    failure(ref, look)
    server.faults.clear()
    server.log.clear()
    again = open_source(ref).collect(ref, NEEDS, look)
    assert (again.revision, again.texts) == (first.revision, first.texts)
    assert len([line for line in server.log if "/acme/thing/" in line]) == 2


def test_a_first_fetch_that_broke_off_is_begun_afresh(server: GitServer, look: Look) -> None:
    a_repository(server.root / "acme" / "thing", [Made({"README": "Hello\n"})], bare=True)
    ref = ref_to(server)
    server.faults["/acme/thing/git-upload-pack"] = hang_up
    failure(ref, look)
    server.faults.clear()
    assert open_source(ref).collect(ref, NEEDS, look).revision


def test_a_token_goes_to_its_own_host_only_and_into_no_file(
    server: GitServer, look: Look, tmp_path: Path
) -> None:
    a_repository(server.root / "acme" / "thing", [Made({"README": "Hello\n"})], bare=True)
    with git_server(server.root) as other:
        ref, elsewhere = ref_to(server), ref_to(other)
        keyed = replace(look, tokens={server.host: "s3cr3t-t0ken"})
        open_source(ref).collect(ref, NEEDS, keyed)
        open_source(elsewhere).collect(elsewhere, NEEDS, keyed)
        assert set(server.authorizations) == {"Basic eC1hY2Nlc3MtdG9rZW46czNjcjN0LXQwa2Vu"}
        assert other.authorizations == []
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"s3cr3t" not in kept
    assert b"czNjcjN0" not in kept
    assert "s3cr3t" not in repr(keyed) + repr(Wire(ref.url, "s3cr3t-t0ken"))


@pytest.mark.parametrize(
    ("location", "followed"),
    [
        ("http://example.org/new.git/info/refs?service=git-upload-pack", "http://example.org/new.git"),
        ("https://example.org/old/info/refs?service=git-upload-pack", "https://example.org/old"),
        ("http://example.org:8080/old/info/refs", ""),
        ("http://elsewhere.example.org/old/info/refs", ""),
        ("http://example.org/login", ""),
        ("", ""),
    ],
)
def test_redirects_stay_on_the_host_and_never_lose_encryption(location: str, followed: str) -> None:
    redirected = Wire("http://example.org/old").redirected(location)
    assert (redirected.url if redirected else "") == followed
    assert Wire("https://example.org/old").redirected("http://example.org/old/info/refs") is None


@pytest.mark.parametrize("url", ["ext::sh -c touch", "file:///etc", "-oProxyCommand=x", "https://a\nb/c"])
def test_other_ways_of_transport_are_refused(url: str) -> None:
    with pytest.raises(Unreachable, match="an address of that kind is not spoken to"):
        Wire(url)
