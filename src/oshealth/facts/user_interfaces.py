"""What people see and operate: files of screens, and signs that accessibility is looked after."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from oshealth.compiled import compiled
from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.documents import README_TEXTS, Document, Shelf, document, shelf, texts_of
from oshealth.facts.globs import select
from oshealth.facts.guides import readable
from oshealth.facts.interfaces import MOST_SHOWN, is_own
from oshealth.facts.manifests import manifests
from oshealth.facts.paths import with_endings, with_pieces
from oshealth.facts.patterns import words_found
from oshealth.facts.reading import at, mapping
from oshealth.facts.seen import first_of, told_of
from oshealth.snapshot import Evidence, Unknown

MOST_LISTED: Final = 200
_SCREENS: Final = (
    ".vue", ".svelte", ".jsx", ".tsx", ".qml", ".xaml", ".storyboard", ".xib", ".erb", ".haml", ".slim", ".twig", ".hbs", ".ejs",
    ".pug", ".cshtml", ".jsp", ".php", ".jinja", ".jinja2", ".razor", ".html", ".xml",
    ".heex", ".leex", ".eex", ".ep", ".phtml", ".rhtml", ".gohtml", ".gsp", ".aspx", ".ascx", ".axaml", ".fxml",
    ".ui", ".blp", ".glade", ".dfm", ".lfm",
)  # fmt: skip
_WITH_SCREENS: Final = with_endings(*_SCREENS)
_SCREEN: Final = compiled(
    r"(?i)\.(?:vue|svelte|jsx|tsx|qml|xaml|storyboard|xib|erb|haml|slim|twig|hbs|ejs|pug|cshtml|jsp|blade\.php|jinja2?|razor|"
    r"heex|leex|html\.eex|html\.ep|phtml|rhtml|gohtml|gsp|aspx|ascx|axaml|fxml|ui|blp|glade|dfm|lfm)$|"
    r"(?:^|/)templates?/(?:[^/]+/)*[^/]+\.html$|(?:^|/)res/layout(?:-[\w-]+)?/[^/]+\.xml$|\.component\.html$|"
    r"(?:^|/)(?:webapp|web-app)/(?:[^/]+/)*[^/]+\.html$|"
    r"(?:^|/)src/main/java/(?:[^/]+/)*(?!(?:package|overview)\.html)[^/]+\.html$|"  # pages beside their classes, as of Wicket
    r"^(?:public/|app/|src/|static/)?index\.html$"
)
_NO_SCREEN: Final = compiled(
    r"(?i)(?:^|/)(?:e?mails?|mailers?|docs?|website|charts?|helm|cookbooks?|ansible|roles)/"
)
_STATEMENT: Final = compiled(
    r"(?i)(?:^|/)(?:declaration[-_]?)?(?:d[-_])?(?:accessibilit(?:y|e|a)|accessibility[-_]?statement|acc?esibilidad|acessibilidade|"
    r"(?:erklaerung[-_]zur[-_])?barrierefreiheit|toegankelijkheid\w{0,12})"
    r"(?:/(?:\+?page|index|show))?\.(?:vue|svelte|jsx|tsx|html|erb|haml|slim|twig|hbs|ejs|pug|cshtml|jsp|php|jinja2?)"
    r"(?:\.(?:erb|haml|slim|php))?$"
)
"""A page of the program that is called so."""
_LIKE_STATEMENTS: Final = with_pieces(
    "accessibilit", "esibilidad", "acessibilidade", "barrierefreiheit", "toegankelijkheid"
)
_WORDS: Final = (
    "wcag*", "vpat", "screen reader", "screen readers", "accessibility statement", "rgaa",
    "en 301 549", "section 508", "bitv", "barrierefreiheit", "barrierefrei", "accessibilité numérique",
    "déclaration d'accessibilité", "declaración de accesibilidad", "dichiarazione di accessibilità", "无障碍", "アクセシビリティ",
)  # fmt: skip
_TOOLS: Final = compiled(
    r"(?i)^(?:@axe-core/.{1,40}|axe-core|jest-axe|vitest-axe|cypress-axe|axe-playwright|axe-puppeteer|pa11y(?:-ci)?|"
    r"@lhci/cli|lighthouse(?:-ci)?|eslint-plugin-(?:jsx-a11y|vuejs-accessibility|lit-a11y)|@storybook/addon-a11y|"
    r"@angular-eslint/template-accessibility|accessibility-checker|@guidepup/.{1,40})$"
)
_TOOL_FILES: Final = (
    "{.pa11yci,.pa11yci.json,.pa11yci.js,pa11y.json,lighthouserc.*,.lighthouserc.*,.accesslintrc}",
    ".github/workflows/*{a11y,accessib,lighthouse,pa11y,axe}*.{yml,yaml}",
)
_IN_WORKFLOWS: Final = ("pa11y", "lighthouse", "axe core", "lhci", "accesslint", "axe linter")


def _is_screen(path: str) -> bool:
    is_screen = path.endswith(_SCREENS) and _SCREEN.search(path) and not _NO_SCREEN.search(path)
    return bool(is_screen) and is_own(path)


def _is_statement(path: str) -> bool:
    return _STATEMENT.search(path) is not None and is_own(path)


def _screens(facts: Facts) -> Reading:
    tree = facts.snapshot.tree
    if isinstance(tree, Unknown):
        return tree
    found = tuple(islice(told_of(tree.paths, _is_screen, _WITH_SCREENS), MOST_LISTED))
    if not found and tree.partial:
        return Unknown(tree.partial)
    told = tuple(Evidence("path", path) for path in found[:MOST_SHOWN])
    return Value(found, told or (Evidence("absence", name="files of a user interface"),))


def _accessibility(facts: Facts) -> Reading:
    own = shelf(facts)
    if isinstance(own, Unknown):
        return own
    found = [*_statements(facts), *_tools(facts, own)]
    if not found:
        for unseen in (document(facts, "accessibility"), document(facts, "readme")):
            if isinstance(unseen, Unknown):
                return unseen
        if own.tree.partial:
            return Unknown(own.tree.partial)
    told = tuple(dict.fromkeys(str(item.value or item.path) for item in found))[:20]
    absent = ("accessibility statement", "words on accessibility", "tools in packages and CI")
    return Value(told, tuple(found[:MOST_SHOWN]) or tuple(Evidence("absence", name=name) for name in absent))


def _statements(facts: Facts) -> Iterator[Evidence]:
    statement = document(facts, "accessibility")
    if isinstance(statement, Document):
        yield Evidence("path", statement.path, statement.line, "accessibility")
    if not isinstance(facts.snapshot.tree, Unknown) and (
        page := first_of(facts.snapshot.tree.paths, _is_statement, _LIKE_STATEMENTS)
    ):
        yield Evidence("path", page, name="accessibility")
    for found, _, _ in readable(facts, "readme", "contributing"):
        if isinstance(found.text, str):
            for hit in words_found(found.text, _WORDS)[:1]:
                yield Evidence("path", found.path, found.line + hit.line, "words", hit.text)


def _tools(facts: Facts, own: Shelf) -> Iterator[Evidence]:
    for manifest in manifests(facts):
        if manifest.name == "package.json":
            for key in ("dependencies", "devDependencies"):
                for name in mapping(at(manifest.value, key)):
                    if _TOOLS.match(name):
                        yield Evidence("path", manifest.path, name="tool", value=name)
    for path in select(own.tree.paths, _TOOL_FILES):
        yield Evidence("path", path, name="tool")
    for path in select(own.tree.paths, (".github/workflows/*", ".gitlab-ci.yml")):
        text = own.text(path)
        for hit in words_found(text, _IN_WORKFLOWS)[:1] if isinstance(text, str) else ():
            yield Evidence("path", path, hit.line, "tool", hit.text)


FACTS: Final[tuple[Fact, ...]] = (
    Fact(
        name="interfaces.screens",
        kind="list",
        definition="Files that look like parts of a user interface (templates, components, layouts), at most 200; those of "
        "tests, examples, documentation, mail and foreign code are left out.",
        read=_screens,
        needs=frozenset({"tree"}),
        unit="files",
    ),
    Fact(
        name="interfaces.accessibility",
        kind="list",
        definition="Signs that accessibility is looked after: a statement or a page called so, words on its standards in README "
        "or CONTRIBUTING, tools that test for it in packages or CI. Whether the product conforms no file can tell.",
        read=_accessibility,
        needs=frozenset({"tree", "texts"}),
        source="DPG Maturity Model 3.4; OpenSSF Best Practices, accessibility_best_practices",
        texts=(
            *README_TEXTS,
            *texts_of("contributing"),
            "accessib*",
            "vpat*",
            "package.json",
            "*/package.json",
            ".github/workflows/*",
            ".gitlab-ci.yml",
        ),
    ),
)
