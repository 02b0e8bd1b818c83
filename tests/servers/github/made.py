"""What a test puts into the hub: repositories, issues and change requests in a line each. Everybody is invented."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)


def ago(days: float) -> str:
    """The moment so many days before NOW, as GitHub writes it."""
    return (NOW - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def who(login: str) -> Mapping[str, str]:
    """An account; one that ends in `[bot]` is a program's."""
    return {"__typename": "Bot" if login.endswith("[bot]") else "User", "login": login}


def comment(by: str, days: float, standing: str = "NONE") -> Mapping[str, Any]:
    """A comment, or a review that only comments."""
    return {
        "__typename": "IssueComment",
        "author": who(by),
        "authorAssociation": standing,
        "createdAt": ago(days),
        "state": "COMMENTED",
    }


def approval(by: str, days: float, standing: str = "MEMBER") -> Mapping[str, Any]:
    """A review that approves."""
    return {**comment(by, days, standing), "state": "APPROVED"}


def event(kind: str, by: str, days: float) -> Mapping[str, Any]:
    """A `LabeledEvent` or `ClosedEvent`."""
    return {"__typename": kind, "actor": who(by), "createdAt": ago(days)}


def issue(
    number: int, days: float, *turns: Mapping[str, Any], by: str = "ada", standing: str = "NONE"
) -> dict[str, Any]:
    """An issue opened so many days ago; a `ClosedEvent` among its turns closes it."""
    closed = [turn["createdAt"] for turn in turns if turn["__typename"] == "ClosedEvent"]
    return {
        "number": number,
        "createdAt": ago(days),
        "updatedAt": max([ago(days), *(turn["createdAt"] for turn in turns)]),
        "closedAt": closed[-1] if closed else None,
        "state": "CLOSED" if closed else "OPEN",
        "authorAssociation": standing,
        "author": who(by),
        "timelineItems": [*turns],
    }


def change(
    number: int,
    days: float,
    *turns: Mapping[str, Any],
    by: str = "ada",
    merged: tuple[str, float] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """A change request; `merged` says by whom and how many days ago, `reviews` are comments."""
    made = issue(number, days, *turns, by=by, standing=more.pop("standing", "NONE"))
    if merged:
        made.update(state="MERGED", mergedBy=who(merged[0]), mergedAt=ago(merged[1]), closedAt=ago(merged[1]))
    return {"isDraft": False, "mergedBy": None, "mergedAt": None, "reviews": [], **made, **more}


def a_project(name: str = "example/birds", **fields: Any) -> dict[str, Any]:
    """A repository of an organization, with nothing in it but what is given."""
    owner = name.partition("/")[0]
    return {
        "nameWithOwner": name,
        "description": "Counts invented birds",
        "homepageUrl": None,
        "isArchived": False,
        "isDisabled": False,
        "isSecurityPolicyEnabled": False,
        "hasIssuesEnabled": True,
        "owner": {"__typename": "Organization", "login": owner},
        "labels": [],
        **fields,
    }
