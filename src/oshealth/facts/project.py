"""What kind of project this is: a library asks other things of its community than a list of links."""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from oshealth.compiled import compiled
from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.documents import README_TEXTS, readme_markup
from oshealth.facts.languages import VENDORED, Census, census
from oshealth.facts.manifests import Manifest, manifest_paths, manifests
from oshealth.facts.markup import Markup
from oshealth.facts.published import has_command, is_imported, is_published
from oshealth.facts.reading import at
from oshealth.facts.records import records
from oshealth.facts.seen import told_of
from oshealth.snapshot import Evidence, Tree, Unknown

ProjectKind: TypeAlias = Literal[
    "library", "tool", "application", "documentation", "data", "list", "site", "template"
]

MOST_CODE_IN_CONTENT: Final = 40
BULLETS_OF_A_LIST: Final = 40

_TEMPLATE: Final = compiled(
    r"(?i)^(?:cookiecutter\.json|copier\.ya?ml|[^/]*\{\{[^/]*\}\}/.*|\.?yo-rc\.json|generators/app/.*)$"
)
_SITE: Final = compiled(
    r"(?i)^(?:(?:docs/|website/|site/)?"
    r"(?:_config\.ya?ml|docusaurus\.config\.\w+|gatsby-config\.\w+|\.eleventy\.c?js|"
    r"eleventy\.config\.\w+|\.vitepress/config\.\w+|hugo\.(?:toml|ya?ml|json)|astro\.config\.\w+|gridsome\.config\.js|pelicanconf\.py|nuxt\.config\.\w+)|CNAME|_layouts/.*|archetypes/.*)$"
)
_APPLICATION: Final = compiled(
    r"(?i)^(?:(?:docker/|deploy/|\.docker/|backend/|server/|app/|api/)?(?:Dockerfile|docker-compose[\w.-]*\.ya?ml|compose\.ya?ml)|Procfile|"
    r"(?:(?!examples?/|demos?/|tests?/|test_?project/|sandbox/)[\w-]+/)?manage\.py|wsgi\.py|artisan|config\.ru|config/routes\.rb|app\.json|fly\.toml|(?:charts?|helm)/.*|(?:[\w-]+/)*AndroidManifest\.xml|"
    r"src-tauri/.*|electron-builder\.\w+|fastlane/.*|(?:[\w./-]+\.)(?:desktop|desktop\.in|metainfo\.xml|appdata\.xml)|"
    r"(?:(?!examples?/|samples?/|demos?/|tests?/|webapp/)[\w.-]+/)?src/main/webapp/WEB-INF/web\.xml|"
    r"(?:[\w-]+/)?Info\.plist|config/packages/.*|(?:[\w-]+/)?scrapy\.cfg|(?:(?!examples?/|demos?/|tests?/|samples?/)[\w-]+/)?cdk\.json|config/(?:runtime|prod)\.exs|public/index\.(?:php|html)|wp-content/.*|index\.html)$"
)
_TOOL: Final = compiled(
    r"(?i)^(?:action\.ya?ml|\.pre-commit-hooks\.ya?ml|cmd/[^/]+/[^/]+\.go|main\.go|(?:[\w-]+/)?src/main\.rs|"
    r"bin/(?!(?:setup|test|console|dev|rails|rake|bundle|lint|ci|release|build|rubocop|rspec|update|yarn)$)[^/.]+|(?:src/)?[\w-]+/__main__\.py|plugin\.ya?ml|man/.*\.1(?:\.\w+)?)$"
)
_ACTION: Final = compiled(r"action\.ya?ml$")
_BULLET: Final = compiled(r"^\s*(?:[-*+]|\d+\.)\s|^\s*\|.*\|")


@cache
def _own_like(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda path: pattern.match(path) is not None and not VENDORED.search(path)


def _is_at_root(path: str) -> bool:
    return "/" not in path


def _is_table(path: str) -> bool:
    return path.lower().endswith(_TABLES)


class _Seen(Struct, frozen=True):
    """What the kind is told from."""

    tree: Tree
    counted: Census
    manifests: tuple[Manifest, ...]
    manifest_paths: tuple[str, ...]
    readme: Markup | None

    def all(self, pattern: re.Pattern[str]) -> list[str]:
        """The paths of the tree that match, vendored folders apart."""
        return [*told_of(self.tree.paths, _own_like(pattern))]

    def first(self, pattern: re.Pattern[str]) -> str:
        """The first of them, empty when there is none."""
        return next(iter(self.all(pattern)), "")


def _template(seen: _Seen) -> str:
    return seen.first(_TEMPLATE)


def _link_list(seen: _Seen) -> str:
    """Many list items (or table rows) that lead to other people's pages, and little else."""
    if seen.readme is None or seen.counted.code > MOST_CODE_IN_CONTENT:
        return ""
    lines = seen.readme.lines
    leading = {link.line for link in seen.readme.links if link.target.startswith("http")}
    bullets = sum(1 for line in leading if line <= len(lines) and _BULLET.match(lines[line - 1]))
    filled = sum(1 for line in lines if line.strip())
    return (
        f"{bullets} list items with links" if bullets >= BULLETS_OF_A_LIST and bullets >= 0.4 * filled else ""
    )


FEWEST_TABLES: Final = 3
MOST_SCRIPTS: Final = 3
_TABLES: Final = (".csv", ".tsv", ".geojson", ".topojson", ".parquet", ".ttl", ".gpkg", ".ods")


def _data(seen: _Seen) -> str:
    counted = seen.counted
    enough = counted.data >= 10 and counted.data >= 3 * (counted.code + counted.prose)
    if not enough and counted.code <= MOST_SCRIPTS:
        tables = len(told_of(seen.tree.paths, _is_table))
        enough = tables >= FEWEST_TABLES and counted.data >= 2 * (counted.code + counted.prose)
    if _is_packaged(seen):
        return ""
    if enough:
        return f"{counted.data} data files, {counted.code} of code"
    if seen.readme is None or _site(seen) or _application(seen):
        return ""
    return records(seen.tree.paths, seen.readme)


def _site(seen: _Seen) -> str:
    config = seen.first(_SITE)
    own = "/" not in config or config.startswith(("_layouts/", "archetypes/", ".vitepress/"))
    is_small = seen.counted.code <= max(MOST_CODE_IN_CONTENT, 2 * seen.counted.prose)
    return config if config and own and is_small and not _is_packaged(seen) else ""


def _documentation(seen: _Seen) -> str:
    counted = seen.counted
    if _is_packaged(seen) or counted.files == 0:
        return ""
    if (
        counted.code <= 0.1 * counted.files
        and counted.code < MOST_CODE_IN_CONTENT
        and counted.files - counted.code >= 10
    ):
        return f"{counted.files} files, {counted.code} of code"
    mostly = counted.prose >= 2 * counted.code and (
        counted.code <= MOST_CODE_IN_CONTENT or counted.prose >= 5 * counted.code
    )
    return f"{counted.prose} files of prose, {counted.code} of code" if mostly else ""


def _application(seen: _Seen) -> str:
    signs = seen.all(_APPLICATION)
    if _is_packaged(seen) or _ends(told_of(seen.tree.paths, _is_at_root), _NATIVE):
        signs = [sign for sign in signs if not _is_minor(sign)]
    if signs:
        return signs[0]
    is_private = any(
        found.path == "package.json" and at(found.value, "private") is True for found in seen.manifests
    )
    return "package.json" if is_private and not _workspaces(seen) and not seen.first(_ACTION) else ""


def _tool(seen: _Seen) -> str:
    # beside a package at the root, a command in a folder is a helper of its own makers
    deepest = 0 if any(map(is_published, seen.manifests)) else 1
    for found in seen.manifests:
        if found.path.count("/") <= deepest and has_command(found) and not is_imported(found, seen.readme):
            return found.path
    sign = seen.first(_TOOL)
    is_library_too = sign.endswith(("__main__.py",)) or (
        sign.endswith("main.rs") and f"{sign[:-7]}lib.rs" in seen.tree.paths
    )
    return "" if is_library_too else sign


def _library(seen: _Seen) -> str:
    if seen.manifest_paths:
        return seen.manifest_paths[0]
    return f"{seen.counted.code} files of code" if seen.counted.code else ""


_ORDER: Final[tuple[tuple[ProjectKind, Callable[[_Seen], str]], ...]] = (
    ("template", _template),
    ("list", _link_list),
    ("data", _data),
    ("site", _site),
    ("documentation", _documentation),
    ("application", _application),
    ("tool", _tool),
    ("library", _library),
)

_WITH_LITTLE_CODE: Final = frozenset({"list", "data", "site", "documentation"})


def _is_packaged(seen: _Seen) -> bool:
    """Whether a manifest at the root gives the project a name under which a registry could carry it.

    A large tree with hardly any code is none, whatever its manifest says: sites keep one for their tools.
    """
    if seen.counted.code <= 10 and seen.counted.files >= 100:
        return False
    return any(is_published(found) for found in seen.manifests) or _ends(seen.manifest_paths, _PACKAGING)


_PACKAGING: Final = (
    ".gemspec",
    ".cabal",
    ".podspec",
    "setup.py",
    ".rockspec",
    "DESCRIPTION",
    ".nimble",
    "Package.swift",
    "mix.exs",
)


_NATIVE: Final = ("CMakeLists.txt", "configure.ac", "meson.build")


def _ends(paths: Iterable[str], endings: tuple[str, ...]) -> bool:
    return any("/" not in path and path.endswith(endings) for path in paths)


def _is_minor(sign: str) -> bool:
    """Signs that libraries carry too, for their own development or demonstration."""
    return not sign.endswith(
        (
            "manage.py",
            "wsgi.py",
            "cdk.json",
            ".exs",
            "AndroidManifest.xml",
            ".metainfo.xml",
            ".appdata.xml",
            ".desktop",
            ".desktop.in",
        )
    )


def _workspaces(seen: _Seen) -> bool:
    return any(
        found.path == "package.json" and at(found.value, "workspaces") is not None for found in seen.manifests
    ) or any(path in seen.tree.paths for path in ("lerna.json", "pnpm-workspace.yaml"))


def _seen(facts: Facts) -> _Seen | Unknown:
    tree, counted, paths = facts.snapshot.tree, census(facts), manifest_paths(facts)
    for part in (tree, counted, paths):
        if isinstance(part, Unknown):
            return part
    readme = readme_markup(facts)
    if isinstance(tree, Unknown) or isinstance(counted, Unknown) or isinstance(paths, Unknown):
        return Unknown("the tree was not seen")
    markup = readme[1] if isinstance(readme, tuple) else None
    return _Seen(tree, counted, manifests(facts), paths, markup)


def _kind(facts: Facts) -> Reading:
    seen = _seen(facts)
    if isinstance(seen, Unknown):
        return seen
    for kind, tell in _ORDER:
        if sign := tell(seen):
            if kind in _WITH_LITTLE_CODE and seen.tree.partial:
                return Unknown(f"{seen.tree.partial}; there may be more code than was seen")
            is_path = sign in seen.tree.paths
            evidence = Evidence(
                "path" if is_path else "fact", sign if is_path else "", name="project.kind", value=sign
            )
            return Value(kind, (evidence,))
    return Unknown(seen.tree.partial or "nothing in the tree tells what kind of project this is")


_DEFINITION: Final = (
    "library, tool, application, documentation, data, list, site or template; told from manifests, counts of code, prose and "
    "data, configuration of sites and deployments, and list items with links in the README."
)

FACTS: Final[tuple[Fact, ...]] = tuple(
    Fact(
        name=name,
        kind="text",
        definition=_DEFINITION,
        read=_kind,
        needs=frozenset({"tree", "texts"}),
        source="calibration on 271 repositories",
        texts=(*README_TEXTS, "package.json", "pyproject.toml", "Cargo.toml", "composer.json"),
    )
    for name in ("project.kind", "tree.kind")
)
