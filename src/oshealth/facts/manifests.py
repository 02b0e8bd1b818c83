"""Package manifests: which are there, for which languages, and what they say of names, people and funding."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from msgspec import Struct

from oshealth.compiled import compiled
from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.languages import MAIN_SHARE, census, is_vendored, language_of
from oshealth.facts.limits import Plain
from oshealth.facts.reading import at, elements, elements_of, mapping, read_json, read_toml, read_xml, strings
from oshealth.facts.seen import told_of
from oshealth.snapshot import Evidence, Unknown

WANTED: Final = ("package.json", "pyproject.toml", "setup.cfg", "setup.py", "composer.json", "Cargo.toml", "pom.xml",
                 "*.gemspec", "*/package.json", "*/pyproject.toml", "*/Cargo.toml",
                 "*/composer.json")  # fmt: skip
MOST: Final = 200

_FILES: Final[Mapping[str, tuple[str, ...]]] = {
    "package.json": ("JavaScript", "TypeScript", "Vue", "Svelte", "CoffeeScript"),
    "deno.json": ("JavaScript", "TypeScript"),
    "deno.jsonc": ("JavaScript", "TypeScript"),
    "bower.json": ("JavaScript",),
    "pyproject.toml": ("Python",),
    "setup.py": ("Python",),
    "setup.cfg": ("Python",),
    "requirements.txt": ("Python",),
    "Pipfile": ("Python",),
    "environment.yml": ("Python", "R"),
    "conda.yml": ("Python",),
    "composer.json": ("PHP",),
    "Cargo.toml": ("Rust",),
    "go.mod": ("Go",),
    "Gopkg.toml": ("Go",),
    "pom.xml": ("Java", "Kotlin", "Scala", "Groovy"),
    "build.gradle": ("Java", "Kotlin", "Groovy", "Scala"),
    "build.gradle.kts": ("Java", "Kotlin"),
    "build.sbt": ("Scala", "Java"),
    "build.sc": ("Scala",),
    "build.xml": ("Java",),
    "Gemfile": ("Ruby",),
    "Rakefile": (),
    "mix.exs": ("Elixir",),
    "rebar.config": ("Erlang",),
    "project.clj": ("Clojure",),
    "deps.edn": ("Clojure",),
    "shard.yml": ("Crystal",),
    "pubspec.yaml": ("Dart",),
    "Package.swift": ("Swift",),
    "Podfile": ("Swift", "Objective-C"),
    "Cartfile": ("Swift",),
    "DESCRIPTION": ("R",),
    "Project.toml": ("Julia",),
    "stack.yaml": ("Haskell",),
    "package.yaml": ("Haskell",),
    "elm.json": ("Elm",),
    "dub.json": ("D",),
    "dub.sdl": ("D",),
    "dune-project": ("OCaml",),
    "build.zig.zon": ("Zig",),
    "build.zig": ("Zig",),
    "cpanfile": ("Perl",),
    "Makefile.PL": ("Perl",),
    "Build.PL": ("Perl",),
    "META.json": ("Perl",),
    "CMakeLists.txt": ("C", "C++", "CUDA", "Fortran", "Objective-C"),
    "meson.build": ("C", "C++", "Vala"),
    "conanfile.txt": ("C", "C++"),
    "conanfile.py": ("C", "C++"),
    "vcpkg.json": ("C", "C++"),
    **dict.fromkeys(("configure.ac", "configure.in", "extconf.rb"), ("C", "C++")),
    "MODULE.bazel": ("C", "C++", "Java", "Go", "Python"),
    "WORKSPACE": ("C", "C++", "Java", "Go", "Python"),
    "flake.nix": ("Nix",),
    "packages.config": ("C#", "F#", "Visual Basic"),
    "paket.dependencies": ("F#", "C#"),
    "foundry.toml": ("Solidity",),
    "hardhat.config.js": ("Solidity",),
    **dict.fromkeys(("versions.tf", "providers.tf", "terraform.tf", ".terraform.lock.hcl"), ("HCL",)),
    "package.json.meta": ("C#",),
    "info.rkt": ("Lisp",),
    "Eask": ("Emacs Lisp",),
    "Cask": ("Emacs Lisp",),
}
_LANGUAGES_OF: Final = {name.lower(): languages for name, languages in _FILES.items()}
_ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    ".csproj": ("C#",),
    ".fsproj": ("F#",),
    ".vbproj": ("Visual Basic",),
    ".gemspec": ("Ruby",),
    ".cabal": ("Haskell",),
    ".nimble": ("Nim",),
    ".rockspec": ("Lua",),
    ".opam": ("OCaml",),
    ".podspec": ("Swift", "Objective-C"),
    ".vcxproj": ("C", "C++"),
    ".lpi": ("Pascal",),
    ".gpr": ("Ada",),
}
_MANIFEST_ENDS: Final = (*_LANGUAGES_OF, *_ENDINGS)
_REQUIREMENTS: Final = compiled(r"(?i)(?:^|/)requirements(?:[-_/][\w.-]+)?\.(?:txt|in)$")
_WITHOUT_PACKAGES: Final = frozenset(
    {"Shell", "SQL", "PowerShell", "Vim script", "Assembly", "MATLAB", "Verilog", "VHDL"}
)
_PAGES: Final = compiled(r"(?i)(?:^|/)(?:docs?|site|_site|website|www|public|static|assets)/")
_NAMELESS: Final = compiled(r"/[a-z][a-z0-9_-]+$")  # a file in a folder, in lower case and without extension
_EXAMPLES: Final = compiled(
    r"(?i)(?:^|/)(?:examples?|samples?|demos?|tests?|__tests__|spec|testdata|fixtures?|benchmarks?|templates?)/"
)


class Manifest(Struct, frozen=True):
    """A manifest that was read: its path, what it holds, and the people it names as maintainers, as
    written.
    """

    path: str
    value: Plain

    @property
    def name(self) -> str:
        """The file's name in lower case."""
        return self.path.rpartition("/")[2].lower()


def manifest_paths(facts: Facts) -> tuple[str, ...] | Unknown:
    """Paths of package manifests, the shallowest first; vendored folders, examples and tests apart; at most
    MOST.
    """
    return facts.once(_manifest_paths)


def manifests(facts: Facts) -> tuple[Manifest, ...]:
    """The manifests in JSON, TOML or XML that could be read."""
    return facts.once(_manifests)


@lru_cache(maxsize=16_384)
def languages_of(path: str) -> tuple[str, ...] | None:
    """The languages whose dependencies a file lists; None when it is no manifest."""
    name = path.rpartition("/")[2].lower()
    if name in _LANGUAGES_OF:
        return _LANGUAGES_OF[name]
    if _REQUIREMENTS.search(path):
        return ("Python",)
    return next((languages for ending, languages in _ENDINGS.items() if name.endswith(ending)), None)


def _manifest_paths(facts: Facts) -> tuple[str, ...] | Unknown:
    tree = facts.snapshot.tree
    if isinstance(tree, Unknown):
        return tree
    own = told_of(tree.paths, _is_manifest)
    return tuple(sorted(own, key=lambda path: (path.count("/"), path))[:MOST])


def _is_manifest(path: str) -> bool:
    lower = path.lower()
    is_likely = lower.endswith(_MANIFEST_ENDS) or "equirements" in lower
    if not is_likely or languages_of(path) is None:
        return False
    return not is_vendored(path) and not _EXAMPLES.search(path)


_READERS: Final[Mapping[str, Callable[[str], Plain | Unknown]]] = {
    "package.json": read_json,
    "composer.json": read_json,
    "pyproject.toml": read_toml,
    "cargo.toml": read_toml,
    "pom.xml": read_xml,
}


def _manifests(facts: Facts) -> tuple[Manifest, ...]:
    paths, texts = manifest_paths(facts), facts.snapshot.texts
    if isinstance(paths, Unknown) or isinstance(texts, Unknown):
        return ()
    found = []
    for path in paths:
        reader = _READERS.get(path.rpartition("/")[2].lower())
        text = texts.by_path.get(path)
        if reader is not None and isinstance(text, str):
            value = reader(text)
            if not isinstance(value, Unknown):
                found.append(Manifest(path, value))
    return tuple(found)


def maintainers_of(manifest: Manifest) -> Iterator[str]:
    """The people a manifest names as maintainers (authors are not maintainers), as `Name <address>`."""
    value = manifest.value
    if manifest.name == "package.json":
        yield from _people(at(value, "maintainers"))
    elif manifest.name == "pyproject.toml":
        yield from _people(at(value, "project", "maintainers"))
        yield from _people(at(value, "tool", "poetry", "maintainers"))
    elif manifest.name == "pom.xml":
        for developer in elements(value, "developers", "developer"):
            fields = {str(child["name"]): str(child["text"]).strip() for child in elements_of(developer)}
            yield _person(fields.get("name", "") or fields.get("id", ""), fields.get("email", ""))


def _people(value: Plain) -> Iterator[str]:
    for person in value if isinstance(value, list) else [value]:
        yield from strings(person)
        given = mapping(person)
        if given:
            yield _person(*(str(given.get(key) or "") for key in ("name", "email")))


def _person(name: str, email: str) -> str:
    return f"{name} <{email}>".strip() if email else name


def _list(facts: Facts) -> Reading:
    paths, tree = manifest_paths(facts), facts.snapshot.tree
    if isinstance(paths, Unknown):
        return paths
    if not paths and not isinstance(tree, Unknown) and tree.partial:
        return Unknown(tree.partial)
    return Value(paths, tuple(Evidence("path", path) for path in paths[:5]))


def _is_of_the_project(language: str, paths: tuple[str, ...]) -> bool:
    """Whether as many files of a language lie outside of tests, examples and built pages as within."""
    counted = Counter(told_of(paths, _of_language).values())
    return counted[language, False] >= counted[language, True]


def _of_language(path: str) -> tuple[str, bool] | None:
    """The language of a code file, and whether it lies in tests, examples or built pages; None for any other file."""
    language = language_of(path)
    if not language or is_vendored(path):
        return None
    return language, bool(_EXAMPLES.search(path) or _PAGES.search(path))


def _is_nameless(path: str) -> bool:
    """Whether a file may be code in a language that its name does not tell, as plugins and scripts are."""
    return bool(_NAMELESS.search(path) and not _EXAMPLES.search(path) and not is_vendored(path))


def _missing_languages(facts: Facts) -> Reading:
    """Main languages with packages of their own for which no manifest is there."""
    paths, counted, tree = manifest_paths(facts), census(facts), facts.snapshot.tree
    if isinstance(paths, Unknown):
        return paths
    if isinstance(counted, Unknown):
        return counted
    if isinstance(tree, Unknown):
        return tree
    listed = {language for path in paths for language in languages_of(path) or ()}
    asked = [language for language in counted.main_languages if language not in _WITHOUT_PACKAGES]
    missing = tuple(
        language for language in asked if language not in listed and _is_of_the_project(language, tree.paths)
    )
    if missing and tree.partial:
        return Unknown(tree.partial)
    if missing and (nameless := len(told_of(tree.paths, _is_nameless))):
        least = MAIN_SHARE * (counted.code + nameless)
        if all(counted.languages[language] < least for language in missing):
            said = f"{nameless} files such as scripts have no extension"
            return Unknown(f"{said}: how much of the code is in {' or '.join(missing)} is not known")
    return Value(missing, tuple(Evidence("path", path) for path in paths[:5]))


FACTS: Final[tuple[Fact, ...]] = (
    Fact(
        name="manifests.paths",
        kind="list",
        definition="Files that list what a package depends on, shallowest first; vendored, example and test folders apart.",
        read=_list,
        needs=frozenset({"tree"}),
    ),
    Fact(
        name="manifests.missing_languages",
        kind="list",
        definition="Main languages (tree.main_languages) with a package format of their own and no manifest for it; those in "
        "which mostly tests and examples are written apart. Unknown where so many files have no extension that none may be "
        "one.",
        read=_missing_languages,
        needs=frozenset({"tree"}),
        source="OSPS-QA-02.01",
    ),
)
