"""What a package needs to run, by name, out of the common manifests and compose files; the needs of development are left out."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from oshealth.facts.late import Late, late
from oshealth.facts.limits import Plain
from oshealth.facts.reading import at, mapping, read_json, read_toml, read_yaml, strings
from oshealth.snapshot import Unknown

NAMES: Final = (
    "{package,composer}.json", "{pyproject,Cargo}.toml", "requirements*.txt", "requirements/*.txt", "setup.{py,cfg}", "Pipfile",
    "Gemfile", "*.gemspec", "pom.xml", "build.gradle{,.kts}", "go.mod", "pubspec.yaml", "*.versions.toml", "*.csproj",
    "{docker-compose,compose}*.y*ml", "mix.exs", "Project.toml", "Package.swift", "Podfile", "build.sbt",
)  # fmt: skip
BUILDS: Final = ("CMakeLists.txt", "meson.build", "configure.{ac,in}", "DESCRIPTION", "cpanfile")
GLOBS: Final = (
    *(f"{place}{name}" for place in ("", "*/", "*/*/") for name in NAMES),
    *(f"{place}{name}" for place in ("", "*/") for name in BUILDS),
)

_MOST: Final = 1_000
_PEP508: Final = late(r"\s*([A-Za-z0-9][\w.-]*)")
_LINE: Final = late(
    r"^[ \t]*[\"']?([A-Za-z0-9][\w.-]{0,80})[ \t]*(?:\[[^\]]{0,80}\])?[ \t]*(?:[=<>!~;#,\"'@]|$)",
    re.MULTILINE,
)
_SETUP: Final = late(
    r"[\"']([A-Za-z0-9][\w.-]{0,80})(?:\[[^\]\"']{0,80}\])?[ \t]*(?:[=<>!~;][^\"']{0,80})?[\"']"
)
_GEM: Final = late(r"^[ \t]*(?:gem|\w+\.add_(?:runtime_)?dependency)[ (]+[\"']([\w-]+)[\"']", re.MULTILINE)
_GROUP: Final = late(
    r"^group[^\n]{0,80}:(?:development|test)\b[^\n]{0,80}do\n(?:(?!^end)[^\n]*\n){0,200}^end", re.MULTILINE
)
_GRADLE: Final = late(
    r"^(?![ \t]*(?:test|androidTest|debug|//))[^\n]{0,120}?[\"']([\w.-]+:[\w.-]+)(?::[^\"'\n]*)?[\"']",
    re.MULTILINE,
)
_POM: Final = late(
    r"<dependency>\s*<groupId>([^<]{1,120})</groupId>\s*<artifactId>([^<]{1,120})</artifactId>((?:(?!</dependency>).){0,400})",
    re.DOTALL,
)
_GO: Final = late(r"^\s*(?:require\s+)?([\w.-]+\.[a-z]{2,}/[\w./-]+)\s+v\d[^\n]*$", re.MULTILINE)
_NUGET: Final = late(r"<PackageReference\s+Include=\"([\w.-]{1,120})\"")
_IMAGE: Final = late(r"^[ \t]*image:[ \t]*[\"']?([\w./-]{1,120}(?::[\w.${}-]{1,60})?)", re.MULTILINE)
_MIX: Final = late(
    r"\{\s*:(\w{1,80}),(?![^{}\n]{0,200}\bonly:\s*(?:\[\s*)?:(?:dev|test|docs?)\b)[^{}\n]{0,200}\}"
)
_R: Final = late(r"^(?:Depends|Imports|LinkingTo):((?:[^\n]*\n?)(?:[ \t]+[^\n]*\n?){0,200})", re.MULTILINE)
_R_NAME: Final = late(r"(?:^|,)\s*([A-Za-z][\w.]{1,80})")
_PERL: Final = late(r"^requires\s+[\"']([\w:]{1,80})[\"']", re.MULTILINE)
_CMAKE: Final = late(r"^[ \t]*find_package\s*\(\s*([\w.+-]{1,80})", re.MULTILINE | re.IGNORECASE)
_MESON: Final = late(r"\bdependency\(\s*'([\w.+-]{1,80})'")
_CONFIGURE: Final = late(
    r"^[ \t]*(?:(?:PKG_CHECK_MODULES|AC_SEARCH_LIBS)\(\s*\[?\w+\]?,|AC_CHECK_LIB\()\s*\[?([\w.+-]{1,80})",
    re.MULTILINE,
)
_SBT: Final = late(r"\"([\w.-]{1,100})\"\s*%%?%?\s*\"([\w.-]{1,100})\"\s*%(?!%)[^\n,)]{0,120}")
_SWIFT: Final = late(r"\.package\([^)\n]{0,120}url:\s*\"https?://([^\"\n]{1,200}?)(?:\.git)?\"")
_POD: Final = late(r"^[ \t]*pod\s+[\"']([\w+-]{1,80})", re.MULTILINE)
_FOR_DEVELOPERS: Final = late(r"(?i)(?:dev|test|doc|lint|ci|example|e2e)")


def dependencies(path: str, text: str) -> Iterator[tuple[str, str]]:
    """What a manifest needs, each with the version it asks for as written, which may be empty; images as `image:NAME`."""
    name = path.rpartition("/")[2].lower()
    reader = next((read for ending, read in _READERS.items() if name.endswith(ending)), None)
    if name.startswith("requirements") or "/requirements/" in f"/{path.lower()}":
        reader = None if _FOR_DEVELOPERS().search(name.removeprefix("requirements")) else _requirements
    elif "compose" in name and name.endswith(("yml", "yaml")):
        reader = _images
    for number, found in enumerate(reader(text) if reader else ()):
        if number == _MOST:
            return
        yield found


def _json(*keys: str) -> Callable[[str], Iterator[tuple[str, str]]]:
    return lambda text: _tables(read_json(text), ((key,) for key in keys))


def _tables(value: Plain | Unknown, places: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    for place in places:
        for name, version in mapping(at(value, *place)).items():
            yield str(name), version if isinstance(version, str) else ""


def _pyproject(text: str) -> Iterator[tuple[str, str]]:
    value = read_toml(text)
    for line in strings(at(value, "project", "dependencies")):
        found = _PEP508().match(line)
        if found:
            yield found[1], line[found.end() :].strip()
    yield from _tables(value, (("tool", "poetry", "dependencies"),))


def _toml(key: str) -> Callable[[str], Iterator[tuple[str, str]]]:
    return lambda text: _tables(read_toml(text), ((key,),))


def _catalog(text: str) -> Iterator[tuple[str, str]]:
    """A version catalog of Gradle."""
    for entry in mapping(at(read_toml(text), "libraries")).values():
        group, name = (str(mapping(entry).get(key) or "") for key in ("group", "name"))
        said = strings(entry) or strings(mapping(entry).get("module")) or [f"{group}:{name}"]
        yield ":".join(said[0].split(":")[:2]), ""


def _pubspec(text: str) -> Iterator[tuple[str, str]]:
    return _tables(read_yaml(text), (("dependencies",),))


def _requirements(text: str) -> Iterator[tuple[str, str]]:
    return (
        (found[1], text[found.end(1) : text.find("\n", found.end(1))]) for found in _LINE().finditer(text)
    )


def _matching(pattern: Late) -> Callable[[str], Iterator[tuple[str, str]]]:
    return lambda text: ((found[1], "") for found in pattern().finditer(text))


def _gems(text: str) -> Iterator[tuple[str, str]]:
    """Without the groups that only development and tests load."""
    return ((found[1], "") for found in _GEM().finditer(_GROUP().sub("", text)))


def _pom(text: str) -> Iterator[tuple[str, str]]:
    for found in _POM().finditer(text):
        if "<scope>test</scope>" not in found[3]:
            yield f"{found[1].strip()}:{found[2].strip()}", ""


def _described(text: str) -> Iterator[tuple[str, str]]:
    """What an R package imports, depends on or links to."""
    for field in _R().finditer(text):
        yield from ((found[1], "") for found in _R_NAME().finditer(field[1]) if found[1] != "R")


def _sbt(text: str) -> Iterator[tuple[str, str]]:
    for found in _SBT().finditer(text):
        if "test" not in found[0].lower().rpartition("%")[2]:
            yield f"{found[1]}:{found[2]}", ""


def _images(text: str) -> Iterator[tuple[str, str]]:
    for found in _IMAGE().finditer(text):
        name, _, tag = found[1].partition(":")
        yield f"image:{name.removeprefix('docker.io/').removeprefix('library/')}", tag


_READERS: Final[Mapping[str, Callable[[str], Iterator[tuple[str, str]]]]] = {
    "package.json": _json("dependencies", "peerDependencies", "optionalDependencies"),
    "composer.json": _json("require"),
    "pyproject.toml": _pyproject,
    "cargo.toml": _toml("dependencies"),
    "pipfile": _toml("packages"),
    "setup.py": _matching(_SETUP),
    "setup.cfg": _requirements,
    "gemfile": _gems,
    ".gemspec": _matching(_GEM),
    "pom.xml": _pom,
    "build.gradle": _matching(_GRADLE),
    "build.gradle.kts": _matching(_GRADLE),
    ".versions.toml": _catalog,
    "go.mod": _matching(_GO),
    "pubspec.yaml": _pubspec,
    ".csproj": _matching(_NUGET),
    "mix.exs": _matching(_MIX),
    "project.toml": _toml("deps"),
    "description": _described,
    "cpanfile": _matching(_PERL),
    "cmakelists.txt": _matching(_CMAKE),
    "meson.build": _matching(_MESON),
    "configure.ac": _matching(_CONFIGURE),
    "configure.in": _matching(_CONFIGURE),
    "build.sbt": _sbt,
    "package.swift": _matching(_SWIFT),
    "podfile": _matching(_POD),
}
