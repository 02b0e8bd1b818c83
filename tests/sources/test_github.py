"""A repository on GitHub: one request beside git, and every answer that is missing has its reason."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from oshealth.reference import parse
from oshealth.snapshot import Conversation, Label, Project, Snapshot, Thread, Threads, Tree, Unknown
from oshealth.sources import Access, Look, Needs, open_source
from tests.git_repos import Made, a_repository
from tests.servers.git_http import GitServer
from tests.servers.github.hub import Hub, a_hub
from tests.servers.github.made import NOW, a_project, ago, change, comment, event, issue

GOOD = "ghp_invented0000000000000000000000000000"


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A GitHub on loopback."""
    with a_hub() as served:
        yield served


@pytest.fixture
def look(look: Look, server: GitServer, hub: Hub) -> Look:
    """A look with a token at a repository that git serves and the hub knows."""
    a_repository(server.root / "example/birds", [Made({"README.md": "# Birds"})], bare=True)
    access = Access(tokens={server.host: (GOOD,)}, apis={server.host: hub.api}, max_wait=1)
    return replace(look, access=access)


def seen(server: GitServer, look: Look, name: str = "example/birds") -> Snapshot:
    """A snapshot of a repository on the hub."""
    ref = parse(f"{server.address}/{name}")
    return open_source(ref, look.access.apis).collect(ref, Needs(), look)


def at(days: float) -> int:
    """So many days before now, in seconds since 1970."""
    return int(NOW.timestamp() - days * 86_400)


def test_one_request_tells_state_and_conversation(server: GitServer, hub: Hub, look: Look) -> None:
    """Git brings the tree; the API is asked once, and the cost says so."""
    hub.add(
        a_project(
            topics=[],
            repositoryTopics=[{"topic": {"name": "birds"}}],
            fundingLinks=[{"url": "https://fund.example.org"}],
            milestones=[{"state": "OPEN", "title": "1.0"}],
            releases=[{"description": "What is new", "isDraft": False, "createdAt": ago(3)}],
            labels=[
                {"name": "good first issue", "issues": [issue(9, 400, comment("ada", 20))]},
                {"name": "bug", "issues": []},
            ],
            issues=[
                issue(1, 20, comment("ci[bot]", 19.9), comment("ada", 19), comment("bo", 18, "MEMBER")),
                issue(2, 10, event("ClosedEvent", "ada", 4)),
            ],
            pullRequests=[
                change(3, 5, reviews=[comment("bo", 4, "MEMBER")], merged=("bo", 2), standing="FIRST_TIMER"),
            ],
        )
    )

    snapshot = seen(server, look)

    assert hub.log == ["POST /api/graphql"]
    assert (snapshot.cost.api_requests, snapshot.cost.api_points, snapshot.depth) == (1, 2, "standard")
    assert snapshot.tree == Tree(("README.md",))
    assert snapshot.project == Project(
        description="Counts invented birds",
        homepage="",
        archived=False,
        owner_kind="organization",
        has_issues=True,
        has_discussions=False,
        has_milestones=True,
        has_release_notes=True,
        private_vulnerability_reporting=Unknown("GitHub tells it to its REST interface only"),
        full_name="example/birds",
        is_fork=False,
        is_mirror=False,
        topics=("birds",),
        funding_links=("https://fund.example.org",),
        has_sponsors=False,
        has_security_policy=False,
        has_rulesets=Unknown(
            "no ruleset is shown, and classic branch protection is shown to administrators only"
        ),
        protects_branch=Unknown("the forge names no default branch"),
        sponsored={"example": False},
    )
    not_reviewed = Unknown("issues are not reviewed")
    not_merged = Unknown("it is not merged")
    assert snapshot.conversation == Conversation(
        issues=Threads(
            items=(
                Thread(
                    2,
                    at(10),
                    "ada",
                    "human",
                    "newcomer",
                    at(4),
                    None,
                    None,
                    None,
                    not_reviewed,
                    "ada",
                    not_merged,
                    reviewers=not_reviewed,
                    approved=not_reviewed,
                ),
                Thread(
                    1,
                    at(20),
                    "ada",
                    "human",
                    "newcomer",
                    None,
                    None,
                    at(18),
                    at(18),
                    not_reviewed,
                    Unknown("it is not closed"),
                    not_merged,
                    reviewers=not_reviewed,
                    approved=not_reviewed,
                ),
            ),
            is_whole=True,
            open=1,
            closed=1,
            merged=Unknown("issues are not merged"),
            fresh=1,
            open_since=(at(20),),
        ),
        changes=Threads(
            items=(
                Thread(
                    3,
                    at(5),
                    "ada",
                    "human",
                    "newcomer",
                    at(2),
                    at(2),
                    at(4),
                    at(4),
                    True,
                    Unknown("who closed it is beyond what was read"),
                    "bo",
                    reviewers=("bo",),
                    approved=False,
                ),
            ),
            is_whole=True,
            open=0,
            closed=0,
            merged=1,
            fresh=Unknown("GitHub does not count change requests by their last change"),
            open_since=(),
        ),
        labels=(Label("good first issue", 1, at(20)), Label("bug")),
    )
