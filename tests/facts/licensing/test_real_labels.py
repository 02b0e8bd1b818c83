"""The list of real license files that the benchmark fetches is whole: every line says where, which bytes and what it is."""

import re
from collections import Counter
from pathlib import Path

from tests.benchmarks.licensing_real import FRESH, Labelled, Place, case_of, content_of, labels, place_of
from tests.git_repos import Made, a_repository, git


def test_every_line_names_a_place_a_digest_and_a_kind() -> None:
    seen = list(labels())
    assert {one.kind for one in seen} == {
        "one",
        "several",
        "notice",
        "changed",
        "translated",
        "other",
        "none",
    }
    assert all(re.fullmatch("[0-9a-f]{64}", one.digest) for one in seen)
    assert all(one.place.version and one.place.path for one in seen)
    assert Counter(one.half for one in seen) == {
        "tune": 202,
        "report": 178,
        "fresh": 70,
        "later-tune": 172,
        "later-report": 193,
        "third": 541,
        "fourth": 360,
    }
    assert len({one.digest for one in seen}) == len(seen)
    assert [one for one in seen if (one.kind in {"none", "other"}) != (one.readings == (frozenset(),))] == []


def test_a_place_is_read_in_the_manner_of_its_forge() -> None:
    assert place_of("pypi:h2==4.4.1:h2-4.4.1.dist-info/licenses/LICENSE") == Place(
        "pypi", "h2", "4.4.1", "h2-4.4.1.dist-info/licenses/LICENSE"
    )
    assert place_of("npm:@example/core@1.0.0:LICENSE.md") == Place(
        "npm", "@example/core", "1.0.0", "LICENSE.md"
    )
    assert place_of("git:example/birds@0a1b:docs/LICENSE") == Place(
        "git", "example/birds", "0a1b", "docs/LICENSE"
    )


def test_a_file_is_taken_from_a_mirror_only_when_its_bytes_are_the_labelled_ones(tmp_path: Path) -> None:
    folder = a_repository(
        tmp_path / "mirrors/example+birds/repo", [Made({"LICENSE": "free as a bird"})], bare=True
    )
    place = Place("git", "example/birds", git(folder, "rev-parse", "HEAD").strip(), "LICENSE")
    digest = "1e7d4b8a4ec1b2ed4ea6cf0f4ba4ad3a3bb1bd2d0d2cbf4c4f6ed6a2a3b1f9c0"
    kept = tmp_path / "kept"
    kept.mkdir()
    other = Labelled(place, digest, "one", (frozenset({"MIT"}),), FRESH)
    assert content_of(other, kept, tmp_path / "mirrors") is None
    (kept / digest).write_bytes(b"kept before")
    assert content_of(other, kept, None) == b"kept before"
    assert case_of(other, b"kept before").kind == "fresh: one (40 commonest)"
