"""Where documentation stands beyond the README: a site, a folder of pages, an overview of the architecture."""

import re
from collections.abc import Callable
from typing import Final

from oshealth.compiled import compiled
from oshealth.facts.base import Fact, Facts, Kind, Reading, Value
from oshealth.facts.belonging import is_of_another, naming
from oshealth.facts.documents import (
    FORMS,
    README_TEXTS,
    Document,
    Missing,
    Shelf,
    document,
    readme_markup,
    shelf,
    texts_of,
)
from oshealth.facts.documents.finder import is_prose
from oshealth.facts.documents.places import named_kinds
from oshealth.facts.guides import PAGE, WITH_PAGES
from oshealth.facts.languages import census, is_vendored
from oshealth.facts.manifests import WANTED
from oshealth.facts.markup import Link, Markup
from oshealth.facts.paths import with_pieces
from oshealth.facts.seen import first_of, told_of
from oshealth.facts.wordings import OF_OTHERS
from oshealth.snapshot import Evidence, Group, Unknown

FEWEST_PAGES: Final = 3
MANY: Final = 10
_SITE_CONFIG: Final = compiled(
    r"(?i)^(?:[\w.-]+/){0,3}(?:mkdocs\.ya?ml|docusaurus\.config\.\w+|antora(?:-playbook)?\.ya?ml|\.?readthedocs\.ya?ml|"
    r"book\.toml|_quarto\.ya?ml|\.vitepress/config\.\w+|\.vuepress/config\.\w+|typedoc\.json|Doxyfile(?:\.in)?|"
    r"sidebars\.\w+|astro\.config\.\w+|_pkgdown\.ya?ml|zensical\.toml|SUMMARY\.md|gitbook\.ya?ml|"
    r"hugo\.(?:toml|ya?ml)|_toc\.ya?ml|docfx\.json|mdbook\.toml|(?:docs?|documentation|doc/source|docs/source)/conf\.py)$|"
    r"^(?:docs?/)?(?:docs|mint)\.json$"
)
_CONFIGURING: Final = with_pieces(
    "mkdocs.y", ".config.", "antora", "readthedocs.y", "book.toml", "_quarto.y", "press/config.", "typedoc.json", "doxyfile",
    "sidebars.", "_pkgdown.y", "zensical.toml", "summary.md", "gitbook.y", "hugo.", "_toc.y", "docfx.json", "/conf.py",
    "docs.json", "mint.json",
)  # fmt: skip
_DOCS_HOST: Final = compiled(
    r"(?i)^https?://(?:[\w-]+\.readthedocs\.(?:io|org)|readthedocs\.org/projects|[\w-]+\.github\.io|[\w-]+\.gitlab\.io|"
    r"[\w-]+\.gitbook\.io|docs\.rs/|pkg\.go\.dev/|docs\.[\w.-]+|[\w.-]+/docs?(?:/|$)|[\w.-]+/documentation|javadoc\.io|"
    r"hexdocs\.pm|(?:www\.)?rubydoc\.info|pub\.dev/documentation|(?:github|gitlab)\.com/[\w.-]+/[\w.-]+/(?:-/)?wikis?(?:/|$)|"
    r"(?:manual|wiki|guide|help|developers?)\.[\w.-]+|[\w.-]+/wiki/)"
)
_SITE_TEXT: Final = compiled(
    r"(?i)\b(?:documentation|docs|website|manual|user guide|wiki|read the docs|api reference|"
    r"resource cent(?:er|re)|knowledge base)\b|文档|手册|指南|ドキュメント|マニュアル|ガイド|문서|매뉴얼|가이드|위키"
)
_MADE_WITH: Final = compiled(r"\b(?:made|built|written|powered|created|based)\b|\b(?:for|with|using|in)\b")
_OF_OTHERS: Final = compiled(rf"(?i)^https?://(?:{OF_OTHERS})")
_OWN_HOST: Final = compiled(r"(?i)https?://(?:docs?|documentation|manual|guide)\.(?P<of>[\w-]{3,60})\.")
_NUMBERED: Final = compiled(r"/(?:[\d._-]+\.txt|\d{4}[-_.]?\d\d[-_.]?\d\d\.\w+)$")
"""Lists and logs by their date or number are no pages."""
_DOWNLOAD: Final = compiled(
    r"(?i)\.(?:csv|tsv|json|geojson|xml|ya?ml|xlsx?|ods|db|sqlite3?|parquet|pbf|zip|gz|bz2|xz|7z|tar|tgz|exe|msi|dmg|apk|jar|deb|rpm|png|jpe?g|svg|gif|mp4)(?:$|[?#])"
)
"""What is fetched rather than read."""
_ADR: Final = compiled(
    r"(?i)^(?:[\w.-]+/){0,4}(?:adrs?|architecture[-_]decisions?(?:[-_]records?)?|decisions)/[^/]+\.(?:md|adoc|rst)$"
)
_ARCHITECTURE: Final = compiled(
    r"(?i)^(?:(?:docs?|documentation|dev-?docs|\.github|book|website|sites?|guides?|manual|www|userdocs|"
    r"docsrc)/(?:[\w.-]+/){0,4})?(?:[\w-]+[-_ ])?"
    r"architectur(?:e|es|al|a|en?)(?:[-_ ][\w-]+)?"
    r"(?:\.(?:md|mdx|rst|adoc|asciidoc|txt|org|puml|plantuml|drawio|dsl|mmd|html|pdf))?$|"
    r"^(?:docs?|documentation)/(?:[\w.-]+/){0,3}architecture/[^/]+(?<!\.png)(?<!\.svg)(?<!\.jpg)(?<!\.gif)$"
)
_OF_ARCHITECTURE: Final = with_pieces("architect", "adr/", "adrs/", "decisions/")
_LOOKS: Final = compiled(r"(?i)typograph|colou?r palette|landing page|font[- ]family|visual direction")
_ARCHITECTURE_TEXT: Final = compiled(
    r"(?i)\b(?:architecture|architektur|arquitectura|arquitetura|architettura)\b"
)
_MANUAL: Final = compiled(
    r"(?i)^(?:[\w.+-]+/){0,3}(?!(?:version|fdl|l?gpl[\w.-]*|license|macros)\.)[\w+-]+\.(?:texi|texinfo|txi)(?:\.in)?$"
)
_MANUAL_PAGE: Final = compiled(
    r"(?i)^(?:(?:[\w.-]+/){0,3}man(?:pages?|ual)?/(?:[\w.-]{1,20}/){0,2}[a-z][\w.-]{1,60}\.[1-8]|"
    r"(?:src|tools?|docs?(?!/[\w/-]*\d\.))/(?:[a-z][\w-]{0,40}/)?[a-z][\w-]{1,60}\.[158])"
    r"(?:\.(?:in|md|org|adoc|rst|ronn|scd|pod|xml|template))?$"
)
_TEXT: Final = compiled(r"(?i)\.(?:md|mdx|rst|adoc|asciidoc|tex|rmd|qmd)$")
_TEXINFO: Final = with_pieces(".texi", ".txi")
_FOR_MAN: Final = with_pieces(*(f".{number}" for number in range(1, 9)))
_NOT_OWN: Final = compiled(r"(?i)(?:^|/)(?:tests?|__tests__|spec|testdata|fixtures?|examples?)/")


def _is_configuration(path: str) -> bool:
    return _SITE_CONFIG.match(path) is not None and not _NOT_OWN.search(path)


def _is_page(path: str) -> bool:
    is_page = PAGE.match(path) is not None and not is_vendored(path) and not _NUMBERED.search(path)
    return is_page and FORMS.isdisjoint(named_kinds(path))


def _linked_pages(facts: Facts, own: Shelf) -> Value | None:
    """Pages of the project that the README leads to wherever they lie, such as the parts of a specification; those that
    every community has, such as a change log, apart."""
    readme = readme_markup(facts)
    if not isinstance(readme, tuple):
        return None
    led = (own.resolve(readme[0], link.target) for link in readme[1].links)
    pages = [path for path in dict.fromkeys(led) if is_prose(path) and path != readme[0] and _tells(path)]
    if len(pages) < FEWEST_PAGES:
        return None
    return Value(pages[0], tuple(Evidence("path", path, 0, "page") for path in pages[:FEWEST_PAGES]))


def _written_pages(facts: Facts, own: Shelf) -> Value | None:
    """The pages of a work of texts, such as a standard: MANY of them, and more than files of code, wherever they lie."""
    seen = census(facts)
    if isinstance(seen, Unknown) or seen.prose < MANY or seen.prose <= seen.code:
        return None
    pages = list(told_of(own.tree.paths, _is_text))
    if len(pages) < MANY:
        return None
    return Value(pages[0], tuple(Evidence("path", path, 0, "page") for path in pages[:FEWEST_PAGES]))


def _is_text(path: str) -> bool:
    return path[0] not in "._" and "/" in path and bool(_TEXT.search(path)) and _is_own(path) and _tells(path)


def _tells(path: str) -> bool:
    """Whether a page is about the work itself, by its name; a README in another language says what the first one says."""
    kinds = set(named_kinds(path))
    return kinds <= ({"readme", "architecture"} if "/" in path else {"architecture"})


def _is_manual(path: str) -> bool:
    return _MANUAL.match(path) is not None and _is_own(path)


def _is_manual_page(path: str) -> bool:
    return _MANUAL_PAGE.match(path) is not None and _is_own(path)


def _is_own(path: str) -> bool:
    return not is_vendored(path) and not _NOT_OWN.search(path)


def _is_architecture(path: str) -> bool:
    return bool(_ARCHITECTURE.match(path) or _ADR.match(path)) and not is_vendored(path)


def _site(facts: Facts) -> Reading:
    own = shelf(facts)
    if isinstance(own, Unknown):
        return own
    config = first_of(own.tree.paths, _is_configuration, _CONFIGURING)
    if config:
        return Value(config, (Evidence("path", config, 0, "documentation site"),))
    pages = list(told_of(own.tree.paths, _is_page, WITH_PAGES))
    if len(pages) >= FEWEST_PAGES:
        evidence = tuple(Evidence("path", path, 0, "page") for path in pages[:FEWEST_PAGES])
        return Value(pages[0].partition("/")[0] + "/", evidence)
    linked = _linked_site(facts, own)
    if isinstance(linked, Value) and linked.value:
        return linked
    return _manual(own) or _linked_pages(facts, own) or _written_pages(facts, own) or linked


def _manual(own: Shelf) -> Value | None:
    """A manual in Texinfo, or three pages for `man`: they come with the program and need no site."""
    book = first_of(own.tree.paths, _is_manual, _TEXINFO)
    found = [book] if book else [*told_of(own.tree.paths, _is_manual_page, _FOR_MAN)][:FEWEST_PAGES]
    if not book and len(found) < FEWEST_PAGES:
        return None
    return Value(found[0], tuple(Evidence("path", path, 0, "manual") for path in found))


def _linked_site(facts: Facts, own: Shelf) -> Reading:
    readme = readme_markup(facts)
    if isinstance(readme, tuple):
        title = _title(readme[1])
        known = facts.once(naming)
        fitting = (link for link in readme[1].links if _is_own_site(link, own, title))
        link = next((link for link in fitting if not is_of_another(link.target, link.text, known)), None)
        if link:
            target = link.target[:300]
            return Value(target, (Evidence("path", readme[0], link.line, "link", target),))
    if isinstance(readme, Unknown):
        return readme
    if own.tree.partial:
        return Unknown(own.tree.partial)
    places = ("docs/", "configuration of a site", "README links")
    return Value("", tuple(Evidence("absence", path=place, name="documentation site") for place in places))


def _is_own_site(link: Link, own: Shelf, title: str) -> bool:
    """A link that says it leads to documentation, or leads to a host of documentation and names this project."""
    if not link.target.startswith("http") or _OF_OTHERS.match(link.target) or _DOWNLOAD.search(link.target):
        return False
    if re.match(r"https?://(?:www\.)?(?:github|gitlab)\.com/", link.target) and "/wiki" not in link.target:
        return False
    named = any(name and name in link.target.lower() for name in own.home)
    says = bool(_SITE_TEXT.search(link.text)) and len(link.text.split()) <= 4
    says = says and (named or not _names_another(link, (*own.home, title)))
    hosted = bool(_DOCS_HOST.match(link.target))
    is_front = "/" not in link.target[8:].rstrip("/")
    return (says and (hosted or named or is_front)) or (
        hosted and (named or _is_of_title(link.target, title))
    )


def _is_of_title(target: str, title: str) -> bool:
    """Whether a host such as docs.kite.org bears a word of the title, and so is no other project's."""
    host = _OWN_HOST.match(target)
    return host is not None and host["of"].lower() in re.split(r"[^\w-]+", title)


def _title(markup: Markup) -> str:
    """The first heading in lower case, without what the project is made with or for."""
    return _MADE_WITH.split(markup.sections[0].heading.lower())[0] if markup.sections else ""


def _names_another(link: Link, names: tuple[str, ...]) -> bool:
    """Whether what its text calls the documentation of is the host it leads to, and none of these names: "Nuxt.js docs"."""
    host = link.target.partition("//")[2].partition("/")[0].lower()
    called = (word.lower().removesuffix(".js") for word in re.findall(r"[^\W\d_][\w.-]{2,40}", link.text))
    theirs = [word for word in called if word in host and "." not in word and not _SITE_TEXT.search(word)]
    known = [name for name in names if name]
    return bool(known) and any(not any(word in name or name in word for name in known) for word in theirs)


def _architecture(facts: Facts) -> Reading:
    own = shelf(facts)
    if isinstance(own, Unknown):
        return own
    path = first_of(own.tree.paths, _is_architecture, _OF_ARCHITECTURE)
    if path:
        return Value(path, (Evidence("path", path, 0, "architecture"),))
    found = document(facts, "architecture")
    if isinstance(found, Unknown):
        return found
    if isinstance(found, Missing) or _is_of_a_page(found):
        places = found.looked_at if isinstance(found, Missing) else (found.path,)
        return _linked_architecture(facts, own) or Value(
            "", tuple(Evidence("absence", path=place, name="architecture") for place in places)
        )
    return Value(found.path, (Evidence("path", found.path, found.line, "architecture", found.how),))


def _is_of_a_page(found: Document) -> bool:
    """Whether a DESIGN is that of what people see: colours and letters, not the parts of the code."""
    named = found.path.rpartition("/")[2].lower().startswith("design")
    return named and isinstance(found.text, str) and bool(_LOOKS.search(found.text[:20_000]))


def _linked_architecture(facts: Facts, own: Shelf) -> Value | None:
    """A README link that says it leads to the architecture, into a wiki or a site of this project."""
    readme = readme_markup(facts)
    if not isinstance(readme, tuple):
        return None
    for link in readme[1].links:
        named = any(name and name in link.target.lower() for name in own.home)
        if named and len(link.text.split()) <= 5 and _ARCHITECTURE_TEXT.search(link.text):
            target = link.target[:300]
            return Value(target, (Evidence("path", readme[0], link.line, "link", target),))
    return None


def _fact(name: str, kind: Kind, definition: str, read: Callable[[Facts], Reading], unit: str = "") -> Fact:
    needs: frozenset[Group] = frozenset({"tree", "texts"})
    return Fact(
        name,
        kind,
        definition,
        read,
        needs,
        unit,
        texts=(*README_TEXTS, *WANTED, *texts_of("architecture")),
    )


FACTS: Final[tuple[Fact, ...]] = (
    _fact(
        "documentation.site",
        "text",
        "Configuration of a documentation site, a folder with at least three pages, a manual in Texinfo or pages for man, a "
        "README link to the project's own, README links to at least three pages in the tree, or at least ten pages and more "
        "of them than files of code; empty when there is none.",
        _site,
    ),
    _fact(
        "documentation.architecture",
        "text",
        "A file or README section on the architecture, a folder of architecture decisions, or a README link of that name to a "
        "page of the project; empty when there is none.",
        _architecture,
    ),
)
