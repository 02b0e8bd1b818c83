"""`oshealth report --issue`: one issue in one's own repository, and nothing anywhere else. The forge is on loopback."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from tests.cli.running import HEALTHY, PATIENCE, Ran, a_repository, oshealth
from tests.cli.test_github import around, here
from tests.servers.git_http import GitServer, git_server
from tests.servers.github import faults
from tests.servers.github.hub import Fault, Hub, a_hub
from tests.servers.github.made import a_project

ADA = "ghp_invented0000000000000000000000000ada"
MARK = "<!-- oshealth: plan -->"


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A GitHub with one repository, to which Ada may write."""
    with a_hub() as served:
        served.add(a_project())
        served.desk.logins[ADA] = "ada"
        yield served


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GitServer]:
    """The same repository, served by git."""
    root = tmp_path_factory.mktemp("served")
    a_repository(root / "example/birds", HEALTHY)
    with git_server(root) as served:
        yield served


def report(server: GitServer, hub: Hub, tmp_path: Path, *options: str, token: str = ADA) -> Ran:
    """Runs the verb with a token."""
    target = f"{server.address}/example/birds"
    environ = around(server, hub, **({"GITHUB_TOKEN": token} if token else {}))
    return oshealth("report", target, "--depth", "git", *options, cwd=here(tmp_path), environ=environ)


def test_an_issue_is_opened_and_then_brought_up_to_date(server: GitServer, hub: Hub, tmp_path: Path) -> None:
    """Its address is all there is on stdout; a second run changes nothing, a changed text is put right."""
    opened = report(server, hub, tmp_path, "--issue", "--yes")
    again = report(server, hub, tmp_path, "--issue", "--yes")
    issue = hub.desk.issues[0]
    body = issue["body"]
    issue["body"] = f"{MARK}\nof last year"
    mended = report(server, hub, tmp_path, "--issue", "--yes", "--quiet")

    address = f"{hub.address}/example/birds/issues/10\n"
    assert [(ran.code, ran.out) for ran in (opened, again, mended)] == [(0, address)] * 3
    assert [where for where, _ in hub.desk.written] == [
        "POST /api/v3/repos/example/birds/issues",
        "PATCH /api/v3/repos/example/birds/issues/10",
    ]
    assert (issue["title"], issue["body"]) == ("Community health: what to do first", body)
    assert body.startswith(f"{MARK}\nGrade ")
    assert "\n- [ ] **" in body
    assert "says just this already" in again.err
    assert mended.err == ""
    assert not any(ADA in ran.out + ran.err for ran in (opened, again, mended))


def test_nothing_is_written_unless_asked_for(server: GitServer, hub: Hub, tmp_path: Path) -> None:
    """Without --issue the text is shown, and no token is needed."""
    ran = report(server, hub, tmp_path, token="")
    assert ran.code == 0
    assert ran.out.startswith(f"# Community health: what to do first\n\n{MARK}\nGrade ")
    assert ran.err == "oshealth: nothing is written without --issue\n"
    assert (hub.log, hub.desk.written) == ([], [])


def test_what_others_have_opened_is_left_alone(server: GitServer, hub: Hub, tmp_path: Path) -> None:
    """Even if it bears our mark; so are Ada's own issues without it, and her change requests with it."""
    hub.desk.lay("mallory", f"{MARK}\nmine")
    hub.desk.lay("ada", f"I saw {MARK} somewhere")
    hub.desk.lay("ada", f"{MARK}\na change", html_url=f"{hub.address}/example/birds/pull/12")
    before = [issue["body"] for issue in hub.desk.issues]

    ran = report(server, hub, tmp_path, "--issue", "--yes")

    assert (ran.code, ran.out) == (0, f"{hub.address}/example/birds/issues/13\n")
    assert [issue["body"] for issue in hub.desk.issues[:3]] == before
    assert [where for where, _ in hub.desk.written] == ["POST /api/v3/repos/example/birds/issues"]


def test_a_server_that_shows_anothers_issue_is_not_believed(
    server: GitServer, hub: Hub, tmp_path: Path
) -> None:
    """It lists what somebody else has opened although asked for Ada's: the login is compared here too."""
    hub.desk.heeds_creator = False
    stranger = hub.desk.lay("mallory", f"{MARK}\ntheirs")
    report(server, hub, tmp_path, "--issue", "--yes")
    assert stranger["body"] == f"{MARK}\ntheirs"
    assert [where for where, _ in hub.desk.written] == ["POST /api/v3/repos/example/birds/issues"]


def test_nobody_writes_where_the_token_may_not(server: GitServer, hub: Hub, tmp_path: Path) -> None:
    """Said before the look, and with no way around."""
    hub.desk.may_push = False
    ran = report(server, hub, tmp_path, "--issue", "--yes")
    assert (ran.code, ran.out, hub.desk.written) == (2, "", [])
    assert ran.err.splitlines()[0] == "oshealth: error: the token may not write to example/birds"
    assert hub.log == ["GET /api/v3/repos/example/birds"]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("isArchived", True, "example/birds is archived"), ("hasIssuesEnabled", False, "has no issues")],
)
def test_a_repository_that_takes_no_issues_gets_none(
    server: GitServer, hub: Hub, tmp_path: Path, field: str, value: bool, said: str
) -> None:
    hub.add({**a_project(), field: value})
    ran = report(server, hub, tmp_path, "--issue", "--yes")
    assert (ran.code, said in ran.err, hub.desk.written) == (2, True, [])


def test_without_a_terminal_it_takes_a_yes(server: GitServer, hub: Hub, tmp_path: Path) -> None:
    ran = report(server, hub, tmp_path, "--issue")
    assert (ran.code, ran.out, hub.log) == (2, "", [])
    assert ran.err == (
        "oshealth: error: nobody is here to be asked\noshealth: hint: add --yes to write without being asked\n"
    )


@pytest.mark.parametrize(("answer", "number"), [("n", 0), ("y", 1)])
def test_at_a_terminal_it_asks_as_whom_and_where(
    server: GitServer, hub: Hub, tmp_path: Path, answer: str, number: int
) -> None:
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "LC_ALL": "C.UTF-8",
        "OSHEALTH_CACHE": str(tmp_path / "cache"),
        "PYTHONPATH": os.pathsep.join(sys.path),
        **around(server, hub, GITHUB_TOKEN=ADA),
    }
    arguments = ["-c", "from oshealth.cli import main; main()", "report", f"{server.address}/example/birds"]
    with pexpect.spawn(
        sys.executable,
        [*arguments, "--depth", "git", "--issue"],
        env=environ,
        encoding="utf-8",
        timeout=PATIENCE,
    ) as child:
        child.expect("As ada, open an issue in example/birds\\?")
        child.sendline(answer)
        child.expect(pexpect.EOF)
    assert (child.exitstatus, len(hub.desk.written)) == (0, number)


@pytest.mark.parametrize("target", [".", "https://gitlab.com/example/birds"])
def test_only_a_github_server_takes_issues(tmp_path: Path, target: str) -> None:
    ran = oshealth("report", target, "--issue", "--yes", cwd=here(tmp_path), environ={"GITHUB_TOKEN": ADA})
    assert (ran.code, ran.out, "is not on a GitHub server" in ran.err) == (2, "", True)


def test_without_a_token_it_says_how_to_give_one(server: GitServer, hub: Hub, tmp_path: Path) -> None:
    ran = report(server, hub, tmp_path, "--issue", "--yes", token="")
    assert (ran.code, ran.out, "set GITHUB_TOKEN" in ran.err, hub.log) == (2, "", True, [])


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        (faults.message(401, "Bad credentials"), 2, "the forge did not accept the token"),
        (faults.message(404, "Not Found"), 3, "was not found"),
        (faults.message(403, "\x1b[31mno\x1b[0m"), 2, "refused to write"),
        (faults.message(500, "x"), 3, "answered 500"),
        (faults.says(200, b"<html>Sign in to the airport</html>"), 3, "no repository"),
        (faults.says(200, {"full_name": "example/birds"}), 3, "no repository"),
        (faults.says(200, []), 3, "broke off, or answered"),
        (faults.reset, 3, "broke off, or answered"),
        (faults.raw(b"nonsense"), 3, "broke off, or answered"),
    ],
)
def test_whatever_the_forge_answers_there_is_one_clear_line(
    server: GitServer, hub: Hub, tmp_path: Path, fault: Fault, code: int, said: str
) -> None:
    hub.fault = fault
    ran = report(server, hub, tmp_path, "--issue", "--yes")
    assert (ran.code, ran.out, hub.desk.written) == (code, "", []), ran.err
    assert re.fullmatch(r"oshealth: error: [^\n]*\n(oshealth: hint: [^\n]*\n)?", ran.err)
    assert said in ran.err
    assert ADA not in ran.err
