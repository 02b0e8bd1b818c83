"""Whatever a forge answers instead of an answer: git's part stands, the rest is unknown with its reason, in time."""

import base64
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLError
from msgspec.structs import replace

from oshealth.reference import parse
from oshealth.snapshot import Conversation, Project, Tree, Unknown
from oshealth.sources import Access, Limits, Look, Needs, open_source
from oshealth.sources.github.source import ask
from oshealth.sources.github.survey import survey
from tests.git_repos import Made, a_repository
from tests.servers.git_http import GitServer
from tests.servers.github import faults
from tests.servers.github.hub import Fault, Hub, a_hub
from tests.servers.github.made import a_project

GOOD = "ghp_invented0000000000000000000000000000"
OTHER = "ghp_invented1111111111111111111111111111"
UNSEEN = "the forge knows no such repository, or it may not be seen with this token or without one"
ABSENT = "the forge knows no such repository, or the token may not see it"
STRANGE = "the forge answered with status 200, but not as its API does"
HEAVY = "the forge gave up on the question (status 502)"
TOKEN = "the forge does not accept the token: it is wrong, expired or revoked"
SSO = "the organization asks for single sign-on, for which the token is not authorized"
LATE = "the forge did not answer within the 1.5 seconds allowed"
LIMIT = "the forge's limit is used up for another {} seconds"
SAML = (
    "Resource protected by organization SAML enforcement. You must grant your Personal Access token access."
)
SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
BLOCKED = {
    "message": "Repository access blocked",
    "block": {"reason": "tos", "html_url": "https://github.com/tos"},
}
PAGE = b"<!doctype html><title>Welcome to the hotel</title>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n"

FAULTS: dict[str, tuple[Fault, str]] = {
    "bad token": (faults.message(401, "Bad credentials"), TOKEN),
    "not found": (
        faults.message(404, "Not Found"),
        UNSEEN,
    ),
    "not found by GraphQL": (
        faults.errors(
            "NOT_FOUND", "Could not resolve to a Repository.", {"repository": None}, path=["repository"]
        ),
        ABSENT,
    ),
    "gone": (faults.message(410, "Gone"), "the forge no longer has this"),
    "legal": (
        faults.says(451, {"message": "Repository access blocked", "block": {"reason": "dmca"}}),
        "the forge has blocked access to this repository for legal reasons",
    ),
    "terms of service": (faults.says(403, BLOCKED), "the forge has blocked access to this repository"),
    "single sign-on": (faults.message(403, SAML, X_GitHub_SSO="required; url=https://example.org"), SSO),
    "single sign-on by GraphQL": (
        faults.errors(
            "FORBIDDEN", SAML, {"repository": None}, extensions={"saml_failure": True}, path=["repository"]
        ),
        SSO,
    ),
    "permission": (
        faults.message(
            403,
            "Resource not accessible by personal access token",
            X_Accepted_GitHub_Permissions="metadata=read",
        ),
        "the token lacks a permission (metadata=read)",
    ),
    "scopes": (
        faults.errors("INSUFFICIENT_SCOPES", "Your token has not been granted"),
        "the token lacks a scope",
    ),
    "forbidden": (faults.message(403, "Forbidden"), "the forge refuses the answer (status 403)"),
    "limit": (
        faults.message(403, "API rate limit exceeded for user ID 1.", Retry_After="600"),
        LIMIT.format(600),
    ),
    "limit as 429": (faults.message(429, "Too many requests", Retry_After="77"), LIMIT.format(77)),
    "secondary limit": (faults.message(403, SECONDARY, X_RateLimit_Remaining="14"), LIMIT.format(60)),
    "limit with status 200": (
        faults.errors("RATE_LIMITED", "API rate limit exceeded for installation ID 1."),
        LIMIT.format(60),
    ),
    "limit with status 200, newer": (
        faults.errors(
            "RATE_LIMIT", "API rate limit already exceeded for user ID 1.", code="graphql_rate_limit"
        ),
        LIMIT.format(60),
    ),
    "limit by another clock": (faults.limited_by_another_clock, LIMIT.format(600)),
    "odd wait": (faults.message(429, "Slow down", Retry_After="soon"), LIMIT.format(60)),
    "bad gateway": (faults.raw(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"), HEAVY),
    "gateway time-out as a page": (
        faults.says(504, PAGE, Content_Type="text/html"),
        HEAVY.replace("502", "504"),
    ),
    "server error": (faults.message(500, "Server Error"), "the forge answered with status 500"),
    "unavailable as a page": (
        faults.says(503, PAGE, Content_Type="text/html"),
        "the forge answered with status 503",
    ),
    "too heavy": (
        faults.errors(
            "RESOURCE_LIMITS_EXCEEDED", "Resource limits for this query exceeded.", {"repository": None}
        ),
        "the forge found the question too heavy",
    ),
    "ten seconds": (
        faults.says(200, {"data": None, "errors": [{"message": "This may be the result of a timeout."}]}),
        "the forge gave up on the question",
    ),
    "parse error": (
        faults.says(200, {"errors": [{"message": "Parse error on x"}]}),
        "the forge could not answer the question",
    ),
    "portal page": (faults.says(200, PAGE, Content_Type="text/html"), STRANGE),
    "no JSON": (faults.says(200, b'{"data": {"repo'), STRANGE),
    "a list": (faults.says(200, [1, 2]), STRANGE),
    "deep JSON": (faults.says(200, b"[" * 200_000), STRANGE),
    "not UTF-8": (faults.says(200, b'{"data": "\xff\xfe"}'), STRANGE),
    "no data": (faults.says(200, {}), "the forge answered without data"),
    "null repository": (
        faults.says(200, {"data": {"repository": None}}),
        "the forge answered without the repository",
    ),
    "repository of another kind": (
        faults.says(200, {"data": {"repository": [3]}}),
        "the forge answered without the repository",
    ),
    "disabled": (
        faults.says(200, {"data": {"repository": {"isDisabled": True}}}),
        "the forge has disabled this repository",
    ),
    "redirect to another host": (
        faults.elsewhere("http://localhost:9"),
        "the forge sends to another address, which is not followed",
    ),
    "redirect loop": (faults.circle, "the forge sends to another address, which is not followed"),
    "reset": (faults.reset, "the forge could not be asked: read error"),
    "no HTTP": (faults.raw(b"SSH-2.0-OpenSSH\r\n"), "the forge could not be asked: remote protocol error"),
    "truncated": (faults.half, "the forge could not be asked: remote protocol error"),
    "truncated inside": (faults.packed_half, "the forge broke off in the middle of an answer"),
    "no gzip": (faults.says(200, b"plain", Content_Encoding="gzip"), "the forge could not be asked: error"),
    "strange encoding": (
        faults.says(200, b"x", Content_Encoding="br"),
        "the forge answered in an encoding that was not asked for",
    ),
    "gzip bomb": (faults.bomb, "the forge answered with more than 16777216 bytes"),
    "endless body": (faults.endless, "the forge answered with more than 16777216 bytes"),
    "dripped body": (faults.drip(HEAD, b" "), LATE),
    "dripped headers": (faults.drip(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"a"), LATE),
    "silence": (faults.silent, LATE),
}

PROMISED = {
    "dripped body", "dripped headers", "truncated", "truncated inside", "portal page", "redirect loop",
    "redirect to another host", "gzip bomb", "limit by another clock", "limit with status 200", "secondary limit",
    "single sign-on", "legal", "null repository", "bad gateway", "too heavy",
}  # fmt: skip
READING: dict[str, tuple[Fault, str]] = {
    "redirect loop": (faults.circle, "the forge sends in circles from one address to the next"),
    "redirect to another host": FAULTS["redirect to another host"],
    "portal page": FAULTS["portal page"],
    "gzip bomb": FAULTS["gzip bomb"],
    "truncated": FAULTS["truncated"],
    "a list": (faults.says(200, [1]), "the forge answered, but not as its API does"),
    "no id": (faults.says(200, {"name": "birds"}), "the forge answered, but not as its API does"),
    "an owner of another kind": (
        faults.says(200, {"id": 1, "full_name": "example/birds", "owner": [1], "topics": 7}),
        "the forge answered, but not as its API does",
    ),
    "not found": FAULTS["not found"],
    "legal": FAULTS["legal"],
    "limit": (
        faults.message(403, "API rate limit exceeded for IP.", X_RateLimit_Remaining="0", Retry_After="600"),
        f"{LIMIT.format(600)}; set GITHUB_TOKEN to a token, which needs no scope for public repositories",
    ),
    "dripped headers": FAULTS["dripped headers"],
}
"""The same for REST, without a token."""


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two attempts hardly any time passes."""
    monkeypatch.setattr("oshealth.sources.http.random.uniform", lambda _least, _most: 0.02)


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A GitHub on loopback that knows one repository."""
    with a_hub() as served:
        served.add(a_project())
        yield served


@pytest.fixture
def look(look: Look, server: GitServer, hub: Hub) -> Look:
    """A look with a token, in a hurry."""
    access = Access(tokens={server.host: (GOOD,)}, apis={server.host: hub.api}, max_wait=2)
    return replace(look, access=access, limits=Limits(seconds=60))


def told(server: GitServer, look: Look) -> tuple[Project | Unknown, Conversation | Unknown]:
    """What the forge told."""
    answer = ask(parse(f"{server.address}/example/birds"), Needs(), look)
    return answer.project, answer.conversation


def everything_written(folder: Path) -> bytes:
    """All bytes of all files below a folder."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_a_reason_and_never_a_verdict(
    name: str, server: GitServer, hub: Hub, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bounded in time; the token is written nowhere."""
    fault, reason = FAULTS[name]
    hub.fault = fault
    if reason == LATE:
        monkeypatch.setattr("oshealth.sources.github.source.SHARE", 1.5 / 60)

    project, conversation = told(server, look)

    assert (project, conversation) == (Unknown(reason), Unknown(reason))
    assert GOOD.encode() not in everything_written(look.cache)


def test_at_least_thirty_faults_are_tried_and_those_that_were_promised() -> None:
    """Each by its name in the tests around this one."""
    assert len(FAULTS) >= 30
    assert FAULTS.keys() >= PROMISED


@pytest.mark.parametrize("name", READING)
def test_a_fault_without_a_token_is_a_reason_too(
    name: str, server: GitServer, hub: Hub, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REST follows redirects on its own host, a few times."""
    hub.fault, reason = READING[name]
    if reason == LATE:
        monkeypatch.setattr("oshealth.sources.github.source.SHARE", 1.5 / 60)

    answer = told(server, replace(look, access=replace(look.access, tokens={})))

    assert answer == (Unknown(reason), Unknown(reason))


@pytest.mark.parametrize("tokens", [(GOOD,), ()])
def test_nothing_is_sent_to_a_host_that_a_forge_points_to(
    tokens: tuple[str, ...], server: GitServer, hub: Hub, look: Look
) -> None:
    """Least of all a token."""
    with a_hub() as other:
        hub.fault = faults.elsewhere(other.address)
        told(server, replace(look, access=replace(look.access, tokens={server.host: tokens})))
        assert other.log == []


@pytest.mark.parametrize("name", ["bad token", "limit", "portal page", "reset", "dripped headers"])
def test_what_git_holds_stands_without_the_forge(
    name: str, server: GitServer, hub: Hub, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The forge's silence costs the forge's facts, not the audit; a token that it refuses is not shown to git."""
    a_repository(server.root / "example/birds", [Made({"README.md": "# Birds"})], bare=True)
    hub.fault, reason = FAULTS[name]
    monkeypatch.setattr("oshealth.sources.github.source.SHARE", 1.5 / 60)
    ref = parse(f"{server.address}/example/birds")

    snapshot = open_source(ref, look.access.apis).collect(
        ref, Needs(), replace(look, tokens={server.host: GOOD})
    )

    assert (snapshot.tree, snapshot.project) == (Tree(("README.md",)), Unknown(reason))
    assert bool(server.authorizations) is (name != "bad token")


def test_a_limit_that_is_soon_over_is_waited_for_by_the_clock_of_the_server(
    server: GitServer, hub: Hub, look: Look
) -> None:
    """Its clock is a day ahead of ours: the second that is left by its own clock is waited, and said."""
    hub.faults = [faults.a_minute_ahead]
    stages: list[str] = []

    project, _ = told(server, replace(look, tell=stages.append))

    assert isinstance(project, Project)
    assert stages == ["waiting 1 seconds for the forge's limit"]


def test_a_limit_without_a_time_is_waited_for_longer_each_time(
    server: GitServer, hub: Hub, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As GitHub asks: at least a minute (here a second), then twice that."""
    monkeypatch.setattr("oshealth.sources.github.limits.SECONDARY_WAIT", 1.0)
    hub.faults = [faults.message(403, SECONDARY)] * 2
    stages: list[str] = []

    project, _ = told(server, replace(look, tell=stages.append, access=replace(look.access, max_wait=4)))

    assert isinstance(project, Project)
    assert stages == [f"waiting {seconds} seconds for the forge's limit" for seconds in (1, 2)]


def test_a_repository_that_moved_is_followed_without_a_token(server: GitServer, hub: Hub, look: Look) -> None:
    """REST sends to its number; everything else is asked about its new name."""
    hub.add(a_project("example/new"))
    hub.repositories.moved["example/birds"] = "example/new"

    project, conversation = told(server, replace(look, access=replace(look.access, tokens={})))

    assert isinstance(project, Project)
    assert isinstance(conversation, Conversation)
    assert project.full_name == "example/new"
    assert hub.log[:2] == ["GET /api/v3/repos/example/birds", "GET /api/v3/repositories/1"]


def test_another_token_is_taken_before_anything_is_waited_for(
    server: GitServer, hub: Hub, look: Look
) -> None:
    """Each token has a budget of its own, and one that is refused is not shown again."""
    hub.accepted = frozenset({OTHER})
    hub.faults = [faults.message(401, "Bad credentials")]
    tokens = {server.host: (GOOD, OTHER), "elsewhere.example.org": ("ghp_of_another_host",)}

    project, _ = told(server, replace(look, access=replace(look.access, tokens=tokens)))

    assert isinstance(project, Project)
    assert hub.authorizations == [f"Bearer {GOOD}", f"Bearer {OTHER}"]


def test_git_is_shown_the_token_that_the_forge_accepts(server: GitServer, hub: Hub, look: Look) -> None:
    """The first one is revoked."""
    a_repository(server.root / "example/birds", [Made({"README.md": "# Birds"})], bare=True)
    hub.accepted = frozenset({OTHER})
    access = replace(look.access, tokens={server.host: (GOOD, OTHER)})
    ref = parse(f"{server.address}/example/birds")

    open_source(ref, access.apis).collect(
        ref, Needs(), replace(look, access=access, tokens={server.host: GOOD})
    )

    shown = {base64.b64decode(one.removeprefix("Basic ")).decode() for one in server.authorizations}
    assert shown == {f"x-access-token:{OTHER}"}


def test_a_token_goes_to_its_own_server_alone(hub: Hub, look: Look) -> None:
    """Of two servers, each sees its own."""
    with a_hub() as other:
        hosts = [one.address.removeprefix("http://") for one in (hub, other)]
        access = replace(
            look.access,
            depth="survey",
            apis={hosts[0]: hub.api, hosts[1]: other.api},
            tokens={hosts[0]: (GOOD,), hosts[1]: (OTHER,)},
        )
        refs = [parse(f"http://{host}/example/birds") for host in hosts]
        list(survey(refs, Needs(), replace(look, access=access)))
        assert (hub.authorizations, other.authorizations) == ([f"Bearer {GOOD}"], [f"Bearer {OTHER}"])


def test_a_question_that_is_too_heavy_is_asked_again_without_the_conversation(
    server: GitServer, hub: Hub, look: Look
) -> None:
    """The state of the project is known all the same."""
    hub.faults = [faults.errors("RESOURCE_LIMITS_EXCEEDED", "Too much", {"repository": None})]

    project, conversation = told(server, look)

    assert isinstance(project, Project)
    assert conversation == Unknown("the forge found the question too heavy")
    assert len(hub.log) == 2


def test_a_second_look_within_the_hour_asks_nothing_and_another_token_sees_nothing_of_it(
    server: GitServer, hub: Hub, look: Look
) -> None:
    """Answers are kept by the credential that they were given to."""
    first = told(server, look)
    assert told(server, look) == first
    assert len(hub.log) == 1
    tokens = {server.host: (OTHER,)}

    assert told(server, replace(look, access=replace(look.access, tokens=tokens))) == first
    assert hub.authorizations == [f"Bearer {GOOD}", f"Bearer {OTHER}"]


def test_a_broken_cache_is_no_cache(server: GitServer, look: Look) -> None:
    """What cannot be read is asked again."""
    look.cache.mkdir(mode=0o700, parents=True)
    (look.cache / "answers.sqlite").write_bytes(b"not a database" * 500)

    project, _ = told(server, look)

    assert isinstance(project, Project)


def test_partial_data_keeps_what_is_there(server: GitServer, hub: Hub, look: Look) -> None:
    """An error about one field makes that field unknown with its own reason, and no other."""
    hub.add(a_project(rulesets=GraphQLError("Resource not accessible", extensions={"type": "FORBIDDEN"})))

    project, _ = told(server, look)

    assert isinstance(project, Project)
    assert (project.has_rulesets, project.archived) == (Unknown("the token may not read this"), False)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"offline": True}, "the forge is not asked offline"),
        ({"as_of": datetime(2026, 6, 30, tzinfo=UTC)}, "the forge tells of today only, not of a past date"),
        ({"access": Access(depth="git")}, "the forge is not asked at depth git"),
    ],
)
def test_a_forge_that_is_not_asked_is_said(
    changed: dict[str, Any], reason: str, server: GitServer, hub: Hub, look: Look
) -> None:
    """Offline, for a past date, and at depth git."""
    a_repository(server.root / "example/birds", [Made({"README.md": "# Birds"})], bare=True)
    ref = parse(f"{server.address}/example/birds")
    source = open_source(ref, look.access.apis)
    source.collect(ref, Needs(), look)
    hub.log.clear()

    snapshot = source.collect(ref, Needs(), replace(look, **changed))

    assert (snapshot.project, snapshot.conversation, hub.log) == (Unknown(reason), Unknown(reason), [])
