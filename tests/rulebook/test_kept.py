"""What was read from YAML is kept for the next start, and never outlives the files it was read from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from oshealth.rulebook.kept import KeptCorpus
from oshealth.rulebook.packs import bundled_pack

TEXTS = {"pack.yaml": "name: small\n"}
VALUES = {"pack.yaml": {"name": "small"}}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache of our own, and a corpus that was not read yet; nor is it afterwards."""
    monkeypatch.setenv("OSHEALTH_CACHE", str(tmp_path / "cache"))
    bundled_pack.cache_clear()
    yield tmp_path / "cache"
    bundled_pack.cache_clear()


def test_what_was_kept_is_read_again() -> None:
    KeptCorpus(TEXTS).keep(VALUES)
    assert KeptCorpus(TEXTS).read() == VALUES


def test_a_changed_file_makes_it_worthless() -> None:
    KeptCorpus(TEXTS).keep(VALUES)
    assert KeptCorpus({"pack.yaml": "name: other\n"}).read() is None


def test_only_the_newest_is_kept_and_nothing_half(cache: Path) -> None:
    for name in ("one", "two"):
        KeptCorpus({"pack.yaml": f"name: {name}\n"}).keep({"pack.yaml": {"name": name}})
    assert [path.name for path in cache.iterdir()] == ["corpus.json"]
    assert KeptCorpus({"pack.yaml": "name: two\n"}).read() == {"pack.yaml": {"name": "two"}}


@pytest.mark.parametrize("broken", ["", "{", "[]", "null", '{"of": "x"}', '{"files": {}}', "\x00"])
def test_a_broken_one_is_none(cache: Path, broken: str) -> None:
    cache.mkdir()
    (cache / "corpus.json").write_text(broken, "utf-8")
    assert KeptCorpus(TEXTS).read() is None


def test_without_a_cache_all_goes_on(cache: Path) -> None:
    """A file where the folder should be: nothing can be kept, and nothing is said."""
    cache.write_text("in the way", "utf-8")
    KeptCorpus(TEXTS).keep(VALUES)
    assert KeptCorpus(TEXTS).read() is None
    assert cache.read_text("utf-8") == "in the way"


def test_the_rules_are_the_same_from_there(cache: Path) -> None:
    """Rules without pydantic's checks are those with them."""
    written = bundled_pack()
    assert (cache / "corpus.json").is_file()
    bundled_pack.cache_clear()
    kept = bundled_pack()
    assert (kept.text, kept.rules, kept.folder) == (written.text, written.rules, written.folder)
    assert all(profile.tested for profile in kept.profiles.values())
