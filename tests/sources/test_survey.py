"""A survey: many repositories in one request, no clone, and nothing said that was not seen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLError
from msgspec.structs import replace

from oshealth.errors import (
    AskedWrongly,
    EmptyRepository,
    LimitUsedUp,
    NotAdmitted,
    NotAudited,
    RepositoryNotFound,
    TooLarge,
    Unreachable,
)
from oshealth.reference import RepoRef, parse
from oshealth.snapshot import Conversation, History, Inherited, Snapshot, Tags, Texts, Tree, Unknown
from oshealth.sources import Access, Limits, Look, Needs, open_source
from oshealth.sources.github.shown import LISTED, READ
from oshealth.sources.github.survey import MOST, survey
from tests.git_repos import ADA, BO, Link, Made, Submodule, a_repository
from tests.servers.git_http import GitServer
from tests.servers.github import faults
from tests.servers.github.from_git import git_fields
from tests.servers.github.hub import Fault, Hub, a_hub
from tests.servers.github.made import a_project, change, issue

GOOD = "ghp_invented0000000000000000000000000000"
SAME_DAY = 1_780_000_000


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A GitHub on loopback."""
    with a_hub() as served:
        served.repositories.cost = 1
        yield served


@pytest.fixture
def host(hub: Hub) -> str:
    """The host of the hub."""
    return hub.address.removeprefix("http://")


@pytest.fixture
def look(look: Look, hub: Hub, host: str) -> Look:
    """A look with a token, at survey depth."""
    access = Access("survey", {host: (GOOD,)}, {host: hub.api}, max_wait=1)
    return replace(look, access=access, limits=Limits(seconds=60))


def refs(host: str, *names: str) -> list[RepoRef]:
    """References to repositories on the hub."""
    return [parse(f"http://{host}/{name}") for name in names]


def small(folder: Path) -> dict[str, Any]:
    """A repository with one commit."""
    return git_fields(a_repository(folder, [Made({"README.md": "# Birds"})], bare=True))


def test_a_survey_and_a_clone_of_a_small_repository_show_the_same(
    server: GitServer, hub: Hub, look: Look
) -> None:
    """Tree, texts, history and tags of a repository that fits into a survey are those that git shows."""
    made = [
        Made(
            {"README.md": "# Birds", "src/birds.py": "print()", "latin.txt": b"caf\xe9"},
            at=SAME_DAY,
            zone="+0530",
        ),
        Made(
            {"LICENSE": "MIT License", "SECURITY.md": Link("docs/SECURITY.md"), "lib": Submodule()},
            tag="v1.0",
        ),
        Made(
            {".github/workflows/ci.yml": "on: push", "docs/SECURITY.md": "Write to us"},
            message="More\n\nSigned-off-by: Ada Example <ada@example.org>\nCo-authored-by: Bo Example <bo@example.org>\n",
            by=BO,
            committer=ADA,
        ),
    ]
    path = a_repository(server.root / "example/birds", made, bare=True)
    hub.add(a_project(**git_fields(path)))
    needs = Needs(texts=("README*", "LICENSE*", "SECURITY*", ".github/workflows/*"))
    ref = parse(f"{server.address}/example/birds")
    with_clone = replace(look, access=Access("git"))
    cloned = open_source(ref, look.access.apis).collect(ref, needs, with_clone)

    ((_, seen),) = survey(refs(hub.address.removeprefix("http://"), "example/birds"), needs, look)

    assert isinstance(seen, Snapshot)
    assert (seen.revision, seen.tree, seen.tags) == (cloned.revision, cloned.tree, cloned.tags)
    assert isinstance(seen.history, History)
    assert isinstance(cloned.history, History)
    assert (list(seen.history), seen.history.partial) == (list(cloned.history), "")
    assert isinstance(seen.texts, Texts)
    assert isinstance(cloned.texts, Texts)
    assert {path: seen.texts.by_path.get(path) for path in cloned.texts.by_path if path != "SECURITY.md"} == {
        path: text for path, text in cloned.texts.by_path.items() if path != "SECURITY.md"
    }


def test_twenty_repositories_are_one_request_and_one_point(
    hub: Hub, look: Look, host: str, tmp_path: Path
) -> None:
    """In the order they were asked for; the sum of their costs is what was paid."""
    fields = small(tmp_path / "birds")
    names = [f"example{n % 3}/birds{n}" for n in range(MOST + 5)]
    for name in names:
        hub.add(a_project(name, **fields))

    looked = list(survey(refs(host, *names), Needs(), look))

    found = [one.found for one in looked if isinstance(one.found, Snapshot)]
    assert [str(one.project.full_name) for one in found if not isinstance(one.project, Unknown)] == names
    assert hub.log == ["POST /api/graphql"] * 2
    assert sum(one.cost.api_requests for one in found) == sum(one.cost.api_points for one in found) == 2
    assert sum(one.cost.bytes for one in found) == hub.sent


@pytest.mark.parametrize("hangs_up", [False, True])
def test_the_connection_is_kept_from_one_request_to_the_next(
    hangs_up: bool, hub: Hub, look: Look, host: str, tmp_path: Path
) -> None:
    """A server that ends it meanwhile is called again."""
    hub.hangs_up = hangs_up
    fields = small(tmp_path / "birds")
    names = [f"example/birds{n}" for n in range(3 * MOST)]
    for name in names:
        hub.add(a_project(name, **fields))

    looked = list(survey(refs(host, *names), Needs(), look))

    assert all(isinstance(one.found, Snapshot) for one in looked)
    assert (len(hub.log), hub.connections) == (3, 3 if hangs_up else 1)


def test_files_that_are_not_shown_whole_are_not_judged(
    hub: Hub, look: Look, host: str, tmp_path: Path
) -> None:
    """Too long for GraphQL, or no text."""
    files: dict[str, str | bytes] = {"README.md": "word " * 200_000, "LICENSE": b"MIT\0License"}
    hub.add(a_project(**git_fields(a_repository(tmp_path / "birds", [Made(files)], bare=True))))

    ((_, seen),) = survey(refs(host, "example/birds"), Needs(), look)

    assert isinstance(seen, Snapshot)
    assert seen.texts == Texts(
        {
            "LICENSE": Unknown("not a text"),
            "README.md": Unknown("the forge gives only the beginning of it"),
        },
        READ,
    )


def test_a_thousand_repositories_are_fifty_requests_and_fifty_points(
    hub: Hub, look: Look, host: str, tmp_path: Path
) -> None:
    """At most 60 of each were promised."""
    fields = small(tmp_path / "birds")
    names = [f"example{n % 40}/birds{n}" for n in range(1000)]
    for name in names:
        hub.add(a_project(name, **fields))

    costs = [
        one.found.cost for one in survey(refs(host, *names), Needs(), look) if isinstance(one.found, Snapshot)
    ]

    assert (len(costs), len(hub.log)) == (1000, 50)
    assert (sum(cost.api_requests for cost in costs), sum(cost.api_points for cost in costs)) == (50, 50)


def test_what_the_owner_provides_comes_along(hub: Hub, look: Look, host: str, tmp_path: Path) -> None:
    """In the same request; an owner without a repository of that name provides nothing, and so does it for itself."""
    fields = small(tmp_path / "birds")
    provided = a_repository(tmp_path / "home", [Made({"CODE_OF_CONDUCT.md": "Be kind"})], bare=True)
    for name in ("example/birds", "other/birds"):
        hub.add(a_project(name, **fields))
    home = git_fields(provided)
    hub.add(a_project("example/.github", **home))

    looked = list(survey(refs(host, "example/birds", "other/birds", "example/.github"), Needs(), look))

    seen = [one.found.inherited for one in looked if isinstance(one.found, Snapshot)]
    own = Inherited(
        f"http://{host}/example/.github",
        home["defaultBranchRef"]["target"]["oid"],
        Tree(("CODE_OF_CONDUCT.md",)),
        Texts({"CODE_OF_CONDUCT.md": "Be kind"}, READ),
    )
    assert seen == [own, Inherited(), Inherited()]
    assert len(hub.log) == 1


def test_a_sample_is_named_as_one(hub: Hub, look: Look, host: str, tmp_path: Path) -> None:
    """The newest 100 commits and tags of more, and a tree whose inner folders were not listed."""
    made = [Made({f"a/b/{n}.txt": "x", f"docs/guide/{n}.md": "x"}, tag=f"v{n}") for n in range(120)]
    hub.add(a_project(**git_fields(a_repository(tmp_path / "birds", made, bare=True))))

    ((_, seen),) = survey(refs(host, "example/birds"), Needs(), look)

    assert isinstance(seen, Snapshot)
    assert isinstance(seen.history, History)
    assert isinstance(seen.tags, Tags)
    assert isinstance(seen.tree, Tree)
    assert (len(seen.history), seen.history.partial) == (
        100,
        "a survey reads only the newest 100 of 120 commits",
    )
    assert (len(seen.tags.items), seen.tags.partial) == (
        100,
        "a survey reads only the newest 100 of 120 tags",
    )
    assert seen.tags.items[0].name == "v119"
    assert (len(seen.tree.paths), seen.tree.partial) == (120, LISTED)
    assert (seen.changes, seen.depth) == (Unknown("only read with --deep"), "survey")


def test_the_newest_threads_are_there_and_who_answered_is_unknown(
    hub: Hub, look: Look, host: str, tmp_path: Path
) -> None:
    """A merge is an answer, but perhaps not the first."""
    threads: dict[str, Any] = {"issues": [issue(1, 9)], "pullRequests": [change(2, 5, merged=("bo", 2))]}
    hub.add(a_project(**small(tmp_path / "birds"), **threads))

    ((_, seen),) = survey(refs(host, "example/birds"), Needs(), look)

    assert isinstance(seen, Snapshot)
    assert isinstance(seen.conversation, Conversation)
    assert not isinstance(seen.conversation.changes, Unknown)
    (merged,) = seen.conversation.changes.items
    unasked = Unknown("not asked at survey depth")
    assert (merged.merged_by, merged.answered, merged.reviewed, merged.reviewers) == (
        "bo",
        unasked,
        unasked,
        unasked,
    )
    assert (seen.conversation.changes.open, seen.conversation.labels) == (unasked, unasked)


def test_each_repository_that_cannot_be_seen_has_its_own_reason(
    hub: Hub, look: Look, host: str, tmp_path: Path
) -> None:
    """One that moved is found under its new name; the others of the batch are none the worse."""
    fields = small(tmp_path / "birds")
    hub.add(a_project("example/new", **fields))
    hub.repositories.moved["example/old"] = "example/new"
    hub.repositories.moved["gone/birds"] = "example/new"
    hub.add(a_project("example/empty", isEmpty=True))
    hub.add(a_project("example/disabled", isDisabled=True, **{**fields, "isEmpty": False}))

    asked = refs(host, "example/old", "example/none", "example/empty", "example/disabled", "gone/birds")
    moved, *others, away = [one.found for one in survey(asked, Needs(), look)]

    assert isinstance(moved, Snapshot)
    assert not isinstance(moved.project, Unknown)
    assert (moved.project.full_name, moved.ref.name) == ("example/new", "old")
    assert [told(one) for one in others] == [
        (RepositoryNotFound, "the forge knows no such repository, or the token may not see it"),
        (EmptyRepository, "it has no commit yet"),
        (RepositoryNotFound, "the forge has disabled this repository"),
    ]
    assert isinstance(away, Snapshot)
    assert away.inherited == Unknown("it has moved to example, whose defaults were not asked for")


def told(found: Snapshot | NotAudited) -> tuple[type, str]:
    """The kind of an error and what it says."""
    return type(found), str(found)


def test_a_request_that_is_too_heavy_is_halved(hub: Hub, look: Look, host: str, tmp_path: Path) -> None:
    """20, then 10, then twice 5, the other 10; what is left is asked in smaller company."""
    fields = small(tmp_path / "birds")
    names = [f"example/birds{n}" for n in range(25)]
    for name in names:
        hub.add(a_project(name, **fields))
    heavy = faults.message(504, "We couldn't respond to your request in time")
    hub.faults = [heavy, heavy]

    looked = list(survey(refs(host, *names), Needs(frozenset({"tree"})), look))

    assert all(isinstance(one.found, Snapshot) for one in looked)
    assert [one.ref.name for one in looked] == [f"birds{n}" for n in range(25)]
    assert len(hub.log) == 1 + (1 + 2) + 1 + 1


def test_one_that_is_too_heavy_alone_is_seen_without_what_is_heavy(
    hub: Hub, look: Look, host: str, tmp_path: Path
) -> None:
    """The others of its batch are asked once; of it history and conversation stay unknown."""
    fields = small(tmp_path / "birds")
    heavy = GraphQLError("Too much", extensions={"type": "RESOURCE_LIMITS_EXCEEDED"})
    hub.add(a_project("example/heavy", **{**fields, "issues": heavy}))
    hub.add(a_project("example/light", **fields))

    heavy_one, light_one = [
        one.found for one in survey(refs(host, "example/heavy", "example/light"), Needs(), look)
    ]

    reason = Unknown("the forge found the question too heavy")
    assert isinstance(heavy_one, Snapshot)
    assert isinstance(light_one, Snapshot)
    assert (heavy_one.conversation, heavy_one.history) == (reason, reason)
    assert (heavy_one.tree, heavy_one.tags) == (light_one.tree, light_one.tags)
    assert len(hub.log) == 3


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (faults.message(401, "Bad credentials"), NotAdmitted),
        (faults.message(403, "API rate limit exceeded", Retry_After="600"), LimitUsedUp),
        (faults.says(200, b"<html>"), Unreachable),
        (faults.reset, Unreachable),
        (faults.message(502, "Bad Gateway"), TooLarge),
    ],
)
def test_a_fault_is_an_error_of_each_repository(
    fault: Fault, error: type[NotAudited], hub: Hub, look: Look, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its class says whether it passes."""
    monkeypatch.setattr("oshealth.sources.http.ATTEMPTS", 1)
    hub.fault = fault
    looked = list(survey(refs(host, "example/a", "example/b"), Needs(), look))
    assert [type(one.found) for one in looked] == [error, error]


def test_a_survey_is_kept_for_an_hour(hub: Hub, look: Look, host: str, tmp_path: Path) -> None:
    """The same question again costs nothing, owners without defaults included."""
    hub.add(a_project(**small(tmp_path / "birds")))
    list(survey(refs(host, "example/birds"), Needs(), look))

    ((_, again),) = survey(refs(host, "example/birds"), Needs(), look)

    assert isinstance(again, Snapshot)
    assert (again.cost.api_requests, again.cost.api_points, len(hub.log)) == (0, 0, 1)


def test_what_no_survey_can_see_is_said(hub: Hub, look: Look, host: str) -> None:
    """Other forges, another revision, nobody's token; a look at the past is refused at once."""
    other = parse("https://gitlab.com/example/birds")
    tagged = replace(refs(host, "example/birds")[0], revision="v1")
    anonymous = replace(look, access=replace(look.access, tokens={}))
    said = [
        told(one.found)
        for one in [*survey([other, tagged], Needs(), look), *survey(refs(host, "a/b"), Needs(), anonymous)]
    ]
    assert said == [
        (Unreachable, "a survey asks GitHub only"),
        (Unreachable, "a survey sees the default branch only"),
        (NotAdmitted, "a survey needs a token"),
    ]
    with pytest.raises(AskedWrongly, match="as it is today"):
        list(survey([other], Needs(), replace(look, offline=True)))
    with pytest.raises(Unreachable, match="a survey asks GitHub only"):
        open_source(other).collect(other, Needs(), look)
    assert hub.log == []
