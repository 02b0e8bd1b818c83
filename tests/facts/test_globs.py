"""Globs: which paths of a tree they name, in any case."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from oshealth.errors import AskedWrongly
from oshealth.facts.globs import hidden, matches_any, select
from oshealth.snapshot import Tree

PIECES = st.lists(st.sampled_from(["a", "B", "k", "K", "s", "ſ", ".", "/", "\n"]), max_size=7).map("".join)
GLOBS = (
    st.lists(
        st.sampled_from(["a", "b", "k", "S", ".", "/", "*", "**", "**/", "?", "{a,.b}"]),
        min_size=1,
        max_size=6,
    )
    .map("".join)
    .filter(lambda glob: glob.count("*") <= 8)
)


@given(st.lists(PIECES, max_size=6), st.lists(GLOBS, max_size=5))
@example(["", "/", "a/a"], ["/**/**/", "a**/a", "**/a/**/a"])
@example(["a/b/b", "docs/", "docs"], ["a/**/b/**/b", "docs/**", "a/**"])
@example(["a\0b", "K.md", "k.md"], ["*\0*", "*k*.md", "{K,ſ}.md"])
def test_selecting_from_many_globs_at_once_is_matching_each_of_them(
    paths: list[str], globs: list[str]
) -> None:
    """The shortcuts by the beginnings and ends of file names, one path or one glob at a time, leave out nothing, whatever
    the case of its letters.
    """
    named = tuple(path for path in paths if matches_any(path, globs))
    assert (select(paths, globs), select(tuple(paths), globs)) == (named, named)


@pytest.mark.parametrize(
    ("glob", "named"),
    [
        ("readme*", ("README.md",)),
        ("*.md", ("README.md",)),
        ("**/*.md", ("README.md", "docs/a/Setup.md", "docs/index.md")),
        ("docs/**/setup.{md,rst}", ("docs/a/Setup.md",)),
        ("doc?/*", ("docs/index.md",)),
        ("docs/**", ("docs/a/Setup.md", "docs/index.md")),
    ],
)
def test_a_star_stays_in_its_folder_and_two_stars_do_not(glob: str, named: tuple[str, ...]) -> None:
    assert select(("README.md", "docs/a/Setup.md", "docs/index.md", "src/readme"), (glob,)) == named


@pytest.mark.parametrize("glob", ["a" * 301, "*a" * 9, f"{{{',' * 256}}}"])
def test_a_glob_that_could_take_long_is_refused(glob: str) -> None:
    with pytest.raises(AskedWrongly, match="too long or has too many wildcards"):
        select(("a",), (glob,))


@given(PIECES.filter(lambda path: "/" in path.strip("/")), st.lists(GLOBS, max_size=5))
def test_what_a_folder_that_was_not_listed_can_hold_is_never_said_to_be_absent(
    path: str, globs: list[str]
) -> None:
    """Wherever a path that matches would lie, each folder above it hides it."""
    above = [path[:place] for place, sign in enumerate(path) if sign == "/" and place]
    if matches_any(path, globs):
        assert {hidden(Tree((), partial="cut", unlisted=(folder,)), globs) for folder in above} == {"cut"}


@pytest.mark.parametrize(
    ("glob", "reason"),
    [
        ("*.md", ""),
        (".github/workflows/*.yml", ""),
        ("src/*/main.go", "cut"),
        ("{src,lib}/birds/*.py", "cut"),
        ("**/*.py", "cut"),
        ("docs/**/*.py", ""),
        ("src/birds", ""),
    ],
)
def test_only_a_folder_that_was_not_listed_hides_files(glob: str, reason: str) -> None:
    """The rest of the tree was seen."""
    assert hidden(Tree(("README.md",), partial="cut", unlisted=("src/birds",)), (glob,)) == reason
    assert hidden(Tree((), partial="cut"), (glob,)) == "cut"
    assert hidden(Tree(()), (glob,)) == ""
