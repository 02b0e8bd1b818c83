"""How much is said of what a project is for."""

import pytest

from oshealth.facts import Value, facts_of
from oshealth.facts.purpose import length
from oshealth.snapshot import Evidence, Project, Unknown
from tests.builders import a_snapshot


@pytest.mark.parametrize(
    ("text", "characters"),
    [("", 0), ("Counts trees.", 13), ("two\n  lines", 9), ("数一数树", 8), ("Bäume", 5)],
)
def test_a_character_that_is_a_word_counts_twice(text: str, characters: int) -> None:
    assert length(text) == characters


def test_the_first_paragraph_is_measured_and_placed() -> None:
    readme = "# Kite\n\n[![build](https://img.shields.io/b.svg)](https://ci.example.org)\n\nFlies for those who cannot.\n"
    assert facts_of(a_snapshot({"README.md": readme})).get("readme.purpose_length") == Value(
        27, (Evidence("path", "README.md", 5, "readme.purpose"),)
    )


def test_without_a_readme_nothing_is_said() -> None:
    facts = facts_of(a_snapshot({"main.py": ""}))
    assert facts.get("readme.purpose_length") == Value(0, (Evidence("absence", name="README"),))


def test_a_description_that_was_not_asked_for_is_unknown() -> None:
    asked = facts_of(a_snapshot(project=Project(description="Flies")))
    reading = asked.get("project.description_length")
    assert isinstance(reading, Value)
    assert reading.value == 5
    assert facts_of(a_snapshot()).get("project.description_length") == Unknown("not asked of a forge")


def test_an_introduction_after_badges_and_contents_is_the_first_paragraph() -> None:
    """Many READMEs have a logo, a table of contents and an install command first."""
    contents = "".join(f"- [Chapter {number}](#chapter-{number})\n" for number in range(40))
    install = "## Install\n\n```\nget kite\n```\n"
    readme = f"# Kite\n\n{contents}\n{install}\n## Introduction\n\nFlies for those who cannot.\n"
    reading = facts_of(a_snapshot({"README.md": readme})).get("readme.purpose")
    assert isinstance(reading, Value)
    assert reading.value == "Flies for those who cannot."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("An xUnit family unit testing framework for Ruby.", True),
        ("FreshRSS is a self-hosted RSS feed aggregator.", True),
        ("helps you write concise and readable C++ code.", True),
        ("Optimize, encrypt and manipulate PDF files using Alfred.", True),
        ("Ibis is the portable Python dataframe library:", True),
        ("In lieu of xsv, I'd recommend either qsv or xan.", False),
        ("Add a description from your project here.", False),
        ("You can also get the APK from the the Releases section.", False),
        ("This code repository provides three libraries:", False),
        ("Content repository for opensource.example.org.", False),
        ("Houses code for the integration of Kites.", False),
        ("place your hand in theirs, and be led into the mist", False),
        ("Official documentation is available at example.github.io", False),
        ("“Lançando o maior software livre educacional do Brasil!”.", False),
        ("This repository has been archived in favour of another one.", False),
    ],
)
def test_a_short_sentence_says_what_it_is_or_does_not(text: str, says: bool) -> None:
    """First paragraphs of real READMEs, all with fewer than 60 characters."""
    reading = facts_of(a_snapshot({"README.md": f"# X\n\n{text}\n"})).get("readme.says_what_it_is")
    assert isinstance(reading, Value)
    assert reading.value is says


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("See https://wiki.example.org/Development/Dictionaries for more information.", ""),
        ("You can also get the APK from [the Releases section](https://example.org/kite/releases).", ""),
        ("Please visit <https://kite.example.org/docs/introduction/overview.html> to learn more.", ""),
        (
            "See https://kite.example.org for kites that fly on a line of their own, in any wind.",
            "See https://kite.example.org for kites that fly on a line of their own, in any wind.",
        ),
    ],
)
def test_a_sentence_that_merely_leads_elsewhere_is_no_purpose(text: str, purpose: str) -> None:
    reading = facts_of(a_snapshot({"README.md": f"# X\n\n{text}\n"})).get("readme.purpose")
    assert isinstance(reading, Value)
    assert reading.value == purpose
