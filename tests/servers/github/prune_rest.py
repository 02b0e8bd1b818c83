"""Cuts GitHub's published REST description down to what the hub answers: `python -m tests.servers.github.prune_rest API.json`.

The description comes with the npm package @octokit/openapi (MIT, see LICENSE.octokit beside this file). Its OpenAPI 3.0
schemas become plain JSON Schema.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
READ: Final = (
    "/rate_limit",
    "/repos/{owner}/{repo}",
    "/repos/{owner}/{repo}/issues",
    "/repos/{owner}/{repo}/labels",
    "/repos/{owner}/{repo}/milestones",
    "/repos/{owner}/{repo}/releases",
    "/repos/{owner}/{repo}/private-vulnerability-reporting",
    "/orgs/{org}",
    "/orgs/{org}/repos",
    "/users/{username}",
    "/users/{username}/repos",
)
MADE: Final = ("/app/installations/{installation_id}/access_tokens",)
_KEPT: Final = frozenset(
    {
        "$ref",
        "type",
        "enum",
        "properties",
        "required",
        "items",
        "additionalProperties",
        "oneOf",
        "anyOf",
        "allOf",
    }
)


def sliced(spec: dict[str, Any]) -> dict[str, Any]:
    """Answers by `METHOD path status`, and the schemas that they need."""
    wanted = [("GET", path, "get") for path in READ] + [("POST", path, "post") for path in MADE]
    answers = {
        f"{method} {path} {status}": _plain(_body(spec, response))
        for method, path, verb in wanted
        for status, response in spec["paths"][path][verb]["responses"].items()
    }
    schemas: dict[str, Any] = {}
    waiting = sorted(set(_named(answers)))
    while waiting:
        name = waiting.pop()
        schemas[name] = _plain(spec["components"]["schemas"][name])
        waiting += sorted(set(_named(schemas[name])) - schemas.keys() - set(waiting))
    return {
        "$comment": f"A slice of GitHub's REST description {spec['info']['version']}, made by prune_rest.py. "
        "Copyright (c) GitHub, MIT License (LICENSE.octokit).",
        "answers": answers,
        "schemas": dict(sorted(schemas.items())),
    }


def _body(spec: dict[str, Any], response: dict[str, Any]) -> Any:
    """The schema of a response's body; one without a body may hold anything."""
    if "$ref" in response:
        response = spec["components"]["responses"][response["$ref"].rpartition("/")[2]]
    return response.get("content", {}).get("application/json", {}).get("schema", {})


def _plain(schema: Any) -> Any:
    if not isinstance(schema, dict):
        return schema
    kept = {key: _member(key, value) for key, value in schema.items() if key in _KEPT}
    if "$ref" in kept:
        return {"$ref": f"#/schemas/{kept['$ref'].rpartition('/')[2]}"}
    if not schema.get("nullable"):
        return kept
    return {"anyOf": [{"type": "null"}, kept]}


def _member(key: str, value: Any) -> Any:
    if key == "properties":
        return {name: _plain(inner) for name, inner in value.items()}
    if key in {"oneOf", "anyOf", "allOf"}:
        return [_plain(inner) for inner in value]
    return _plain(value)


def _named(value: Any) -> Iterator[str]:
    """The names of the schemas that a value refers to."""
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"].rpartition("/")[2]
        for inner in value.values():
            yield from _named(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _named(inner)


if __name__ == "__main__":
    found = sliced(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    (HERE / "rest.json").write_text(json.dumps(found, separators=(",", ":")) + "\n", "utf-8")
