"""Sessions in a real terminal, recorded as somebody saw them: with a token, without one, with the limit used up.

They lie in `sessions/` and are there to be read. OSHEALTH_REGOLD=1 records them anew: then read them again.
"""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pexpect
import pyte
import pytest

from tests.cli.at_noon import AT_NOON
from tests.cli.running import HEALTHY, PATIENCE, a_repository, around
from tests.servers.git_http import GitServer, git_server
from tests.servers.github import faults
from tests.servers.github.hub import Fault, Hub, a_hub
from tests.servers.github.made import a_project, change, comment, event, issue

SESSIONS: Final = Path(__file__).parent / "sessions"
GOOD: Final = "ghp_invented0000000000000000000000000000"
FORGE: Final = "git.example.org"
COLUMNS, ROWS = 80, 250
RULES: Final = (
    "license-file", "several-mergers", "recent-commit", "issue-response", "change-request-flow", "newcomer-issues",
    "peer-review", "not-abandoned",
)  # fmt: skip
LICENSE: Final = (Path(__file__).parents[2] / "LICENSE").read_text("utf-8")
USED_UP: Final = faults.message(403, "API rate limit exceeded for user ID 1.", Retry_After="600")


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A GitHub that knows a lively project."""
    issues = [
        issue(
            n, 8 * n, comment("bo", 8 * n - 2, "MEMBER"), event("ClosedEvent", "bo", 8 * n - 4), by=f"user{n}"
        )
        for n in range(1, 12)
    ]
    changes = [
        change(
            20 + n,
            9 * n,
            by=f"user{n}",
            reviews=[comment("ada", 9 * n - 1, "MEMBER")],
            merged=(("ada", "bo", "cy")[n % 3], 9 * n - 3),
        )
        for n in range(1, 12)
    ]
    labels = [{"name": "good first issue", "issues": [issue(40, 30, by="bo", standing="MEMBER")]}]
    with a_hub() as served:
        served.add(
            a_project(
                issues=[*issues, issue(40, 30, by="bo", standing="MEMBER")],
                pullRequests=changes,
                labels=labels,
                milestones=[{"state": "OPEN", "title": "2.0"}],
            )
        )
        yield served


@pytest.fixture
def server(tmp_path: Path) -> Iterator[GitServer]:
    """The same project, served by git."""
    a_repository(tmp_path / "served/example/birds", {**HEALTHY, "LICENSE": LICENSE})
    with git_server(tmp_path / "served") as served:
        yield served


def recorded(folder: Path, environ: Mapping[str, str], *arguments: str) -> str:
    """What stands on the screen of a terminal in the end, without the blanks behind lines, and the exit code."""
    folder.mkdir()
    terminal = pexpect.spawn(
        AT_NOON[0],
        [*AT_NOON[1:], *arguments],
        cwd=str(folder),
        env=around(folder, {"TERM": "xterm-256color", **environ}),
        dimensions=(ROWS, COLUMNS),
        timeout=PATIENCE,
        encoding="utf-8",
    )
    written = terminal.read()
    terminal.close()
    screen = pyte.Screen(COLUMNS, ROWS)
    pyte.Stream(screen).feed(written)
    shown = "\n".join(line.rstrip() for line in screen.display).rstrip("\n")
    return f"{shown}\n\nexit code {terminal.exitstatus}\n"


def steadied(text: str, server: GitServer) -> str:
    """The same with a name for the server that is as long as its address, and without what differs from run to run."""
    assert len(server.host) == len(FORGE)
    text = text.replace(server.host, FORGE)
    return re.sub(r"[\d.]+ (s|kB)\b", r"… \1", text)


@pytest.mark.parametrize(
    ("name", "environ", "fault"),
    [
        ("with-token", {"GITHUB_TOKEN": GOOD}, None),
        ("without-token", {}, None),
        ("limit-used-up", {"GITHUB_TOKEN": GOOD}, USED_UP),
    ],
)
def test_a_session_looks_as_it_was_recorded(
    name: str, environ: dict[str, str], fault: Fault | None, server: GitServer, hub: Hub, tmp_path: Path
) -> None:
    """Readable, and honest about what was not seen; no token anywhere."""
    hub.fault = fault
    forge = {
        "GITHUB_SERVER_URL": server.address,
        "GITHUB_API_URL": hub.api.rest,
        "GITHUB_GRAPHQL_URL": hub.api.graphql,
    }
    target = f"{server.address}/example/birds"

    command = ("audit", target, *(word for rule in RULES for word in ("--select", rule)))

    seen = recorded(tmp_path / "here", {**forge, **environ}, *command)

    session = steadied(f"$ oshealth {' '.join(command)}\n{seen}", server)
    file = SESSIONS / f"{name}.txt"
    if os.environ.get("OSHEALTH_REGOLD"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(session, "utf-8")
    assert session == file.read_text("utf-8")
    assert GOOD not in session
