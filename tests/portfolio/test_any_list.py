"""Whatever stands in a list, it is a roster that keeps every row, or refused."""

import csv
import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from oshealth.errors import AskedWrongly
from oshealth.portfolio.roster import read_roster
from oshealth.portfolio.roster.borders import is_inside, key_of
from oshealth.portfolio.roster.cells import read_cell
from oshealth.portfolio.values import Roster
from oshealth.reference import parse

NAMES = (
    "list.csv",
    "list.tsv",
    "list.xlsx",
    "list.json",
    "list.jsonl",
    "list.yml",
    "list.md",
    "list.txt",
    "list",
)
ADDRESSES = st.sampled_from(
    ["acme/birds", "https://github.com/Acme/Bees.git", "https://gitlab.com/a/b/c", "git@github.com:acme/birds", "org:acme",
     "https://127.0.0.1/a/b", "file:///etc", "=1+1", "n/a", "https://github.com/acme", "pkg:npm/left-pad", "", "-x"]
)  # fmt: skip
CELLS = ADDRESSES | st.text(max_size=30)


def read(name: str, content: bytes) -> Roster | None:
    """The roster of a file with this content; None when it is refused as it should be."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(content)
        try:
            return read_roster(str(file))
        except AskedWrongly:
            return None


def is_told(roster: Roster) -> bool:
    """Whether every row names a repository or says why not, and everything fits together."""
    keys = {target.key for target in roster.targets}
    assert len(keys) == len(roster.targets)
    assert all(set(project.targets) <= keys for project in roster.projects)
    assert all(row.note or row.targets for row in roster.rows)
    assert all(len(row.cells) == len(roster.columns) for row in roster.rows)
    assert all(not target.ref.path and target.ref.scheme == "https" for target in roster.targets)
    assert not any(is_inside(target.ref.host) for target in roster.targets)
    return True


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(NAMES), st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_roster_or_refused(name: str, content: bytes) -> None:
    roster = read(name, content)
    assert roster is None or is_told(roster)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(CELLS, ADDRESSES, CELLS), min_size=1, max_size=12), st.sampled_from(",;\t|"))
def test_any_table_keeps_every_row(rows: list[tuple[str, str, str]], mark: str) -> None:
    """As many rows come back as were written, save those that are all blank."""
    text = io.StringIO()
    csv.writer(text, delimiter=mark).writerows([("name", "repository", "note"), *rows])
    roster = read("list.csv", text.getvalue().encode("utf-8", "replace"))
    written = [row for row in rows if any(cell.strip() for cell in row)]
    assert roster is None or (is_told(roster) and len(roster.rows) == len(written))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.dictionaries(st.sampled_from(["name", "repo", "url", "x"]), CELLS, max_size=3), max_size=8)
)
def test_any_objects_keep_every_item(items: list[dict[str, str]]) -> None:
    roster = read("list.json", json.dumps(items).encode())
    assert roster is None or (is_told(roster) and len(roster.rows) == len(items))


@given(st.text(max_size=80) | ADDRESSES)
def test_any_cell_is_read_and_its_addresses_are_canonical(text: str) -> None:
    """What a cell names, named again by its key, is the same repository."""
    for ref in read_cell(text).refs:
        if ref.host:
            assert key_of(parse(key_of(ref))) == key_of(ref)
