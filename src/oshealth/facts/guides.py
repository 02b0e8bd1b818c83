"""How a stranger gets going: guides to install, examples of use, and what sets up a development environment."""

from collections.abc import Callable, Iterator
from typing import Final

from oshealth.compiled import compiled
from oshealth.facts.base import Fact, Facts, Kind, Reading, Value
from oshealth.facts.commands import work_lines
from oshealth.facts.documents import README_TEXTS, Document, Shelf, document, shelf, texts_of
from oshealth.facts.documents.headings import names
from oshealth.facts.documents.kinds import DocumentKind
from oshealth.facts.documents.places import stem_and_extension
from oshealth.facts.markup import Code, Markup, Section
from oshealth.facts.paths import in_folders
from oshealth.facts.seen import first_of, told_of
from oshealth.snapshot import Evidence, Group, Unknown

_SETUP: Final = compiled(
    r"(?i)^(?:\.devcontainer(?:/.*)?|\.devcontainer\.json|flake\.nix|shell\.nix|default\.nix|devenv\.nix|\.gitpod\.ya?ml|\.?Vagrantfile|"
    r"(?:\.?docker/)?(?:(?:docker-)?compose(?:[.-]dev\w*|[.-]local)?|docker-compose[\w.-]*)\.ya?ml|Dockerfile\.dev|script/(?:bootstrap|setup)|bin/(?:setup|dev)|"
    r"mise\.toml|\.mise\.toml|\.tool-versions|devbox\.json|Tiltfile|skaffold\.ya?ml)$"
)
_FOR_SETUP: Final = in_folders("", ".devcontainer", "docker", ".docker", "script", "bin")
_DEV_TARGET: Final = compiled(
    r"(?m)^(?:dev\w*|develop\w*|setup|bootstrap|install-dev|dev-\w+|(?:start|run)[_-]dev[\w-]{0,30}|init|serve|venv|deps)\s{0,4}:(?!=)"
)
PAGE: Final = compiled(
    r"(?i)^(?:docs?|documentation|manual|guides?|book|website|sites?|wiki|www|userdocs|docsrc|content/docs?|"
    r"(?:misc|src|apps|packages)/(?:[\w-]+/){0,3}docs?)/.+"
    r"\.(?:md|mdx|rst|adoc|asciidoc|txt|org|html|tex|texi|ipynb|rmd|qmd|xml)$"
)
_WITH_PAGES: Final = (
    "doc", "docs", "documentation", "manual", "guide", "guides", "book", "website", "site", "sites", "wiki", "www", "userdocs",
    "docsrc", "content", "misc", "src", "apps", "packages",
)  # fmt: skip
WITH_PAGES: Final = in_folders(*_WITH_PAGES)
_WITH_GUIDES: Final = in_folders("", *_WITH_PAGES)
_INSTALL_STEMS: Final = frozenset(
    {"install", "installation", "installing", "setup", "gettingstarted", "getstarted", "quickstart", "quickstartguide",
     "deployment", "deploy", "firststeps", "installguide", "installationguide", "development", "running", "building", "build",
     "compilation", "compiling", "demarrage", "installazione"}
)  # fmt: skip
_USAGE_STEMS: Final = frozenset(
    {"usage", "tutorial", "tutorials", "examples", "example", "quickstart", "gettingstarted", "userguide", "guide", "howto",
     "howtos", "demo", "cookbook", "firststeps"}
)  # fmt: skip
_DEVELOPMENT_STEMS: Final = frozenset(
    {"development", "developing", "developers", "devsetup", "developmentsetup", "hacking", "building", "build", "devguide",
     "onboarding", "buildingfromsource", "buildfromsource", "developerguide", "localdevelopment", "developmentguide",
     "testing", "dev", "develop", "localsetup", "developmentenvironment"}
)  # fmt: skip
_SETTING_UP: Final = compiled(r"(?i)\bset(?:ting)?[\s-]?up\b")
_FROM_SOURCE: Final = compiled(
    r"(?m)^\s{0,12}(?:[$>%] )?(?:\./(?:configure|bootstrap|autogen)|autoreconf\b|"
    r"cmake (?:-|\.)|meson setup|make(?:\s|$)|ninja(?:\s|$))"
)
"""Commands that build what was checked out."""
_STEP: Final = compiled(
    r"(?m)^\s{0,8}(?:[-*+]|\d{1,2}[.)])\s[^\n`]{0,120}`(?:\./)?[a-z][\w.+-]{0,30} [^`\n]{2,120}`"
)
"""A list item with a command in it: instructions are also given so, without a block of code."""
FEWEST_STEPS: Final = 2
_DRAWN: Final = compiled(r"[├└│┌┐─┬┴┼╭╰]|\|-- |`-- ")
_EXAMPLES: Final = compiled(r"(?i)(?:docs/)?(?:examples?|demos?|samples?|screenshots?)/")
_WITH_EXAMPLES: Final = in_folders(
    "docs", "example", "examples", "demo", "demos", "sample", "samples", "screenshot", "screenshots"
)
_INSTALL_COMMAND: Final = compiled(
    r"(?m)(?:`|^[ \t]{0,8}(?:[$>][ \t])?)(?:sudo )?(?:python3? -m )?"
    r"((?:(?:pip3?|pipx|uv pip|uv tool|npm|pnpm|gem|brew|apt|apt-get|dnf|conda|mamba|dotnet tool|opam|luarocks|helm) install|"
    r"(?:npm|pnpm) (?:i|add)|(?:uv|poetry|yarn|yarn global|bundle|dotnet) add|cargo (?:add|install)|go (?:get|install)|"
    r"composer (?:require|create-project)|docker (?:run|pull)) [\w@./:\[-]{2,80})"
)
_LEGAL: Final = compiled(
    r"(?i)\b(?:licen[cs]\w+|copyright|legal|disclaimer|lizenz\w*|licencia|licença|licenza)\b|许可|ライセンス"
)
_UPKEEP: Final = compiled(
    r"(?i)^\W*(?:versioning|releas(?:es?|ing)\b.{0,40}|how to release|publishing(?: a release)?|publish)\W*$"
)
_MAKEFILES: Final = ("Makefile", "GNUmakefile", "makefile", "justfile", "Justfile")


def readable(facts: Facts, *kinds: DocumentKind) -> Iterator[tuple[Document, Markup, int]]:
    """The documents of these kinds that could be read, parsed, and what to add to their lines."""
    for kind in kinds:
        found = document(facts, kind)
        if isinstance(found, Document):
            markup = found.markup()
            if isinstance(markup, Markup):
                yield found, markup, found.line if found.how == "section" else 0


def unread(facts: Facts, *kinds: DocumentKind) -> Unknown | None:
    """Why one of these documents could not be read, if one could not."""
    for kind in kinds:
        found = document(facts, kind)
        if isinstance(found, Unknown):
            return found
        if isinstance(found, Document) and isinstance(found.text, Unknown) and found.how != "off-site":
            return Unknown(f"{found.path}: {found.text.reason}")
    return None


def headed(markup: Markup, kind: str) -> Iterator[Section]:
    """The sections of a text whose heading is a name of that kind."""
    return (section for section in markup.sections if names(section.heading, kind))


def _guides(own: Shelf, stems: frozenset[str]) -> Iterator[str]:
    """Pages named so at the root or under a documentation folder."""
    return (
        path for path, stem in told_of(own.tree.paths, _stem_of_page, _WITH_GUIDES).items() if stem in stems
    )


def _stem_of_page(path: str) -> str:
    """What a page at the root or under a documentation folder is called; empty for any other file."""
    return _guide_stem(path) if path.count("/") <= 4 and ("/" not in path or PAGE.match(path)) else ""


def _guide_stem(path: str) -> str:
    stem, extension, _ = stem_and_extension(path.rpartition("/")[2])
    parent = path.rpartition("/")[0].rpartition("/")[2].lower().replace("-", "").replace("_", "")
    return (
        (parent if stem in {"index", "readme"} else stem)
        if extension in {"md", "mdx", "rst", "adoc", "txt", "org", "html", "texi", ""}
        else "-"
    )


def _seen(
    search: Callable[[Facts, Shelf], Evidence | None], name: str, *kinds: DocumentKind
) -> Callable[[Facts], Reading]:
    """A yes with its evidence; a no only when the tree and these documents were all seen."""

    def reading(facts: Facts) -> Reading:
        own = shelf(facts)
        if isinstance(own, Unknown):
            return own
        if found := search(facts, own):
            return Value(True, (found,))
        unseen = unread(facts, *kinds) or (Unknown(own.tree.partial) if own.tree.partial else None)
        return unseen or Value(
            False, tuple(Evidence("absence", path=kind, name=name) for kind in (*kinds, "docs pages"))
        )

    return reading


def _install(facts: Facts, own: Shelf) -> Evidence | None:
    for found, markup, offset in readable(facts, "readme"):
        for section in headed(markup, "installation"):
            body = markup.body(section)
            if markup.code_in(section) or markup.links_in(section) or "`" in body or "$ " in body:
                return Evidence("path", found.path, section.line + offset, "installation", section.heading)
        for section in headed(markup, "usage"):
            if command := _INSTALL_COMMAND.search(markup.body(section)[:20_000]):
                return Evidence("path", found.path, section.line + offset, "installation", command[1])
    return next((Evidence("path", path, name="installation") for path in _guides(own, _INSTALL_STEMS)), None)


def _is_example(path: str) -> bool:
    return _EXAMPLES.match(path) is not None and "/." not in path


def _is_setup(path: str) -> bool:
    return _SETUP.match(path) is not None


def _usage(facts: Facts, own: Shelf) -> Evidence | None:
    for found, markup, offset in readable(facts, "readme"):
        if line := _line_of_example(markup):
            return Evidence("path", found.path, line + offset, "usage")
    examples = [path for path in (first_of(own.tree.paths, _is_example, _WITH_EXAMPLES),) if path]
    return next(
        (Evidence("path", path, name="usage") for path in (*_guides(own, _USAGE_STEMS), *examples)),
        None,
    )


def _line_of_example(markup: Markup) -> int:
    """Code or an image under a heading on usage, else code anywhere but under installation; 0 when there is none."""
    for section in headed(markup, "usage"):
        if markup.code_in(section) or any(
            section.line <= image.line <= section.end for image in markup.images
        ):
            return section.line
    other = [section for section in markup.sections if _is_no_use(section)]
    return next(
        (
            code.line
            for code in markup.code
            if not any(each.line <= code.line <= each.end for each in other) and not _is_drawn(code, markup)
        ),
        0,
    )


def _is_drawn(code: Code, markup: Markup) -> bool:
    """Whether a block of code is a drawing of folders: half of its lines have the signs of branches."""
    lines = [line for line in markup.lines[code.line - 1 : code.end] if line.strip()]
    return 2 * sum(bool(_DRAWN.search(line)) for line in lines) >= max(len(lines), 1)


def _is_no_use(section: Section) -> bool:
    """Whether code under a heading shows something else: how to install, to develop or to cite, what changed, legal words."""
    kinds = ("installation", "development", "contributing", "citation", "changelog", "authors")
    return bool(_LEGAL.search(section.heading) or _UPKEEP.match(section.heading)) or any(
        names(section.heading, kind) for kind in kinds
    )


def _setup(facts: Facts, own: Shelf) -> Evidence | None:
    for found, markup, offset in readable(facts, "contributing"):
        if markup.code:
            return Evidence("path", found.path, markup.code[0].line + offset, "set-up commands")
    path = first_of(own.tree.paths, _is_setup, _FOR_SETUP)
    if path:
        return Evidence("path", path, name="development environment")
    return _development_target(own) or _development_guide(facts, own)


def _development_target(own: Shelf) -> Evidence | None:
    for makefile in _MAKEFILES:
        text = own.text(makefile) if makefile in own.paths else ""
        target = _DEV_TARGET.search(text[:200_000]) if isinstance(text, str) else None
        if target:
            return Evidence(
                "path", makefile, target.string.count("\n", 0, target.start()) + 1, target[0].rstrip(": ")
            )
    return None


def _development_guide(facts: Facts, own: Shelf) -> Evidence | None:
    for path in _guides(own, _DEVELOPMENT_STEMS):
        markup = own.markup(path)
        if isinstance(markup, Unknown) or markup.code:
            return Evidence("path", path, name="development guide")
    for path in _guides(own, frozenset({"install"})):
        text = own.text(path)
        if isinstance(text, str) and _FROM_SOURCE.search(text[:100_000]):
            return Evidence("path", path, name="building from source")
    for found, markup, offset in readable(facts, "readme"):
        section = next(
            (
                section
                for section in headed(markup, "development")
                if (markup.code_in(section) and _is_about_work(section, markup))
                or len(_STEP.findall(markup.body(section)[:20_000])) >= FEWEST_STEPS
            ),
            None,
        )
        if section:
            return Evidence("path", found.path, section.line + offset, "development", section.heading)
    return None


def _is_about_work(section: Section, markup: Markup) -> bool:
    """Whether code under a heading sets up the code itself: "Setup" alone is also how to install a release."""
    if not _SETTING_UP.search(section.heading):
        return True
    return any(section.line <= line <= section.end for line in work_lines(markup))


TEXTS: Final = (*README_TEXTS, *texts_of("contributing"), "docs/**/*install*", "docs/**/*start*", "docs/**/develop*",
                "docs/**/hacking*", "makefile", "gnumakefile", "justfile", "development*", "hacking*",
                "install", "install.*",
                "{www,guides,website,sites}/**/*develop*", "{misc,src}/**/docs/**/*develop*")  # fmt: skip


def _fact(name: str, kind: Kind, definition: str, read: Callable[[Facts], Reading], unit: str = "") -> Fact:
    needs: frozenset[Group] = frozenset({"tree", "texts"})
    return Fact(name, kind, definition, read, needs, unit, texts=TEXTS)


FACTS: Final[tuple[Fact, ...]] = (
    _fact(
        "documentation.installation_guide",
        "yes/no",
        "Whether the README has a heading on installing, set-up, quick start or deployment with code or a link under it, or "
        "one on usage with a command that installs, or the documentation a page named so.",
        _seen(_install, "installation guide", "readme"),
    ),
    _fact(
        "documentation.usage_example",
        "yes/no",
        "Whether the README shows code outside its installation part or a screenshot under a heading on usage, or "
        "there are examples.",
        _seen(_usage, "usage example", "readme"),
    ),
    _fact(
        "development.setup",
        "yes/no",
        "Whether there are commands to set up a development environment: code in CONTRIBUTING or a development guide, a dev "
        "container, compose file, Nix, or a development target of a Makefile.",
        _seen(_setup, "development set-up", "contributing", "readme"),
    ),
)
