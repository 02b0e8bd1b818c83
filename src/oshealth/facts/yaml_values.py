"""From the events of YAML to plain values, within bounds."""

from collections.abc import Callable
from typing import Any, Final

from oshealth.compiled import compiled, while_loading
from oshealth.facts.limits import DEEPEST, MOST_NODES, Plain, RefusedError

_INTEGER: Final = compiled(r"[-+]?(?:0|[1-9][0-9]{0,17})$")
_WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_DIGITS: Final = frozenset("-+0123456789")
_MERGE: Final = "<<"
_KNOWN_TAGS: Final = frozenset(
    {"str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value"}
)


class Builder:
    """From the events of one document to plain values; aliases share values, which must be counted each time."""

    def __init__(self, ignore_tags: bool) -> None:
        self.ignore_tags = ignore_tags
        self.root: Plain = None
        self.documents = self.events = 0
        self.anchors: dict[str, Plain] = {}
        self._inside: list[Plain] | dict[str, Plain] | None = None
        self._key: str | None = None
        self._stack: list[tuple[list[Plain] | dict[str, Plain] | None, str | None]] = []

    def read(self, source: str) -> Plain:
        """The value of a text. Raises RefusedError, and ValueError for what is no YAML.

        Built from events, not composed: the composer recurses in C and a deep text would end the process.
        """
        with while_loading():
            import yaml  # noqa: PLC0415 - 40 ms that only a look at YAML should pay

        take: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.AliasEvent: self._alias,
            yaml.SequenceStartEvent: self._list,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceEndEvent: self._close,
            yaml.MappingEndEvent: self._close,
            yaml.DocumentStartEvent: self._document,
        }
        stack = self._stack
        try:
            loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(source)
            for self.events, event in enumerate(iter(loader.get_event, None), 1):
                if self.events > 2 * MOST_NODES or len(stack) > DEEPEST:
                    raise RefusedError("too many values or too deep")
                if (kind := type(event)) in take:
                    take[kind](event)
        except yaml.YAMLError as error:
            raise ValueError(_problem(error)) from error
        return self.root

    def _document(self, _event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise RefusedError("it holds several documents")

    def _scalar(self, event: Any) -> None:
        if event.tag:
            self._check_tag(event)
        text: str = event.value
        value: Plain = text
        if event.implicit[0]:
            if text in _WORDS:
                value = _WORDS[text]
            elif text[0] in _DIGITS and _INTEGER.match(text):
                value = int(text)
        inside = self._inside
        if event.anchor:
            self.anchors[event.anchor] = value
        if self._key is not None or not isinstance(inside, dict):
            self._add(value, event)
        elif text in inside:
            raise _no_key(event)
        else:
            self._key = text

    def _alias(self, event: Any) -> None:
        name: str = event.anchor
        if name not in self.anchors:
            raise RefusedError(f"line {event.start_mark.line + 1}: alias {name[:80]!r} of nothing")
        self._add(self.anchors[name], event)

    def _check_tag(self, event: Any) -> None:
        tag = event.tag or "!"
        if tag != "!" and tag.removeprefix("tag:yaml.org,2002:") not in _KNOWN_TAGS and not self.ignore_tags:
            raise RefusedError(f"line {event.start_mark.line + 1}: tag {tag[:80]}")

    def _list(self, event: Any) -> None:
        self._open([], event)

    def _mapping(self, event: Any) -> None:
        self._open({}, event)

    def _open(self, value: list[Plain] | dict[str, Plain], event: Any) -> None:
        self._check_tag(event)
        if event.anchor:
            self.anchors[event.anchor] = value
        self._add(value, event)
        self._stack.append((self._inside, self._key))
        self._inside, self._key = value, None

    def _close(self, _event: Any) -> None:
        value = self._inside
        self._inside, self._key = self._stack.pop()
        if isinstance(value, dict) and _MERGE in value:
            merged = value.pop(_MERGE)
            for some in merged if isinstance(merged, list) else [merged]:
                for key, inner in some.items() if isinstance(some, dict) else ():
                    value.setdefault(key, inner)

    def _add(self, value: Plain, event: Any) -> None:
        """A value where the next one belongs."""
        inside = self._inside
        if isinstance(inside, list):
            inside.append(value)
        elif inside is None:
            self.root = value
        elif self._key is None:
            raise _no_key(event)
        else:
            inside[self._key] = value
            self._key = None


def _problem(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f"line {mark.line + 1}: " if mark else ""
    return f"{where}{getattr(error, 'problem', None) or 'cannot be read'}"


def _no_key(event: Any) -> RefusedError:
    return RefusedError(f"line {event.start_mark.line + 1}: duplicate or complex key")
