"""YAML that people write for us, read strictly and with the place of every key: file, line, column.

Refused: duplicate keys, aliases, tags, several documents, and anything over the bounds. Only `true`, `false`, `null`
and decimal numbers are more than text, so that `no`, `on`, `1.10` and `12:30` stay what was written.
"""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Final

import yaml
from msgspec import Struct

from oshealth.compiled import compiled
from oshealth.errors import InvalidRule, OshealthError
from oshealth.rulebook.located import MAX_BYTES, Located, Place

MAX_NODES: Final = 50_000
MAX_DEPTH: Final = 40
_QUOTE: Final = "look at the indentation there; text with a colon, # or [ in it needs quotes"


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # whichever there is
    """Guesses no types: what a plain word is, `_scalar` says."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


_WORDS: Final[Mapping[str, bool | None]] = {"true": True, "false": False, "null": None, "~": None, "": None}
_INTEGER: Final = compiled(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL: Final = compiled(r"[-+]?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_CORE: Final = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "value", "merge", "seq", "map")
)


class _Reading(Struct):
    file: str
    error: type[OshealthError]
    places: dict[Place, tuple[int, int]]
    nodes: int = 0

    def refuse(self, node: yaml.Node, message: str, hint: str = "") -> OshealthError:
        return self.error(
            f"{self.file}:{node.start_mark.line + 1}:{node.start_mark.column + 1}: {message}", hint
        )

    def value(self, node: yaml.Node, place: Place, depth: int) -> Any:
        self.nodes += 1
        if self.nodes > MAX_NODES or depth > MAX_DEPTH:
            raise self.refuse(node, "too large or too deeply nested", "split the file")
        self.places.setdefault(place, (node.start_mark.line + 1, node.start_mark.column + 1))
        if node.tag not in _CORE:
            raise self.refuse(node, f"tags such as {node.tag} are not allowed", "write the plain value")
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, place, depth))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*place, index), depth + 1) for index, item in enumerate(node.value)]
        return _scalar(node) if isinstance(node, yaml.ScalarNode) else None

    def _pairs(self, node: yaml.MappingNode, place: Place, depth: int) -> Iterator[tuple[str, Any]]:
        seen: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise self.refuse(key, "a key must be a word", "write one word before the colon")
            if key.value in seen:
                first = seen[key.value].start_mark.line + 1
                raise self.refuse(
                    key, f"{key.value!r} stands twice (first in line {first})", "keep one of them"
                )
            seen[key.value] = key
            self.places[(*place, key.value)] = (key.start_mark.line + 1, key.start_mark.column + 1)
            yield key.value, self.value(value, (*place, key.value), depth + 1)


def _scalar(node: yaml.ScalarNode) -> Any:
    text = str(node.value)
    if node.style:  # quoted or a block: text, whatever it looks like
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def read_yaml(text: str, file: str, error: type[OshealthError] = InvalidRule) -> Located:
    """One YAML document as plain values with their places. Raises `error` naming file, line and column."""
    if len(text) > MAX_BYTES:
        raise error(f"{file}: larger than {MAX_BYTES:,} characters", "split the file")
    loader = _Loader(text)
    try:
        _refuse_aliases(text, file, error)
        node = loader.get_single_node()
        reading = _Reading(file, error, {})
        return Located(reading.value(node, (), 0) if node else None, file, reading.places)
    except yaml.MarkedYAMLError as broken:
        mark = broken.problem_mark or broken.context_mark
        where = f"{file}:{mark.line + 1}:{mark.column + 1}" if mark else file
        raise error(f"{where}: not valid YAML: {broken.problem or broken.context}", _QUOTE) from broken
    except (yaml.YAMLError, RecursionError, UnicodeError) as broken:
        raise error(f"{file}: not valid YAML: {_first_line(broken)}", _QUOTE) from broken
    finally:
        loader.dispose()


def _refuse_aliases(text: str, file: str, error: type[OshealthError]) -> None:
    """Aliases make small files huge and have no place in a rule; events are read before nodes are built."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            raise error(f"{_at(file, event)}: aliases are not allowed", "write the value out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise error(f"{_at(file, event)}: too deeply nested", f"{MAX_DEPTH} levels are allowed")


def _at(file: str, event: yaml.Event) -> str:
    mark = event.start_mark
    return f"{file}:{mark.line + 1}:{mark.column + 1}" if mark else file


def _first_line(problem: BaseException) -> str:
    return str(problem).partition("\n")[0] or type(problem).__name__
