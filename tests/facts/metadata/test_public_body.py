"""Whether publiccode.yml is to be expected: what a project says of itself counts, a link to a ministry only raises a question."""

import pytest

from oshealth.facts import Value, facts_of
from oshealth.facts.metadata import public_body
from oshealth.facts.near import mentions
from oshealth.reference import parse
from oshealth.snapshot import Texts, Unknown
from tests.builders import a_snapshot
from tests.facts.spelling import spelled

PLAIN = "# Example\n\nA program for dates, written in a weekend.\n"


def expected(files: dict[str, str], address: str = "https://github.com/example/thing") -> object:
    reading = facts_of(a_snapshot(files, ref=parse(address))).get("publiccode.expected")
    return reading.value if isinstance(reading, Value) else reading


@pytest.mark.parametrize(
    ("readme", "answer"),
    [
        (PLAIN, "no"),
        (PLAIN + "[Standard for Public Code](https://standard.publiccode.net/)", "yes"),
        (PLAIN + "[![Slack](https://x.example/b.svg)](https://developers.italia.it/slack)", "yes"),
        (PLAIN + "Un service de <https://www.numerique.gouv.fr/>", "perhaps"),
        (PLAIN + "Data of [NOAA](https://www.noaa.gov/climate).", "perhaps"),
        (PLAIN + "Built for [the city](https://www.comune.milano.it/).", "perhaps"),
        (PLAIN + "It checks any publiccode.yml.", "perhaps"),
        (PLAIN + "See https://government.example.org/ and https://my.government/ too.", "no"),
        (PLAIN + "We love https://govern.example/ and github.com/gov.", "no"),
    ],
)
def test_a_readme_says_whose_software_it_is(readme: str, answer: str) -> None:
    assert expected({"README.md": readme}) == answer


@pytest.mark.parametrize(
    ("license_text", "answer"),
    [
        ("MIT License\n\nCopyright (c) 2020 City of Example\n", "perhaps"),
        ("Copyright (C) 2019 Gemeente Voorbeeld\n\nLicensed under the EUPL\n", "perhaps"),
        ("Copyright 2020 Presidenza del Consiglio dei Ministri\n", "perhaps"),
        ("MIT License\n\nCopyright (c) 2020 Ada Example\n", "no"),
    ],
)
def test_a_license_names_its_holder(license_text: str, answer: str) -> None:
    assert expected({"README.md": PLAIN, "LICENSE": license_text}) == answer


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        ("https://gitlab.opencode.de/amt/formular", "yes"),
        ("https://code.europa.eu/digit/tool", "yes"),
        ("https://notopencode.de/amt/formular", "no"),
        ("https://opencode.de.example.org/amt/formular", "no"),
    ],
)
def test_a_forge_of_the_public_sector_is_a_sign(address: str, answer: str) -> None:
    assert expected({"README.md": PLAIN}, address) == answer


def test_a_readme_that_was_not_read_leaves_it_open() -> None:
    seen = a_snapshot({"README.md": ""}, texts=Texts({}, partial="too much"))
    assert isinstance(facts_of(seen).get("publiccode.expected"), Unknown)


def test_whatever_speaks_of_a_public_body_holds_a_word_that_is_looked_for_first() -> None:
    """A pattern is not tried on a text that has none of its words."""
    for pattern, words in public_body._WORDS.items():
        meant = spelled(pattern())
        assert [said for said in meant if not mentions(said, words)] == []
