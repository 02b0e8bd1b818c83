"""What a README calls its project: the nouns at the end of what it is said to be, in English."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from msgspec import Struct

from oshealth.compiled import compiled
from oshealth.facts.late import late
from oshealth.facts.markup import Markup
from oshealth.facts.readme import telling

LONGEST_PHRASE: Final = 140
_PARAGRAPHS: Final = 2
_NOUNS: Final = late(
    r"\b(?:"
    r"(?P<documentation>books?|handbook|guides?|tutorials?|documentation|docs|specifications?|workshops?|courses?|curriculum|"
    r"textbook|lecture notes)|"
    r"(?P<template>templates?|boilerplate|skeleton|starter kit|scaffold)|"
    r"(?P<library>librar(?:y|ies)|(?:[\w.#+-]+ )?frameworks?|sdks?|bindings?|crates?|gems?|bundle|driver|adapter|middleware|"
    r"foreign data wrapper|wrapper|orm|polyfill|parser|"
    r"(?:python|r|ruby|node(?:\.?js)?|npm|go|golang|julia|php|composer|javascript|typescript|swift|haskell|perl) "
    r"(?:packages?|modules?))|"
    r"(?P<tool>(?:command[- ]line|terminal|console|cli)(?: [\w-]+)?|cli|tool|utilit(?:y|ies)|scripts?|compiler|transpiler|"
    r"linter|formatter|generator|converter|package manager|scanner|profiler|debugger|bundler)|"
    r"(?P<application>(?:web|desktop|mobile|android|ios|gui|sample|windows) (?:program|client)|app|applications?|"
    r"(?<!language )server|daemon|(?<!web )services?|platform(?!-)|portal|dashboard|"
    r"(?:management|information|processing) system|(?:[\w-]+ )?editor|viewer|game|simulator|emulator|(?:window|display) manager|"
    r"operator|container runtime|back-?end for|marketing manager|blocker|player)"
    r")\b",
    re.I,
)
VAGUE: Final = frozenset(
    {
        "tool",
        "utility",
        "utilities",
        "scripts",
        "scanner",
        "generator",
        "converter",
        "compiler",
        "formatter",
        "parser",
        "wrapper",
        "platform",
        "portal",
        "service",
        "services",
    }
)
"""Words that libraries, tools and applications are called alike."""
_SELF: Final = r"library|crate|gem|sdk|framework|tool|program|script|application|app"
_IS: Final = late(
    r"(?:\b(?:is|are|provides|offers|contains)\s+(?:an?|the|our|your|another)\b|"
    rf"(?:^|[:—–|]|\s-|(?<=\w[.!])\s)\s*(?:(?:an?|the|your|this(?= (?:[\w-]+ )?(?:{_SELF})\b))\b|(?![^.]*\b(?:an?|the|your)\b)))"
    rf"\s*(?=(?P<what>(?:[^.:;!?]|\.(?=\w)){{2,{LONGEST_PHRASE}}}))",
    re.I,
)
_STOP: Final = late(
    r"\b(?:for|to|that|which|of|with|in|by|written|based|from|(?<!ruby )on|using|used|built|designed|where|whose|when|it|is|are|"
    r"as|at|including|aimed|intended|targeted|provid\w+|allow\w+|enabl\w+|under|into|developed|will|can|should|exists|acts|has|"
    r"supporting|across|over|via|around|against|between|and (?:is|can|has)|if|we|you)\b|[(—–]|\s-\s",
    re.I,
)
_PARTS: Final = compiled(r"\s*(?:,|\band\b|\bor\b|&|/)\s*")


class Called(Struct, frozen=True):
    """A kind that the README gives its project, in which word and line (1-based)."""

    kind: str
    word: str
    line: int


def called(markup: Markup) -> tuple[Called, ...]:
    """The kinds that the title and the first paragraphs name, each once; empty where they name none."""
    found: dict[str, Called] = {}
    for text, line in _head(markup):
        for phrase in _IS().finditer(text):
            for kind, word in _kinds(phrase["what"]):
                found.setdefault(kind, Called(kind, word, line))
    return tuple(found.values())


def _head(markup: Markup) -> Iterator[tuple[str, int]]:
    if markup.sections:
        yield markup.sections[0].heading[:LONGEST_PHRASE], markup.sections[0].line
    for text, line in islice(telling(markup), _PARAGRAPHS):
        yield text[:400], line


def _kinds(phrase: str) -> Iterator[tuple[str, str]]:
    """The kind of each of several things that a phrase names: that of its last noun which tells one.

    Documentation is of something; "the documentation is found elsewhere" calls nothing so.
    """
    stop = _STOP().search(phrase)
    is_of = stop is not None and stop[0].lower() in {"for", "of"}
    for part in _PARTS.split(phrase[: stop.start()] if stop else phrase):
        last = next(iter(reversed([*islice(_NOUNS().finditer(part), 9)])), None)
        word = last[0].lower() if last else ""
        if last and last.lastgroup and (is_of or word not in {"documentation", "docs"}):
            yield last.lastgroup, word
