"""How many source files say their license: from a bounded sample, brought by one look at a real repository."""

from pathlib import Path

import pytest

from oshealth import Looking, RepoRef
from oshealth.auditing import look_for
from oshealth.facts import Value, facts_of
from oshealth.facts.sampled import SAMPLE, sample
from oshealth.rulebook.book import needs_of
from oshealth.rulebook.probes import Reads
from oshealth.snapshot import Evidence, Texts, Tree, Unknown
from tests.builders import a_snapshot
from tests.cli.running import a_repository

TAG = "# SPDX-License-Identifier: MIT\n"
REUSE = 'version = 1\n[[annotations]]\npath = "src/**"\nSPDX-License-Identifier = "MIT"\n'


@pytest.mark.parametrize(
    ("files", "share"),
    [
        ({"a.py": TAG, "b.py": "print()\n"}, 0.5),
        ({"a.py": TAG, "b.py": "", "b.py.license": "SPDX-License-Identifier: MIT\n"}, 1.0),
        ({"src/a.py": "", "src/b.c": "", "REUSE.toml": REUSE}, 1.0),
        ({"a.c": "/*\n * SPDX-License-Identifier: (GPL-2.0-only OR MIT)\n */\n"}, 1.0),
        ({"a.py": "x = 1\n" * 2_000 + TAG}, 0.0),
        ({"a.py": "PATTERN = 'SPDX-License-Identifier:'\n"}, 0.0),
        ({"a.py": TAG, "vendor/b.py": "", "docs/conf.py": "", "README.md": "no tag"}, 1.0),
    ],
)
def test_a_file_is_covered_by_its_head_or_by_reuse(files: dict[str, str], share: float) -> None:
    reading = facts_of(a_snapshot(files)).get("license.header_share")
    assert isinstance(reading, Value)
    assert reading.value == share


def test_the_sample_is_bounded_spread_and_always_the_same() -> None:
    """A thousand files in ten folders: sixty of them, out of every folder, whatever the order of the tree."""
    paths = [f"part{number % 10}/file{number}.py" for number in range(1_000)]
    chosen = sample(Tree(tuple(paths)))
    assert len(chosen) == SAMPLE
    assert {path.partition("/")[0] for path in chosen} == {f"part{number}" for number in range(10)}
    assert sample(Tree(tuple(reversed(paths)))) == chosen


def test_the_size_of_the_sample_stands_beside_the_share() -> None:
    reading = facts_of(a_snapshot({f"a{number}.py": TAG for number in range(100)})).get(
        "license.header_share"
    )
    assert reading == Value(1.0, (Evidence("fact", name="sample", value=f"{SAMPLE} of 100 source files"),))


def test_an_unreadable_list_of_licenses_leaves_silent_files_open() -> None:
    """What REUSE.toml says of them could not be read; files that speak for themselves need none."""
    broken = {"REUSE.toml": "[[", "a.py": TAG}
    assert facts_of(a_snapshot(broken)).get("license.header_share") == Value(
        1.0, (Evidence("fact", name="sample", value="1 of 1 source files"),)
    )
    assert isinstance(facts_of(a_snapshot({**broken, "b.py": ""})).get("license.header_share"), Unknown)


def test_a_sample_that_was_not_read_is_unknown() -> None:
    unread = a_snapshot({"a.py": TAG}, texts=Texts({}))
    assert facts_of(unread).get("license.header_share") == Unknown(
        "only 0 of 1 sampled source files were read"
    )
    assert facts_of(a_snapshot({"README.md": "# A"})).get("license.header_share") == Unknown(
        "there are no source files"
    )
    assert facts_of(a_snapshot(tree=Tree(("a.py",), partial="cut"))).get("license.header_share") == Unknown(
        "cut"
    )


def test_a_look_brings_the_sample_and_only_for_the_fact_that_asks(tmp_path: Path) -> None:
    """Source files are read when their heads are asked for, and by no other audit."""
    folder = a_repository(tmp_path, {f"src/part{number}.py": TAG for number in range(SAMPLE + 20)})
    ref = RepoRef(path=str(folder))

    seen = look_for(ref, needs_of(Reads(facts=frozenset({"license.header_share"}))), Looking())
    assert isinstance(seen.texts, Texts)
    assert len([path for path in seen.texts.by_path if path.startswith("src/part")]) == SAMPLE
    assert facts_of(seen).get("license.header_share") == Value(
        1.0, (Evidence("fact", name="sample", value=f"{SAMPLE} of {SAMPLE + 20} source files"),)
    )

    other = look_for(ref, needs_of(Reads(facts=frozenset({"readme.objectives"}))), Looking())
    assert isinstance(other.texts, Texts)
    assert [path for path in other.texts.by_path if path.startswith("src/part")] == []
