"""The kinds of community documents and every spelling under which real projects keep them: one table, data
only.
"""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias, get_args

from msgspec import Struct

DocumentKind: TypeAlias = Literal[
    "readme",
    "license",
    "contributing",
    "code-of-conduct",
    "security-policy",
    "governance",
    "charter",
    "maintainers",
    "codeowners",
    "support",
    "changelog",
    "roadmap",
    "adopters",
    "funding",
    "citation",
    "codemeta",
    "publiccode",
    "privacy",
    "accessibility",
    "architecture",
    "issue-templates",
    "change-template",
    "notice",
    "authors",
]
KINDS: Final[tuple[DocumentKind, ...]] = get_args(DocumentKind)
FORMS: Final[frozenset[DocumentKind]] = frozenset({"issue-templates", "change-template"})
"""Kinds that others are to fill in: blanks belong in them."""

PROSE: Final = ("md", "markdown", "rst", "adoc", "txt", "")
MORE_PROSE: Final = (
    *PROSE,
    "mdown",
    "mkd",
    "mkdn",
    "mdx",
    "asciidoc",
    "asc",
    "rest",
    "org",
    "rdoc",
    "textile",
    "pod",
    "html",
)


class Kind(Struct, frozen=True):
    """How one kind of document is found.

    `stems` are file names without extension, folded, with single hyphens between words, best first. `folders`
    are names of folders that hold the document in several files. `deep` says that a stem is telling enough to
    be believed anywhere under a documentation folder; otherwise, outside the root and the forge's folder, the
    text must hold one of `signs`. `headed` kinds may be a section of the README or a link from it;
    `inherited` kinds may come from the owner's defaults; `rooted` ones count in the root and in the forge's
    folder only, or, where they have `folders`, directly in `docs/`.
    """

    stems: tuple[str, ...]
    extensions: tuple[str, ...] = MORE_PROSE
    folders: tuple[str, ...] = ()
    deep: bool = False
    signs: tuple[str, ...] = ()
    headed: bool = True
    inherited: bool = False
    rooted: bool = False


TABLE: Final[Mapping[DocumentKind, Kind]] = {
    "readme": Kind(("readme", "read-me", "leggimi", "leeme", "lisezmoi", "liesmich"), headed=False),
    "license": Kind((), headed=False, rooted=True),
    "contributing": Kind(
        (
            "contributing",
            "contribute",
            "contributing-guide",
            "contributing-guidelines",
            "contribution-guide",
            "contribution-guidelines",
            "contribution",
            "contributions",
            "how-to-contribute",
            "contributors-guide",
            "contributor-guide",
            "contribuer",
            "contribuir",
            "contribuire",
            "mitmachen",
            "beitragen",
            "hacking",
            "submitting-patches",
        ),
        folders=("contributing", "contribute", "contributor-guide", "contributor-guidelines"),
        deep=True,
        inherited=True,
    ),
    "code-of-conduct": Kind(
        ("code-of-conduct", "conduct", "coc", "code-de-conduite", "codice-di-condotta",
         "codigo-de-conducta", "codigo-de-conduta", "verhaltenskodex"),
        folders=("code-of-conduct",),
        deep=True,
        inherited=True,
    ),
    "security-policy": Kind(
        ("security", "security-policy", "vulnerability-disclosure", "vulnerability-reporting",
         "reporting-security-issues", "reporting-vulnerabilities", "security-contacts", "sicherheit",
         "securite"),
        signs=("vulnerab", "disclos", "report a security", "security issue", "security bug", "sicherheitsl",
               "falha de segurança", "falhas de segurança", "faille", "fallo de seguridad"),
        inherited=True,
    ),
    "governance": Kind(
        ("governance", "project-governance", "governing", "governance-model", "gouvernance", "gobernanza",
         "bylaws"),
        folders=("governance",),
        deep=True,
        inherited=True,
    ),
    "charter": Kind(
        ("charter", "project-charter", "technical-charter", "steering-charter", "governance-charter", "tsc-charter",
         "tac-charter", "cpc-charter", "tech-committee-charter", "technical-committee-charter",
         "steering-committee-charter"),
        deep=True,
    ),
    "maintainers": Kind(
        ("maintainers", "owners", "maintainer", "maintainers-list", "project-maintainers", "core-team",
         "core-developers", "committers", "steering-committee", "team"),
        extensions=(*MORE_PROSE, "yml", "yaml", "toml", "json", "csv"),
        signs=("@", "maintain", "<"),
    ),
    "codeowners": Kind(("codeowners",), extensions=("",), headed=False),
    "support": Kind(
        ("support", "getting-help", "help", "soporte", "supporto", "hilfe"),
        signs=("question", "help", "forum", "discuss", "chat", "mailing list", "stack overflow", "issue",
               "contact"),
        inherited=True,
    ),
    "changelog": Kind(
        ("changelog", "changes", "history", "news", "release-notes", "releases", "whatsnew", "whats-new",
         "release-history", "relnotes", "version-history", "journal-des-modifications", "catatan-rilis",
         "riwayat-perubahan"),
        folders=("changelog", "changelogs", "release-notes", "releasenotes", "relnotes", "whatsnew",
                 "releases",
                 "changelog.d"),
        extensions=(*MORE_PROSE, "yml", "yaml", "json", "xml"),
        signs=(".0", ".1", "v1", "v2", "20"),
    ),
    "roadmap": Kind(
        ("roadmap", "project-roadmap", "feuille-de-route", "milestones"),
        folders=("roadmap",),
        deep=True,
    ),
    "adopters": Kind(
        ("adopters", "users", "who-uses", "whos-using", "used-by", "inthewild", "production-users",
         "case-studies",
         "utilisateurs", "reuses"),
        signs=("http", "@", "|"),
    ),
    "funding": Kind(
        ("funding", "sponsors", "sponsoring", "backers", "donate", "donations"),
        extensions=("yml", "yaml", *MORE_PROSE),
        signs=("fund", "sponsor", "donat"),
        inherited=True,
    ),
    "citation": Kind(("citation", "citations"), extensions=("cff", *MORE_PROSE, "bib",
    "json"), signs=("cite", "citation")),
    "codemeta": Kind(("codemeta",), extensions=("json",), headed=False, rooted=True),
    "publiccode": Kind(("publiccode",), extensions=("yml", "yaml"), headed=False, rooted=True),
    "privacy": Kind(
        ("privacy", "privacy-policy", "privacy-notice", "data-protection", "telemetry", "datenschutz",
         "confidentialite"),
        signs=("privacy", "personal data", "telemetry", "collect"),
    ),
    "accessibility": Kind(
        ("accessibility", "accessibility-statement", "a11y", "vpat", "accessibilite", "barrierefreiheit",
         "accessibilita"),
        signs=("wcag", "screen reader", "accessib"),
    ),
    "architecture": Kind(
        ("architecture", "architecture-overview", "system-architecture", "software-architecture", "design",
         "design-overview", "internals", "architektur"),
        folders=("architecture", "adr", "adrs", "architecture-decision-records", "architecture-decisions",
                 "decisions", "internals"),
        signs=("architect", "component", "module", "layer", "subsystem"),
    ),
    "issue-templates": Kind(
        ("issue-template", "bug-report", "feature-request"),
        extensions=(*PROSE, "yml", "yaml"),
        folders=("issue-template", "issue-templates"),
        headed=False,
        inherited=True,
        rooted=True,
    ),
    "change-template": Kind(
        ("pull-request-template", "merge-request-template", "pr-template"),
        extensions=PROSE,
        folders=("pull-request-template", "merge-request-templates", "pull-request-templates"),
        headed=False,
        inherited=True,
        rooted=True,
    ),
    "notice": Kind(("notice", "notices", "third-party-notices", "third-party", "attributions"),
                   headed=False, rooted=True),
    "authors": Kind(("authors", "contributors", "credits", "thanks", "acknowledgements", "acknowledgments",
    "copyright-holders"),
                    extensions=(*MORE_PROSE, "yml", "yaml"), signs=("@", "<", "http", "thank")),
}  # fmt: skip

SHORTEST: Final[Mapping[DocumentKind, int]] = {"codeowners": 3, "maintainers": 3, "funding": 3, "authors": 3}
"""Characters that must be left, headings apart, for a file to count as filled; 10 for every other kind."""
