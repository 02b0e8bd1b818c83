"""What stands beside code and license file: entries of REUSE, data and content, tags in sources, packages below."""

import pytest

from oshealth.facts import CATALOGUE
from oshealth.facts.base import Facts, FactValue
from oshealth.snapshot import Evidence, Unknown
from tests.builders import a_snapshot
from tests.facts.licensing.texts import MIT, published

Files = dict[str, str | Unknown]

REUSE = """version = 1

[[annotations]]
path = ["data/**", "*.svg"]
SPDX-FileCopyrightText = "2023 Grace Example"
SPDX-License-Identifier = "CC0-1.0"
"""
DEP5 = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/

Files: data/*
Copyright: 2020 Ada Example
License: CC-BY-4.0

Files: *.png
 *.svg
Copyright: 2020 Ada Example
License: CC0-1.0
"""


def value(files: Files, name: str) -> FactValue | Unknown:
    reading = Facts(a_snapshot(files), CATALOGUE).get(name)
    return reading if isinstance(reading, Unknown) else reading.value


@pytest.mark.parametrize(
    ("files", "share"),
    [
        ({"REUSE.toml": REUSE, "data/a/b.csv": "", "logo.svg": "", "main.py": ""}, 0.5),
        ({".reuse/dep5": DEP5, "data/a/b.csv": "", "img/logo.svg": "", "main.py": ""}, 0.5),
        ({"docs/REUSE.toml": REUSE, "docs/data/x.md": "", "data/x.csv": ""}, 0.333),
        ({"logo.png": "", "logo.png.license": "SPDX-License-Identifier: CC0-1.0"}, 1.0),
        ({"main.py": "# SPDX-License-Identifier: MIT"}, 0.0),
        ({"LICENSES/MIT.txt": MIT, "REUSE.toml": REUSE, "a.svg": ""}, 0.5),
    ],
    ids=["toml", "dep5", "toml in a folder", "file beside", "tags are not counted", "texts are not counted"],
)
def test_files_licensed_one_by_one_are_counted(files: Files, share: float) -> None:
    assert value(files, "license.by_file") == share


def test_a_broken_list_of_licenses_is_unknown_not_empty() -> None:
    assert value({"REUSE.toml": "[[annotations]", "a.py": ""}, "license.by_file") == Unknown(
        "REUSE.toml: not valid TOML: Expected ']]' at the end of an array declaration (at line 1, column 14)"
    )
    assert value({"REUSE.toml": Unknown("too large"), "a.py": ""}, "license.by_file") == Unknown(
        "REUSE.toml: too large"
    )


def test_globs_made_to_run_for_ever_are_left_out() -> None:
    hostile = 'version = 1\n[[annotations]]\npath = "' + "*a" * 60 + '"\nSPDX-License-Identifier = "MIT"\n'
    assert value({"REUSE.toml": hostile, "a" * 200: ""}, "license.by_file") == 0.0


@pytest.mark.parametrize(
    ("files", "left"),
    [
        ({"LICENSE": MIT, "data/a.csv": "", "data/b.csv": ""}, ("data",)),
        ({"LICENSE": MIT, "data/a.csv": "", "data/b.csv": "", "data/LICENSE": "ODbL"}, ()),
        ({"LICENSE": MIT, "data/a.csv": "", "data/b.csv": "", "LICENSE-data.txt": published("ODbL-1.0")}, ()),
        ({"LICENSE": MIT, "data/a.csv": "", "data/b.csv": "", "REUSE.toml": REUSE}, ()),
        ({"LICENSE": published("CC0-1.0"), "data/a.csv": "", "data/b.csv": ""}, ()),
        ({"LICENSE": MIT, "models/user.py": "", "models/order.py": ""}, ()),
        ({"LICENSE": MIT, "data/a.csv": ""}, ()),
        ({"LICENSE": MIT, "src/data/a.csv": "", "src/data/b.csv": ""}, ()),
    ],
    ids=[
        "nothing",
        "own file",
        "at the root",
        "REUSE",
        "made for data",
        "code",
        "one file",
        "inside the code",
    ],
)
def test_data_beside_code_needs_a_license_of_its_own(files: Files, left: tuple[str, ...]) -> None:
    assert value(files, "license.mixed_unlicensed") == left


def test_folders_are_shown_by_one_of_their_files() -> None:
    files: Files = {"LICENSE": MIT, "media/a.png": "", "media/b.png": ""}
    reading = Facts(a_snapshot(files), CATALOGUE).get("license.mixed_folders")
    assert not isinstance(reading, Unknown)
    assert (reading.value, reading.evidence) == (
        ("media",),
        (Evidence("path", path="media/a.png", name="one of 2"),),
    )


def test_a_tag_in_a_source_file_that_says_something_else_is_a_contradiction() -> None:
    files: Files = {"LICENSE": MIT, "src/lib.rs": "//! Docs\n// SPDX-License-Identifier: MPL-2.0\n"}
    reading = Facts(a_snapshot(files), CATALOGUE).get("license.contradictions")
    assert not isinstance(reading, Unknown)
    assert reading.value == ("src/lib.rs says MPL-2.0, the license text is MIT",)
    assert reading.evidence == (
        Evidence("path", path="src/lib.rs", line=2, name="MPL-2.0"),
        Evidence("path", path="LICENSE", line=1, name="MIT"),
    )


def test_a_tag_whose_text_lies_beside_is_no_contradiction() -> None:
    files: Files = {
        "LICENSE": MIT,
        "LICENSES/CC0-1.0.txt": published("CC0-1.0"),
        "main.py": "# SPDX-License-Identifier: CC0-1.0\n",
    }
    assert value(files, "license.contradictions") == ()


def test_a_tag_grants_later_versions() -> None:
    files: Files = {
        "COPYING": published("GPL-3.0-only"),
        "main.c": "// SPDX-License-Identifier: GPL-3.0-or-later",
    }
    assert value(files, "license.expression") == "GPL-3.0-or-later"


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"packages/a/package.json": '{"license": "ISC"}'}, ("packages/a/package.json: ISC",)),
        ({"crates/a/Cargo.toml": '[package]\nlicense = "MIT"'}, ("crates/a/Cargo.toml: MIT",)),
        ({"packages/a/package.json": '{"license": "ISC"}', "packages/a/LICENSE": MIT}, ()),
        ({"packages/a/package.json": '{"license": "ISC", "private": true}'}, ()),
        ({"node_modules/a/package.json": '{"license": "ISC"}'}, ()),
        ({"examples/a/package.json": '{"license": "ISC"}'}, ()),
    ],
    ids=["npm", "cargo", "with its own license", "never published", "installed", "example"],
)
def test_packages_below_the_root_declare_too(files: Files, found: tuple[str, ...]) -> None:
    assert value(files, "license.declared") == found


def test_a_hundred_packages_below_are_read_to_a_bound() -> None:
    files: Files = {f"packages/p{number}/package.json": '{"license": "ISC"}' for number in range(100)}
    assert value(files, "license.declarations") == 60


HELD = "/*\n * Kite Daemon\n *\n * Copyright (C) 2004 Ada Example, Ben Example\n */\n"
UNFILLED = MIT.replace("2021 Ada Example", "[year] [fullname]")


@pytest.mark.parametrize(
    ("files", "word"),
    [
        ({"LICENSE": MIT}, "named"),
        ({"LICENSE": UNFILLED}, "blank"),
        ({"LICENSE": UNFILLED, "NOTICE": "Copyright 2020 The Example contributors\n"}, "named"),
        ({"LICENSE": UNFILLED, "README.md": "# Example\n\n© 2020 Ada Example\n"}, "named"),
        (
            {"LICENSE": published("MPL-2.0"), "main.go": "// Copyright 2020 Ada Example\npackage main"},
            "named",
        ),
        ({"LICENSE": published("MPL-2.0"), "REUSE.toml": REUSE}, "named"),
        ({"publiccode.yml": "legal:\n  mainCopyrightOwner: Stadt Beispiel\n"}, "named"),
        ({"LICENSE": published("Apache-2.0")}, "silent"),
        ({"README.md": "# Copyright\n\nCopyright is a right.\n"}, "silent"),
        ({"COPYING": published("GPL-2.0-only"), "usr/kited.c": HELD, "usr/line.c": HELD, "usr/old.c": ""}, "named"),
        ({"COPYING": published("GPL-2.0-only"), "usr/kited.c": "", "usr/line.c": "", "usr/xml.h": HELD}, "silent"),
    ],
    ids=[
        "license", "blanks", "NOTICE", "README", "front source", "REUSE", "publiccode.yml", "Apache", "prose",
        "most sources", "one source, of others",
    ],
)  # fmt: skip
def test_who_holds_the_copyright_is_one_word(files: Files, word: str) -> None:
    assert value(files, "license.ownership") == word


def test_an_unread_readme_leaves_the_holder_unknown() -> None:
    files: Files = {"LICENSE": published("MPL-2.0"), "README.md": Unknown("too large")}
    assert value(files, "license.ownership") == Unknown("README.md was not read")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (MIT, {"software": True, "content": False, "data": False, "model": True}),
        (published("CC-BY-4.0"), {"software": False, "content": True, "data": True, "model": "not stated"}),
        (published("CC-BY-ND-4.0"), {"software": False, "content": False, "data": False, "model": False}),
        (published("ODbL-1.0"), {"software": False, "content": False, "data": True, "model": "not stated"}),
    ],
    ids=["MIT", "CC-BY", "CC-BY-ND", "ODbL"],
)
def test_a_public_good_accepts_licenses_by_kind(text: str, kinds: dict[str, bool | str]) -> None:
    found = {kind: value({"LICENSE": text}, f"license.public_good_{kind}") for kind in kinds}
    assert {kind: "not stated" if isinstance(it, Unknown) else it for kind, it in found.items()} == kinds


FOLDER: Files = {
    "LICENSES/EUPL-1.2.txt": published("EUPL-1.2"),
    "LICENSES/CC-BY-NC-4.0.txt": published("CC-BY-NC-4.0"),
    "LICENSES/LicenseRef-Logo.txt": "The logo is ours. Whoever wants to use it asks us first, please, and waits.",
}


@pytest.mark.parametrize(
    ("files", "expression", "standing"),
    [
        ({"REUSE.toml": REUSE.replace('["data/**", "*.svg"]', '"**"').replace("CC0", "EUPL")}, "", "unclear"),
        ({"REUSE.toml": REUSE.replace('["data/**", "*.svg"]', '"**"').replace("CC0-1.0", "EUPL-1.2")}, "EUPL-1.2", "open"),
        ({"package.json": '{"license": "EUPL-1.2"}', "README.md": "Licensed under the MIT License."}, "EUPL-1.2", "open"),
        ({"package.json": '{"license": "MIT"}'}, "", "unclear"),
        ({"src/main.py": "# SPDX-License-Identifier: EUPL-1.2\n"}, "", "unclear"),
        ({"package.json": '{"license": "EUPL-1.2 AND CC-BY-NC-4.0"}'}, "CC-BY-NC-4.0 AND EUPL-1.2", "not-open"),
        ({}, "", "unclear"),
    ],
    ids=["another version", "REUSE.toml", "manifest", "a license that is not there", "a source file", "both", "nothing"],
)  # fmt: skip
def test_of_the_licenses_in_their_folder_those_count_that_the_project_declares(
    files: Files, expression: str, standing: str
) -> None:
    """What lies there may be the license of a logo alone."""
    unclear = Unknown("LICENSES/LicenseRef-Logo.txt is no license text that is known")
    assert value({**FOLDER, **files}, "license.expression") == (expression or unclear)
    assert value({**FOLDER, **files}, "license.standing") == standing


def test_a_license_of_the_logo_alone_stands_beside_that_of_the_project() -> None:
    beside = value({**FOLDER, "package.json": '{"license": "EUPL-1.2"}'}, "license.beside")
    assert beside == (
        "LICENSES/CC-BY-NC-4.0.txt: CC-BY-NC-4.0",
        "LICENSES/LicenseRef-Logo.txt: not recognised",
    )
