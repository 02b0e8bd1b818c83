"""From YAML to a checked value: pydantic's complaints become one line with file, line, column and the nearest right word."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from oshealth.errors import InvalidRule, InvalidSettings, OshealthError, nearest
from oshealth.rulebook.probes import PROBES
from oshealth.rulebook.probes.literal import TESTED
from oshealth.rulebook.yaml_lines import Located, Place

_RULES_SHOWN: Final = "see `oshealth rules show` for an example"
_SETTINGS_SHOWN: Final = "see `oshealth init` for what may stand there"

M = TypeVar("M", bound=BaseModel)


def checked(
    model: type[M], located: Located, error: type[OshealthError] = InvalidRule, tested: bool = False
) -> M:
    """`located` as a value of `model`. Raises `error` for the first thing that is wrong with it.

    The patterns in what is `tested` (our own corpus, by our own tests) are compiled when they are asked, not before.
    """
    if not isinstance(located.data, Mapping):
        raise error(f"{located.where(())}: expected keys and values", _where_shown(error))
    try:
        return model.model_validate(located.data, context={TESTED: tested})
    except ValidationError as problem:
        details = problem.errors(include_url=False)
        first = min(details, key=lambda detail: _rank(detail, located))
        raise _told(first, model, located, error) from problem


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


def _told(
    detail: ErrorDetails, model: type[BaseModel], located: Located, error: type[OshealthError]
) -> OshealthError:
    place = _place(detail["loc"], located)
    name = ".".join(str(part) for part in place) or "the file"
    last = str(detail["loc"][-1]) if detail["loc"] else ""
    where = located.where(place)
    match detail["type"]:
        case "extra_forbidden":
            known = sorted(_keys_beside(model, detail))
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


def _keys_beside(model: type[BaseModel], detail: ErrorDetails) -> list[str]:
    """The keys that would be right where the unknown one stands: followed through the models along the loc."""
    known = _names(model)
    current: Any = model
    for part in detail["loc"][:-1]:
        step = _step(current, str(part)) if not isinstance(part, int) else current
        current = step if step is not None else current
        if isinstance(current, type) and issubclass(current, BaseModel):
            known = _names(current)
    return known


def _names(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items() if not field.exclude]


def _step(current: Any, part: str) -> Any:
    """The model behind a key or a union tag, or None."""
    if part in PROBES and not (isinstance(current, type) and part in _names(current)):
        return PROBES[part]
    if not (isinstance(current, type) and issubclass(current, BaseModel)):
        return None
    for name, field in current.model_fields.items():
        if part in (name, field.alias):
            return _first_model(field.annotation)
    return None


def _first_model(annotation: Any) -> Any:
    """The first model inside a type such as `Model | None` or `tuple[Model, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        if (found := _first_model(inner)) is not None:
            return found
    return None
