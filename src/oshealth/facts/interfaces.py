"""Interfaces for programs: how they are described, where anybody can read it."""

from typing import Final

from oshealth.compiled import compiled
from oshealth.facts.api_settings import is_api_setting
from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.documents import README_TEXTS, Shelf, readme_markup, shelf
from oshealth.facts.globs import select
from oshealth.facts.languages import is_vendored
from oshealth.facts.licensing.files import is_license_name
from oshealth.facts.markup import Markup
from oshealth.facts.paths import either, with_endings, with_pieces
from oshealth.facts.registries import NAMING, is_own_package
from oshealth.facts.seen import first_of
from oshealth.snapshot import Evidence, Group, Unknown

MOST_SHOWN: Final = 3

_ELSEWHERE: Final = compiled(
    r"(?i)(?:^|/)(?:[\w-]{0,40}tests?|specs?|fixtures?|testdata|__tests__|e2e|examples?|samples?|demos?|demo[-_]data|node_modules|"
    r"bower_components|vendor|third[-_]party|storybook|\.[^/]+)/|(?:^|/)\.[^/]+$|"
    r"(?:^|/)(?:fragments|queries|mutations|subscriptions|operations)/[^.]{1,200}\.graphqls?$|\.(?:query|fragment|mutation)\.graphqls?$"
)
"""Where nothing is described that others may use: tests, examples, foreign code, and what a client asks of a server."""
_DESCRIBED: Final = (
    ".yaml", ".yml", ".json", ".graphql", ".graphqls", ".proto", ".raml", ".wsdl", ".wadl", ".thrift", ".smithy", ".avsc", ".xsd",
    ".tsp",
)  # fmt: skip
_DESCRIPTION: Final = compiled(
    r"(?i)(?:^|/)(?:(?:[\w.-]{1,60}[._-])?(?:openapi|swagger|asyncapi)(?:[._-][\w.-]{1,60})?\.(?:ya?ml|json)|openapi/[^/]+\.ya?ml|"
    r"[^/]+\.(?:graphqls?|proto|raml|wsdl|wadl|thrift|smithy|avsc|xsd|schema\.json|tsp)|"
    r"schema\.json|api[-_](?:spec|schema|description|definition)\.(?:ya?ml|json)|custom-elements\.json|schemas?/[^/]+\.json)$"
)
_DESCRIBING: Final = either(
    with_endings(
        ".graphql",
        ".graphqls",
        ".proto",
        ".raml",
        ".wsdl",
        ".wadl",
        ".thrift",
        ".smithy",
        ".avsc",
        ".xsd",
        ".tsp",
    ),
    with_pieces(
        "openapi",
        "swagger",
        "asyncapi",
        "schema.json",
        "custom-elements.json",
        "api-s",
        "api_s",
        "api-d",
        "api_d",
        "schema/",
        "schemas/",
    ),
)
_NAMED: Final = compiled(
    r"(?i)^(?:[^/]+/)*(?:[\w.-]{1,60}[._-])?(?:openapi|swagger|asyncapi)(?:[._-][\w.-]{1,60})?\.(?:ya?ml|json)$"
)
_SPEC: Final = compiled(r"(?i)(?<![^/])specs?/")
"""A folder of tests in many languages, and of descriptions beside an interface: a file's own name tells which."""
_REFERENCE_CONFIG: Final = compiled(
    r"(?i)^(?:[\w.-]+/){0,2}(?:typedoc\.(?:json|c?js)|Doxyfile(?:\.in)?|jsdoc\.(?:json|conf\.json)|api-extractor\.json|\.yardopts|"
    r"phpdoc(?:\.dist)?\.xml|_pkgdown\.ya?ml)$"
)
_SPHINX: Final = "{docs,doc,documentation,readthedocs,sphinx}/{,source/,src/}conf.py"
_FROM_CODE: Final = compiled(
    r"(?m)^[^#\n]{0,200}[\"'](?:sphinxcontrib\.apidoc|sphinx\.ext\.apidoc|autoapi\.extension|autodoc2|breathe|exhale)[\"']|"
    r"^autosummary_generate\s{0,9}=\s{0,9}True"
)
"""Extensions of Sphinx that make pages from the code by themselves; `autodoc` alone makes none."""
_REFERENCE_PAGE: Final = compiled(
    r"(?i)^(?:docs?|documentation|website|site)/(?:[\w.-]+/){0,3}(?:api|reference|api[-_]?(?:reference|docs?)|"
    r"(?:json|rest|http|web|python|javascript|js|plugin|public)[-_]api|(?:cli|command)[-_]reference)(?:/[^/]+)?\.?"
    r"(?:md|mdx|rst|adoc|txt|html)?$"
)
_MANUAL_PAGE: Final = compiled(
    r"(?i)^(?:(?:[\w.-]+/){0,2}man(?:pages?|ual)?/(?:[\w.-]{1,20}/){0,2}[a-z][\w-]{1,60}\.[1358]"
    r"(?:\.(?:in|md|org|adoc|rst|ronn|scd|pod|xml|txt))?|"
    r"(?:docs?/|(?:src|tools?)/(?:[a-z][\w-]{0,40}/)?)?(?!v?\d*\.|[\w-]*-\d+\.)[a-z][\w-]{1,60}\.[1358](?:\.(?:in|adoc|ronn|scd|pod|xml|template))?)$"
)
_REFERRING: Final = with_pieces(
    "typedoc.", "doxyfile", "jsdoc.", "api-extractor.", ".yardopts", "phpdoc", "_pkgdown.y",
    "/api", "-api", "_api", "/reference", "-reference", "_reference", ".1", ".3", ".5", ".8",
)  # fmt: skip
_REFERENCE_LINK: Final = compiled(
    r"(?i)^https?://(?:docs\.rs/|pkg\.go\.dev/|godoc\.org/|(?:www\.)?javadoc\.io/|hexdocs\.pm/|(?:www\.)?rubydoc\.info/|"
    r"hackage\.haskell\.org/package/|pub\.dev/documentation/|metacpan\.org/)"
)
_REFERENCE_TEXT: Final = compiled(
    r"(?i)^(?:the )?(?:full )?(?:rest |http |graphql |js |public )?apis?(?: v?\d[\d.]*)?"
    r"(?: docs?| documentation| reference| guide| spec\w*| summary| overview| description)?$|"
    r"^(?:api|language|class|function) reference$|^swagger(?: ui)?$|^openapi\b.{0,40}$|^api ?(?:文档|文檔|リファレンス|문서)$|"
    r"^(?:web |rest )?api(?: web| rest)?(?: publi(?:c|que|ca)| pública)?\s?[:–—-]\s.{1,100}$|"
    r"^documentation de l[’']api$|^documentación de la api$|^api-(?:dokumentation|referenz)$"
)
_OF_TOOLS: Final = compiled(
    r"(?i)https?://(?:[\w-]+\.)?(?:swagger\.io|openapis\.org|asyncapi\.com|json-schema\.org|graphql\.org)(?:/|$)"
)
"""Where the makers of the formats and tools describe these, and nobody else's interface."""
_PART: Final = compiled(
    r"(?i)^(?:(?:other|available|all|component|element) )?(?:attributes|props|properties|methods|events|slots|functions|options|"
    r"parameters|arguments|return values?)$"
)
"""Headings under which a component tells what it takes and gives; one alone may be about something else."""
FEWEST_PARTS: Final = 2


def is_own(path: str) -> bool:
    """Whether a path is none of tests, examples and other people's code."""
    return not _ELSEWHERE.search(_without_spec(path)) and not is_vendored(path)


def _is_description(path: str) -> bool:
    described = path.endswith(_DESCRIBED) and _DESCRIPTION.search(path) is not None
    return described and not is_api_setting(path) and is_own(path)


def _is_reference(path: str) -> bool:
    refers = _REFERENCE_CONFIG.match(path) or _REFERENCE_PAGE.match(path) or _MANUAL_PAGE.match(path)
    return bool(refers) and is_own(path) and not is_license_name(path)  # LGPL2.1 is no page of a manual


def _without_spec(path: str) -> str:
    """The path of a description that says what it is, without the folder `spec` in which such files are kept."""
    return _SPEC.sub("", path) if _NAMED.match(path) else path


def _description(facts: Facts) -> Reading:
    own = shelf(facts)
    if isinstance(own, Unknown):
        return own
    if path := first_of(own.tree.paths, _is_description, _DESCRIBING):
        return Value(path, (Evidence("path", path, 0, "interface description"),))
    if path := first_of(own.tree.paths, _is_reference, _REFERRING):
        return Value(path, (Evidence("path", path, 0, "reference"),))
    return _made_by_sphinx(own) or _reference_in_readme(facts, own)


def _made_by_sphinx(own: Shelf) -> Value | None:
    """The settings of Sphinx where they say that a reference is made from the code."""
    for path in select(own.tree.paths, (_SPHINX,)):
        text = own.text(path)
        found = _FROM_CODE.search(text[:100_000]) if isinstance(text, str) else None
        if found:
            line = found.string.count("\n", 0, found.start()) + 1
            return Value(path, (Evidence("path", path, line, "reference", found[0].strip()[:100]),))
    return None


def _reference_in_readme(facts: Facts, own: Shelf) -> Reading:
    readme = readme_markup(facts)
    if isinstance(readme, Unknown):
        return readme
    if isinstance(readme, tuple):
        path, markup = readme
        for link in markup.links:
            if _OF_TOOLS.match(link.target):
                continue
            host = _REFERENCE_LINK.match(link.target)
            is_own = host is not None and is_own_package(facts, link.target[host.end() :])
            if is_own or _REFERENCE_TEXT.match(link.text.strip()):
                return Value(
                    link.target[:300], (Evidence("path", path, link.line, "link", link.target[:300]),)
                )
        for section in markup.sections:
            if _REFERENCE_TEXT.match(section.heading.strip()) and markup.body(section).strip():
                return Value(path, (Evidence("path", path, section.line, "section", section.heading[:100]),))
        if parts := _parts(path, markup):
            return Value(path, parts)
    if own.tree.partial:
        return Unknown(own.tree.partial)
    places = ("OpenAPI, AsyncAPI, GraphQL, Protocol Buffers, schemas", "docs/", "README headings and links")
    return Value("", tuple(Evidence("absence", place, name="interface description") for place in places))


def _parts(path: str, markup: Markup) -> tuple[Evidence, ...]:
    """Sections on what it takes and gives, such as attributes, events and methods; nothing where there is only one."""
    found = {
        section.heading.strip().casefold(): section.line
        for section in markup.sections
        if _PART.match(section.heading.strip())
    }
    if len(found) < FEWEST_PARTS:
        return ()
    return tuple(Evidence("path", path, line, "section", said) for said, line in found.items())[:MOST_SHOWN]


_NEEDS: Final[frozenset[Group]] = frozenset({"tree", "texts"})

FACTS: Final[tuple[Fact, ...]] = (
    Fact(
        name="interfaces.description",
        kind="text",
        definition="A machine-readable description of an interface (OpenAPI, AsyncAPI, GraphQL, Protocol Buffers, schemas, a "
        "custom elements manifest), the settings or pages of an API reference, manual pages, or a README section or link to one, "
        "or two sections such as attributes and events; empty when there is none.",
        read=_description,
        needs=_NEEDS,
        source="OSPS-SA-02.01; DPGs for DPI A1",
        texts=(*README_TEXTS, _SPHINX, *NAMING),
    ),
)
