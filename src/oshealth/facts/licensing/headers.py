"""License tags and copyright lines at the head of the source files that a reader opens first."""

from collections.abc import Iterator
from typing import Final

from oshealth.compiled import compiled
from oshealth.facts.globs import select
from oshealth.facts.seen import paths_of
from oshealth.snapshot import Texts

WANTED: Final = (
    "{__init__,main,index,lib,mod,app,cli,version,conftest,manage}.{py,js,mjs,ts,go,rs,rb,c,cc,cpp,php}",
    "{src,lib,source}/{main,index,lib,mod,app,cli,version}.{py,js,mjs,ts,tsx,go,rs,rb,c,cc,cpp,php}",
    "{src/,}*/__init__.py",
    "cmd/*/main.go",
    "lib/*.rb",
)
"""Globs (any case) of source files that stand for the rest: reading every file would cost more than it tells."""

_HEAD: Final = 4_000
_MOST_FILES: Final = 40
_TAG: Final = compiled(r"SPDX-License-Identifier:[ \t]{0,9}([^\n\r*#]{1,200})")
_TAG_END: Final = compiled(r"\s*(?:\*/|-->|\"\"\"|'''|$)")


def front_sources(texts: Texts) -> Iterator[tuple[str, str]]:
    """Path and head of the source files that were read, at most forty."""
    for path in select(paths_of(texts), WANTED)[:_MOST_FILES]:
        text = texts.by_path[path]
        if isinstance(text, str):
            yield path, text[:_HEAD]


def tagged(head: str) -> Iterator[str]:
    """What the SPDX tags of a head say, as written."""
    for tag in _TAG.finditer(head):
        yield _TAG_END.split(tag[1].strip(), maxsplit=1)[0].strip()
