"""What an import comes to: files by path, and a line for everything that was, or was not, carried over."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct, field

from oshealth.compiled import compiled
from oshealth.errors import AskedWrongly
from oshealth.facts.limits import Plain
from oshealth.facts.reading import read_json, read_yaml
from oshealth.snapshot import Unknown

MOST_ENTRIES: Final = 200

_PRINTABLE: Final = compiled(r"[^\x20-\x7e\u00a1-\u02ff\u0370-\u1fff\u3040-\ud7af]+")


class Carried(Struct, frozen=True):
    """The files to write, by their path in the folder; what came over, what our own rules ask anyway, what is left.

    `ours` maps what the other tool called it to the rules that ask it; `left` maps it to the reason.
    """

    files: Mapping[str, str]
    over: tuple[str, ...] = ()
    ours: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    left: Mapping[str, str] = field(default_factory=dict)
    use: str = ""


def read_either(text: str, what: str) -> Plain:
    """JSON, else YAML; bounded like all that is not ours. Raises AskedWrongly when it is neither."""
    value = read_json(text)
    if isinstance(value, Unknown):
        value = read_yaml(text)
    if isinstance(value, Unknown) or not isinstance(value, dict):
        reason = value.reason if isinstance(value, Unknown) else "no keys and values"
        raise AskedWrongly(f"this is no {what}: {reason}", "give the file as the other tool reads it")
    return value


def one_line(value: object, longest: int = 200) -> str:
    """A text of somebody else as one printable line, cut at so many characters; empty for anything but a text."""
    words = " ".join(_PRINTABLE.sub(" ", value).split()) if isinstance(value, str) else ""
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def as_yaml(value: Mapping[str, Any], head: str = "") -> str:
    """Keys and values as YAML, in their order, after a line of comment."""
    import yaml  # noqa: PLC0415 - 40 ms that only an import should pay

    text = yaml.safe_dump(dict(value), sort_keys=False, allow_unicode=True, width=110)
    return f"# {head}\n{text}" if head else text
