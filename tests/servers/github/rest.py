"""A little of GitHub's REST interface, from the same values as its GraphQL one."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from tests.servers.github.graph import Repositories

NOT_FOUND = {"message": "Not Found", "documentation_url": "https://docs.github.com/rest", "status": "404"}


def answer(repositories: Repositories, path: str) -> tuple[int, Any]:
    """Status and JSON for the path of a request."""
    parts = urlsplit(path).path.strip("/").split("/")
    if parts[0] == "repositories":  # by number: the one that moved, of which there is one at most
        (now,) = repositories.moved.values()
        return 200, repository_of(repositories.by_name[now])
    if parts[0] == "rate_limit":
        return 200, _limits()
    found = repositories.find(parts[1], parts[2]) if parts[0] == "repos" and len(parts) >= 3 else None
    if found is None:
        return 404, NOT_FOUND
    return _within(found, "/".join(parts[3:]))


def _limits() -> Any:
    one = {"limit": 5000, "used": 2, "remaining": 4998, "reset": 1_782_824_400}
    return {"resources": {"core": one, "graphql": one}, "rate": one}


def _within(found: Mapping[str, Any], rest: str) -> tuple[int, Any]:
    if rest == "":
        return 200, repository_of(found)
    if rest == "private-vulnerability-reporting":
        return 200, {"enabled": True}
    if rest == "issues":
        threads = [*found.get("issues", []), *(one | {"_change": 1} for one in found.get("pullRequests", []))]
        return 200, [_issue(one) for one in sorted(threads, key=lambda one: one["createdAt"], reverse=True)]
    if rest in {"labels", "milestones"}:
        return 200, [{"name": one.get("name", ""), "title": "", "number": 1} for one in found.get(rest, [])]
    if rest == "releases":
        return 200, [
            {"id": 1, "body": one["description"], "draft": one["isDraft"]} for one in found.get(rest, [])
        ]
    return 404, NOT_FOUND


def repository_of(found: Mapping[str, Any]) -> Any:
    """A repository as every REST answer shows it."""
    owner, name = found["nameWithOwner"].split("/")
    return {
        "id": 1,
        "name": name,
        "full_name": found["nameWithOwner"],
        "owner": {"login": owner, "id": 2, "type": found["owner"]["__typename"]},
        "private": False,
        "size": found.get("diskUsage", 0),
        "description": found.get("description"),
        "homepage": found.get("homepageUrl"),
        "fork": found.get("isFork", False),
        "archived": found.get("isArchived", False),
        "disabled": False,
        "mirror_url": None,
        "has_issues": found.get("hasIssuesEnabled", False),
        "has_discussions": found.get("hasDiscussionsEnabled", False),
        "topics": [node["topic"]["name"] for node in found.get("repositoryTopics", [])],
    }


def _issue(found: Mapping[str, Any]) -> Any:
    author = found.get("author") or {}
    change = {"pull_request": {"merged_at": found.get("mergedAt")}} if "_change" in found else {}
    return {
        "id": found["number"],
        "number": found["number"],
        "state": found["state"].lower().replace("merged", "closed"),
        "created_at": found["createdAt"],
        "closed_at": found.get("closedAt"),
        "author_association": found.get("authorAssociation", "NONE"),
        "user": {"login": author.get("login", ""), "type": author.get("__typename", "User")},
        **change,
    }
