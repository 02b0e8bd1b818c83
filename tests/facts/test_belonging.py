"""Whose pages an address leads to; addresses and sentences as READMEs have them, names invented."""

import pytest
from msgspec.structs import replace

from oshealth.facts import Value, facts_of
from oshealth.facts.belonging import Naming, is_of_another, naming
from oshealth.reference import RepoRef
from oshealth.snapshot import Evidence, Texts, Tree, Unknown
from tests.builders import a_snapshot

KITE = Naming(frozenset({"kite", "kiteviewer"}), frozenset({"aerial"}), frozenset({"flights.example.org"}))
STRANGER = replace(KITE, owners=frozenset())
NAMELESS = Naming(frozenset(), frozenset(), frozenset())


@pytest.mark.parametrize(
    ("address", "words", "own"),
    [
        ("https://kite.readthedocs.io/en/latest/", "Documentation", True),
        ("https://kite-viewer.readthedocs.io", "docs", True),
        ("https://viewer.readthedocs.io", "docs", True),
        ("https://gliders.readthedocs.io", "documentation", False),
        ("https://readthedocs.org/projects/gliders/", "documentation", False),
        ("https://docs.rs/kite", "docs", True),
        ("https://docs.rs/kite-derive/latest/kite_derive/", "docs", True),
        ("https://docs.rs/regex/latest/regex/#syntax", "documented here", False),
        ("https://pkg.go.dev/github.com/aerial/kite/v2", "API documentation", True),
        ("https://pkg.go.dev/net/http", "documentation", False),
        ("https://aerial.github.io/guides/", "docs", True),
        ("https://gliders.github.io/kite/", "docs", True),
        ("https://gliders.github.io/wind/", "docs", False),
        ("https://github.com/aerial/wind/wiki", "wiki", True),
        ("https://github.com/gliders/wind/wiki/List-of-Parts", "wiki", False),
        ("https://helm.sh/docs/", "Please refer to Helm's documentation", False),
        ("https://docs.python.org/3/library/os.html", "documentation", False),
        ("https://pip.pypa.io/en/stable/", "docs", False),
        ("https://flights.example.org/manual", "manual", True),
        ("https://wind.example.com/docs", "the Wind documentation", False),
        ("https://wind.example.com/docs", "documentation", True),
        ("https://src.example.com/rpms/tail-macros", "tail-macros documentation", False),
        ("https://docs.wind.example.com/kite", "the Wind documentation of Kite", True),
        ("https://www.google.com/url?q=https%3A%2F%2Fdocs.example.com", "documentation", False),
    ],
)  # fmt: skip
def test_an_address_is_the_projects_own_unless_something_tells_that_it_is_not(
    address: str, words: str, own: bool
) -> None:
    assert is_of_another(address, words, KITE) is not own


def test_whose_account_it_is_tells_nothing_where_no_owner_is_known() -> None:
    """A folder that was unpacked: its owner may have published the pages under any name."""
    pages = ("https://gliders.github.io/wind/", "https://github.com/gliders/wind/wiki")
    assert [is_of_another(page, "docs", STRANGER) for page in pages] == [False, False]


def test_where_nothing_tells_what_it_is_called_only_well_known_hosts_are_of_others() -> None:
    pages = ("https://gliders.readthedocs.io", "https://docs.rs/regex", "https://kubernetes.io/docs/home/")
    assert [is_of_another(page, "docs", NAMELESS) for page in pages] == [False, False, True]


def test_a_well_known_host_is_its_own_projects() -> None:
    helm = Naming(frozenset({"helm"}), frozenset({"helm"}), frozenset())
    assert not is_of_another("https://helm.sh/docs/", "Helm's documentation", helm)


def test_a_name_of_few_letters_must_stand_alone() -> None:
    k = Naming(frozenset({"k"}), frozenset({"kites"}), frozenset())
    assert is_of_another("https://knots.readthedocs.io", "docs", k)
    assert not is_of_another("https://k.readthedocs.io", "docs", k)


def test_names_come_from_the_manifest_the_title_and_where_it_was_cloned_from() -> None:
    files: dict[str, str | Unknown] = {
        "README.md": "# The Kite Viewer, made with Gliders\n\nIt shows where kites are.\n",
        "pyproject.toml": '[project]\nname = "python-wind"\nurls = {Home = "https://wind.example.org/", Code = '
        '"https://github.com/example/kite"}\n',
    }
    facts = facts_of(a_snapshot(files, origin=RepoRef("https", "github.com", "Example", "kite.js")))
    assert naming(facts) == Naming(
        frozenset({"pythonwind", "wind", "kitejs", "kite", "viewer", "kiteviewer"}),
        frozenset({"example"}),
        frozenset({"wind.example.org"}),
    )


@pytest.mark.parametrize(
    ("readme", "line", "address"),
    [
        ("# Kite\n\nIt flies.\n\nSee the [docs](https://kite.example.org/a).\n", 5, "https://kite.example.org/a"),
        (
            "# Kite\n\nPut up with Helm; see its [documentation](https://helm.sh/docs/).\n\n"
            "Our own documentation: <https://wind.example.org/b>\n",
            5,
            "https://wind.example.org/b",
        ),
        (
            "# Kite\n\nA reference manual is in the file `doc/reference.html` here.\n",
            3,
            "doc/reference.html",
        ),
    ],
)  # fmt: skip
def test_the_first_own_address_is_told_with_its_line(readme: str, line: int, address: str) -> None:
    found = facts_of(a_snapshot({"README.md": readme})).get("documentation.link")
    assert found == Value(address, (Evidence("path", "README.md", line, "documentation", address),))


def test_what_only_others_wrote_is_no_link_and_is_said_where_it_was_sought() -> None:
    found = facts_of(
        a_snapshot({"README.md": "# Kite\n\nSee the [docs](https://kubernetes.io/docs/) of it.\n"})
    )
    assert found.get("documentation.link") == Value(
        "", (Evidence("absence", "README.md", name="documentation-link"),)
    )


@pytest.mark.parametrize(
    ("tree", "texts", "reason"),
    [
        (Tree(("README.md",)), {"README.md": Unknown("too large")}, "too large"),
        (Tree(("README.md", "setup.py")), {"README.md": "# Kite\n\nFlies.\n", "setup.py": Unknown("binary")}, "binary"),
        (Tree(("README.md",), partial="too many files"), {"README.md": "# Kite\n\nFlies.\n"}, "too many files"),
    ],
)  # fmt: skip
def test_what_could_not_be_read_may_name_it(tree: Tree, texts: dict[str, str | Unknown], reason: str) -> None:
    facts = facts_of(a_snapshot({}, tree=tree, texts=Texts(texts)))
    assert facts.get("documentation.link") == Unknown(reason)
