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
