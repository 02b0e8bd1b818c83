"""Signs of a library, a tool or an application: in manifests, among the paths, and in what the README calls the project."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Final

from msgspec import Struct

from oshealth.compiled import compiled
from oshealth.facts.calling import VAGUE, called
from oshealth.facts.languages import is_vendored, language_of
from oshealth.facts.manifests import Manifest
from oshealth.facts.markup import Markup
from oshealth.facts.paths import Likely, either, in_folders, with_endings, with_pieces
from oshealth.facts.published import has_command, is_imported, is_made_to_publish, is_published
from oshealth.facts.reading import at
from oshealth.facts.seen import told_of
from oshealth.snapshot import Tree

SOFTWARE: Final = ("library", "tool", "application")
OWN: Final = 3
"""Nobody but an application has it, be it a package too."""
STRONG: Final = 2
WEAK: Final = 1

_ASIDE: Final = (
    r"(?!(?:[^/]+/)*(?:[\w-]*(?:examples?|samples?|demos?|tests?|codelabs?|playground)|test_?project|sandbox|"
    r"benchmarks?|fixtures?|docs?)/)"
)
_SERVED: Final = r"(?:docker/|deploy/|\.docker/|backend/|server/|app/|api/)?"
_PATHS: Final[tuple[tuple[str, int, str], ...]] = (
    ("library", STRONG, r"[^/]+\.(?:gemspec|cabal|podspec|rockspec|nimble|control)|(?:[\w-]+/)?[^/]+\.pc(?:\.in|\.cmake)|"
     r"(?:[\w.-]+/)*[\w.-]+\.nuspec(?:\.in)?|"
     r"(?:[\w-]+/)?(?:cmake/)?[^/]*config\.cmake\.in|setup\.py|DESCRIPTION|Package\.swift|mix\.exs|META6\.json|library\.(?:json|properties)|"
     r"registration\.php|galaxy\.yml|[\w-]+\.(?:dtx|ins)|src/[a-z]\w*\.jl|src/lib\.rs|"
     r"(?!(?:main|tools?|doc|magefile|generate|dependencymagnet)\.go$)[^/]+(?<!_test)\.go"),
    ("library", WEAK, r"[^/]+\.asd|project\.clj|pom\.xml|build\.sbt|build\.gradle(?:\.kts)?|[^/]+/include/.*\.h|include/.*|"
     r"Packages/.*\.(?:dpk|lpk|dproj|groupproj)|composer\.json|Cargo\.toml"),
    # a distribution of Perl is a library where its modules are: a script alone is packaged the same way
    ("library", WEAK, r"Makefile\.PL|Build\.PL"),
    ("library", WEAK, r"lib/(?:\w+/)*\w+\.pm"),
    ("library", STRONG, r"(?:(?!tests?/)[\w-]+/)*(?:man(?:ual|\d|pages?)?|docs?)/(?:man\d?/)?"
     r"[a-z][\w-]*[a-z_]\.3[a-z]{0,8}(?:\.in)?"),
    ("tool", STRONG, r"action\.ya?ml|\.pre-commit-hooks\.ya?ml|main\.go|src/main\.rs"),
    ("tool", STRONG, r"(?:(?:(?!tests?/)[\w-]+/)*(?:man(?:ual|\d|pages?)?|docs?|src)/(?:man\d?/)?)?"
     r"[a-z](?:[\w-]*[a-z_])?\.[18](?:\.in|\.md|\.rst|\.adoc)?"),
    ("tool", WEAK, r"cmd/[^/]+/[^/]+\.go|exe/.*|(?:src/)?[\w-]+/__main__\.py|plugin\.ya?ml|[\w-]+/main\.go|"
     r"bin/(?!(?:setup|test|console|dev|rails|rake|bundle|lint|ci|release|build|rubocop|rspec|update|yarn)$)[^/.]+"),
    ("application", OWN, rf"{_ASIDE}(?:(?:[\w-]+/)?(?:manage\.py|scrapy\.cfg|cdk\.json)|wsgi\.py|artisan|config\.ru|"
     r"config/routes\.rb|src-tauri/.*|electron-builder\.\w+|config/(?:runtime|prod)\.exs|"
     r"(?:[\w-]+/)*app/src/main/AndroidManifest\.xml|(?:[\w.-]+/)?src/main/webapp/WEB-INF/web\.xml|"
     r"(?:[\w.-]+/){0,2}[\w.-]+\.(?:desktop|desktop\.in|metainfo\.xml|appdata\.xml))"),
    ("application", STRONG, rf"{_ASIDE}(?:fastlane/.*|(?:[\w.-]+/){{0,2}}main/webapp/.*\.(?:html|jsp|xhtml)|(?:charts?|helm)/.*|"
     r"(?:packages/|apps/)?(?:front(?:-?end)?|back-?end|web-?app|web-?ui)/(?:package\.json|build\.gradle(?:\.kts)?|pom\.xml|"
     r"src/.*|requirements\.txt|go\.mod|Gemfile)|config/packages/.*|wp-content/.*|public/index\.(?:php|html)|"
     r"(?:config|deploy\w*|k8s|kubernetes|manifests|kustomize)/(?:[\w-]+/)*"
     r"(?:deployments?/[\w.-]+|deployment|kustomization)\.ya?ml)"),
    ("application", WEAK, rf"{_ASIDE}{_SERVED}Dockerfile"),
    ("application", WEAK, rf"{_ASIDE}{_SERVED}(?:docker-)?compose[\w.-]*\.ya?ml"),
    ("application", WEAK, rf"{_ASIDE}(?:Procfile|app\.json|fly\.toml|vercel\.json|"
     r"(?:[\w-]+/)*[\w@-]+\.service(?:\.in|\.template)?)"),
    ("application", WEAK, rf"{_ASIDE}(?:(?:[\w-]+/)*AndroidManifest\.xml|(?:[\w-]+/)?Info\.plist|index\.html)"),
)  # fmt: skip
_PACKAGED: Final = (".pc.in", ".pc.cmake", "onfig.cmake.in")
FEWEST_OF_A_PART: Final = 5
"""Source files beside which a file for pkg-config is about them alone, where there are more elsewhere."""
_PACKAGE: Final = compiled(r"packages/(?:@[\w-]+/)?[\w.-]+/package\.json")
_OWN_WORK: Final = compiled(rf"(?i)^{_ASIDE}")
_PATTERNS: Final = tuple((kind, weight, compiled(rf"(?i)^(?:{source})$")) for kind, weight, source in _PATHS)
_PARTS: Final = frozenset(
    {"front", "front-end", "frontend", "back", "back-end", "backend", "web-app", "webapp", "web-ui", "webui", "packages", "apps",
     "fastlane", "chart", "charts", "helm", "config", "wp-content", "public", "k8s", "kubernetes", "manifests", "kustomize"}
)  # fmt: skip
_LIKELY: Final[tuple[Likely, ...]] = (
    either(
        in_folders(""), with_endings(".jl"), with_pieces(".pc", ".nuspec", "config.cmake.in", "src/lib.rs")
    ),
    either(in_folders("", "include", "packages"), with_pieces("/include/")),
    in_folders(""),
    with_endings(".pm"),
    with_pieces(".3"),
    either(in_folders(""), with_pieces("src/main.rs")),
    with_pieces(".1", ".8"),
    either(in_folders("", "cmd", "exe", "bin"), with_pieces("__main__.py", "/main.go")),
    with_pieces(
        "manage.py", "scrapy.cfg", "cdk.json", "wsgi.py", "artisan", "config.ru", "routes.rb", "src-tauri/", "electron-builder.",
        "runtime.exs", "prod.exs", "androidmanifest.xml", "web.xml", ".desktop", ".metainfo.xml", ".appdata.xml",
    ),
    either(
        lambda known: known.in_folders(lambda top: top in _PARTS or top.startswith("deploy")),
        with_pieces("main/webapp/"),
    ),
    with_pieces("dockerfile"),
    with_pieces("compose"),
    either(in_folders(""), with_pieces(".service")),
    either(in_folders(""), with_pieces("androidmanifest.xml", "info.plist")),
)  # fmt: skip
"""For each pattern what the paths that it means have in common, so that it is tried on no others."""


class Sign(Struct, frozen=True):
    """What speaks for a kind, and how much; `line` is 0 when no line of a file says it."""

    kind: str
    weight: int
    what: str
    path: str = ""
    line: int = 0


def signs(tree: Tree, manifests: Iterable[Manifest], readme: tuple[str, Markup] | None) -> tuple[Sign, ...]:
    """Everything that speaks for a kind of software, the first of each sort; the README also for documentation."""
    return (*_among_paths(tree), *_in_manifests(tree, tuple(manifests), readme), *_in_words(readme))


@cache
def _own_like(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda path: pattern.match(path) is not None and not is_vendored(path)


def _among_paths(tree: Tree) -> Iterator[Sign]:
    work = cache(lambda: Counter(path.partition("/")[0] for path in told_of(tree.paths, _is_work)))
    for (kind, weight, pattern), likely in zip(_PATTERNS, _LIKELY, strict=True):
        fitting = told_of(tree.paths, _own_like(pattern), likely)
        found = next((path for path in fitting if not _is_of_a_part(path, work)), "")
        if found:
            yield Sign(kind, weight, found, found)


def _is_of_a_part(path: str, work: Callable[[], Counter[str]]) -> bool:
    """Whether it packages a library that is only a part of what is made here, in a folder of its own; `work` counts the
    source files by folder at the root.
    """
    folder, inside, _ = path.partition("/")
    if not inside or not path.endswith(_PACKAGED):
        return False
    return FEWEST_OF_A_PART <= work()[folder] < work().total() / 2


def _is_work(path: str) -> bool:
    return bool(language_of(path)) and not is_vendored(path) and _OWN_WORK.match(path) is not None


def _in_manifests(
    tree: Tree, manifests: tuple[Manifest, ...], readme: tuple[str, Markup] | None
) -> Iterator[Sign]:
    published = [found for found in manifests if is_published(found) and not _is_by_default(found, tree)]
    # beside a package at the root, a command in a folder is a helper of its own makers
    deepest = 0 if published else 1
    imported = [found for found in manifests if is_imported(found, readme[1] if readme else None)]
    commands = [
        found
        for found in manifests
        if found.path.count("/") <= deepest and has_command(found) and found not in imported
    ]
    for found in commands[:1]:
        weight = WEAK if "/" in found.path else STRONG
        yield Sign("tool", weight, f"{found.path}: a command", found.path)
    for found in imported[:1] or [each for each in published if each not in commands][:1]:
        yield Sign("library", STRONG, f"{found.path}: a package", found.path)
    private = next((found for found in manifests if found.path == "package.json"), None)
    if private and at(private.value, "private") is True:
        if _is_workspace(private, tree):
            yield from _among_packages(manifests)
        else:
            yield Sign("application", STRONG, "package.json: private", "package.json")


def _among_packages(manifests: tuple[Manifest, ...]) -> Iterator[Sign]:
    """What a workspace makes, most of whose packages are published: commands, and what programs import."""
    packages = [found for found in manifests if _PACKAGE.fullmatch(found.path)]
    published = [found for found in packages if is_made_to_publish(found.value)]
    if 2 * len(published) <= len(packages):
        return
    for kind, is_one in (("tool", has_command), ("library", lambda found: not has_command(found))):
        found = next((each for each in published if is_one(each)), None)
        if found:
            yield Sign(
                kind, STRONG, f"{found.path}: {'a command' if kind == 'tool' else 'a package'}", found.path
            )


def _is_by_default(found: Manifest, tree: Tree) -> bool:
    """Whether all that speaks for a package is the file that its tool writes in unasked, or a script for building."""
    main = at(found.value, "main") if found.path == "package.json" else None
    if not isinstance(main, str) or any(
        at(found.value, key) for key in ("exports", "module", "files", "types", "bin")
    ):
        return False
    return main.lower().startswith(("gulpfile", "gruntfile")) or (
        main == "index.js" and main not in tree.paths
    )


def _is_workspace(found: Manifest, tree: Tree) -> bool:
    """Whether it only holds several packages together."""
    return at(found.value, "workspaces") is not None or any(
        path in tree.paths for path in ("lerna.json", "pnpm-workspace.yaml", "action.yml", "action.yaml")
    )


def _in_words(readme: tuple[str, Markup] | None) -> Iterator[Sign]:
    if readme is None:
        return
    for found in called(readme[1]):
        weight = WEAK if found.word in VAGUE else STRONG
        yield Sign(found.kind, weight, f"called {found.word} in {readme[0]}", readme[0], found.line)
