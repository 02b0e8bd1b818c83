"""From YAML to a checked value: pydantic's complaints become one line with file, line, column and the nearest right word."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Final, TypeVar, cast, get_args, get_type_hints

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from oshealth.errors import InvalidSettings, OshealthError, nearest
from oshealth.rulebook.located import Located, Place
from oshealth.rulebook.plain import Strict, key_of
from oshealth.rulebook.probes import PROBES

_RULES_SHOWN: Final = "see `oshealth rules show` for an example"
_SETTINGS_SHOWN: Final = "see `oshealth init` for what may stand there"

T = TypeVar("T", bound=Strict)


def validated(kind: type[T], located: Located, error: type[OshealthError]) -> T:
    """`located` as a value of `kind`. Raises `error` for the first thing that is wrong with it."""
    if not isinstance(located.data, Mapping):
        raise error(f"{located.where(())}: expected keys and values", _where_shown(error))
    try:
        value: T = _adapter(cast("Any", kind)).validate_python(located.data)
    except ValidationError as problem:
        details = problem.errors(include_url=False)
        first = min(details, key=lambda detail: _rank(detail, located))
        raise _told(first, kind, located, error) from problem
    return value


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _rank(detail: ErrorDetails, located: Located) -> tuple[int, int]:
    """The deepest complaint is the most exact one; then the first in the file."""
    place = _place(detail["loc"], located)
    return -len(place), located.places.get(place, (0, 0))[0]


def _place(loc: tuple[int | str, ...], located: Located) -> Place:
    """The loc without the union tags that stand in no file: the deepest place that can be read out of it.

    A tag may be spelled like a key beside it, so both readings are tried, and one that ends where the loc ends wins.
    """

    def readings(place: Place, rest: tuple[int | str, ...]) -> Iterator[Place]:
        if not rest:
            yield place
            return
        if (*place, rest[0]) in located.places:
            yield from readings((*place, rest[0]), rest[1:])
        yield from readings(place, rest[1:])

    return max(readings((), loc), key=lambda place: (place[-1:] == loc[-1:], len(place)))


def _told(detail: ErrorDetails, kind: type, located: Located, error: type[OshealthError]) -> OshealthError:
    place = _place(detail["loc"], located)
    name = ".".join(str(part) for part in place) or "the file"
    last = str(detail["loc"][-1]) if detail["loc"] else ""
    where = located.where(place)
    match detail["type"]:
        case "extra_forbidden" | "unexpected_keyword_argument":
            known = sorted(_keys_beside(kind, detail))
            return error(
                f"{where}: unknown key {last!r}", nearest(last, known) or f"known: {', '.join(known)}"
            )
        case "missing":
            return error(f"{where}: {last!r} is missing", "add it")
        case "no_probe":
            return error(f"{where}: {_no_probe(detail['input'])}", _near_probe(detail["input"]))
        case _:
            message, _, hint = detail["msg"].removeprefix("Value error, ").partition("; ")
            return error(f"{where}: {name}: {message}", hint or _where_shown(error))


def _where_shown(error: type[OshealthError]) -> str:
    return _SETTINGS_SHOWN if error is InvalidSettings else _RULES_SHOWN


def _no_probe(written: Any) -> str:
    word = next(iter(written), "") if isinstance(written, Mapping) else written
    return f"unknown probe {str(word)!r}"


def _near_probe(written: Any) -> str:
    word = next(iter(written), "") if isinstance(written, Mapping) else written
    return nearest(str(word), PROBES) or f"known: {', '.join(PROBES)}"


def _keys_beside(kind: type, detail: ErrorDetails) -> list[str]:
    """The keys that would be right where the unknown one stands: followed through the types along the loc."""
    known = _keys(kind)
    current: Any = kind
    for part in detail["loc"][:-1]:
        step = _step(current, str(part)) if not isinstance(part, int) else current
        current = step if step is not None else current
        known = _keys(current) or known
    return [*known]


def _keys(kind: Any) -> Mapping[str, Any]:
    """The keys that people write for a type, and what stands behind each; none for a type that has no keys."""
    if not isinstance(kind, type):
        return {}
    if issubclass(kind, BaseModel):
        return {field.alias or name: field.annotation for name, field in kind.model_fields.items()}
    if not is_dataclass(kind):
        return {}
    hints = get_type_hints(kind)
    hyphens = getattr(kind, "__pydantic_config__", {}).get("alias_generator", str)
    return {hyphens(key_of(field)): hints[field.name] for field in fields(kind)}


def _step(current: Any, part: str) -> Any:
    """The type behind a key or a union tag, or None."""
    keys = _keys(current)
    if part in PROBES and part not in keys:
        return PROBES[part]
    return _first_with_keys(keys.get(part))


def _first_with_keys(hint: Any) -> Any:
    """The first type with keys inside one such as `Limit | None` or `tuple[Limit, ...]`."""
    if _keys(hint):
        return hint
    for inner in get_args(hint):
        if (found := _first_with_keys(inner)) is not None:
            return found
    return None
