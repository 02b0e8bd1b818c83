"""Which files a project licenses one by one or by pattern: REUSE.toml, .reuse/dep5, and `.license` files beside them."""

import re
from typing import Final

from msgspec import Struct

from oshealth.compiled import compiled
from oshealth.errors import AskedWrongly
from oshealth.facts.base import Facts, Reading, Value
from oshealth.facts.globs import choices, select
from oshealth.facts.paths import with_pieces
from oshealth.facts.reading import at, read_toml, strings
from oshealth.facts.seen import asked_of, told_of
from oshealth.snapshot import Evidence, Texts, Tree, Unknown

_TOML: Final = "reuse.toml"
_DEP5: Final = ".reuse/dep5"
WANTED: Final = ("**/REUSE.toml", _DEP5)
_LONGEST: Final = 200_000
_MOST_PATTERNS: Final = 500
_STANZA: Final = compiled(r"\n[ \t]*\n")
_FIELD: Final = compiled(r"^(Files|License|Copyright):[ \t]*(.*(?:\n[ \t]+.*){0,200})", re.MULTILINE)
_BESIDE: Final = ".license"
_ENDS: Final = _TOML, _DEP5
_NOTHING: Final = (Evidence("absence", name="license by file", path="REUSE.toml, .reuse/dep5, *.license"),)


class Annotation(Struct, frozen=True):
    """What one entry says of the files that match its globs; `copyright` and `license` as written, empty when unsaid."""

    path: str
    globs: tuple[str, ...]
    license: str
    copyright: str


def annotations(facts: Facts) -> tuple[Annotation, ...] | Unknown:
    """Every entry of REUSE.toml (in any folder) and .reuse/dep5; Unknown when one of these could not be read."""
    tree, texts = facts.snapshot.tree, facts.snapshot.texts
    if isinstance(tree, Unknown):
        return tree
    found: list[Annotation] = []
    for path in _places(tree):
        text = _text(path, texts)
        if isinstance(text, Unknown):
            return Unknown(f"{path}: {text.reason}")
        reader = _in_dep5 if path.lower() == _DEP5 else _in_toml
        read = reader(path, text[:_LONGEST])
        if isinstance(read, Unknown):
            return read
        found += read
    return Unknown(tree.partial) if tree.partial and not found else tuple(found)


def licensed_paths(facts: Facts) -> frozenset[str] | Unknown:
    """The files to which an entry, or a `.license` file beside them, gives a license."""
    tree, entries = facts.snapshot.tree, facts.once(annotations)
    if isinstance(tree, Unknown):
        return tree
    if isinstance(entries, Unknown):
        return entries
    globs = [glob for entry in entries if entry.license for glob in entry.globs if _is_usable(glob)]
    by_entry = select(tree.paths, globs[:_MOST_PATTERNS]) if globs else ()
    beside = [path.removesuffix(_BESIDE) for path in told_of(tree.paths, _is_beside, with_pieces(_BESIDE))]
    paths = asked_of(tree.paths) if beside else ()
    return frozenset(by_entry) | {path for path in beside if path in paths}


def coverage(facts: Facts) -> Reading:
    """The share of files that say their license one by one or by pattern; license texts themselves are not counted."""
    tree, licensed = facts.snapshot.tree, facts.once(licensed_paths)
    if isinstance(licensed, Unknown) or isinstance(tree, Unknown):
        return licensed if isinstance(licensed, Unknown) else Unknown("the tree was not seen")
    counted = told_of(tree.paths, _is_counted)
    if not counted:
        return Unknown("there are no files")
    if tree.partial:
        return Unknown(tree.partial)
    places = _places(tree)
    share = round(len(licensed.intersection(counted)) / len(counted), 3)
    return Value(share, tuple(Evidence("path", path=path) for path in places) or _NOTHING)


def _places(tree: Tree) -> list[str]:
    return [*told_of(tree.paths, _is_place, with_pieces(*_ENDS))]


def _is_place(path: str) -> bool:
    lower = path[-len(_DEP5) - 1 :].lower()
    return lower.endswith(_ENDS) and (path.lower() in _ENDS or lower.endswith(f"/{_TOML}"))


def _is_counted(path: str) -> bool:
    return not path.startswith("LICENSES/") and not path.endswith(_BESIDE)


def _is_beside(path: str) -> bool:
    return path.endswith(_BESIDE)


def _in_toml(path: str, text: str) -> list[Annotation] | Unknown:
    folder, data = path.rpartition("/")[0], read_toml(text)
    if isinstance(data, Unknown):
        return Unknown(f"{path}: {data.reason}")
    found, entries = [], at(data, "annotations")
    for entry in entries if isinstance(entries, list) else []:
        globs = tuple(f"{folder}/{glob}" if folder else glob for glob in strings(at(entry, "path")))
        licenses = strings(at(entry, "SPDX-License-Identifier"))
        holders = strings(at(entry, "SPDX-FileCopyrightText"))
        found.append(Annotation(path, globs, " AND ".join(licenses), "; ".join(holders)))
    return found


def _in_dep5(path: str, text: str) -> list[Annotation]:
    """Stanzas as DEP-5 has them; its `*` crosses folders."""
    found = []
    for stanza in _STANZA.split(text.replace("\r\n", "\n")):
        fields = {name: " ".join(said.split()) for name, said in _FIELD.findall(stanza)}
        globs = tuple(re.sub(r"\*+", "**", glob) for glob in fields.get("Files", "").split())
        if globs:
            found.append(Annotation(path, globs, fields.get("License", ""), fields.get("Copyright", "")))
    return found


def _is_usable(glob: str) -> bool:
    try:
        choices(glob)
    except AskedWrongly:
        return False
    return True


def _text(path: str, texts: Texts | Unknown) -> str | Unknown:
    if isinstance(texts, Unknown):
        return texts
    return texts.by_path.get(path, Unknown(texts.partial or "its text was not read"))
