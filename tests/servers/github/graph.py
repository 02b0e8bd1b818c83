"""GraphQL answered from plain values: connections are cut, ordered and filtered as their arguments say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLNonNull,
    GraphQLResolveInfo,
    GraphQLSchema,
    build_schema,
    execute_sync,
    get_named_type,
    parse,
    validate,
)

HERE = Path(__file__).parent
_TYPES = {
    "IssueComment": "ISSUE_COMMENT",
    "LabeledEvent": "LABELED_EVENT",
    "ClosedEvent": "CLOSED_EVENT",
}
_FIELDS = {"CREATED_AT": "createdAt", "UPDATED_AT": "updatedAt"}


@dataclass
class Repositories:
    """What the server knows: repositories by lower-case full name; a moved one leads to the new name in `moved`.

    `cost` is what it says that a question cost.
    """

    by_name: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    sponsored: dict[str, bool] = field(default_factory=dict)
    cost: int = 2

    def find(self, owner: str, name: str) -> Mapping[str, Any] | None:
        asked = f"{owner}/{name}".lower()
        return self.by_name.get(self.moved.get(asked, asked))


@cache
def schema() -> GraphQLSchema:
    """The slice of GitHub's schema that our queries read."""
    return build_schema((HERE / "schema.graphql").read_text("utf-8"))


def answer(repositories: Repositories, query: str, variables: Mapping[str, Any]) -> ExecutionResult:
    """What the server says to a query."""
    document = _understood(query)
    if isinstance(document, list):
        return ExecutionResult(None, document)
    return execute_sync(
        schema(),
        document,
        root_value=repositories,
        variable_values=dict(variables),
        field_resolver=_resolve,
        type_resolver=lambda value, *_: value["__typename"],
    )


@cache
def _understood(query: str) -> DocumentNode | list[GraphQLError]:
    """A query, parsed once; or what is wrong with it."""
    document = parse(query)
    return validate(schema(), document) or document


def _resolve(source: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
    name = info.field_name
    if isinstance(source, Repositories):
        return _top(source, name, arguments)
    kind = get_named_type(info.return_type).name
    value = _field(source, name, arguments)
    if isinstance(value, GraphQLError):
        raise value
    if kind.endswith("Connection") and not (isinstance(value, Mapping) and "nodes" in value):
        return _connection(value or [], arguments)
    if value is None and isinstance(info.return_type, GraphQLNonNull):
        return _DEFAULTS.get(kind, [])
    return value


def _field(source: Mapping[str, Any], name: str, arguments: Mapping[str, Any]) -> Any:
    if name == "label":
        wanted = arguments["name"].lower()
        return next((one for one in source["labels"] if one["name"].lower() == wanted), None)
    if name == "object" and "expression" in arguments:
        return source.get("files", {}).get(arguments["expression"].removeprefix("HEAD:"))
    return source.get("tags" if name == "refs" else name)


_DEFAULTS: dict[str, Any] = {"Boolean": False, "Int": 0, "String": ""}


def _top(repositories: Repositories, name: str, arguments: Mapping[str, Any]) -> Any:
    if name == "rateLimit":
        return {"cost": repositories.cost, "remaining": 4998, "resetAt": "2026-06-30T13:00:00Z"}
    if name == "search":
        return _search(repositories, arguments)
    if name == "repositoryOwner":
        return _account(repositories, arguments["login"])
    found = repositories.find(arguments["owner"], arguments["name"])
    if found is None:
        raise GraphQLError(
            f"Could not resolve to a Repository with the name '{arguments['owner']}/{arguments['name']}'.",
            extensions={"type": "NOT_FOUND"},
        )
    return found


def _account(repositories: Repositories, login: str) -> Mapping[str, Any] | None:
    """An account that the server knows; None for others."""
    if login not in repositories.sponsored:
        return None
    return {"__typename": "User", "login": login, "hasSponsorsListing": repositories.sponsored[login]}


def _search(repositories: Repositories, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    """Issues by the terms that we use: `repo:`, `created:` and `closed:`, newest first."""
    terms = dict(term.split(":", 1) for term in arguments["query"].split())
    found = repositories.by_name[terms["repo"].lower()]
    chosen = [
        {**issue, "__typename": "Issue"}
        for issue in sorted(found.get("issues", []), key=lambda one: one["createdAt"], reverse=True)
        if _matches(issue["createdAt"], terms["created"])
        and _matches(issue["closedAt"], terms.get("closed", ""))
    ]
    return {"issueCount": len(chosen), "nodes": chosen[: arguments["first"]]}


def _matches(moment: str | None, term: str) -> bool:
    """Whether a moment's day fits `<DAY`, `>=DAY` or `DAY..DAY`."""
    if not term or not moment:
        return not term
    day = moment[:10]
    if ".." in term:
        first, last = term.split("..")
        return first <= day <= last
    return day < term[1:] if term.startswith("<") else day >= term[2:]


def _connection(items: list[Mapping[str, Any]], arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    states, wanted = arguments.get("states"), arguments.get("itemTypes")
    since = (arguments.get("filterBy") or {}).get("since")
    chosen = [
        item
        for item in items
        if (not states or item["state"] in states)
        and (not wanted or _TYPES.get(item.get("__typename", "")) in wanted)
        and (not since or item.get("updatedAt", item.get("createdAt", "")) >= since)
    ]
    order = arguments.get("orderBy")
    if order and order["field"] in _FIELDS:
        chosen.sort(
            key=lambda item: item.get(_FIELDS[order["field"]], item["createdAt"]),
            reverse=order["direction"] == "DESC",
        )
    first, last = arguments.get("first"), arguments.get("last")
    shown = chosen[-last:] if last else chosen[:first]
    return {
        "totalCount": len(chosen),
        "nodes": shown,
        "pageInfo": {"hasNextPage": len(shown) < len(chosen) and not last},
    }
