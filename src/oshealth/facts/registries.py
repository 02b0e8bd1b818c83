"""In which package registries a project says it can be found: links and badges of the README under its own name."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final
from urllib.parse import unquote

from oshealth.compiled import compiled
from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.documents import README_TEXTS, readme_markup, shelf
from oshealth.facts.late import late
from oshealth.facts.manifests import WANTED, manifests
from oshealth.facts.markup import Markup
from oshealth.facts.reading import at, elements, strings
from oshealth.facts.tables import shipped
from oshealth.snapshot import Evidence, Group, Texts, Unknown

_SIGNS: Final = late(r"[\W_]+")
_SETUP: Final = late(r"""(?:^|[(,])\s*name\s*=\s*["']([\w.-]{1,100})["']""", re.MULTILINE)
_CONFIG: Final = late(r"^name\s*=\s*([\w.-]{1,100})\s*$", re.MULTILINE)
_DESCRIPTION: Final = late(r"(?m)^Package:\s*([\w.]+)\s*$")
_GEM: Final = late(r"""\.name\s*=\s*["']([\w.-]{1,100})["']""")
_MODULE: Final = late(r"(?m)^module\s+(\S{1,200})\s*$")
_VERSION: Final = late(r"/v\d{1,3}$")
_WORD: Final = late(r"[A-Za-z0-9][\w.-]{1,60}")
_PLAINLY: Final = late(r"(?:(?:[\w/-]|\\\.)(?![?*+{]))+")
_NEEDS: Final[frozenset[Group]] = frozenset({"tree", "texts"})
NAMING: Final = (
    *README_TEXTS, *WANTED, "setup.{py,cfg}", "*.gemspec", "DESCRIPTION", "go.mod", "action.y*ml",
)  # fmt: skip


def packages(facts: Facts) -> Reading:
    """`registry: package` for each link or badge whose package bears a name of this project."""
    found = readme_markup(facts)
    if isinstance(found, Unknown):
        return found
    if found is None:
        return Value((), (Evidence("absence", name="README"),))
    path, markup = found
    own = frozenset(map(_plain, names(facts)))
    hits = [
        Evidence("path", path, line, registry, f"{registry}: {package}")
        for registry, package, line in _linked(markup)
        if _is_own(package, own)
    ]
    if not hits and markup.cut:
        return Unknown(f"{path}: {markup.cut}")
    nothing = (Evidence("absence", path, name="link to a registry under the project's own name"),)
    return Value(tuple(dict.fromkeys(str(hit.value) for hit in hits)), tuple(hits[:5]) or nothing)


def is_own_package(facts: Facts, place: str) -> bool:
    """Whether the rest of an address on a host of packages names one of this project, not one that it builds on."""
    return any(name in _plain(place) for name in map(_plain, names(facts)) if len(name) > 1)


def published_names(facts: Facts) -> Reading:
    """The names under which manifests would publish the project."""
    own = shelf(facts)
    if isinstance(own, Unknown):
        return own
    found = tuple(dict.fromkeys(packaged_names(facts)))
    if not found and isinstance(facts.snapshot.texts, Unknown):
        return facts.snapshot.texts
    return Value(
        found[:50], tuple(Evidence("fact", name="name of a package", value=name) for name in found[:3])
    )


def names(facts: Facts) -> Iterator[str]:
    """Every name that may be the project's own: of its manifests, its repository, and the title of its README."""
    for name in packaged_names(facts):
        yield name
        yield _VERSION().sub("", name).rpartition("/")[2]  # of a module in Go, what others call it
    if facts.snapshot.ref.name:
        yield facts.snapshot.ref.name
    own, found = shelf(facts), readme_markup(facts)
    if not isinstance(own, Unknown):
        yield from filter(None, dict.fromkeys((own.home[1], own.called[1])))
    if found is not None and not isinstance(found, Unknown) and found[1].sections:
        yield from _WORD().findall(found[1].sections[0].heading)[:4]


def packaged_names(facts: Facts) -> Iterator[str]:
    """The names that manifests give to what they describe."""
    for manifest in manifests(facts):
        value = manifest.value
        if manifest.name == "pom.xml":
            yield from (str(one["text"]).strip() for one in elements(value, "artifactId"))
            continue
        if at(value, "private") is not True:
            yield from strings(at(value, "name"))
        yield from strings(at(value, "project", "name"))
        yield from strings(at(value, "tool", "poetry", "name"))
        if at(value, "package", "publish") is not False:
            yield from strings(at(value, "package", "name"))
    texts = facts.snapshot.texts
    if isinstance(texts, Texts):
        for path in texts.by_path:
            if "/" not in path and isinstance(text := texts.by_path[path], str):
                yield from _in_text(path.lower(), text[:50_000])


def _in_text(path: str, text: str) -> Iterator[str]:
    if path == "setup.py":
        yield from _SETUP().findall(text)[:1]
    elif path == "setup.cfg":
        yield from _CONFIG().findall(text)[:1]
    elif path == "description":
        yield from _DESCRIPTION().findall(text)[:1]
    elif path.endswith(".gemspec"):
        yield from _GEM().findall(text)[:1]
    elif path == "go.mod":
        yield from _MODULE().findall(text)[:1]


def _linked(markup: Markup) -> Iterator[tuple[str, str, int]]:
    places = [(link.target, link.line) for link in markup.links]
    places += [(address, image.line) for image in markup.images for address in (image.target, image.link)]
    for address, line in places:
        plain = address.lower() if address.isascii() else ""
        for registry, openings, pattern in _patterns():
            is_likely = not plain or any(opening in plain for opening in openings)
            found = pattern.search(address) if is_likely else None
            if found:
                yield registry, unquote(found[found.lastindex or 0]).removesuffix(".svg"), line


def _is_own(package: str, own: frozenset[str]) -> bool:
    """The name itself, or its last part: `@scope/name`, `vendor/name`, `group:name`, `conda-forge/name`."""
    if package.startswith("@types/"):  # what others wrote about a package
        return False
    parts = [package, *re.split(r"[/:]", package)[-1:]]
    return any(_plain(part.removesuffix(".git")) in own for part in parts)


def _plain(name: str) -> str:
    return _SIGNS().sub("", name.casefold())


@cache
def _patterns() -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    """Each registry, how what leads there begins, in lower case, and its pattern."""
    listed: dict[str, Any] = shipped("registries")
    return tuple(
        (name, tuple(map(_opening, several)), compiled("|".join(several), re.IGNORECASE))
        for name, several in listed["registries"].items()
    )


def _opening(pattern: str) -> str:
    """The letters and signs with which whatever a pattern finds begins, as far as it says so plainly."""
    found = _PLAINLY().match(pattern)
    return found[0].replace("\\", "").lower() if found else ""


FACTS: Final = (
    Fact(
        "registry.packages",
        "list",
        "Package registries that the README links, by a link or badge, under a name of the project's own, as "
        "`registry: package`. Whether the package is there is not asked.",
        packages,
        _NEEDS,
        source="howfairis, registry (fair-software.eu, recommendation 3); the list of registries is oshealth's own",
        texts=NAMING,
    ),
    Fact(
        "registry.names",
        "list",
        "Names under which the manifests at the root or one folder deep would publish the project; private packages apart.",
        published_names,
        _NEEDS,
        texts=NAMING,
    ),
)
