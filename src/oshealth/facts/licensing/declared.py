"""What a project declares of its license outside its license files: manifests, citation and metadata files, README."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from msgspec import Struct

from oshealth.compiled import compiled
from oshealth.facts.base import Facts
from oshealth.facts.globs import select
from oshealth.facts.licensing import headers
from oshealth.facts.licensing.expressions import Expression
from oshealth.facts.licensing.files import NAMED_LICENSES, is_license_name
from oshealth.facts.licensing.naming import Named, any_of, named
from oshealth.facts.licensing.notices import notices_in
from oshealth.facts.limits import Plain
from oshealth.facts.paths import in_folders
from oshealth.facts.reading import at, elements, read_json, read_toml, read_xml, read_yaml, strings
from oshealth.facts.seen import paths_of, told_of
from oshealth.snapshot import Texts, Tree, Unknown

_INNER: Final = (
    "{packages,crates,libs,modules,plugins,components}/*/{pyproject.toml,package.json,Cargo.toml,composer.json}",
    "{backend,frontend,server,client,api,web,python,javascript,rust,core,cli,sdk}/{pyproject.toml,package.json,Cargo.toml}",
)
WANTED: Final = (
    "{pyproject.toml,setup.cfg,setup.py,package.json,Cargo.toml,composer.json,pom.xml,DESCRIPTION,mix.exs}",
    "{publiccode.yml,publiccode.yaml,CITATION.cff,codemeta.json,funding.json,REUSE.toml,README,README.*,NOTICE,NOTICE.*}",
    "*.gemspec",
    "debian/copyright",
    *_INNER,
    *headers.WANTED,
)
KEPT_BACK: Final = "UNLICENSED"
"""What npm has those write who grant no rights at all: a family to which no license belongs."""
_MOST_INNER: Final = 60
_DECLARING: Final = in_folders("", "debian")
_PRIVATE: Final = compiled(r'"private"\s{0,9}:\s{0,9}true')
_LONGEST: Final = 200_000
_ELSEWHERE: Final = compiled(
    r"^(?:see |licen[cs]e(?:\.\w+)?$|unlicensed$|proprietary|file:|none$|other|unknown)", re.IGNORECASE
)
_FIELD: Final = compiled(r"""^[ \t]*license[ \t]*=[ \t]*["']?([^"'\n#,]{1,200})""", re.MULTILINE)
_CLASSIFIER: Final = compiled(r"License :: [^\"'\n]{1,150}")
_GEM: Final = compiled(r"""\.licenses?\s*=\s*(\[[^\]\n]{1,200}\]|["'][^"'\n]{1,100}["'])""")
_QUOTED: Final = compiled(r"""["']([^"']{1,100})["']""")
_MIX: Final = compiled(r"\blicenses:\s*\[([^\]]{1,500})\]")
_R_FIELD: Final = compiled(r"^License:\s*(.{1,200})$", re.MULTILINE)
_R_FILE: Final = compiled(r"\s*[+|]\s*file\s+\S+|\bfile\s+\S+")
_DEBIAN: Final = compiled(
    r"^Files:[ \t]*\*[ \t]*\n(?:[^\n]+\n){0,200}?License:[ \t]*([^\n]{1,100})", re.MULTILINE
)
_OTHERS: Final = compiled(r"(?i)^#{1,6}[ \t]{0,3}third[- ]party", re.MULTILINE)
_SPDX_URL: Final = compiled(r"https?://(?:www\.)?spdx\.org/licenses/([\w.+-]+?)(?:\.html|\.json)?/?$")
_NOT_LICENSES: Final = compiled(
    r":: (?:OSI Approved|Other/Proprietary License|Free [^:]*|Freely Distributable)\s*$"
)


class Declared(Struct, frozen=True):
    """One place that declares a license: the path, the line (1-based), the words used, and what they name.

    `is_notice`: in passing, in the README. `is_of_file`: the tag of a source file, which speaks of that file alone.
    """

    path: str
    line: int
    said: str
    means: Named
    is_notice: bool = False
    is_of_file: bool = False

    @property
    def expression(self) -> Expression | None:
        """The SPDX expression that the words name; None when they name none, or only a family."""
        return self.means.expression


def declared_licenses(facts: Facts) -> tuple[Declared, ...] | Unknown:
    """Every declaration: at the root, in the packages below it, at the head of the front source files.

    Of packages below the root those count that carry no license file of their own. Unknown when nothing was seen.
    """
    tree, texts = facts.snapshot.tree, facts.snapshot.texts
    if isinstance(tree, Unknown):
        return tree
    if isinstance(texts, Unknown):
        return texts
    found: list[Declared] = []
    for path in (*told_of(tree.paths, _reader, _DECLARING), *_inner_manifests(tree, texts)):
        reader, text = _reader(path) or _reader(path.rpartition("/")[2]), texts.by_path.get(path)
        is_unpublished = "/" in path and isinstance(text, str) and _PRIVATE.search(text)
        if isinstance(text, str) and reader and not is_unpublished:
            found += _declared_in(path, text[:_LONGEST], reader)
    found += _in_headers(texts)
    return Unknown(tree.partial) if tree.partial and not found else tuple(found)


def _inner_manifests(tree: Tree, texts: Texts) -> list[str]:
    inner = select(paths_of(texts), _INNER)
    own = (
        {_folder(path) for path in told_of(tree.paths, _is_named_license, NAMED_LICENSES)} if inner else set()
    )
    return [path for path in inner if _folder(path) not in own][:_MOST_INNER]


def _is_named_license(path: str) -> bool:
    return is_license_name(path.rpartition("/")[2])


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _in_headers(texts: Texts) -> Iterator[Declared]:
    """The tags of source files, each expression once, at the first file that carries it."""
    seen: set[str] = set()
    for path, head in headers.front_sources(texts):
        for said in headers.tagged(head):
            if said not in seen:
                seen.add(said)
                line = head.count("\n", 0, head.find(said)) + 1
                yield Declared(path, line, said, named(said), is_of_file=True)


def unread_declarations(tree: Tree, texts: Texts) -> tuple[str, ...]:
    """Files that may declare a license and whose texts were not read."""
    return tuple(
        path
        for path in told_of(tree.paths, _reader, _DECLARING)
        if not isinstance(texts.by_path.get(path), str)
    )


def _declared_in(
    path: str, text: str, reader: "Callable[[str], Iterator[str | list[str]]]"
) -> Iterator[Declared]:
    is_notice = reader is _readme
    for said in reader(text):
        words = said if isinstance(said, list) else [said]
        is_kept_back = reader is _package_json and words == [KEPT_BACK]
        if not is_kept_back:
            words = [word for word in words if word.strip() and not _ELSEWHERE.match(word.strip())]
        if words:
            place = text.find(words[0])
            line = text.count("\n", 0, place) + 1 if place >= 0 else 1
            means = Named(family=KEPT_BACK) if is_kept_back else any_of(words)
            yield Declared(path, line, " OR ".join(words), means, is_notice)


def _reader(path: str) -> "Callable[[str], Iterator[str | list[str]]] | None":
    name = path.lower()
    if name in _READERS:
        return _READERS[name]
    if "/" in name:
        return None
    if name.endswith(".gemspec"):
        return _gemspec
    return _readme if name == "readme" or name.startswith("readme.") else None


def _pyproject(text: str) -> Iterator[str | list[str]]:
    project = at(read_toml(text), "project")
    poetry = at(read_toml(text), "tool", "poetry") if project is None else None
    table = project or poetry
    field = at(table, "license")
    said = strings(field) or strings(at(field, "text"))
    yield from said[:1]
    if not said:
        yield from _classifiers("\n".join(strings(at(table, "classifiers"))))


def _setup(text: str) -> Iterator[str | list[str]]:
    field = _FIELD.search(text)
    if field and not _ELSEWHERE.match(field[1].strip()):  # a name such as LICENSE is that of a variable
        yield field[1].strip()
    else:
        yield from _classifiers(text)


def _classifiers(text: str) -> Iterator[str | list[str]]:
    found = [one for one in dict.fromkeys(_CLASSIFIER.findall(text)) if not _NOT_LICENSES.search(one)]
    if found:
        yield found[:6]


def _package_json(text: str) -> Iterator[str | list[str]]:
    data = read_json(text)
    one = at(data, "license")
    several = at(data, "licenses")
    yield from strings(one) or strings(at(one, "type"))
    if one is None:
        yield [name for item in _items(several) for name in strings(item) + strings(at(item, "type"))]


def _cargo(text: str) -> Iterator[str | list[str]]:
    data = read_toml(text)
    yield from strings(at(data, "package", "license")) or strings(at(data, "workspace", "package", "license"))


def _composer(text: str) -> Iterator[str | list[str]]:
    yield strings(at(read_json(text), "license"))


def _pom(text: str) -> Iterator[str | list[str]]:
    yield [str(name["text"]).strip() for name in elements(read_xml(text), "licenses", "license", "name")]


def _mix(text: str) -> Iterator[str | list[str]]:
    field = _MIX.search(text)
    if field:
        yield _QUOTED.findall(field[1])


def _gemspec(text: str) -> Iterator[str | list[str]]:
    field = _GEM.search(text)
    if field:
        yield _QUOTED.findall(field[1])


def _description(text: str) -> Iterator[str | list[str]]:
    """R: `GPL (>= 2) | file LICENSE`; a bare number or none allows later versions."""
    field = _R_FIELD.search(text)
    if field:
        said = _R_FILE.sub("", field[1]).strip()
        yield re.sub(r"\s*\(>=\s*([\d.]+)\)", r"-\1+", said)


def _publiccode(text: str) -> Iterator[str | list[str]]:
    yield from strings(at(read_yaml(text), "legal", "license"))


def _citation(text: str) -> Iterator[str | list[str]]:
    yield strings(at(read_yaml(text), "license"))


def _codemeta(text: str) -> Iterator[str | list[str]]:
    field = at(read_json(text), "license")
    yield [
        _without_address(said) for item in _items(field) for said in strings(item) + strings(at(item, "@id"))
    ]


def _funding(text: str) -> Iterator[str | list[str]]:
    for project in _items(at(read_json(text), "projects")):
        for said in strings(at(project, "licenses")):
            yield said.removeprefix("spdx:")


def _reuse(text: str) -> Iterator[str | list[str]]:
    for annotation in _items(at(read_toml(text), "annotations")):
        if "**" in strings(at(annotation, "path")):
            yield from strings(at(annotation, "SPDX-License-Identifier"))


def _debian(text: str) -> Iterator[str | list[str]]:
    field = _DEBIAN.search(text)
    if field:
        yield re.sub(r"^(MIT|Expat)$", "MIT", re.sub(r"^([AL]?GPL-\d)(\+?)$", r"\1.0\2", field[1].strip()))


def _notice(text: str) -> Iterator[str | list[str]]:
    """The first tag, before the licenses of what others wrote."""
    yield from list(headers.tagged(_OTHERS.split(text, maxsplit=1)[0]))[:1]


def _readme(text: str) -> Iterator[str | list[str]]:
    for notice in notices_in(text):
        yield notice.expression


def _items(value: Plain) -> list[Plain]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _without_address(said: str) -> str:
    address = _SPDX_URL.match(said)
    return address[1] if address else said


_READERS: Final[Mapping[str, Callable[[str], Iterator[str | list[str]]]]] = {
    "pyproject.toml": _pyproject,
    "setup.cfg": _setup,
    "setup.py": _setup,
    "package.json": _package_json,
    "cargo.toml": _cargo,
    "composer.json": _composer,
    "pom.xml": _pom,
    "description": _description,
    "mix.exs": _mix,
    "publiccode.yml": _publiccode,
    "publiccode.yaml": _publiccode,
    "citation.cff": _citation,
    "codemeta.json": _codemeta,
    "funding.json": _funding,
    "reuse.toml": _reuse,
    "debian/copyright": _debian,
    **dict.fromkeys(("notice", "notice.md", "notice.txt"), _notice),
}
