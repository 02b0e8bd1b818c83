"""Signs of repositories that are not software: templates, lists of links, data, sites and documentation."""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from oshealth.compiled import compiled
from oshealth.facts.kind_signs import Sign
from oshealth.facts.languages import DATA, Census, is_vendored
from oshealth.facts.manifests import Manifest
from oshealth.facts.markup import Markup
from oshealth.facts.paths import Likely, either, in_folders, with_endings, with_pieces
from oshealth.facts.published import is_published
from oshealth.facts.records import records
from oshealth.facts.seen import first_of, told_of
from oshealth.snapshot import Tree

MOST_CODE_IN_CONTENT: Final = 40
BULLETS_OF_A_LIST: Final = 40
FEWEST_TEXTS: Final = 3
LEAST_TEXT: Final = 0.3
FEWEST_TABLES: Final = 3
MOST_SCRIPTS: Final = 3
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".ico", ".pdf", ".drawio", ".pptx")
_TABLES: Final = (".csv", ".tsv", ".geojson", ".topojson", ".parquet", ".ttl", ".gpkg", ".ods")
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
    "Makefile.PL",
    "Build.PL",
)
_DATA_PACKAGES: Final = ("datapackage.json", "datapackage.yml", "datapackage.yaml")
"""What describes the tables of a repository, whatever scripts bring them up to date."""
_TEMPLATE: Final = compiled(
    r"(?i)^(?:cookiecutter\.json|copier\.ya?ml|[^/]*\{\{[^/]*\}\}/.*|\.?yo-rc\.json|generators/app/.*)$"
)
_LIKE_TEMPLATES: Final = either(in_folders("", "generators"), with_pieces("{{"))
_SITE: Final = compiled(
    r"(?i)^(?:(?:docs/|website/|site/)?"
    r"(?:_config\.ya?ml|docusaurus\.config\.\w+|gatsby-config\.\w+|\.eleventy\.c?js|eleventy\.config\.\w+|"
    r"\.vitepress/config\.\w+|hugo\.(?:toml|ya?ml|json)|astro\.config\.\w+|gridsome\.config\.js|pelicanconf\.py|"
    r"nuxt\.config\.\w+)|CNAME|_quarto\.ya?ml|_layouts/.*|archetypes/.*)$"
)
_LIKE_SITES: Final = in_folders("", "docs", "website", "site", ".vitepress", "_layouts", "archetypes")
_TRIED: Final = compiled(
    r"(?i)(?:^|/)(?:tests?|__tests__|spec|testdata|test-data|fixtures?|examples?|benchmarks?)/"
)
_BULLET: Final = compiled(r"^\s*(?:[-*+]|\d+\.)\s|^\s*\|.*\|")


@cache
def _own_like(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda path: pattern.match(path) is not None and not is_vendored(path)


def is_own(path: str) -> bool:
    """Whether a path is none of other people's code."""
    return not is_vendored(path)


def _is_picture(path: str) -> bool:
    return path.lower().endswith(_PICTURES) and not is_vendored(path)


def _is_table(path: str) -> bool:
    return path.lower().endswith(_TABLES)


class Seen(Struct, frozen=True):
    """What the kind is told from."""

    tree: Tree
    counted: Census
    own: int
    manifests: tuple[Manifest, ...]
    manifest_paths: tuple[str, ...]
    readme: Markup | None
    signs: tuple[Sign, ...]

    def first(self, pattern: re.Pattern[str], likely: Likely) -> str:
        """The first path that matches, vendored folders apart; empty when there is none."""
        return first_of(self.tree.paths, _own_like(pattern), likely)


def template(seen: Seen) -> str:
    """A file that tools which make projects from templates read."""
    return seen.first(_TEMPLATE, _LIKE_TEMPLATES)


def link_list(seen: Seen) -> str:
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


def data(seen: Seen) -> str:
    """Far more files of data than of code and prose, or records and what keeps them; empty for a package."""
    counted = seen.counted
    enough = _is_mostly_data(counted)
    if not enough and counted.code <= MOST_SCRIPTS:
        tables = len(told_of(seen.tree.paths, _is_table, with_endings(*_TABLES)))
        enough = tables >= FEWEST_TABLES and counted.data >= 2 * (counted.code + counted.prose)
    if is_packaged(seen):
        return ""
    if enough:
        return _of_data(counted)
    if sheet := next((path for path in _DATA_PACKAGES if path in seen.tree.paths), ""):
        return sheet
    if seen.readme is None or site(seen) or any(sign.kind == "application" for sign in seen.signs):
        return ""
    return records(seen.tree.paths, seen.readme)


def packaged_data(seen: Seen) -> str:
    """A package of little code that holds far more files of data, those of its tests apart: its matter, or what its code
    reads. Where there is much code, the data are for that.
    """
    is_small = seen.counted.code <= MOST_CODE_IN_CONTENT
    if not (is_small and is_packaged(seen) and _is_mostly_data(seen.counted)):
        return ""
    matter = replace(seen.counted, data=len(told_of(seen.tree.paths, _is_matter)))
    return _of_data(matter) if _is_mostly_data(matter) else ""


def _is_matter(path: str) -> bool:
    ending = path.rpartition("/")[2].rpartition(".")[2].lower()
    return ending in DATA and not is_vendored(path) and not _TRIED.search(path)


def _is_mostly_data(counted: Census) -> bool:
    return counted.data >= 10 and counted.data >= 3 * (counted.code + counted.prose)


def _of_data(counted: Census) -> str:
    return f"{counted.data} data files, {counted.code} of code"


def site(seen: Seen) -> str:
    """The configuration of a generator of sites at the root, beside little code."""
    config = seen.first(_SITE, _LIKE_SITES)
    own = "/" not in config or config.startswith(("_layouts/", "archetypes/", ".vitepress/"))
    is_small = seen.counted.code <= max(MOST_CODE_IN_CONTENT, 2 * seen.counted.prose)
    return config if config and own and is_small and not is_packaged(seen) else ""


def documentation(seen: Seen) -> str:
    """Mostly prose, counted in files, and hardly any code."""
    counted = seen.counted
    if is_packaged(seen) or counted.prose < (FEWEST_TEXTS if counted.code else 1):
        return ""
    if (
        counted.code <= 0.1 * seen.own
        and counted.code < MOST_CODE_IN_CONTENT
        and seen.own - counted.code >= 10
        and counted.prose >= counted.code
    ):
        return f"{seen.own} files, {counted.code} of code"
    mostly = counted.prose >= 2 * counted.code and (
        counted.code <= MOST_CODE_IN_CONTENT or counted.prose >= 5 * counted.code
    )
    return f"{counted.prose} files of prose, {counted.code} of code" if mostly else ""


def is_packaged(seen: Seen) -> bool:
    """Whether a manifest at the root gives the project a name under which a registry could carry it.

    A large tree with hardly any code is none, whatever its manifest says: sites keep one for their tools.
    """
    if seen.counted.code <= 10 and seen.counted.files >= 100:
        return False
    return any(is_published(found) for found in seen.manifests) or _ends(seen.manifest_paths, _PACKAGING)


def _ends(paths: Iterable[str], endings: tuple[str, ...]) -> bool:
    return any("/" not in path and path.endswith(endings) for path in paths)


def is_mostly_text(seen: Seen) -> bool:
    """Whether texts are a good part of what is neither code nor picture: in a repository of fonts they are not."""
    pictures = len(told_of(seen.tree.paths, _is_picture, with_endings(*_PICTURES)))
    return seen.counted.prose >= LEAST_TEXT * (seen.own - seen.counted.code - pictures)
