"""What manifests and metadata files declare, and whether it goes with the license texts."""

import pytest

from oshealth.facts.base import Facts, FactValue
from oshealth.facts.globs import select
from oshealth.facts.licensing import FACTS, WANTED
from oshealth.snapshot import Evidence, Unknown
from tests.builders import a_snapshot
from tests.facts.licensing.texts import APACHE_HEADER, MIT, published

LATER = """This program is free software: you can redistribute it and/or modify it under the terms of the GNU General
Public License as published by the Free Software Foundation, either version 3 of the License, or (at your option) any
later version.
"""
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><licenses>
<license><name>Apache License, Version 2.0</name></license></licenses></project>"""


def value(files: dict[str, str | Unknown], name: str) -> FactValue | Unknown:
    reading = Facts(a_snapshot(files), {fact.name: fact for fact in FACTS}).get(name)
    return reading if isinstance(reading, Unknown) else reading.value


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("pyproject.toml", '[project]\nlicense = "MIT OR Apache-2.0"\n', "MIT OR Apache-2.0"),
        ("pyproject.toml", '[project]\nlicense = {text = "BSD-3-Clause"}\n', "BSD-3-Clause"),
        ("pyproject.toml", '[project]\nclassifiers = ["License :: OSI Approved :: MIT License"]\n', "MIT"),
        ("pyproject.toml", '[tool.poetry]\nlicense = "GPL-3.0+"\n', "GPL-3.0-or-later"),
        ("setup.cfg", "[metadata]\nname = example\nlicense = MIT License\n", "MIT"),
        ("setup.py", "setup(name='example',\n      license='Apache 2.0',\n)\n", "Apache-2.0"),
        (
            "setup.py",
            "LICENSE = 'License :: OSI Approved :: MIT License'\nsetup(\n    license=LICENSE,\n    classifiers=[LICENSE],\n)\n",
            "MIT",
        ),
        ("package.json", '{"name": "example", "license": "ISC"}', "ISC"),
        (
            "package.json",
            '{"licenses": [{"type": "MIT", "url": "x"}, {"type": "Apache-2.0"}]}',
            "MIT OR Apache-2.0",
        ),
        ("Cargo.toml", '[package]\nlicense = "MIT/Apache-2.0"\n', "MIT OR Apache-2.0"),
        ("Cargo.toml", '[workspace.package]\nlicense = "MPL-2.0"\n', "MPL-2.0"),
        (
            "composer.json",
            '{"license": ["LGPL-2.1-only", "GPL-3.0-or-later"]}',
            "LGPL-2.1-only OR GPL-3.0-or-later",
        ),
        ("pom.xml", POM, "Apache-2.0"),
        (
            "example.gemspec",
            "Gem::Specification.new do |s|\n  s.licenses = ['MIT', 'Ruby']\nend\n",
            "MIT OR Ruby",
        ),
        ("DESCRIPTION", "Package: example\nLicense: GPL (>= 2)\n", "GPL-2.0-or-later"),
        ("DESCRIPTION", "Package: example\nLicense: MIT + file LICENSE\n", "MIT"),
        ("publiccode.yml", "publiccodeYmlVersion: '0.4'\nlegal:\n  license: EUPL-1.2\n", "EUPL-1.2"),
        ("CITATION.cff", "cff-version: 1.2.0\nlicense: [MIT, Apache-2.0]\n", "MIT OR Apache-2.0"),
        ("codemeta.json", '{"license": "https://spdx.org/licenses/GPL-3.0-only.html"}', "GPL-3.0-only"),
        ("funding.json", '{"projects": [{"licenses": ["spdx:AGPL-3.0-or-later"]}]}', "AGPL-3.0-or-later"),
        ("REUSE.toml", '[[annotations]]\npath = "**"\nSPDX-License-Identifier = "MIT"\n', "MIT"),
        ("debian/copyright", "Files: *\nCopyright: 2020 Ada Example\nLicense: GPL-3+\n", "GPL-3.0-or-later"),
        (
            "NOTICE.md",
            "# Notices\n\nSPDX-License-Identifier: EPL-2.0\n\n## Third-party Content\n\nSPDX-License-Identifier: MIT\n",
            "EPL-2.0",
        ),
        ("README.md", "# Example\n\nReleased under the MIT License.\n", "MIT"),
    ],
)
def test_a_declaration_is_read_from_its_own_place(path: str, text: str, said: str) -> None:
    assert value({path: text}, "license.declared") == (f"{path}: {said}",)
    assert select([path], WANTED) == (path,)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("package.json", '{"license": "SEE LICENSE IN LICENSE.md"}'),
        ("composer.json", '{"license": "UNLICENSED"}'),
        ("package.json", '{"license": '),
        ("pyproject.toml", '[project]\nlicense = {file = "LICENSE"}\n'),
        ("sub/package.json", '{"license": "MIT"}'),
        ("NOTICE.txt", "Example\n\n## Third-party content\n\nkite (1.0)\n\nSPDX-License-Identifier: MIT\n"),
        ("pom.xml", '<!DOCTYPE x [<!ENTITY a "b">]><project/>'),
        ("publiccode.yml", "legal: &a [*a]\n"),
    ],
)
def test_what_names_no_license_declares_none(path: str, text: str) -> None:
    assert value({path: text}, "license.declared") == ()


def test_who_grants_no_rights_contradicts_every_license() -> None:
    """Npm's UNLICENSED, as some frameworks write it into each new project; alone it names no license."""
    files: dict[str, str | Unknown] = {
        "LICENSE": MIT,
        "package.json": '{"private": true, "license": "UNLICENSED"}',
    }
    assert value(files, "license.contradictions") == (
        "package.json says UNLICENSED, the license text is MIT",
    )
    assert value(files, "license.consistent") is False
    assert value({"package.json": '{"license": "UNLICENSED"}'}, "license.declared") == (
        "package.json: UNLICENSED",
    )


def test_a_contradiction_is_shown_with_both_places() -> None:
    files: dict[str, str | Unknown] = {"LICENSE": MIT, "package.json": '{\n  "license": "ISC"\n}\n'}
    facts = Facts(a_snapshot(files), {fact.name: fact for fact in FACTS})
    reading = facts.get("license.contradictions")
    assert not isinstance(reading, Unknown)
    assert reading.value == ("package.json says ISC, the license text is MIT",)
    assert reading.evidence == (
        Evidence("path", path="package.json", line=2, name="ISC"),
        Evidence("path", path="LICENSE", line=1, name="MIT"),
    )
    assert value(files, "license.consistent") is False


@pytest.mark.parametrize(
    "files",
    [
        {"LICENSE": MIT, "package.json": '{"license": "MIT"}'},
        {"LICENSE": published("BSD-3-Clause"), "setup.cfg": "license = BSD\n"},
        {"COPYING": published("GPL-3.0-only"), "package.json": '{"license": "GPL-3.0-or-later"}'},
        {
            "LICENSE-MIT": MIT,
            "LICENSE-APACHE": published("Apache-2.0"),
            "Cargo.toml": '[package]\nlicense = "MIT"\n',
        },
        {"LICENSE": MIT, "Cargo.toml": '[package]\nlicense = "MIT OR Apache-2.0"\n'},
        {
            "LICENSE": MIT,
            "package.json": '{"license": "MIT"}',
            "README.md": "Its docs are licensed under CC0.",
        },
    ],
    ids=["same", "family", "later", "part of", "more than", "readme"],
)
def test_declarations_that_go_with_the_text(files: dict[str, str | Unknown]) -> None:
    assert value(files, "license.consistent") is True


def test_nothing_declared_is_nothing_to_compare() -> None:
    assert value({"LICENSE": MIT}, "license.consistent") == Unknown("no manifest declares a license")


def test_a_name_that_nobody_knows_agrees_with_nothing() -> None:
    files: dict[str, str | Unknown] = {"LICENSE": MIT, "package.json": '{"license": "Kite License 7"}'}
    assert value(files, "license.consistent") == Unknown("package.json names no license that is known")


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": f"# Example\n\n{LATER}"},
        {"package.json": '{"license": "GPL-3.0-or-later"}'},
        {"setup.cfg": "license = GPLv3+\n"},
    ],
)
def test_the_projects_own_words_allow_later_versions(files: dict[str, str | Unknown]) -> None:
    text: dict[str, str | Unknown] = {"COPYING": published("GPL-3.0-only")}
    assert value(text, "license.expression") == "GPL-3.0-only"
    assert value(text | files, "license.expression") == "GPL-3.0-or-later"


def test_a_license_that_is_only_declared_is_no_license_file() -> None:
    files: dict[str, str | Unknown] = {"package.json": '{"license": "MIT"}', "README.md": APACHE_HEADER}
    assert value(files, "license.standing") == "none"
    assert value(files, "license.declared") == ("README.md: Apache-2.0", "package.json: MIT")


def test_a_manifest_that_was_not_read_may_declare_one() -> None:
    files: dict[str, str | Unknown] = {"package.json": Unknown("too large")}
    assert value(files, "license.declared") == Unknown("package.json was not read")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("setup.cfg", "\n" * 400_000),
        ("setup.py", "license" * 60_000),
        ("debian/copyright", "Files: *\n" * 40_000),
        ("DESCRIPTION", "License:" + " " * 400_000),
        ("README.md", "licensed or licensed under " * 20_000),
        ("package.json", "[" * 400_000),
    ],
)
def test_hostile_declarations_declare_nothing(path: str, text: str) -> None:
    assert value({path: text}, "license.declared") == ()
