"""Documents one folder down, and texts of documents that only their folder names."""

import pytest
from msgspec.structs import replace

from oshealth.facts import Value, facts_of
from oshealth.facts.documents import Document, Missing, document, linked_documents
from oshealth.facts.documents.one_down import one_down
from oshealth.reference import RepoRef
from oshealth.snapshot import Evidence, Texts, Tree, Unknown
from tests.builders import a_snapshot

CHANGES = "Release 2.6.0 Tue February 6 2026\n  Security fixes:\n    #789 Reject direct parameter recursion\n"


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        (("README.md", "expat/CMakeLists.txt", "expat/Changes", "testdata/a.xml"), ["expat/Changes"]),
        (("expat/Makefile.am", "expat/configure.ac", "expat/lib/Changes"), []),
        (("CMakeLists.txt", "expat/CMakeLists.txt", "expat/Changes"), []),
        (("a/package.json", "b/package.json", "a/CHANGELOG.md"), []),
        (("expat/Changes", "expat/main.c"), []),
    ],
    ids=["there", "deeper still", "built at the root", "several parts", "nothing is built"],
)
def test_the_changelog_of_the_only_project_folder(paths: tuple[str, ...], found: list[str]) -> None:
    assert [candidate.path for candidate in one_down(paths, "changelog")] == found
    assert one_down(paths, "readme") == []


def test_it_is_read_and_found_where_there_is_none_at_the_root() -> None:
    files: dict[str, str | Unknown] = {"expat/Makefile.am": "", "expat/Changes": CHANGES}
    found = document(facts_of(a_snapshot(files)), "changelog")
    assert found == Document("changelog", "expat/Changes", 0, CHANGES, "file")
    assert linked_documents(Tree(tuple(files)), Texts({})) == ("expat/Changes",)

    inside = {**files, "NEWS.md": "# News\n\n## 2.6.0\n\n- Reads faster (v2.6)\n"}
    at_root = document(facts_of(a_snapshot(inside)), "changelog")
    assert isinstance(at_root, Document)
    assert at_root.path == "NEWS.md"


def test_a_page_for_each_version_is_asked_for_though_its_name_tells_nothing() -> None:
    """`docs/source/releases/v0.1.1.rst`: the folder says what it is."""
    tree = Tree(
        ("docs/source/releases/v0.1.1.rst", "docs/source/releases/v0.1.2.rst", "docs/source/index.rst")
    )
    assert linked_documents(tree, Texts({})) == ("docs/source/releases/v0.1.1.rst",)
    assert linked_documents(tree, Texts({"docs/source/releases/v0.1.1.rst": Unknown("binary")})) == ()


def test_where_nothing_lies_one_down_it_is_missing() -> None:
    snapshot = a_snapshot({"kite/setup.py": "", "kite/kite.py": ""})
    found = document(facts_of(replace(snapshot, ref=RepoRef(path="kite"))), "changelog")
    assert isinstance(found, Missing)


def test_the_table_that_a_list_of_adopters_leads_to_is_read_and_its_rows_are_counted() -> None:
    """What the README says of its columns is no list; a link out of the tree leads to nothing that was read."""
    readme = (
        "# Kite feeds\n\nA specification.\n\n## Systems implementing it\n\n[systems](data/systems.csv), [more]"
        "(https://example.org/x.csv)\n\n| Field | Use |\n|---|---|\n| Name | shown |\n| City | sorted by |\n"
    )
    files: dict[str, str | Unknown] = {
        "README.md": readme,
        "data/systems.csv": "Name,City\nA,B\nC,D\n\nE,F\n",
    }
    assert linked_documents(Tree(tuple(files)), Texts({"README.md": readme})) == ("data/systems.csv",)
    counted = facts_of(a_snapshot(files)).get("adopters.count")
    assert counted == Value(3, (Evidence("path", "data/systems.csv", 0, "adopters", 3),))
    unread = facts_of(a_snapshot({**files, "data/systems.csv": Unknown("too large")}))
    assert unread.get("adopters.count") == Unknown("data/systems.csv: too large")
