"""JSON, JSON lines and YAML as rows: landscapes, registries, funding manifests and any list of objects."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from oshealth.errors import AskedWrongly
from oshealth.portfolio.roster.sheet import Sheet, from_records
from oshealth.portfolio.roster.yaml_items import line_of, read_items
from oshealth.portfolio.values import Place, Skipped

_PERSONAL: Final = ("email", "mail", "phone", "contactname", "contact_name", "contactemail", "contact_email")
_ADDRESSES: Final = (
    "repositories",
    "repository",
    "repositoryURL",
    "repositoryUrl",
    "repo_url",
    "repo",
    "github",
    "url",
)
_WRAPPERS: Final = ("projects", "items", "results", "entries", "data", "repos")
_LONGEST_CELL: Final = 20_000
_DEEPEST: Final = 4
_MOST_ITEMS: Final = 500_000


def read_json(text: str, source: str) -> Sheet:
    """A JSON list of objects or of addresses, or an object that holds one. Raises AskedWrongly for what is no JSON."""
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("["):
        return _sheet("a JSON list", _array(text, text.index("["), source), source)
    return _sheet("a JSON object", _items(_loaded(text, source), source), source)


def read_json_lines(text: str, source: str) -> Sheet:
    """One JSON value a line; a line that is none is reported."""
    found: list[tuple[Place, Any]] = []
    broken: list[Skipped] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        place = Place(source, number)
        try:
            found.append((place, json.loads(line)))
        except (ValueError, RecursionError):
            broken.append(Skipped(place, line[:80], "the line is no JSON"))
    return _sheet("JSON lines", iter(found), source, broken)


def read_yaml(text: str, source: str) -> Sheet:
    """A YAML list of objects or of addresses, a landscape, or an object that holds one. Raises AskedWrongly."""
    value = read_items(text, source)
    if isinstance(value, dict) and isinstance(value.get("landscape"), list):
        return _sheet("a landscape", _landscape(value["landscape"], source), source)
    return _sheet("YAML", _items(value, source), source)


def _sheet(
    kind: str, items: Iterator[tuple[Place, Any]], source: str, broken: Sequence[Skipped] = ()
) -> Sheet:
    unreadable = list(broken)
    records: list[tuple[Place, Mapping[str, str]]] = []
    for place, item in items:
        if len(records) > _MOST_ITEMS:
            raise AskedWrongly(f"{source} holds more than {_MOST_ITEMS:,} items", "split the list")
        if isinstance(item, str):
            records.append((place, {"repository": item}))
        elif isinstance(item, dict):
            records.append((place, flattened(item)))
        else:
            unreadable.append(Skipped(place, str(item)[:80], "the item is neither an object nor a text"))
    return from_records(kind, records, unreadable)


def flattened(item: Mapping[str, Any]) -> dict[str, str]:
    """An object as cells: nested keys joined by points, lists by line breaks; what names or reaches a person is left out."""
    cells: dict[str, list[str]] = {}
    _flatten(item, "", cells, 0)
    return {name: "\n".join(texts)[:_LONGEST_CELL] for name, texts in cells.items()}


def _flatten(value: Any, name: str, cells: dict[str, list[str]], depth: int) -> None:
    if name.rpartition(".")[2].lower() in _PERSONAL or depth > _DEEPEST:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            _flatten(inner, f"{name}.{key}" if name else str(key), cells, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _flatten(inner, name, cells, depth + 1)
    elif value is not None:
        cells.setdefault(name, []).append(value if isinstance(value, str) else json.dumps(value))


def _array(text: str, start: int, source: str) -> Iterator[tuple[Place, Any]]:
    """The elements of a JSON array with their lines, one after the other."""
    decoder = json.JSONDecoder()
    at, line, counted = start + 1, 1, 0
    while True:
        at = _past(text, at, " \t\r\n,")
        if text[at : at + 1] in ("]", ""):
            break
        line += text.count("\n", counted, at)
        counted = at
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            raise AskedWrongly(f"{source}, line {line}: not valid JSON", "mend the file") from error
        yield Place(source, line), value
    if text[at:].strip() != "]":
        raise AskedWrongly(f"{source}: the JSON list does not end as it should", "is the file whole?")


def _past(text: str, at: int, signs: str) -> int:
    while at < len(text) and text[at] in signs:
        at += 1
    return at


def _loaded(text: str, source: str) -> Any:
    try:
        return json.loads(text.lstrip("\ufeff"))
    except ValueError as error:
        line = getattr(error, "lineno", 0)
        raise AskedWrongly(f"{source}, line {line}: not valid JSON", "mend the file") from error
    except RecursionError as error:
        raise AskedWrongly(f"{source}: nested too deeply", "mend the file") from error


def _items(value: Any, source: str) -> Iterator[tuple[Place, Any]]:
    """The items of whatever was written: a list, an object that is one project, that holds a list, or names objects."""
    for number, item in enumerate(_listed(value), 1):
        line = line_of(item)
        yield (Place(source, line) if line else Place(source, number, "item")), item


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, dict):
        return value if isinstance(value, list) else [value]
    for name in _WRAPPERS:
        if isinstance(value.get(name), list) and value[name]:
            return list(value[name])
    if any(name in value for name in (*_ADDRESSES, "name")):
        return [value]
    lists = [inner for inner in value.values() if isinstance(inner, list) and inner]
    if lists:
        return max(lists, key=len)
    return [
        _keyed(key, inner) if isinstance(inner, dict) else inner if isinstance(inner, str) else key
        for key, inner in value.items()
    ]


def _keyed(key: str, item: dict[str, Any]) -> dict[str, Any]:
    """An item that is known by its key, which may be its address."""
    item.setdefault("id", key)
    return item


def _landscape(categories: list[Any], source: str) -> Iterator[tuple[Place, Any]]:
    """The items of a landscape that have a repository; members and products without one are no projects of it."""
    for category in _dicts(categories):
        for subcategory in _dicts(category.get("subcategories")):
            for item in _dicts(subcategory.get("items")):
                if item.get("repo_url") or item.get("additional_repos"):
                    more = [repo.get("repo_url") for repo in _dicts(item.get("additional_repos"))]
                    yield (
                        Place(source, line_of(item)),
                        {
                            "category": category.get("name"),
                            "subcategory": subcategory.get("name"),
                            "name": item.get("name"),
                            "maturity": item.get("project"),
                            "homepage_url": item.get("homepage_url"),
                            "repo_url": item.get("repo_url"),
                            "additional_repos": more or None,
                        },
                    )


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
