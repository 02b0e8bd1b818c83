"""Servers that know fewer fields: an Enterprise Server has no sponsors, and refuses a question whole for asking of them."""

from collections.abc import Iterable, Mapping, Set
from typing import Any, Final

from oshealth.compiled import compiled
from oshealth.sources.unanswered import Unanswered

_NAME: Final = compiled(r"[A-Za-z_]\w{0,99}")
_MOST: Final = 30


class UnknownFields(Unanswered):
    """The server refused a question for `fields` that its schema has not."""

    def __init__(self, fields: Set[str]) -> None:
        super().__init__("broken", "the forge does not know what it was asked for")
        self.fields = frozenset(fields)


def unknown_fields(errors: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The fields that the errors of an answer call undefined; empty when there is any other error among them."""
    told = [error.get("extensions") for error in errors]
    if not all(isinstance(each, dict) and each.get("code") == "undefinedField" for each in told):
        return frozenset()
    names = (str(each.get("fieldName", "")) for each in told if isinstance(each, dict))
    return frozenset(name for name in names if _NAME.fullmatch(name)) if len(told) <= _MOST else frozenset()


def without(question: str, fields: Set[str]) -> str:
    """A question without the lines, and the blocks beginning there, that ask for these fields."""
    asks = compiled(rf"\b(?:{'|'.join(sorted(fields))})\b")
    kept, depth = [], 0
    for line in question.splitlines():
        if depth or asks.search(line):
            depth += line.count("{") - line.count("}")
        else:
            kept.append(line)
    return "\n".join(kept)
