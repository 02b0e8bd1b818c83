"""Files that carry one license and speak of others, or carry none and name one by its own header, deed or waiver."""

from pathlib import Path

import pytest

from oshealth.auditing import Looking, Question, case_of
from oshealth.facts.licensing import identify
from oshealth.facts.licensing.notices import offers_choice
from oshealth.snapshot import Unknown
from tests.facts.licensing.texts import published
from tests.git_repos import Made, a_repository

RUBY_HEAD = """Birds is copyrighted free software by Ada Example <ada@example.org>.
You can redistribute it and/or modify it under either the terms of the
2-clause BSDL (see the file BSDL), or the conditions below:
"""
DEED = """Creative Commons {name} ({short})

You are free to:
- Share: copy and redistribute the material in any medium or format
- Adapt: remix, transform, and build upon the material for any purpose, even commercially.

Under the following terms:
- Attribution: you must give appropriate credit, provide a link to the license, and indicate if changes were made.

No additional restrictions: you may not apply legal terms or technological measures that legally restrict others from doing
anything the license permits.
"""
ZERO_DEED = """Creative Commons CC0 1.0 Universal (CC0 1.0) Public Domain Dedication

The person who associated a work with this deed has dedicated the work to the public domain by waiving all of his or her
rights to the work worldwide under copyright law, including all related and neighboring rights, to the extent allowed by law.
"""


def test_the_head_of_the_ruby_license_points_to_another_file_and_offers_nothing_here() -> None:
    found = identify(f"{RUBY_HEAD}\n{published('Ruby')}", is_license_file=True)
    assert (found.expression, found.verdict) == ("Ruby", "sure")


def test_a_repository_under_the_ruby_license_is_read_as_it(tmp_path: Path) -> None:
    files = {"COPYING": f"{RUBY_HEAD}\n{published('Ruby')}", "BSDL": published("BSD-2-Clause")}
    folder = a_repository(tmp_path / "repository", [Made(files)])
    question = Question(select=("open-license",))
    facts = case_of(str(folder), question=question, looking=Looking(cache=tmp_path / "cache")).facts()
    expression = facts.get("license.expression")
    assert (expression.reason if isinstance(expression, Unknown) else expression.value) == "Ruby"


@pytest.mark.parametrize(
    ("words", "is_offer"),
    [
        ("under either the terms of the gpl see the file gpl or the conditions below", False),
        ("under either the terms of the gpl or the conditions below", True),
        (
            "the parts of this library derived from apache 2 0 licensed or dual licensed upstream works as listed",
            False,
        ),
        ("derived from birds this library is dual licensed under the mit and apache licenses", True),
        ("this is a dual licensed work", True),
        ("version 2 or at your option any later version", False),
    ],
)
def test_what_is_offered_elsewhere_or_of_other_works_is_no_choice_here(words: str, is_offer: bool) -> None:
    assert offers_choice(words) is is_offer


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("The author licenses this file to You under the Apache License, Version 2.0.", "Apache-2.0"),
        (DEED.format(name="Attribution 3.0 Unported", short="CC BY 3.0"), "CC-BY-3.0"),
        (DEED.format(name="Attribution 4.0 International", short="CC BY 4.0"), "CC-BY-4.0"),
        (ZERO_DEED, "CC0-1.0"),
        ("To the extent possible under law, Ada Example has waived all copyright and related or neighboring rights to this "
         "work.", "CC0-1.0"),
        ("This work may be distributed and/or modified under the conditions of the LaTeX Project Public License, either version "
         "1.3c of this license or (at your option) any later version.", "LPPL-1.3c"),
        ("This work may be distributed and/or modified under the conditions of the LaTeX Project Public License, either version "
         "1.3 of this license or (at your option) any later version. The latest version of this license is in birds.txt and "
         "version 1.3c or later is part of all distributions of LaTeX.", "LPPL-1.3c"),
        ("DO WHAT THE FUCK YOU WANT TO PUBLIC LICENSE\n\nThis work is free. You can redistribute it and/or modify it under the "
         "terms of the Do What The Fuck You Want To Public License, Version 2, as published by Sam Hocevar.\n\n"
         "0. You just DO WHAT THE FUCK YOU WANT TO.", "WTFPL"),
    ],
    ids=["Apache", "deed 3.0", "deed 4.0", "deed of CC0", "waiver", "LPPL 1.3c", "LPPL 1.3", "WTFPL"],
)  # fmt: skip
def test_a_license_file_with_a_licenses_own_header_or_deed_is_under_it(text: str, identifier: str) -> None:
    found = identify(text, is_license_file=True)
    assert (found.expression, found.verdict, found.by) == (identifier, "sure", "notice")


@pytest.mark.parametrize(
    "text",
    [
        DEED.format(name="Attribution 4.0 International", short="CC BY 4.0") + "- NonCommercial: not for commercial purposes.\n",
        ZERO_DEED + "It may not be used for commercial purposes.\n",
        DEED.format(name="Attribution 4.0 International", short="CC BY 4.0") + "Additional restrictions apply to the photos.\n",
    ],
    ids=["a deed with NonCommercial", "a dedication with a limit", "restrictions after all"],
)  # fmt: skip
def test_a_deed_with_a_restriction_is_left_to_a_person(text: str) -> None:
    assert identify(text, is_license_file=True).verdict == "review"


def test_an_older_version_of_the_latex_license_is_not_taken_for_the_present_one() -> None:
    text = (
        "This work may be distributed and/or modified under the conditions of the LaTeX Project Public License, either "
        "version 1.2 of this license or (at your option) any later version."
    )
    assert identify(text, is_license_file=True).expression == ""


ADDRESSED = """{title}

This license applies to the list of birds.

Full text: https://opendatacommons.org/licenses/{name}/1-0/
"""


@pytest.mark.parametrize(
    ("title", "name", "identifier"),
    [
        ("# Open Database License (ODbL) 1.0", "odbl", "ODbL-1.0"),
        ("Open Data Commons Attribution License (ODC-By) v1.0", "by", "ODC-By-1.0"),
        ("Public Domain Dedication and License", "pddl", "PDDL-1.0"),
        ("Licenses of birds", "odbl", ""),
        ("Open Database License", "of-birds", ""),
    ],
)
def test_a_license_file_with_the_name_and_the_address_of_a_data_license_is_under_it(
    title: str, name: str, identifier: str
) -> None:
    text = ADDRESSED.format(title=title, name=name)
    assert identify(text, is_license_file=True).expression == identifier
    assert identify(text).verdict == "none"


def test_a_long_page_under_the_name_of_a_data_license_is_left_to_a_person() -> None:
    text = (
        ADDRESSED.format(title="Open Database License", name="odbl") + "What that means is told below. " * 25
    )
    found = identify(text, is_license_file=True)
    assert (found.expression, found.verdict) == ("ODbL-1.0", "review")


def test_a_page_that_is_itself_licensed_by_its_header_is_no_license() -> None:
    header = "The Example Foundation licenses this file to You under the Apache License, Version 2.0."
    assert (
        identify(f"<!-- {header} -->\nWhat to do about holes is told on the pages of the project.").verdict
        == "none"
    )
