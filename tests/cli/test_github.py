"""`oshealth audit` and `facts` on a repository of a GitHub server, as people run them; git and the API on loopback."""

import json
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from tests import git_repos
from tests.cli import running
from tests.cli.running import HEALTHY, PATIENCE, PROGRAM, a_repository, oshealth
from tests.servers.git_http import GitServer, git_server
from tests.servers.github import faults
from tests.servers.github.from_git import git_fields
from tests.servers.github.hub import Hub, a_hub
from tests.servers.github.made import a_project

GOOD = "ghp_invented0000000000000000000000000000"


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A GitHub that knows one repository, archived."""
    with a_hub() as served:
        served.add(a_project(isArchived=True))
        yield served


@pytest.fixture
def server(tmp_path: Path) -> Iterator[GitServer]:
    """The same repository, served by git."""
    a_repository(tmp_path / "served/example/birds", HEALTHY)
    with git_server(tmp_path / "served") as served:
        yield served


def around(server: GitServer, hub: Hub, **more: str) -> Mapping[str, str]:
    """The variables of a workflow on a server of its own."""
    return {
        "GITHUB_SERVER_URL": server.address,
        "GITHUB_API_URL": hub.api.rest,
        "GITHUB_GRAPHQL_URL": hub.api.graphql,
        **more,
    }


def here(tmp_path: Path) -> Path:
    """An empty folder to run in."""
    folder = tmp_path / "here"
    folder.mkdir(exist_ok=True)
    return folder


def test_a_token_is_found_used_and_never_shown(server: GitServer, hub: Hub, tmp_path: Path) -> None:
    """What the forge says counts, the cost is said, and the token went to its own host alone."""
    ran = oshealth(
        "audit",
        f"{server.address}/example/birds",
        "--format",
        "json",
        cwd=here(tmp_path),
        environ=around(server, hub, GITHUB_TOKEN=GOOD),
    )

    assert ran.err == ""
    result = json.loads(ran.out)["results"][0]
    assert (ran.code, result["depth"], result["grade"]) == (0, "standard", "F")
    assert (result["cost"]["api_requests"], result["cost"]["api_points"]) == (1, 2)
    gates = {gate["rule"]: gate["outcome"] for gate in result["gates"]}
    assert gates["not-abandoned"] == "fail"
    assert hub.authorizations == [f"Bearer {GOOD}"]
    assert GOOD not in ran.out + ran.err


def test_without_a_token_the_public_part_is_asked_in_six_requests(
    server: GitServer, hub: Hub, tmp_path: Path
) -> None:
    """And what is not told says how to be told."""
    ran = oshealth(
        "facts",
        f"{server.address}/example/birds",
        "--format",
        "json",
        cwd=here(tmp_path),
        environ=around(server, hub),
    )

    assert ran.err == ""
    known = json.loads(ran.out)["results"][0]["facts"]
    assert known["project.archived"]["value"] is True
    assert len(hub.log) == 6
    assert not any(hub.authorizations)


def test_depth_git_asks_no_forge(server: GitServer, hub: Hub, tmp_path: Path) -> None:
    """Nothing at all goes to the API."""
    ran = oshealth(
        "facts",
        f"{server.address}/example/birds",
        "--depth",
        "git",
        "--format",
        "json",
        cwd=here(tmp_path),
        environ=around(server, hub, GITHUB_TOKEN=GOOD),
    )

    assert ran.err == ""
    known = json.loads(ran.out)["results"][0]["facts"]
    assert known["project.archived"]["unknown"] == "the forge is not asked at depth git"
    assert hub.log == []


def test_a_limit_that_is_used_up_costs_the_forges_part_and_no_time(
    server: GitServer, hub: Hub, tmp_path: Path
) -> None:
    """`--max-wait 0` waits for nothing; the reason is told."""
    hub.fault = faults.message(403, "API rate limit exceeded for user ID 1.", Retry_After="600")
    ran = oshealth(
        "facts",
        f"{server.address}/example/birds",
        "--max-wait",
        "0",
        "--format",
        "json",
        cwd=here(tmp_path),
        environ=around(server, hub, GITHUB_TOKEN=GOOD),
    )

    assert ran.err == ""
    known = json.loads(ran.out)["results"][0]["facts"]
    assert known["project.archived"]["unknown"] == "the forge's limit is used up for another 600 seconds"
    assert ran.code == 0


def test_a_depth_that_there_is_not_is_asked_wrongly(tmp_path: Path) -> None:
    """With the nearest right word."""
    ran = oshealth("audit", "example/birds", "--depth", "standart", cwd=here(tmp_path))
    assert (ran.code, ran.err) == (
        2,
        "oshealth: error: unknown depth 'standart'\noshealth: hint: did you mean 'standard'?\n",
    )


def test_a_wait_is_said_with_its_reason_and_can_be_interrupted(
    server: GitServer, hub: Hub, tmp_path: Path
) -> None:
    """A minute was allowed; somebody has none."""
    hub.fault = faults.message(403, "API rate limit exceeded for user ID 1.", Retry_After="50")
    started = subprocess.Popen(
        [*PROGRAM, "audit", f"{server.address}/example/birds"],
        cwd=here(tmp_path),
        env=running.around(here(tmp_path), around(server, hub, GITHUB_TOKEN=GOOD)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with started as program:
        assert program.stderr is not None
        assert program.stderr.readline() == "oshealth: waiting 50 seconds for the forge's limit\n"
        program.send_signal(signal.SIGINT)
        out, err = program.communicate(timeout=PATIENCE)

    assert (program.returncode, out, err) == (130, "", "oshealth: interrupted\n")
    assert len(hub.log) == 1


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (235_400, "; the forge keeps 235 MB of it in all"),
        (12, "; the forge keeps less than 1 MB of it in all"),
        (0, ""),
    ],
)
def test_how_much_is_cloned_is_said_before_it_begins(
    server: GitServer, tmp_path: Path, size: int, told: str
) -> None:
    """By the forge's own word, in one request; without one the line stands alone."""
    with a_hub() as hub:
        hub.add(a_project(diskUsage=size))
        ran = oshealth(
            "trend", f"{server.address}/example/birds", "--every", "1y", "--format", "csv",
            cwd=here(tmp_path), environ=around(server, hub),
        )  # fmt: skip
        asked = len(hub.log)
    assert (ran.code, asked) == (0, 1)
    assert ran.err == f"oshealth: cloning all commits and trees, without the contents of files{told}\n"


def test_a_token_is_in_no_command_line_and_in_no_file(server: GitServer, hub: Hub, tmp_path: Path) -> None:
    """What git is told stands in its environment, which nobody else may read; the cache knows a digest."""
    server.pause = 0.2
    said, seen = here(tmp_path) / "said.txt", set[str]()
    with said.open("w") as out:
        program = subprocess.Popen(
            [*PROGRAM, "audit", f"{server.address}/example/birds", "--format", "json"],
            cwd=here(tmp_path),
            env=running.around(here(tmp_path), around(server, hub, GITHUB_TOKEN=GOOD)),
            stdout=out,
            stderr=out,
        )
        while program.poll() is None:
            seen |= set(command_lines_below(program.pid))
            time.sleep(0.005)

    assert program.returncode == 0
    assert any("fetch" in line for line in seen)
    assert hub.authorizations == [f"Bearer {GOOD}"]
    assert len(server.authorizations) > 0
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.name == "answers.sqlite" for path in files)
    assert not [line for line in seen if GOOD in line]
    assert not [path for path in files if GOOD.encode() in path.read_bytes()]


def test_a_survey_of_several_is_one_request(hub: Hub, tmp_path: Path) -> None:
    """In the order they were named; what is elsewhere or nowhere is said, and the others are audited."""
    path = git_repos.a_repository(tmp_path / "birds", [git_repos.Made({"README.md": "# Birds"})], bare=True)
    for name in ("example/a", "example/b"):
        hub.add(a_project(name, **git_fields(path)))
    hub.log.clear()
    names = ("a", "none", "b")
    ran = oshealth(
        "audit",
        *(f"{hub.address}/example/{name}" for name in names),
        "https://gitlab.com/example/birds",
        *("--depth", "survey", "--format", "json"),
        cwd=here(tmp_path),
        environ={
            "GITHUB_SERVER_URL": hub.address,
            "GITHUB_API_URL": hub.api.rest,
            "GITHUB_GRAPHQL_URL": hub.api.graphql,
            "GITHUB_TOKEN": GOOD,
        },
    )

    results = json.loads(ran.out)["results"]
    assert [one.get("depth") or one["error"]["message"] for one in results] == [
        "survey",
        "the forge knows no such repository, or the token may not see it",
        "survey",
        "a survey asks GitHub only",
    ]
    assert hub.log == ["POST /api/graphql"]
    assert ran.code == 3


def command_lines_below(process: int) -> Iterator[str]:
    """The command lines of all processes that a process has started, and of those that they have."""
    for task in Path(f"/proc/{process}/task").glob("*"):
        with suppress(OSError):
            for child in (task / "children").read_text().split():
                yield Path(f"/proc/{child}/cmdline").read_text("utf-8", "replace").replace("\0", " ")
                yield from command_lines_below(int(child))
