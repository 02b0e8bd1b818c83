"""The hub answers as GitHub's published description of its REST interface says: tests against it mean something."""

import json
import urllib.request
from collections.abc import Iterator
from urllib.error import HTTPError

import pytest

from tests.servers.github.contract import completed, wrong_with
from tests.servers.github.hub import Hub, a_hub
from tests.servers.github.made import a_project, ago, change, issue

PATHS = {
    "/rate_limit": 200,
    "/repos/example/birds": 200,
    "/repos/example/none": 404,
    "/repos/example/birds/issues?state=all": 200,
    "/repos/example/birds/labels": 200,
    "/repos/example/birds/milestones": 200,
    "/repos/example/birds/releases": 200,
    "/repos/example/birds/private-vulnerability-reporting": 200,
    "/orgs/example": 200,
    "/orgs/example/repos?per_page=100": 200,
    "/orgs/ada": 404,
    "/users/ada": 200,
    "/users/ada/repos?per_page=100": 200,
}


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A GitHub with an organization and a user."""
    with a_hub() as served:
        served.add(
            a_project(
                issues=[issue(1, 3)],
                pullRequests=[change(2, 2, merged=("bo", 1))],
                labels=[{"name": "bug", "issues": []}],
                milestones=[{"state": "OPEN", "title": "1.0"}],
                releases=[{"description": "New", "isDraft": False, "createdAt": ago(3)}],
            )
        )
        served.add(a_project("ada/nests", owner={"__typename": "User", "login": "ada"}))
        yield served


def asked(hub: Hub, path: str) -> tuple[int, object]:
    """Status and JSON of an answer."""
    try:
        with urllib.request.urlopen(f"{hub.address}/api/v3{path}") as answer:  # noqa: S310 - loopback
            return answer.status, json.load(answer)
    except HTTPError as error:
        with error:
            return error.code, json.load(error)


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_keeps_to_the_published_contract(path: str, hub: Hub) -> None:
    status, said = asked(hub, path)
    assert status == PATHS[path]
    assert wrong_with("GET", path, status, said) == []


@pytest.mark.parametrize("status", [201, 401])
def test_what_an_app_is_given_keeps_to_it_too(status: int) -> None:
    path = "/app/installations/7/access_tokens"
    said = {201: {"token": "ghs_x", "expires_at": "2026-06-30T13:00:00Z"}, 401: {"message": "No"}}[status]
    assert wrong_with("POST", path, status, completed("POST", path, status, said)) == []


def test_the_contract_finds_what_is_wrong() -> None:
    """A member that is missing, one of another kind, a status and a path that are not documented."""
    whole = completed("GET", "/repos/a/b/private-vulnerability-reporting", 200, {})
    assert whole == {"enabled": False}
    said = wrong_with("GET", "/repos/a/b/private-vulnerability-reporting", 200, {})
    assert said == ["$: 'enabled' is a required property"]
    said = wrong_with("GET", "/repos/a/b/private-vulnerability-reporting", 200, {"enabled": "no"})
    assert said == ["$.enabled: 'no' is not of type 'boolean'"]
    assert wrong_with("GET", "/repos/a/b", 418, {}) == ["GET /repos/a/b 418 is not documented"]
    assert wrong_with("GET", "/repos/a", 200, {}) == ["GET /repos/a 200 is not documented"]
