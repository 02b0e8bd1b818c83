"""A repository that lies in an emulator of GitHub which nobody here wrote, told of rightly: where Node is."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import github
import pytest
from msgspec.structs import replace

from oshealth.auditing import Looking, audit
from oshealth.reference import RepoRef, parse
from oshealth.snapshot import Conversation, Project, Snapshot, Unknown
from oshealth.sources import Access, Api, Look, Needs, open_source
from tests.git_repos import Made, a_repository
from tests.servers.from_npm import EMULATOR
from tests.servers.git_http import GitServer

pytestmark = pytest.mark.skipif(
    not (shutil.which("node") and EMULATOR.exists()),
    reason="no Node, or the emulator was not brought from npm",
)
TOLD_BY_THE_FORGE = {
    "changelog": "pass",  # the release has notes
    "not-abandoned": "pass",
    "open-discussion": "pass",
    "organization-owned": "unknown",  # ada is a person, and whether others merge was not seen
    "issue-response": "unknown",  # two issues are too few
    "newcomer-issues": "unknown",  # the label is there; what waits under it takes a token
    "peer-review": "unknown",
    "private-vulnerability-channel": "unknown",
}
SEED = """
tokens: {invented_token: {login: ada, scopes: [repo]}}
github:
  users: [{login: ada}]
  repos: [{owner: ada, name: birds, description: Counts invented birds, auto_init: true}]
"""


@pytest.fixture(scope="module")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running emulator."""
    folder = tmp_path_factory.mktemp("emulator")
    (folder / "seed.yaml").write_text(SEED)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(EMULATOR), "start", "--service", "github", "--port", str(port), "--seed", "seed.yaml"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, start_new_session=True) as running:
        try:
            _wait_for(port)
            yield f"http://localhost:{port}"
        finally:
            os.killpg(running.pid, signal.SIGTERM)


def _wait_for(port: int) -> None:
    for _ in range(300):
        with suppress(OSError), socket.create_connection(("localhost", port), 1):
            return
        time.sleep(0.1)
    raise TimeoutError("the emulator did not start")


def load(address: str) -> None:
    """Puts work into the repository, through the emulator's own API, as people would."""
    hub = github.Github(base_url=address, auth=github.Auth.Token("invented_token"), seconds_between_writes=0)
    birds = hub.get_repo("ada/birds")
    birds.edit(homepage="https://birds.example.org", archived=False)
    birds.replace_topics(["birds", "counting"])
    birds.create_label("good first issue", "00ff00")
    first = birds.create_issue("Ducks are missing")
    first.create_comment("So they are")
    first.edit(state="closed")
    birds.create_issue("Geese are counted twice")
    birds.create_git_release("v1.0", "1.0", "What is new: ducks")
    hub.close()


@pytest.fixture(scope="module")
def loaded(emulator: str) -> str:
    """The same, with work in it."""
    load(emulator)
    return emulator


def birds(server: GitServer, emulator: str) -> tuple[RepoRef, Access]:
    """The files by git from one server, state and conversation by REST from the other; it has no GraphQL."""
    a_repository(server.root / "ada/birds", [Made({"README.md": "# Birds"})], bare=True)
    apis = {server.host: Api(emulator, f"{emulator}/graphql")}
    return parse(f"{server.address}/ada/birds"), Access(apis=apis)


def test_what_was_put_into_it_is_what_is_told(loaded: str, server: GitServer, look: Look) -> None:
    ref, access = birds(server, loaded)

    seen: Snapshot = open_source(ref, access.apis).collect(ref, Needs(), replace(look, access=access))

    assert isinstance(seen.project, Project)
    told = seen.project
    assert (told.full_name, told.description, told.homepage) == (
        "ada/birds",
        "Counts invented birds",
        "https://birds.example.org",
    )
    assert (told.archived, told.is_fork, told.owner_kind) == (False, False, "user")
    assert (told.topics, told.has_issues) == (("birds", "counting"), True)
    assert (told.has_release_notes, told.has_milestones) == (True, False)
    assert isinstance(told.private_vulnerability_reporting, Unknown)
    assert isinstance(seen.conversation, Conversation)
    issues = seen.conversation.issues
    assert not isinstance(issues, Unknown)
    assert issues.is_whole
    assert [(one.number, one.author, one.closed is None) for one in issues.items] == [
        (2, "ada", True),
        (1, "ada", False),
    ]
    assert not isinstance(seen.conversation.labels, Unknown)
    assert "good first issue" in {label.name for label in seen.conversation.labels}
    assert seen.cost.api_requests == 6


def test_the_audit_of_it_is_right(loaded: str, server: GitServer, tmp_path: Path) -> None:
    ref, access = birds(server, loaded)

    report = audit(ref, looking=Looking(cache=tmp_path, access=access))

    came_to = {finding.rule: finding.outcome for finding in report.findings}
    assert {rule: came_to[rule] for rule in TOLD_BY_THE_FORGE} == TOLD_BY_THE_FORGE
    tasks = next(finding for finding in report.findings if finding.rule == "newcomer-issues")
    assert tasks.reason.startswith("not told without a token")
