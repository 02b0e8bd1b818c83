"""What was read from YAML is kept for the next start, and never outlives the files it was read from."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from oshealth.rulebook.kept import KeptCorpus
from oshealth.rulebook.packs import bundled_pack

VALUES = {"pack.yaml": {"name": "small"}}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A folder with rules."""
    (tmp_path / "pack" / "community").mkdir(parents=True)
    (tmp_path / "pack" / "pack.yaml").write_text("name: small\n")
    (tmp_path / "pack" / "community" / "readme.yaml").write_text("title: A readme\n")
    return tmp_path / "pack"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache of our own, and a corpus that was not read yet; nor is it afterwards."""
    monkeypatch.setenv("OSHEALTH_CACHE", str(tmp_path / "cache"))
    bundled_pack.cache_clear()
    yield tmp_path / "cache"
    bundled_pack.cache_clear()


def test_what_was_kept_is_read_again(pack: Path) -> None:
    KeptCorpus(pack).keep(VALUES)
    assert KeptCorpus(pack).read() == VALUES


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda file: file.write_text("title: A README of more words\n"), id="longer"),
        pytest.param(lambda file: os.utime(file, ns=(1, file.stat().st_mtime_ns + 1)), id="written again"),
        pytest.param(lambda file: file.rename(file.with_name("guide.yaml")), id="another name"),
        pytest.param(lambda file: file.unlink(), id="gone"),
        pytest.param(lambda file: (file.parent / "more.yaml").write_text(""), id="one more"),
    ],
)
def test_a_changed_file_makes_it_worthless(pack: Path, change: Callable[[Path], object]) -> None:
    KeptCorpus(pack).keep(VALUES)
    change(pack / "community" / "readme.yaml")
    assert KeptCorpus(pack).read() is None


def test_two_checkouts_do_not_write_over_each_other(pack: Path) -> None:
    """Who works in both would otherwise read YAML at every start."""
    other = pack.parent / "other"
    shutil.copytree(pack, other)
    KeptCorpus(pack).keep(VALUES)
    KeptCorpus(other).keep({"pack.yaml": {"name": "other"}})
    assert (KeptCorpus(pack).read(), KeptCorpus(other).read()) == (VALUES, {"pack.yaml": {"name": "other"}})


def test_only_the_newest_of_a_folder_is_kept_and_nothing_half(pack: Path, cache: Path) -> None:
    for name in ("one", "three"):
        (pack / "pack.yaml").write_text(f"name: {name}\n")
        KeptCorpus(pack).keep({"pack.yaml": {"name": name}})
    assert [path.suffix for path in cache.iterdir()] == [".json"]
    assert KeptCorpus(pack).read() == {"pack.yaml": {"name": "three"}}


@pytest.mark.parametrize("broken", ["", "{", "[]", "null", '{"of": "x"}', '{"files": {}}', "\x00"])
def test_a_broken_one_is_none(pack: Path, broken: str) -> None:
    KeptCorpus(pack).keep(VALUES)
    KeptCorpus(pack).place.write_text(broken, "utf-8")
    assert KeptCorpus(pack).read() is None


def test_without_a_cache_all_goes_on(pack: Path, cache: Path) -> None:
    """A file where the folder should be: nothing can be kept, and nothing is said."""
    cache.write_text("in the way", "utf-8")
    KeptCorpus(pack).keep(VALUES)
    assert KeptCorpus(pack).read() is None
    assert cache.read_text("utf-8") == "in the way"


def test_the_rules_are_the_same_from_there(cache: Path) -> None:
    """Rules without pydantic's checks are those with them."""
    written = bundled_pack()
    assert len([*cache.glob("corpus-*.json")]) == 1
    bundled_pack.cache_clear()
    kept = bundled_pack()
    assert (kept.text, kept.rules, kept.folder) == (written.text, written.rules, written.folder)
    assert all(profile.tested for profile in kept.profiles.values())
