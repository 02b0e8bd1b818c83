"""One bounded reader for every YAML, TOML, JSON and XML that is not ours: plain values, or Unknown with the reason.

Refused are duplicate keys, custom tags, DTDs and entities, and whatever passes the limits below, aliases included.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Final, TypeAlias

from oshealth.compiled import compiled, while_loading
from oshealth.snapshot import Unknown

Plain: TypeAlias = str | int | float | bool | list[Any] | dict[str, Any] | None

LONGEST: Final = 512 * 1024
KEPT: Final = 8
"""Several facts read the same manifest one after the other: the last few are kept, and nobody may change what is read."""

MOST_NODES: Final = 100_000
DEEPEST: Final = 60
MOST_DOTS: Final = 1_000  # on a line of TOML: reading a key takes time by the square of its parts

_INTEGER: Final = compiled(r"[-+]?(?:0|[1-9][0-9]{0,17})$")
_WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_MERGE: Final = "<<"
_KNOWN_TAGS: Final = frozenset(
    {"str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value"}
)


class _RefusedError(Exception):
    """What is wrong with the text, in a few words."""


@lru_cache(maxsize=KEPT)
def read_yaml(text: str | bytes, ignore_tags: bool = False) -> Plain | Unknown:
    """YAML without its traps: `no`, `on`, `1.10` and `12:30` stay text, only true, false, null and whole numbers are more.
    One document; merge keys are applied; custom tags are refused, or passed over with `ignore_tags`.
    """
    return _bounded(lambda source: _yaml(source, ignore_tags), text, "YAML")


@lru_cache(maxsize=KEPT)
def read_toml(text: str | bytes) -> Plain | Unknown:
    """TOML; dates and times become text."""
    return _bounded(_toml, text, "TOML")


@lru_cache(maxsize=KEPT)
def read_json(text: str | bytes) -> Plain | Unknown:
    """JSON; NaN and Infinity are refused."""
    return _bounded(_json, text, "JSON")


@lru_cache(maxsize=KEPT)
def read_xml(text: str | bytes) -> Plain | Unknown:
    """XML as `{"name", "text", "children"}`, names without their namespace prefix, attributes left out."""
    return _bounded(_xml, text, "XML")


def at(value: Plain | Unknown, *keys: str | int) -> Plain:
    """What stands under a path of keys and indexes; None when it leads nowhere."""
    found: Any = value
    for key in keys:
        if isinstance(found, dict):
            found = found.get(key)
        elif isinstance(found, list) and isinstance(key, int) and -len(found) <= key < len(found):
            found = found[key]
        else:
            return None
    return None if isinstance(found, Unknown) else found


def strings(value: Plain | Unknown) -> list[str]:
    """A string or a list with strings in it, as a list of those that say something."""
    several = value if isinstance(value, list) else [value]
    return [text.strip() for text in several if isinstance(text, str) and text.strip()]


def mapping(value: Plain | Unknown) -> dict[str, Plain]:
    """A mapping as it is; anything else as an empty one."""
    return value if isinstance(value, dict) else {}


def _bounded(read: Callable[[str], Plain], text: str | bytes, what: str) -> Plain | Unknown:
    try:
        source = text.decode("utf-8") if isinstance(text, bytes) else text
        if len(source) > LONGEST:
            raise _RefusedError(f"longer than {LONGEST // 1024} KiB")
        if "\0" in source or "\ufffd" in source:
            raise _RefusedError("not UTF-8 text")
        value = read(source.removeprefix("\ufeff"))
        _measure(value)
    except _RefusedError as error:
        return Unknown(f"{what} refused: {error}")
    except UnicodeDecodeError:
        return Unknown(f"{what} refused: not UTF-8 text")
    except (RecursionError, MemoryError, OverflowError):
        return Unknown(f"{what} refused: nested too deeply")
    except ValueError as error:
        return Unknown(f"not valid {what}: {' '.join(str(error).split())[:200]}")
    return value


def _measure(value: Plain) -> None:
    """Count nodes and depth of plain values without recursion."""
    waiting: list[tuple[Any, int]] = [(value, 1)]
    seen = 0
    while waiting:
        current, depth = waiting.pop()
        seen += 1
        if depth > DEEPEST:
            raise _RefusedError(f"nested deeper than {DEEPEST} levels")
        if seen > MOST_NODES:
            raise _RefusedError(f"more than {MOST_NODES:,} values")
        if isinstance(current, dict):
            waiting += [(inner, depth + 1) for inner in current.values()]
        elif isinstance(current, list):
            waiting += [(inner, depth + 1) for inner in current]


def _yaml(source: str, ignore_tags: bool) -> Plain:
    """Built from events, not composed: the composer recurses in C and a deep text would end the process."""
    with while_loading():
        import yaml  # noqa: PLC0415 - 40 ms that only a look at YAML should pay

    builder = _YamlBuilder(ignore_tags)
    try:
        for event in yaml.parse(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            builder.take(type(event).__name__, event)
    except yaml.YAMLError as error:
        raise ValueError(_yaml_problem(error)) from error
    return builder.root


def _yaml_problem(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f"line {mark.line + 1}: " if mark else ""
    return f"{where}{getattr(error, 'problem', None) or 'cannot be read'}"


class _YamlBuilder:
    """From the events of one document to plain values; aliases share values, which `_measure` counts each time."""

    def __init__(self, ignore_tags: bool) -> None:
        self.ignore_tags = ignore_tags
        self.root: Plain = None
        self.documents = self.events = 0
        self.anchors: dict[str, Plain] = {}
        self.stack: list[list[Plain] | dict[str, Plain]] = []
        self.keys: list[str | None] = []

    def take(self, name: str, event: Any) -> None:
        self.events += 1
        if self.events > 2 * MOST_NODES or len(self.stack) > DEEPEST:
            raise _RefusedError("too many values or too deep")
        if name == "DocumentStartEvent":
            self.documents += 1
            if self.documents > 1:
                raise _RefusedError("it holds several documents")
        elif name == "AliasEvent":
            if event.anchor not in self.anchors:
                raise _RefusedError(
                    f"line {event.start_mark.line + 1}: alias {event.anchor[:80]!r} of nothing"
                )
            self._add(self.anchors[event.anchor], event, is_alias=True)
        elif name == "ScalarEvent":
            self._check_tag(event)
            self._add(_yaml_scalar(event.value, event.implicit[0]), event)
        elif name in {"SequenceStartEvent", "MappingStartEvent"}:
            self._open([] if name.startswith("Seq") else {}, event)
        elif name in {"SequenceEndEvent", "MappingEndEvent"}:
            self._close()

    def _check_tag(self, event: Any) -> None:
        tag = event.tag or "!"
        if tag != "!" and tag.removeprefix("tag:yaml.org,2002:") not in _KNOWN_TAGS and not self.ignore_tags:
            raise _RefusedError(f"line {event.start_mark.line + 1}: tag {tag[:80]}")

    def _open(self, value: list[Plain] | dict[str, Plain], event: Any) -> None:
        self._check_tag(event)
        self._add(value, event)
        self.stack.append(value)
        self.keys.append(None)

    def _close(self) -> None:
        value = self.stack.pop()
        self.keys.pop()
        if isinstance(value, dict) and _MERGE in value:
            merged = value.pop(_MERGE)
            for some in merged if isinstance(merged, list) else [merged]:
                for key, inner in mapping(some).items():
                    value.setdefault(key, inner)

    def _add(self, value: Plain, event: Any, is_alias: bool = False) -> None:
        if event.anchor and not is_alias:
            self.anchors[event.anchor] = value
        if not self.stack:
            self.root = value
            return
        inside = self.stack[-1]
        if isinstance(inside, list):
            inside.append(value)
        elif self.keys[-1] is None:
            self.keys[-1] = self._key(inside, value, event)
        else:
            inside[self.keys[-1]] = value
            self.keys[-1] = None

    def _key(self, inside: dict[str, Plain], value: Plain, event: Any) -> str:
        key = getattr(event, "value", None)
        if not isinstance(key, str) or isinstance(value, list | dict) or key in inside:
            raise _RefusedError(f"line {event.start_mark.line + 1}: duplicate or complex key")
        return key


def _yaml_scalar(text: str, is_plain: bool) -> Plain:
    if not is_plain:
        return text
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _INTEGER.match(text) else text


def _toml(source: str) -> Plain:
    if max((line.count(".") for line in source.split("\n")), default=0) > MOST_DOTS:
        raise _RefusedError("a line with too many dots")
    with while_loading():
        import tomllib  # noqa: PLC0415 - start-up: many repositories have none

    return _texts(tomllib.loads(source))


def _texts(value: Any) -> Plain:
    if isinstance(value, dict):
        return {key: _texts(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_texts(inner) for inner in value]
    return value if isinstance(value, str | int | float | bool) else str(value)


def _json(source: str) -> Plain:
    import json  # noqa: PLC0415 - start-up: many repositories have none

    value: Plain = json.loads(source, object_pairs_hook=_unique, parse_constant=_no_constant)
    return value


def _unique(pairs: list[tuple[str, Plain]]) -> dict[str, Plain]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise _RefusedError("duplicate keys")
    return value


def _no_constant(name: str) -> Plain:
    raise _RefusedError(f"the value {name}")


def _xml(source: str) -> Plain:
    from xml.parsers import expat  # noqa: PLC0415 - DTDs are refused below, before any entity can be declared

    parser = expat.ParserCreate(namespace_separator=" ")
    root: dict[str, Plain] = {"name": "", "text": "", "children": []}
    stack = [root]

    def start(name: str, _attributes: dict[str, str]) -> None:
        if len(stack) > DEEPEST // 2:
            raise _RefusedError("nested too deeply")
        element: dict[str, Plain] = {"name": name.rpartition(" ")[2], "text": "", "children": []}
        inside = stack[-1]["children"]
        assert isinstance(inside, list)  # noqa: S101 - made four lines above
        inside.append(element)
        stack.append(element)

    def words(text: str) -> None:
        stack[-1]["text"] = (
            str(stack[-1]["text"]) + text if len(str(stack[-1]["text"])) < LONGEST // 64 else ""
        )

    def refuse(*_declaration: object) -> None:
        raise _RefusedError("it holds a document type declaration")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _name: stack.pop()
    parser.CharacterDataHandler = words
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(source, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    return next(iter(elements_of(root)), None)


def elements_of(element: Plain | Unknown) -> list[dict[str, Plain]]:
    """The elements inside an element of XML."""
    inside = at(element, "children")
    return [child for child in inside if isinstance(child, dict)] if isinstance(inside, list) else []


def elements(element: Plain | Unknown, *names: str) -> Iterator[dict[str, Plain]]:
    """The elements under a path of names, every branch followed."""
    for child in elements_of(element):
        if child["name"] == names[0]:
            if len(names) == 1:
                yield child
            else:
                yield from elements(child, *names[1:])
