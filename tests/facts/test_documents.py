"""The document finder knows where real projects keep things, and says what it did not see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from oshealth.errors import UnknownName
from oshealth.facts.base import Fact, Facts, Value
from oshealth.facts.documents import (
    FACTS,
    WANTED,
    Document,
    Missing,
    Shelf,
    document,
    linked_documents,
    shelf,
)
from oshealth.facts.documents.kinds import DocumentKind
from oshealth.facts.documents.places import candidates, may_lie_in
from oshealth.facts.documents.words import phrase
from oshealth.facts.globs import select
from oshealth.facts.tables import shipped
from oshealth.reference import RepoRef
from oshealth.snapshot import Evidence, Inherited, Texts, Tree, Unknown
from tests.builders import a_snapshot

TEXT = (
    "Some words that say a thing about security reports, vulnerabilities, questions, help and modules of 1.0."
)
LONG = TEXT * 10
CATALOGUE: dict[str, Fact] = {fact.name: fact for fact in FACTS}


def facts_of(
    files: dict[str, str | Unknown], locations: dict[str, str] | None = None, **changes: object
) -> Facts:
    return Facts(a_snapshot(files, (), None, **changes), CATALOGUE, locations or {})


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("changelog", "HISTORY.md"),
        ("changelog", "CHANGES.rst"),
        ("changelog", "NEWS"),
        ("changelog", "docs/source/changelog.rst"),
        ("changelog", "ChangeLog"),
        ("changelog", "CHANGELOG/CHANGELOG-1.30.md"),
        ("contributing", "docs/contributing.rst"),
        ("contributing", ".github/CONTRIBUTING.md"),
        ("contributing", "CONTRIBUTING.fr.md"),
        ("contributing", "CONTRIBUTING.fr"),
        ("contributing", "docs/dev/contributing.rst"),
        ("contributing", "docs/contributing/index.md"),
        ("contributing", "CONTRIBUER.md"),
        ("code-of-conduct", "code_of_conduct.md"),
        ("code-of-conduct", "docs/code_of_conduct.md"),
        ("code-of-conduct", "CodeOfConduct.md"),
        ("code-of-conduct", "CODE OF CONDUCT"),
        ("security-policy", ".github/SECURITY.md"),
        ("security-policy", "docs/SECURITY.adoc"),
        ("governance", "GOVERNANCE.md"),
        ("governance", "docs/project/governance.md"),
        ("maintainers", "OWNERS"),
        ("maintainers", "MAINTAINERS.yml"),
        ("codeowners", ".gitlab/CODEOWNERS"),
        ("license", "COPYING.LESSER"),
        ("license", "mit-license.txt"),
        ("license", "LICENSES/MIT.txt"),
        ("issue-templates", ".github/ISSUE_TEMPLATE/bug.yml"),
        ("issue-templates", ".gitlab/issue_templates/Bug.md"),
        ("issue-templates", "issue_template.md"),
        ("issue-templates", "docs/issue-template.md"),
        ("change-template", "docs/pull_request_template.md"),
        ("change-template", ".github/pull_request_template.md"),
        ("change-template", ".gitlab/merge_request_templates/Default.md"),
        ("funding", ".github/FUNDING.yml"),
        ("citation", "CITATION.cff"),
        ("codemeta", "codemeta.json"),
        ("publiccode", "publiccode.yml"),
        ("architecture", "docs/adr/0001-use-words.md"),
        ("adopters", "ADOPTERS.md"),
        ("roadmap", "docs/roadmap.md"),
        ("authors", "AUTHORS.rst"),
        ("notice", "NOTICE"),
        ("readme", "readme.rst"),
    ],
)
def test_every_spelling_that_real_projects_use_is_found(kind: DocumentKind, path: str) -> None:
    assert document(facts_of({path: LONG}), kind) == Document(kind, path, 0, LONG, "file")


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("changelog", "src/history.py"),
        ("changelog", "docs/api/history.md"),
        ("security-policy", "lib/security.md"),
        ("license", "license_check.py"),
        ("support", "support/main.c"),
        ("code-of-conduct", "vendor/x/CODE_OF_CONDUCT.md"),
        ("issue-templates", ".github/ISSUE_TEMPLATE/config.yml"),
        ("publiccode", "docs/publiccode.yml"),
        ("contributing", ".github/contributing/comma.jpg"),
        ("contributing", "CONTRIBUTING.png"),
    ],
)
def test_a_name_that_merely_looks_like_one_is_no_document(kind: DocumentKind, path: str) -> None:
    assert isinstance(document(facts_of({path: LONG}), kind), Missing)


def test_a_template_may_say_everything_in_a_comment() -> None:
    """What to write in a change request is often told where only its author sees it."""
    files: dict[str, str | Unknown] = {
        ".github/PULL_REQUEST_TEMPLATE.md": "<!-- Say what was wrong, and how you know that it is right now. -->\n"
    }
    found = document(facts_of(files), "change-template")
    assert isinstance(found, Document)
    assert (found.path, found.text) == (
        ".github/PULL_REQUEST_TEMPLATE.md",
        " Say what was wrong, and how you know that it is right now. \n",
    )


def test_the_name_without_a_language_comes_before_the_one_with_english() -> None:
    files: dict[str, str | Unknown] = {"README-en-US.md": LONG, "README.md": LONG, "README.pt.md": LONG}
    found = document(facts_of(files), "readme")
    assert isinstance(found, Document)
    assert (found.path, found.others) == ("README.md", ("README-en-US.md", "README.pt.md"))


@pytest.mark.parametrize(
    ("kind", "plain", "translated"),
    [
        ("contributing", "CONTRIBUTING.md", ".github/CONTRIBUTING.ja.md"),
        ("contributing", "docs/contributing.md", "CONTRIBUTING.zh-CN.md"),
        ("contributing", "website/contributing.md", "docs/ja/contributing.md"),
        ("code-of-conduct", "docs/CODE_OF_CONDUCT.md", ".github/CODE_OF_CONDUCT_DE.md"),
        ("security-policy", "SECURITY.md", ".github/SECURITY.pt-BR.md"),
        ("readme", "README.md", "README.ja.md"),
        ("readme", "README.ja.md", "docs/README.md"),
        ("license", "LICENSE.txt", "LICENCE.fr.txt"),
    ],
)
def test_a_translation_comes_after_what_it_translates(
    kind: DocumentKind, plain: str, translated: str
) -> None:
    """Wherever either lies; a README alone is found by its place, since one in docs/ tells of the documentation."""
    text = LONG + "Report a vulnerability, please."
    found = document(facts_of({translated: text, plain: text}), kind)
    assert isinstance(found, Document)
    assert found.path == plain


def test_a_manual_chapter_on_security_is_no_policy() -> None:
    chapter = "How the module encrypts its connections. " * 20
    assert isinstance(document(facts_of({"docs/security.md": chapter}), "security-policy"), Missing)


def test_the_order_is_forge_folder_root_docs_and_the_first_filled_one_wins() -> None:
    files: dict[str, str | Unknown] = {
        "docs/CONTRIBUTING.md": LONG,
        "CONTRIBUTING.rst": LONG + "root",
        "CONTRIBUTING.md": "# Contributing\n<!-- later -->\n",
        ".github/contributing.md": "",
    }
    assert document(facts_of(files), "contributing") == Document(
        "contributing", "CONTRIBUTING.rst", 0, LONG + "root", "file", others=("docs/CONTRIBUTING.md",)
    )


def test_an_empty_file_is_missing_and_the_note_says_so() -> None:
    found = document(facts_of({"SECURITY.md": "# Security\n"}), "security-policy")
    assert isinstance(found, Missing)
    assert found.note == "SECURITY.md is empty; owner defaults not read"


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        ("contributing", "## How to contribute"),
        ("contributing", "## 🤝 Contributing to Kite"),
        ("contributing", "## 3. Contribuer"),
        ("contributing", "## 贡献指南"),
        ("contributing", "## Участие в разработке"),
        ("code-of-conduct", "### Code of Conduct"),
        ("support", "## Support & Contact"),
        ("support", "## お問い合わせ"),
        ("contributing", "## 연 프로젝트 기여 방법"),
        ("contributing", "## How to Participate"),
        ("adopters", "## Systems Catalog - Systems Implementing KFS"),
        ("governance", "## Governance"),
        ("roadmap", "## Feuille de route"),
        ("adopters", "## Who is using Kite?"),
    ],
)
def test_a_readme_heading_carries_the_document(kind: DocumentKind, heading: str) -> None:
    readme = f"# Kite\n\nA tool.\n\n{heading}\n\n{LONG}\n\n## License\n\nMIT\n"
    found = document(facts_of({"README.md": readme}), kind)
    assert found == Document(kind, "README.md", 5, f"\n{LONG}\n", "section")


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        ("support", "## Path Helpers"),
        ("support", "## Browser support matrix"),
        ("support", "## 다국어 지원"),
        ("changelog", "## The 2020 news"),
        ("roadmap", "## UN 2020 Roadmap of goals"),
        ("adopters", "## Users and permissions"),
    ],
)
def test_headings_match_whole_never_by_a_part(kind: DocumentKind, heading: str) -> None:
    assert isinstance(document(facts_of({"README.md": f"# Kite\n\n{heading}\n\n{LONG}\n"}), kind), Missing)


def test_a_file_nearer_the_top_comes_before_a_better_extension() -> None:
    """The code of conduct of one meeting, deep below docs/, is not that of the project."""
    files: dict[str, str | Unknown] = {
        "docs/conf/2026/code-of-conduct.md": LONG,
        "docs/code-of-conduct.rst": LONG,
    }
    found = document(facts_of(files), "code-of-conduct")
    assert isinstance(found, Document)
    assert found.path == "docs/code-of-conduct.rst"


def test_a_readme_link_into_the_tree_is_followed() -> None:
    files: dict[str, str | Unknown] = {
        "README.md": "# Kite\n\nSee [Code of Conduct](legal/conduct-rules.md#top).\n",
        "legal/conduct-rules.md": LONG,
    }
    assert document(facts_of(files), "code-of-conduct") == Document(
        "code-of-conduct", "legal/conduct-rules.md", 0, LONG, "link"
    )


def test_an_absolute_link_home_is_a_link_into_the_tree() -> None:
    files: dict[str, str | Unknown] = {
        "README.md": "# Kite\n\n[Governance](https://github.com/octo/kite/blob/main/meta/how.md)\n",
        "meta/how.md": LONG,
    }
    home = RepoRef("https", "github.com", "octo", "kite")
    found = document(facts_of(files, ref=home, inherited=Inherited()), "governance")
    assert found == Document("governance", "meta/how.md", 0, LONG, "link")


@pytest.mark.parametrize(
    ("readme", "home"),
    [
        ("", ("ada", "kite")),
        ("https://github.com/octo/wind/issues https://github.com/octo/wind/wiki", ("ada", "kite")),
        ("https://github.com/octo/kite/issues https://github.com/octo/kite/wiki", ("octo", "kite")),
        ("https://github.com/octo/kite/issues", ("ada", "kite")),
    ],
    ids=["nothing named", "another named most", "what it was forked from", "named once"],
)
def test_a_folder_is_at_home_where_it_was_cloned_from(readme: str, home: tuple[str, str]) -> None:
    """Unless the README names one of the same name most often: then this is a copy of that."""
    links = "\n".join(f"<{address}>" for address in readme.split())
    facts = facts_of(
        {"README.md": f"# Kite\n\n{links}\n"}, origin=RepoRef("https", "github.com", "Ada", "kite")
    )
    own = shelf(facts)
    assert isinstance(own, Shelf)
    assert (own.home, own.called) == (home, ("ada", "kite"))


def test_what_an_absolute_link_home_names_is_read_before_it_is_known_where_home_is() -> None:
    readme = "# Kite\n\n[Governance](https://github.com/octo/kite/blob/main/meta/how.md)\n"
    tree = Tree(("README.md", "meta/how.md"))
    assert linked_documents(tree, Texts({"README.md": readme})) == ("meta/how.md",)


def test_a_link_off_the_repository_is_linked_not_read() -> None:
    found = document(
        facts_of({"README.md": "# Kite\n\nWe keep a [Code of Conduct](https://example.org/conduct).\n"}),
        "code-of-conduct",
    )
    assert found == Document(
        "code-of-conduct",
        "README.md",
        3,
        Unknown("the README links to it off the repository; linked, not read"),
        "off-site",
        url="https://example.org/conduct",
    )


def test_a_badge_is_no_document() -> None:
    readme = "# Kite\n\n[![Security](https://img.example.org/s.svg)](https://scan.example.org)\n"
    assert isinstance(document(facts_of({"README.md": readme}), "security-policy"), Missing)


def test_a_link_to_nothing_is_no_document() -> None:
    """Neither text nor target: nobody can follow it, and it names nothing."""
    readme = "# Kite\n\n[![](a.png)]()\n\n[]()\n"
    assert isinstance(document(facts_of({"README.md": readme}), "code-of-conduct"), Missing)


def test_a_short_file_that_leads_elsewhere_is_a_pointer() -> None:
    text = "# Code of Conduct\n\nWe follow the [PSF Code of Conduct](https://example.org/psf).\n"
    assert document(facts_of({"CODE_OF_CONDUCT.md": text}), "code-of-conduct") == Document(
        "code-of-conduct", "CODE_OF_CONDUCT.md", 0, text, "file", pointer=True, url="https://example.org/psf"
    )


@pytest.mark.parametrize(
    ("path", "kind", "text"),
    [
        ("CONTRIBUTING.md", "contributing", "Open an issue, and write to the [list](https://groups.io/g/kite) too.\n"),
        ("SECURITY.md", "security-policy", "Please use the [Tidelift security contact](https://tidelift.com/security).\n"),
        ("SUPPORT.md", "support", "Ask in the [room](https://matrix.to/#/#kite:example.org).\n"),
    ],
)  # fmt: skip
def test_a_short_file_that_says_where_to_talk_is_no_pointer(path: str, kind: DocumentKind, text: str) -> None:
    """The list, the form or the room is what it has to say; no more of the text stands there."""
    assert document(facts_of({path: text}), kind) == Document(kind, path, 0, text, "file")


def test_the_contributing_guide_may_hold_the_security_policy() -> None:
    """A section on how to report flaws counts; one on keeping secrets out of commits does not."""
    flaws = "Encontrou falhas de segurança? Escreva para seg@example.org.\n"
    guide = f"# Guia\n\n## Bugs\n\nAbra uma issue.\n\n### Nota sobre falhas de segurança\n\n{flaws}"
    assert document(facts_of({"CONTRIBUTING.md": guide}), "security-policy") == Document(
        "security-policy",
        "CONTRIBUTING.md",
        7,
        f"\n{flaws}",
        "section",
    )
    ethics = (
        "# Guide\n\n## Ethics\n\nWe operate under the [code of the consortium](https://example.org/code).\n"
    )
    conduct = document(facts_of({"CONTRIBUTING.md": ethics}), "code-of-conduct")
    assert isinstance(conduct, Document)
    assert (conduct.line, conduct.how, conduct.pointer) == (3, "section", True)
    other = "# Guide\n\n## Security\n\nNever commit a password, and keep your keys at home.\n"
    assert isinstance(document(facts_of({"CONTRIBUTING.md": other}), "security-policy"), Missing)


def test_a_pointer_into_the_tree_is_followed_once() -> None:
    files: dict[str, str | Unknown] = {
        "CONTRIBUTING.md": "See [the guide](docs/dev/guide.rst).\n",
        "docs/dev/guide.rst": LONG,
    }
    assert document(facts_of(files), "contributing") == Document(
        "contributing", "docs/dev/guide.rst", 0, LONG, "link", others=("CONTRIBUTING.md",)
    )


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("contributing guide", True),
        ("our contributing guidelines", True),
        ("the contributing document", True),
        ("la page", False),
        ("the issues page", False),
    ],
)
def test_what_stands_beside_the_name_in_a_link_does_not_hide_it(text: str, is_one: bool) -> None:
    """People write "see our contributing guidelines"; words that name every other page stay too common."""
    readme = f"# Example\n\nPlease read [{text}](https://wiki.example.org/page) first.\n"
    found = document(facts_of({"README.md": readme}), "contributing")

    assert isinstance(found, Document) is is_one


def test_a_symbolic_link_is_followed_once_and_never_out_of_the_tree() -> None:
    tree = Tree(
        ("GOVERNANCE.md", "SECURITY.md", "docs/gov.md"),
        {"GOVERNANCE.md": "docs/gov.md", "SECURITY.md": "/etc/passwd"},
    )
    facts = facts_of({}, tree=tree, texts=Texts({"docs/gov.md": LONG}))
    assert document(facts, "governance") == Document("governance", "GOVERNANCE.md", 0, LONG, "file")
    under_its_own_path = Texts({"GOVERNANCE.md": LONG})
    facts = facts_of({}, tree=tree, texts=under_its_own_path)
    assert document(facts, "governance") == Document("governance", "GOVERNANCE.md", 0, LONG, "file")
    outside = document(facts, "security-policy")
    assert isinstance(outside, Missing)
    assert outside.note.startswith("SECURITY.md is a symbolic link that leads out of the repository")


def test_a_declared_location_comes_first_and_an_address_is_never_fetched() -> None:
    facts = facts_of(
        {"rules/how.md": LONG, "GOVERNANCE.md": LONG},
        {"governance": "rules/how.md", "roadmap": "https://example.org/r"},
    )
    assert document(facts, "governance") == Document("governance", "rules/how.md", 0, LONG, "location")
    assert document(facts, "roadmap") == Document(
        "roadmap",
        "",
        0,
        Unknown("declared at an address; linked, not read"),
        "location",
        url="https://example.org/r",
    )


@pytest.mark.parametrize("place", ["../secret.md", "/etc/passwd", "nowhere.md"])
def test_a_declared_location_outside_the_tree_is_only_noted(place: str) -> None:
    found = document(facts_of({"README.md": LONG}, {"governance": place}), "governance")
    assert isinstance(found, Missing)
    assert place in found.note


def test_the_owners_defaults_are_used_when_they_were_read() -> None:
    owner = Inherited(
        "https://example.org/octo/.github", "2" * 40, Tree(("SECURITY.md",)), Texts({"SECURITY.md": LONG})
    )
    assert document(facts_of({}, inherited=owner), "security-policy") == Document(
        "security-policy", "SECURITY.md", 0, LONG, "inherited", url="https://example.org/octo/.github"
    )


def test_unread_owner_defaults_are_a_note_for_a_path_and_unknown_for_an_address() -> None:
    local = document(facts_of({}), "code-of-conduct")
    assert isinstance(local, Missing)
    assert local.note == "owner defaults not read"
    remote = facts_of(
        {}, ref=RepoRef("https", "example.org", "octo", "kite"), inherited=Unknown("the server timed out")
    )
    assert document(remote, "code-of-conduct") == Unknown("the server timed out")
    assert isinstance(document(remote, "roadmap"), Missing)


def test_absence_in_a_tree_seen_in_part_is_unknown_and_presence_counts() -> None:
    tree = Tree(("CONTRIBUTING.md",), partial="stopped at 500 000 entries")
    facts = facts_of({}, tree=tree, texts=Texts({"CONTRIBUTING.md": LONG}))
    assert isinstance(document(facts, "contributing"), Document)
    assert document(facts, "roadmap") == Unknown("stopped at 500 000 entries")


FOLDERS = [
    ".github",
    "docs",
    "Doc",
    "community",
    "website",
    "src",
    "en",
    "changelog",
    "adr",
    "LICENSES",
    "Pull_Request_Template",
]
NAMES = [
    "README.md",
    "index.rst",
    "CONTRIBUTING.md",
    "changes.txt",
    "MIT.txt",
    "bug_report.yml",
    "FUNDING.yml",
    "NOTICE",
]


@given(st.lists(st.sampled_from(FOLDERS), min_size=1, max_size=5), st.sampled_from(NAMES))
def test_a_folder_that_was_not_listed_hides_every_document_that_could_lie_in_it(
    folders: list[str], name: str
) -> None:
    for kind, found in candidates(["/".join([*folders, name])]).items():
        assert found
        assert all(may_lie_in("/".join(folders[:depth]), kind) for depth in range(1, len(folders) + 1))


def test_a_folder_that_can_hold_no_document_hides_none() -> None:
    tree = Tree(("README.md",), partial="cut", unlisted=("src/birds", "docs/img"))
    facts = facts_of({}, tree=tree, texts=Texts({"README.md": LONG}))
    assert isinstance(document(facts, "security-policy"), Missing)
    assert isinstance(document(facts, "notice"), Missing)
    assert document(facts, "code-of-conduct") == Unknown("cut")


def test_a_readme_that_was_not_read_may_hold_the_section() -> None:
    facts = facts_of({"README.md": Unknown("larger than 1 MiB")})
    assert document(facts, "roadmap") == Unknown("README.md: larger than 1 MiB")
    assert document(facts, "readme") == Document(
        "readme", "README.md", 0, Unknown("larger than 1 MiB"), "file"
    )


def test_an_unseen_tree_makes_every_document_unknown() -> None:
    assert document(facts_of({}, tree=Unknown("not asked for")), "readme") == Unknown("not asked for")


def test_an_unknown_kind_is_an_error_with_the_nearest_name() -> None:
    with pytest.raises(UnknownName) as raised:
        document(facts_of({}), "goverance")  # type: ignore[arg-type]
    assert raised.value.hint == "did you mean 'governance'?"


def test_the_fact_gives_the_path_and_for_a_missing_one_the_places_looked_at() -> None:
    facts = facts_of({"HISTORY.md": LONG})
    assert facts.get("documents.changelog") == Value(
        "HISTORY.md", (Evidence("path", "HISTORY.md", 0, "changelog", "file"),)
    )
    missing = facts.get("documents.codemeta")
    assert isinstance(missing, Value)
    assert missing.value == ""
    assert [evidence.path for evidence in missing.evidence] == [
        ".github/",
        ".gitlab/",
        ".forgejo/",
        ".gitea/",
        "/",
    ]


def test_a_document_in_a_folder_of_its_name_is_asked_for() -> None:
    """Where a text may lie, it is read, though no README leads there."""
    path = "CONTRIBUTING/CONTRIBUTING.md"

    assert list(candidates([path])) == ["contributing"]
    assert list(select((path,), WANTED)) == [path]


def test_the_readme_tells_which_more_texts_are_wanted() -> None:
    readme = "# Kite\n\n[Install](handbook/install.md), [API](handbook/api.md), [x](x/GOVERNANCE.md), [l](logo.png)\n"
    seen = a_snapshot({"README.md": readme, "CONTRIBUTING.md": "See [here](handbook/hack.md)."})
    paths = (
        "README.md",
        "CONTRIBUTING.md",
        "handbook/install.md",
        "handbook/api.md",
        "handbook/hack.md",
        "x/GOVERNANCE.md",
        "logo.png",
    )
    assert isinstance(seen.texts, Texts)
    assert linked_documents(replace(Tree(paths)), seen.texts) == (
        "handbook/install.md",
        "x/GOVERNANCE.md",
        "handbook/hack.md",
    )


def test_a_page_on_how_the_project_works_is_its_text_on_governance() -> None:
    """Where the README leads to it and one of its sections is called so; a page without one is none."""
    process = "# Process\n\n## Core Kite Team\n\n- Ada Example\n\n## Governance\n\nWe decide by consensus, in the open.\n"
    readme = "# Kite\n\nSee our [releases](steps.md) and our overall [process](process.md).\n"
    files: dict[str, str | Unknown] = {
        "README.md": readme,
        "process.md": process,
        "steps.md": "# Steps\n\nA decision is made, then a tag.\n",
    }

    assert document(facts_of(files), "governance") == Document("governance", "process.md", 0, process, "link")
    assert isinstance(
        document(facts_of({**files, "README.md": "# Kite\n\nKites fly.\n"}), "governance"), Missing
    )


def test_entries_of_headings_in_ascii_are_written_as_headings_are_compared() -> None:
    """They are taken as they stand; the others are folded first."""
    plain = [
        entry.removesuffix(" *")
        for entries in shipped("headings").values()
        for entry in entries
        if entry.isascii()
    ]
    assert (len(plain) > 900, [entry for entry in plain if phrase(entry) != entry]) == (True, [])
