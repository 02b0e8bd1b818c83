"""Who a license file names, and blanks that nobody filled."""

import pytest

from oshealth.facts.base import Facts, FactValue
from oshealth.facts.licensing import FACTS
from oshealth.facts.licensing.holders import Holder, holders_in
from oshealth.snapshot import Unknown
from tests.builders import a_snapshot
from tests.facts.licensing.texts import MIT, published

APPENDIX = (
    "\n\n   END OF TERMS AND CONDITIONS\n\n   APPENDIX: How to apply the Apache License\n\n   Copyright "
)


def holder_named(text: str) -> FactValue | Unknown:
    facts = Facts(a_snapshot({"LICENSE": text}), {fact.name: fact for fact in FACTS})
    reading = facts.get("license.holder_named")
    return reading if isinstance(reading, Unknown) else reading.value


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Copyright (c) 2021 Ada Example", "Ada Example"),
        ("Copyright © 2014-2021, Ada Example and others.", "Ada Example and others"),
        ("  * (c) 2019 Example e.V.", "Example e.V"),
        ("This software is copyright (c) 2024 by Ada Example.", "Ada Example"),
        (
            "Copyright The Example Foundation and other contributors",
            "The Example Foundation and other contributors",
        ),
    ],
)
def test_a_holder_is_read_from_a_copyright_line(line: str, name: str) -> None:
    assert holders_in(f"MIT License\n\n{line}\n") == (Holder(3, name, blank=False),)


@pytest.mark.parametrize(
    "line",
    [
        "copyright notice and this permission notice appear in all copies",
        "Copyright (C) 2007 Free Software Foundation, Inc. <https://fsf.org/>",
        "Copyright (c) 1995-2003 by Internet Software Consortium",
        "(c) You must retain, in the Source form of any Derivative Works",
        "COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER",
        "Copyright (c) 2002 JSON.org",
        "Copyright © 2018 MongoDB\n\nEveryone is permitted to copy and distribute verbatim\ncopies of this license",
        "(C) 2004 Sam Hocevar\n\nEveryone is permitted to copy and distribute verbatim\nor modified copies of this licence",
        "Copyright 1999 LaTeX3 Project\n   Everyone is allowed to distribute verbatim copies of this\n   license document",
    ],
)  # fmt: skip
def test_prose_and_authors_of_licenses_are_no_holders(line: str) -> None:
    assert holders_in(line) == ()


def test_the_line_of_a_project_above_a_license_stays_its_own() -> None:
    text = "Copyright (c) 2019 Ada Example\n\n" + "Words of a project's own. \n" * 5
    text += "Copyright (C) 2004 Sam Hocevar\n\nEveryone is permitted to copy and distribute verbatim or modified\n"
    text += "copies of this license document.\n"
    assert holders_in(text) == (Holder(1, "Ada Example", blank=False),)


def test_a_filled_license_names_its_holder() -> None:
    assert holder_named(MIT) is True


@pytest.mark.parametrize(
    "blank", ["[year] [fullname]", "<YEAR> <COPYRIGHT HOLDER>", "{{year}} {name of copyright owner}"]
)
def test_a_template_with_its_blanks_left_names_nobody(blank: str) -> None:
    assert holder_named(MIT.replace("2021 Ada Example", blank)) is False


def test_instructions_on_how_to_apply_a_license_are_no_blanks() -> None:
    text = published("Apache-2.0") + APPENDIX
    nobody = Unknown("no license file has a copyright line of the project's own")
    assert holder_named(f"{text}[yyyy] [name of copyright owner]\n") == nobody
    assert holder_named(f"{text}2014 Example Foundation\n") is True


@pytest.mark.parametrize(
    "before",
    [
        "END OF THE TERMS AND CONDITIONS",
        "如何将木兰宽松许可证，第2版，应用到您的软件\n\n条款结束",
        "How to Apply the Mulan Permissive Software License，Version 2 (Mulan PSL v2) to Your New Software",
    ],
)
def test_blanks_in_the_instructions_of_a_license_are_not_the_projects(before: str) -> None:
    """Mulan PSL tells in two languages how it is applied, each time with blanks to fill in elsewhere."""
    assert holders_in(f"{before}\n\n   Copyright (c) [Year] [name of copyright holder]\n") == ()
