"""Whether a project says who holds the copyright: in its license, else wherever projects say it."""

import re
from collections.abc import Iterator
from typing import Final

from oshealth.compiled import compiled
from oshealth.facts.base import Facts, Reading, Value
from oshealth.facts.globs import select
from oshealth.facts.licensing.headers import WANTED as SOURCES
from oshealth.facts.licensing.headers import front_sources
from oshealth.facts.licensing.holders import Holder, holders_in
from oshealth.facts.licensing.project import Read, project_license, text_of
from oshealth.facts.licensing.reuse import annotations
from oshealth.facts.reading import at, read_yaml, strings
from oshealth.facts.sampled import sample
from oshealth.facts.seen import paths_of
from oshealth.snapshot import Evidence, Texts, Tree, Unknown

_PROSE: Final = (
    "{NOTICE,COPYRIGHT,README,HACKING}",
    "{NOTICE,COPYRIGHT,README,HACKING}.{md,txt,rst,adoc,org}",
)
_BUILD: Final = ("{configure.ac,configure.in,CMakeLists.txt,meson.build,Makefile.am}",)
"""What a reader of a C project opens first, whatever its folders are called."""
_HELD: Final = compiled(
    r"\bcopyrights?\b[^.\n]{0,80}\b(?:is|are|remains?)[ \t](?:held|owned|retained)[ \t]by[ \t](?:the[ \t])?\[?(?P<who>[^\W\d_])",
    re.IGNORECASE,
)
"""How prose says it, in the file where a notice has a line of its own."""
_OF_OTHERS: Final = compiled(
    r"(?i)(?:^|/)(?:contrib|extern(?:al)?s?|deps|assets|static|public|etc|java[-_]?scripts?)/"
)
"""Where what others wrote is often kept among one's own."""
_METADATA: Final = ("publiccode.yml", "publiccode.yaml")
WANTED: Final = (*_PROSE, *_BUILD, *_METADATA, *SOURCES)
_LONGEST: Final = 100_000
_HEAD: Final = 3_000
MOST_OF: Final = 0.5
_SHOWN: Final = 5


def holder_named(facts: Facts) -> Reading:
    """Whether a license file names who holds the copyright: no only when a template's blanks were left."""
    found = facts.once(project_license)
    if isinstance(found, Unknown):
        return found
    lines = [(file, one) for file in found.chief for one in holders_in(text_of(facts, file))]
    named = [(file, one) for file, one in lines if one.name]
    if named or lines:
        return Value(bool(named), _evidence(named or lines))
    if found.unread:
        return Unknown(found.unread)
    return Unknown("no license file has a copyright line of the project's own")


def ownership(facts: Facts) -> Reading:
    """One word: named, blank (a template's blanks were left in the license and nothing else names anybody), or silent."""
    found, tree, texts = facts.once(project_license), facts.snapshot.tree, facts.snapshot.texts
    if isinstance(found, Unknown):
        return found
    in_license = holder_named(facts)
    if isinstance(in_license, Value) and in_license.value is True:
        return Value("named", in_license.evidence)
    if isinstance(tree, Unknown) or isinstance(texts, Unknown):
        return Unknown("no texts were read")
    elsewhere = tuple(_elsewhere(facts, texts)) or _in_most_sources(tree, texts)
    if elsewhere:
        return Value("named", elsewhere[:_SHOWN])
    if isinstance(in_license, Value):
        return Value("blank", in_license.evidence)
    unread = found.unread or _unread(tree, texts)
    return Unknown(unread) if unread else Value("silent", _NOWHERE)


_NOWHERE: Final = (
    Evidence(
        "absence", name="copyright holder", path="license files, NOTICE, README, sources, publiccode.yml"
    ),
)


def _elsewhere(facts: Facts, texts: Texts) -> Iterator[Evidence]:
    for path in select(paths_of(texts), (*_PROSE, *_BUILD, *_METADATA)):
        text = texts.by_path[path]
        if isinstance(text, str) and path not in _METADATA:
            yield from _named_in(path, text[:_LONGEST])
            yield from _held_in(path, text[:_LONGEST])
        elif isinstance(text, str):
            data = read_yaml(text)
            owners = strings(at(data, "legal", "mainCopyrightOwner")) + strings(
                at(data, "legal", "repoOwner")
            )
            yield from (Evidence("path", path=path, name="legal") for _ in owners[:1])
    for path, head in front_sources(texts):
        yield from _named_in(path, head)
    entries = facts.once(annotations)
    if not isinstance(entries, Unknown):
        yield from (Evidence("path", path=entry.path) for entry in entries[:_SHOWN] if entry.copyright)


def _named_in(path: str, text: str) -> Iterator[Evidence]:
    return (Evidence("path", path=path, line=one.line) for one in holders_in(text) if one.name)


def _held_in(path: str, text: str) -> Iterator[Evidence]:
    """Sentences such as "The copyright of Kite is held by the Example Association"; a name begins with a capital letter."""
    for found in _HELD.finditer(text):
        if found["who"].isupper():
            yield Evidence("path", path=path, line=text.count("\n", 0, found.start()) + 1)


def _in_most_sources(tree: Tree, texts: Texts) -> tuple[Evidence, ...]:
    """The copyright lines at the heads of the sampled source files, where half of them have one: what is copied from
    others has its own.
    """
    own = (path for path in sample(tree) if not _OF_OTHERS.search(path))
    heads = {path: text[:_HEAD] for path in own if isinstance(text := texts.by_path.get(path), str)}
    telling = {path: text for path, text in heads.items() if "opyright" in text or "©" in text}
    if not heads or len(telling) < MOST_OF * len(heads):
        return ()
    found = {path: next(_named_in(path, text), None) for path, text in telling.items()}
    named = tuple(evidence for evidence in found.values() if evidence)
    return named if len(named) >= MOST_OF * len(heads) else ()


def _unread(tree: Tree, texts: Texts) -> str:
    """Why nobody can say that no text names a holder; empty when all that could were read."""
    if tree.partial:
        return tree.partial
    asked = select(tree.paths, (*_PROSE, *_METADATA))
    return next(
        (f"{path} was not read" for path in asked if not isinstance(texts.by_path.get(path), str)), ""
    )


def _evidence(lines: list[tuple[Read, Holder]]) -> tuple[Evidence, ...]:
    return tuple(Evidence("path", path=file.path, line=one.line) for file, one in lines[:_SHOWN])
