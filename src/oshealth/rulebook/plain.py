"""What people write, as frozen values: declared once as dataclasses, from which pydantic learns how to check them.

Checking takes pydantic (see `validating`), whose import is felt at start-up. Data that was checked before becomes values
without it, by `built`; `plain` is the way back.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from functools import cache, partial
from types import UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    TypeAlias,
    TypeVar,
    Union,
    cast,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

from msgspec import Struct

T = TypeVar("T", bound="Strict")
Make: TypeAlias = Callable[[Any], Any]


K = TypeVar("K")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def written(kind: type[K]) -> type[K]:
    """A dataclass by its fields alone. How its values are made and compared is written once, in `Strict`, where
    `dataclass` would write and compile code for every class anew: a third of a millisecond each, at every start.
    """
    declared = dataclass(init=False, repr=False, eq=False, match_args=False, kw_only=True)(kind)
    of = cast("Any", declared)
    of._names = tuple(one.name for one in fields(of))
    of._told = {one.name: one.default for one in fields(of) if one.default is not MISSING}
    of._made = {one.name: one.default_factory for one in fields(of) if one.default_factory is not MISSING}
    return declared


class Strict:
    """A frozen value that people write, by the names of its fields; a key that we do not know is an error, never
    ignored.

    The metadata of a field are the arguments of a pydantic `Field`: bounds, its description, and its `alias`, which is
    the key that people write. Where parts must fit together, `__post_init__` raises ValueError if they do not.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}
    _names: ClassVar[tuple[str, ...]] = ()
    _told: ClassVar[dict[str, Any]] = {}
    _made: ClassVar[dict[str, Callable[[], Any]]] = {}

    def __init__(self, **values: Any) -> None:
        self._take(values)
        if odd := self.__dict__.keys() ^ self._names:
            raise TypeError(f"{type(self).__name__} lacks, or does not know: {', '.join(sorted(odd))}")
        self.__post_init__()

    def _take(self, values: Mapping[str, Any]) -> None:
        self.__dict__.update(self._told)
        self.__dict__.update({name: make() for name, make in self._made.items() if name not in values})
        self.__dict__.update(values)

    def __post_init__(self) -> None:
        """Raises ValueError where the parts do not fit together."""

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and _values(self) == _values(other)

    def __hash__(self) -> int:
        return hash((type(self), *_values(self)))

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__name__}({told})"


def _values(of: Strict) -> list[Any]:
    return [of.__dict__[name] for name in of._names]


class Passing(Struct, frozen=True):
    """Beside a type: values for which `check` raises no ValueError; what it returns is taken."""

    check: Callable[[Any], Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """How pydantic asks for it."""
        from pydantic_core.core_schema import no_info_after_validator_function  # noqa: PLC0415 - start-up

        return no_info_after_validator_function(self.check, handler(source))


class Within:
    """Beside a type: the bounds that its values keep to, in the words of a pydantic `Field`."""

    def __init__(self, **bounds: Any) -> None:
        self.bounds = bounds

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """How pydantic asks for it."""
        from pydantic import Field  # noqa: PLC0415 - start-up

        return handler.generate_schema(Annotated[source, Field(**self.bounds)])


def one_of(words: Iterable[str]) -> Callable[[dict[str, Any]], None]:
    """What tells editors which words there are; they are looked at when a schema is written, not before."""
    return lambda schema: schema.update(enum=sorted(words))


class Listed(Struct, frozen=True):
    """Beside a tuple: one of it may stand alone, without a list around it; `either` is the type of both."""

    either: Any = str | tuple[str, ...]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """How pydantic asks for it."""
        from pydantic import BeforeValidator  # noqa: PLC0415 - start-up

        alone_too = BeforeValidator(listed, json_schema_input_type=self.either)
        return alone_too.__get_pydantic_core_schema__(source, handler)

    @staticmethod
    def built(data: Any) -> Any:
        """The tuple that checked data stand for."""
        return tuple(listed(data))


def listed(value: Any) -> Any:
    """A word as a list of one; everything else as it is."""
    return (value,) if isinstance(value, str) else value


Words: TypeAlias = Annotated[tuple[str, ...], Listed()]
"""One word or a list of them; written either way."""


def built(kind: type[T], data: Mapping[str, Any]) -> T:
    """Data of which is known that they are right, as a value of a dataclass; keys are what people write. They are not
    checked again: that would load every fact that some rule names.
    """
    makers = _makers(cast("Any", kind))
    values = {}
    for key, one in data.items():
        name, make = makers[key]
        values[name] = one if make is None or one is None else make(one)
    found = kind.__new__(kind)
    found._take(values)
    return found


@cache
def _makers(kind: Any) -> Mapping[str, tuple[str, Make | None]]:
    """By the key that people write: the name of the field, and what makes its value where data are not the value."""
    hints = get_type_hints(kind, include_extras=True)
    return {key_of(field): (field.name, _maker(hints[field.name])) for field in fields(kind)}


def key_of(field: Any) -> str:
    """The key that people write for a field of a dataclass."""
    return str(field.metadata.get("alias", field.name))


def _maker(hint: Any) -> Make | None:
    """What makes a value of a type, or None where plain data are the value."""
    if isinstance(hint, type) and issubclass(hint, Strict):
        return partial(built, hint)
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        told = next((one.built for one in inner[1:] if hasattr(one, "built")), None)
        return told or _maker(inner[0])
    makers = [_maker(one) for one in inner]
    if origin is tuple:
        return tuple if makers[0] is None else _each(makers[0])
    if origin in (Union, UnionType):
        return next((make for make in makers if make), None)
    return _every(makers[1]) if origin is dict and makers[1] else None


def _each(make: Make) -> Make:
    return lambda data: tuple(map(make, data))


def _every(make: Make) -> Make:
    return lambda data: {key: make(one) for key, one in data.items()}


def plain(value: Any) -> Any:
    """A value as data that people could have written; what a field says without being told is left out."""
    if is_dataclass(value) and not isinstance(value, type):
        told = ((field, getattr(value, field.name)) for field in fields(value))
        return {key_of(field): plain(one) for field, one in told if one != _untold(field)}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return {key: plain(one) for key, one in value.items()} if isinstance(value, Mapping) else value


def _untold(field: Any) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()
