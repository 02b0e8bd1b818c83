"""One object of an answer, read by kind: what is not there, or is of another kind, is Unknown with its reason."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from msgspec import Struct, field

from oshealth.snapshot import Unknown
from oshealth.sources.unanswered import Unanswered

NOT_GIVEN: Final = "not given by the forge"
_LONGEST: Final = 10_000


class Part(Struct, frozen=True):
    """An object in an answer, where it stands, and why things are missing from that answer."""

    fields: Mapping[str, Any]
    path: tuple[str, ...] = ()
    missing: Mapping[tuple[str, ...], Unanswered] = field(default_factory=dict)

    def why(self, name: str) -> Unknown:
        """The reason why a field is not there."""
        here = (*self.path, name)
        for path, trouble in self.missing.items():
            if path[: len(here)] == here or here[: len(path)] == path:
                return Unknown(trouble.reason)
        return Unknown(NOT_GIVEN)

    def is_missing(self, name: str) -> bool:
        """Whether an error explains that this field, or something within it, is not there."""
        return self.why(name).reason != NOT_GIVEN

    def flag(self, name: str) -> bool | Unknown:
        """A yes or no."""
        value = self.fields.get(name)
        return value if isinstance(value, bool) else self.why(name)

    def text(self, name: str) -> str | Unknown:
        """A text; null is the empty one, unless an error says otherwise."""
        value = self.fields.get(name, 0)
        if value is None and not self.is_missing(name):
            return ""
        return value[:_LONGEST] if isinstance(value, str) else self.why(name)

    def count(self, name: str) -> int | Unknown:
        """A whole number, not negative."""
        value = self.fields.get(name)
        return (
            value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else self.why(name)
        )

    def time(self, name: str) -> int | Unknown | None:
        """A moment in seconds since 1970; None where the answer says that there is none."""
        value = self.fields.get(name, 0)
        if value is None and not self.is_missing(name):
            return None
        try:
            return int(datetime.fromisoformat(value).timestamp())
        except (TypeError, ValueError, OverflowError):
            return self.why(name)

    def part(self, name: str) -> "Part | Unknown":
        """An object within this one."""
        value = self.fields.get(name)
        return Part(value, (*self.path, name), self.missing) if isinstance(value, dict) else self.why(name)

    def parts(self, name: str) -> "tuple[Part, ...] | Unknown":
        """The objects of a list; what is no object is left out."""
        value = self.fields.get(name)
        return tuple(self._within(name, value)) if isinstance(value, list) else self.why(name)

    def nodes(self, name: str) -> "tuple[Part, ...] | Unknown":
        """The nodes of a connection."""
        connection = self.part(name)
        return connection if isinstance(connection, Unknown) else connection.parts("nodes")

    def total(self, name: str) -> int | Unknown:
        """How many nodes a connection has in all."""
        connection = self.part(name)
        return connection if isinstance(connection, Unknown) else connection.count("totalCount")

    def _within(self, name: str, values: list[Any]) -> "Iterator[Part]":
        for number, value in enumerate(values):
            if isinstance(value, dict):
                yield Part(value, (*self.path, name, str(number)), self.missing)
