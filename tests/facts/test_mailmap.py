"""`.mailmap` as git reads it: four forms, comments, case, bounds."""

import subprocess
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from oshealth.facts.mailmap import MAX_LINES, difference, parse
from oshealth.snapshot import Identity
from tests.builders import identity

FOUR_FORMS = """\
# people of an invented project
Ada Example <ada@example.org>
<ben@example.org> <ben@laptop.example.org>
Cleo Example <cleo@example.org> <cleo@old.example.org>
Dora Example <dora@example.org> root <root@build.example.org>   # the build machine
nonsense without an address
"""


def test_the_four_forms() -> None:
    """Name alone, address alone, both by address, both by name and address; the rest of a name is left as
    it was.
    """
    project = parse(FOUR_FORMS)
    assert [
        project.resolve(identity(raw))
        for raw in (
            "ada <ADA@example.org>",
            "Ben <ben@laptop.example.org>",
            "c <Cleo@Old.example.org>",
            "Root <root@build.example.org>",
            "someone else <root@build.example.org>",
        )
    ] == [
        Identity("Ada Example", "ADA@example.org"),
        Identity("Ben", "ben@example.org"),
        Identity("Cleo Example", "cleo@example.org"),
        Identity("Dora Example", "dora@example.org"),
        Identity("someone else", "root@build.example.org"),
    ]


def test_git_itself_reads_the_same(tmp_path: Path) -> None:
    """Every identity that our reading resolves, `git check-mailmap` resolves alike."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / ".mailmap").write_text(
        FOUR_FORMS + "Ada E. <ada@example.org>\n<new@example.org> <ada@example.org>\n"
    )
    asked = [
        "x <ada@example.org>",
        "Ben <BEN@laptop.example.org>",
        "ROOT <root@build.example.org>",
        "y <y@example.org>",
    ]
    told = subprocess.run(
        ["git", "-C", tmp_path, "check-mailmap", *asked], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    project = parse((tmp_path / ".mailmap").read_text())
    assert [project.resolve(identity(raw)) for raw in asked] == [identity(line) for line in told]


def test_two_mailmaps_differ_in_the_addresses_of_the_lines_that_only_one_has() -> None:
    """A line that only moved, or that both have, changes nobody."""
    one = parse(
        "Ada <ada@example.org>\nBo <bo@example.org> <B@home.example>\nCy <cy@example.org> C <c@example.org>\n"
    )
    other = parse("Bo <bo@example.org> <b@home.example>\nAda Example <ADA@example.org>\n")
    assert (difference(one, other), difference(one, one)) == ({"ada@example.org", "c@example.org"}, set())


def test_lines_beyond_the_bound_are_not_read() -> None:
    """A mailmap of millions of lines costs no more than its first hundred thousand."""
    text = "#\n" * MAX_LINES + "Ada Example <ada@example.org>\n"
    assert parse(text).resolve(Identity("a", "ada@example.org")) == Identity("a", "ada@example.org")


@given(st.text(alphabet=st.sampled_from("<>ab@ #\n\r\t\0é"), max_size=200))
def test_any_text_is_read_without_error(text: str) -> None:
    """Hostile text is passed over, and never renames somebody no line speaks of."""
    stranger = Identity("Zoe Example", "zoe@example.org")
    assert parse(text).resolve(stranger) == stranger
