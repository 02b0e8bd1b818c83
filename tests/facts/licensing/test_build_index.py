"""The index is built from the package, the same bytes each time."""

import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from oshealth.facts.licensing import exact
from oshealth.facts.licensing.build_index import build
from oshealth.facts.licensing.index import shelf
from tests.facts.licensing.texts import MIT


def a_package(folder: Path) -> Path:
    (folder / "licenses").mkdir(parents=True)
    (folder / "package.json").write_text(json.dumps({"version": "6.12.0"}), encoding="utf-8")
    texts = {
        "MIT": MIT,
        "GPL-9.0-or-later": "ours " * 30,
        "GPL-9.0-only": "ours " * 30,
        "LGPL-3.0-only": "lesser " * 9,
    }
    texts |= {
        "BSD-3-Clause": "neither the name of the copyright holder nor the names of its contributors may be used"
    }
    for name, text in texts.items():
        data = json.dumps({"name": name, "licenseText": text})
        (folder / "licenses" / f"{name}.json").write_text(data, encoding="utf-8")
    return folder


def test_the_same_package_gives_the_same_bytes(tmp_path: Path) -> None:
    package = a_package(tmp_path / "package")
    assert build(package, tmp_path / "one.zip") == 6
    table = (tmp_path / exact.DATA).read_bytes()
    build(package, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert (tmp_path / exact.DATA).read_bytes() == table


def test_ids_that_share_a_text_stand_together_and_claim_the_least(tmp_path: Path) -> None:
    build(a_package(tmp_path / "package"), tmp_path / "index.zip")
    titles = json.loads(ZipFile(tmp_path / "index.zip").read("titles.json"))
    assert [row[2] for row in titles if row[0].startswith("GPL")] == [["GPL-9.0-only", "GPL-9.0-or-later"]]


def test_the_shipped_index_names_its_source_and_license() -> None:
    source = shelf().archive.read("SOURCE.txt").decode()
    assert "npm package spdx-license-list 6.12.0, released under CC0-1.0" in source


def test_every_shipped_text_is_found_again_by_its_words() -> None:
    known = shelf()
    assert [exact.same(known.words(number)) for number in range(len(known.titles))] == [
        title.id for title in known.titles
    ]


def test_a_license_without_how_to_apply_it_is_found_by_its_words_too() -> None:
    """Most projects leave the instructions away, with the line that ends the terms or without."""
    known = shelf()
    (apache,) = (number for number, title in enumerate(known.titles) if title.id == "Apache-2.0")
    words, core = known.words(apache), known.titles[apache].core
    assert words[core : core + 5] == ("end", "of", "terms", "and", "conditions")
    assert (exact.same(words[:core]), exact.same(words[: core + 5])) == ("Apache-2.0", "Apache-2.0")
    assert exact.same(words[: core - 1]) == exact.same(words[: core + 6]) == ""


def test_an_unchanged_text_is_named_without_the_index() -> None:
    program = (
        "import sys; from oshealth.facts.licensing import identify\n"
        "print(identify(sys.stdin.read()).expression, 'oshealth.facts.licensing.index' in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], input=MIT, capture_output=True, text=True, check=True
    )
    assert told.stdout == "MIT False\n"
