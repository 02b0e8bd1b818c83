"""`oshealth doctor` as people run it: what is there, what is left, and what will be unknown."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.cli.running import Ran, oshealth
from tests.servers.github import faults
from tests.servers.github.hub import Fault, Hub, a_hub

GOOD = "ghp_invented0000000000000000000000000000"


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A GitHub on loopback."""
    with a_hub() as served:
        yield served


def doctor(hub: Hub, tmp_path: Path, *arguments: str, **environ: str) -> Ran:
    """The program on a machine that knows this hub alone."""
    here = tmp_path / "here"
    here.mkdir(exist_ok=True)
    around: Mapping[str, str] = {
        "GITHUB_SERVER_URL": hub.address,
        "GITHUB_API_URL": hub.api.rest,
        "GITHUB_GRAPHQL_URL": hub.api.graphql,
        **environ,
    }
    return oshealth("doctor", *arguments, cwd=here, environ=around)


def items(ran: Ran, section: str) -> dict[str, tuple[str, str]]:
    """State and words of every item of a section."""
    told = {one["title"]: one["items"] for one in json.loads(ran.out)["sections"]}
    return {one["name"]: (one["state"], " | ".join([one["says"], *one["more"]])) for one in told[section]}


def test_a_sound_machine_is_told_of_in_a_page(hub: Hub, tmp_path: Path) -> None:
    """No quota is spent, and the token is not shown."""
    ran = doctor(hub, tmp_path, GITHUB_TOKEN=GOOD, COLUMNS="120", OSHEALTH_CACHE="kept")

    lines = re.sub(r"\d[\d.]*", "_", ran.out).splitlines()
    host = hub.address.removeprefix("http://")
    assert (ran.code, ran.err) == (0, "")
    assert lines == [
        "",
        " this machine",
        " ✓ oshealth        _, Python _, Linux",
        " ✓ git             _ (_ or newer is needed)",
        " ✓ cache           kept: _ clones, _ B of _ GB; _ answers, _ B",
        "",
        f" {re.sub('[0-9.]+', '_', host)}",
        f" ✓ server          {re.sub('[0-9.]+', '_', hub.api.rest)} answers in _ s",
        " ✓ token           classic token from GITHUB_TOKEN",
        "     _ of _ GraphQL points left, all again in _ min",
        "     _ of _ REST requests left, all again in _ min",
        "",
        " will be unknown",
        " ? classic branch protection: GitHub shows it to administrators only; rulesets are seen",
        " ? private vulnerability reporting: GitHub tells it to its REST interface only, which is asked without a token",
        " ? who else has the right to merge: shown to those who may push; who did merge is seen",
        " ? the conversation on other forges: only GitHub servers are asked; git is read everywhere",
    ]
    assert hub.log == ["GET /api/v3/rate_limit"]
    assert GOOD not in ran.out


def test_what_the_server_says_of_a_token_is_shown(hub: Hub, tmp_path: Path) -> None:
    """Scopes, the end of its life, the server's kind, and a clock that is wrong."""
    hub.headers = {
        "X-OAuth-Scopes": "repo, read:org",
        "GitHub-Authentication-Token-Expiration": "2027-01-01 00:00:00 UTC",
        "X-GitHub-Enterprise-Version": "3.19.1",
    }
    hub.faults = [faults.at_another_time]
    host = hub.address.removeprefix("http://")

    told = items(doctor(hub, tmp_path, "--format", "json", GITHUB_TOKEN=GOOD), host)

    assert told["server"][0] == "remark"
    assert re.search(
        r"but our clock is \d+ seconds ahead of its own \| GitHub Enterprise Server 3", told["server"][1]
    )
    state, says = told["token"]
    assert state == "good"
    assert says.startswith(
        "classic token from GITHUB_TOKEN | scopes: repo, read:org | expires 2027-01-01 00:00:00 UTC |"
    )


def test_each_token_is_tried_and_a_refused_one_is_an_illness(hub: Hub, tmp_path: Path) -> None:
    """Exit 3; it says where the token came from, and no more of it."""
    hub.accepted = frozenset({GOOD})
    ran = doctor(hub, tmp_path, OSHEALTH_TOKEN=f"github_pat_bad {GOOD}", COLUMNS="120")

    assert ran.code == 3
    assert (
        " ✗ token           fine-grained token from OSHEALTH_TOKEN: the forge does not accept the" in ran.out
    )
    assert " ✓ token           classic token from OSHEALTH_TOKEN" in ran.out
    assert "wrong," not in ran.out.replace("it is wrong,", "")
    assert [line.split()[1] for line in hub.log] == ["/api/v3/rate_limit"] * 2


def test_without_a_token_it_says_what_that_costs(hub: Hub, tmp_path: Path) -> None:
    """Which is no illness."""
    ran = doctor(hub, tmp_path, "--format", "json")

    told = items(ran, hub.address.removeprefix("http://"))
    assert (ran.code, told["token"][0]) == (0, "remark")
    assert told["without a token"][1].startswith("4998 of 5000 GraphQL points left")
    assert "who answered, reviewed and merged" in [one["what"] for one in json.loads(ran.out)["unknown"]]


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (faults.says(200, b"<html>"), "the forge answered with status 200, but not as its API does"),
        (faults.reset, "the forge could not be asked: read error"),
        (faults.message(503, "Unavailable"), "the forge answered with status 503"),
    ],
)
def test_a_server_that_is_ill_is_said(fault: Fault, says: str, hub: Hub, tmp_path: Path) -> None:
    """In one line each; never a traceback."""
    hub.fault = fault
    ran = doctor(hub, tmp_path, "--format", "json", GITHUB_TOKEN=GOOD)
    told = items(ran, hub.address.removeprefix("http://"))
    assert (ran.code, ran.err) == (3, "")
    assert any(state == "bad" and says in words for state, words in told.values())


def test_a_machine_without_git_or_cache_is_ill(hub: Hub, tmp_path: Path) -> None:
    """And says what to do."""
    (tmp_path / "file").write_text("")
    ran = doctor(hub, tmp_path, "--format", "json", PATH="/nowhere", OSHEALTH_CACHE=str(tmp_path / "file"))
    told = items(ran, "this machine")
    assert ran.code == 3
    assert told["git"] == ("bad", "git could not be started | Install git 2.31 or newer.")
    assert told["cache"][0] == "bad"
    assert told["cache"][1].endswith("Name another folder in OSHEALTH_CACHE.")
