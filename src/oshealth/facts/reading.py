"""One bounded reader for every YAML, TOML, JSON and XML that is not ours: plain values, or Unknown with the reason.

Refused are duplicate keys, custom tags, DTDs and entities, and whatever passes the limits below, aliases included.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Final

from oshealth.compiled import while_loading
from oshealth.facts.limits import DEEPEST, LONGEST, Plain, RefusedError, measured
from oshealth.facts.yaml_values import Builder
from oshealth.snapshot import Unknown

KEPT: Final = 8
"""Several facts read the same manifest one after the other: the last few are kept, and nobody may change what is read."""

MOST_DOTS: Final = 1_000  # on a line of TOML: reading a key takes time by the square of its parts


@lru_cache(maxsize=KEPT)
def read_yaml(text: str | bytes, ignore_tags: bool = False) -> Plain | Unknown:
    """YAML without its traps: `no`, `on`, `1.10` and `12:30` stay text, only true, false, null and whole numbers are more.
    One document; merge keys are applied; custom tags are refused, or passed over with `ignore_tags`.
    """
    return _bounded(Builder(ignore_tags).read, text, "YAML")


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
            raise RefusedError(f"longer than {LONGEST // 1024} KiB")
        if "\0" in source or "\ufffd" in source:
            raise RefusedError("not UTF-8 text")
        value = read(source.removeprefix("\ufeff"))
        measured(value)
    except RefusedError as error:
        return Unknown(f"{what} refused: {error}")
    except UnicodeDecodeError:
        return Unknown(f"{what} refused: not UTF-8 text")
    except (RecursionError, MemoryError, OverflowError):
        return Unknown(f"{what} refused: nested too deeply")
    except ValueError as error:
        return Unknown(f"not valid {what}: {' '.join(str(error).split())[:200]}")
    return value


def _toml(source: str) -> Plain:
    if max((line.count(".") for line in source.split("\n")), default=0) > MOST_DOTS:
        raise RefusedError("a line with too many dots")
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
        raise RefusedError("duplicate keys")
    return value


def _no_constant(name: str) -> Plain:
    raise RefusedError(f"the value {name}")


def _xml(source: str) -> Plain:
    from xml.parsers import expat  # noqa: PLC0415 - DTDs are refused below, before any entity can be declared

    parser = expat.ParserCreate(namespace_separator=" ")
    root: dict[str, Plain] = {"name": "", "text": "", "children": []}
    stack = [root]

    def start(name: str, _attributes: dict[str, str]) -> None:
        if len(stack) > DEEPEST // 2:
            raise RefusedError("nested too deeply")
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
        raise RefusedError("it holds a document type declaration")

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
