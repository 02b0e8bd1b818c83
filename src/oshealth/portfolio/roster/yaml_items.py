"""YAML that is a list of projects: plain values that know their lines; no aliases, tags or bombs, and no types guessed."""

from typing import Any, Final

from oshealth.errors import AskedWrongly

_MOST_NODES: Final = 2_000_000
_DEEPEST: Final = 40


class Marked(dict[str, Any]):
    """A mapping and the line (1-based) on which it begins."""

    line: int = 0


def line_of(value: object) -> int:
    """The line on which a mapping began, 0 for anything else."""
    return value.line if isinstance(value, Marked) else 0


def read_items(text: str, source: str) -> Any:
    """The first document: texts, lists and `Marked` mappings. Raises AskedWrongly naming the line."""
    import yaml  # noqa: PLC0415 - 40 ms that only a list in YAML should pay

    builder = _Builder(source)
    try:
        for event in yaml.parse(text.lstrip("\ufeff"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            if builder.take(type(event).__name__, event):
                break
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{source}, line {mark.line + 1}" if mark else source
        raise AskedWrongly(f"{where}: not valid YAML", "mend the file") from error
    return builder.root


class _Builder:
    """From events to values; the composer of the library would recurse, and build what aliases multiply."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.root: Any = None
        self.nodes = 0
        self.stack: list[Marked | list[Any]] = []
        self.keys: list[str | None] = []

    def take(self, name: str, event: Any) -> bool:
        """Takes one event; whether the document is over."""
        self.nodes += 1
        if self.nodes > _MOST_NODES or len(self.stack) > _DEEPEST:
            raise self._refused(event, "too large or too deeply nested")
        if name == "AliasEvent":
            raise self._refused(event, "aliases are not followed")
        if name == "ScalarEvent":
            is_empty = event.implicit[0] and event.value in ("", "~", "null", "Null", "NULL")
            self._add(None if is_empty else event.value, event)
        elif name == "MappingStartEvent":
            opened = Marked()
            opened.line = event.start_mark.line + 1
            self._open(opened, event)
        elif name == "SequenceStartEvent":
            self._open([], event)
        elif name in {"SequenceEndEvent", "MappingEndEvent"}:
            self.stack.pop()
            self.keys.pop()
        return name == "DocumentEndEvent"

    def _open(self, value: Marked | list[Any], event: Any) -> None:
        self._add(value, event)
        self.stack.append(value)
        self.keys.append(None)

    def _add(self, value: Any, event: Any) -> None:
        if not self.stack:
            self.root = value
            return
        inside = self.stack[-1]
        if isinstance(inside, list):
            inside.append(value)
        elif self.keys[-1] is None:
            if isinstance(value, Marked | list):
                raise self._refused(event, "a key that is not a word")
            self.keys[-1] = value or ""
        else:
            inside[self.keys[-1]] = value
            self.keys[-1] = None

    def _refused(self, event: Any, why: str) -> AskedWrongly:
        return AskedWrongly(f"{self.source}, line {event.start_mark.line + 1}: {why}", "write it out plainly")
