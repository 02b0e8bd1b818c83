"""A question of a rule in plain words, for people who read no YAML."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from oshealth.facts.patterns import PATTERNS
from oshealth.rulebook.plain import plain
from oshealth.rulebook.probes import Probe, Question

MOST_SHOWN: Final = 12
_COMPARED: Final[Mapping[str, str]] = {
    "equals": "is",
    "differs": "is not",
    "at_least": "is at least",
    "at_most": "is at most",
    "in": "is one of",
    "contains": "contains",
    "within_days": "lies back at most (days)",
}
_TRUTH: Final = {True: "yes", False: "no"}


def in_words(question: Question, depth: int = 0) -> Iterator[str]:
    """A question as indented lines of words."""
    yield from _worded(question, "  " * depth)


def _worded(question: Probe, indent: str) -> Iterator[str]:
    for word, lead in (("all", "all of:"), ("any", "one of:")):
        if question.key == word:
            yield f"{indent}{lead}"
            for part in getattr(question, word):
                yield from _worded(part, indent + "  ")
            return
    if question.key == "not":
        yield f"{indent}not:"
        yield from _worded(question.not_, indent + "  ")  # type: ignore[attr-defined]  # its key says it is a Not
        return
    yield f"{indent}{_leaf(question)}"


def _leaf(question: Probe) -> str:
    return _SAID[question.key](plain(question))


def _fact(written: Mapping[str, Any]) -> str:
    name = written["fact"]
    if bands := written.get("bands"):
        return f"{name} earns {', '.join(map(_band, bands))}"
    word, wanted = next((key, value) for key, value in written.items() if key in _COMPARED)
    if wanted == "":
        return f"{name} is {'empty' if word == 'equals' else 'not empty'}"
    return f"{name} {_COMPARED[word]} {_plain(wanted)}"


def _band(band: Mapping[str, Any]) -> str:
    if "otherwise" in band:
        return f"otherwise {band['otherwise']} %"
    word = "at_least" if "at_least" in band else "at_most"
    return f"{band.get('credit', 0)} % from {band[word]}{' on' if word == 'at_least' else ' down'}"


def _human(written: Mapping[str, Any]) -> str:
    see = f" (to be seen: {_plain(written['see'])})" if written.get("see") else ""
    return f"a person is asked: {' '.join(str(written['human']).split())}{see}"


def _document(written: Mapping[str, Any]) -> str:
    least = f" of at least {written['min_bytes']} bytes" if "min_bytes" in written else ""
    return f"there is a document {written['document']}{least}"


def _file(written: Mapping[str, Any]) -> str:
    many = written.get("at_least", 1)
    return f"there {'is a file' if many == 1 else f'are {many} files'} {_plain(written['file'])}"


def _text(written: Mapping[str, Any]) -> str:
    look = written["text"]
    where = _plain(look["in"])
    if "has" in look:
        return f"{where} holds {_meanings([look['has']])[0]}"
    if "says" in look:
        return f"{where} matches the pattern {look['says']}"
    many = f"at least {look['at_least']} of " if look.get("at_least", 1) > 1 else ""
    beside = [*look.get("beside", ()), *_meanings(look.get("with", ()))]
    close = f", in one sentence with: {_plain(beside)}" if beside else ""
    return f"{where} says {many}{_plain(look['words'])}{close}"


def _heading(written: Mapping[str, Any]) -> str:
    look = written["heading"]
    inside = f", with: {_plain(_meanings(look['with']))}" if look.get("with") else ""
    return f"{_plain(look['in'])} has a section {_plain(look['is'])}{inside}"


def _meanings(patterns: Iterable[str]) -> list[str]:
    """What named patterns find, each with its name."""
    return [f"{PATTERNS[name].definition} ({name})" for name in patterns]


def _finding(written: Mapping[str, Any]) -> str:
    return f"the rule {written['finding']['rule']} came to {_plain(written['finding']['outcome'])}"


_SAID: Final = {
    "fact": _fact,
    "human": _human,
    "document": _document,
    "file": _file,
    "text": _text,
    "heading": _heading,
    "finding": _finding,
}


def _plain(value: object) -> str:
    """A value or several, the first of them when there are many."""
    if isinstance(value, list):
        more = f" … ({len(value)} in all)" if len(value) > MOST_SHOWN else ""
        return " | ".join(map(_plain, value[:MOST_SHOWN])) + more
    return _TRUTH[value] if isinstance(value, bool) else str(value)
