"""GitHub's published contract for the answers of its REST interface: what they must hold, and what is wrong with one."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator

_ZERO: Final[dict[str, Any]] = {"string": "", "integer": 0, "number": 0, "boolean": False, "array": []}


@cache
def _contract() -> dict[str, Any]:
    contract: dict[str, Any] = json.loads((Path(__file__).parent / "rest.json").read_text("utf-8"))
    return contract


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The documented paths, each as what a real one looks like."""
    found = {answer.split(" ")[1] for answer in _contract()["answers"]}
    return tuple((path, re.compile(re.sub(r"\{\w+\}", "[^/]+", path))) for path in sorted(found))


def documented(method: str, path: str, status: int) -> dict[str, Any] | None:
    """The schema of an answer; None when GitHub documents none of that kind."""
    plain = path.partition("?")[0]
    template = next((name for name, pattern in _patterns() if pattern.fullmatch(plain)), plain)
    schema: dict[str, Any] | None = _contract()["answers"].get(f"{method} {template} {status}")
    return schema


def wrong_with(method: str, path: str, status: int, said: Any) -> list[str]:
    """Where an answer breaks the contract; empty when it keeps to it."""
    schema = documented(method, path, status)
    if schema is None:
        return [f"{method} {path} {status} is not documented"]
    validator = Draft202012Validator({**schema, "schemas": _contract()["schemas"]})
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(said)]


def completed(method: str, path: str, status: int, said: Any) -> Any:
    """The answer with every member that must be there and was not given, each as empty as its kind allows."""
    schema = documented(method, path, status)
    return said if schema is None else _filled(schema, said)


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = _contract()["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def _choices(schema: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        _resolved(one) for word in ("anyOf", "oneOf") for one in schema.get(word, ())
    ]
    return found


def _filled(schema: dict[str, Any], said: Any) -> Any:
    schema = _resolved(schema)
    for one in _choices(schema):
        if one.get("type") != "null" and said is not None:
            return _filled(one, said)
    for one in schema.get("allOf", ()):
        said = _filled(one, said)
    if isinstance(said, list) and "items" in schema:
        return [_filled(schema["items"], one) for one in said]
    if not isinstance(said, dict):
        return said
    members = schema.get("properties", {})
    given = {
        name: _filled(members[name], value) if name in members else value for name, value in said.items()
    }
    missing = [name for name in schema.get("required", ()) if name not in given]
    return {**{name: _empty(members.get(name, {})) for name in missing}, **given}


def _empty(schema: dict[str, Any]) -> Any:
    schema = _resolved(schema)
    choices = _choices(schema)
    if any(one.get("type") == "null" for one in choices):
        return None
    if choices:
        return _empty(choices[0])
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    return _ZERO[kind] if kind in _ZERO else _filled(schema, {})
