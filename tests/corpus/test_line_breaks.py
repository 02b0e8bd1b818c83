"""Where an author broke the lines of a paragraph says nothing: every example comes out the same with other breaks."""

import dataclasses
import re
import textwrap

import pytest
from msgspec.structs import replace

from oshealth.assessment.examples import try_examples
from oshealth.facts import Value, facts_of
from oshealth.rulebook.given import Example
from oshealth.rulebook.rule import Rule
from tests.builders import a_snapshot
from tests.bundled import PACK, RULES

LINE = re.compile(r"[^\W\d_][^|]*")
"""A line that goes on with a sentence or begins one: no mark of a list, a heading or a table."""


def broken(path: str, text: str, width: int) -> str:
    """The text of a Markdown document with the paragraphs that have no marks broken at another width."""
    if (
        not path.endswith(".md")
        or text.startswith("---")
        or "```" in text
        or re.search(r"^[=-]{3}", text, re.M)
    ):
        return text
    parts = re.split(r"(\n\s*\n)", text)
    return "".join(
        textwrap.fill(" ".join(part.split()), width, break_long_words=False, break_on_hyphens=False)
        + "\n" * part.endswith("\n")
        if all(LINE.fullmatch(line) for line in part.splitlines())
        else part
        for part in parts
    )


def with_breaks(rule: Rule, width: int) -> Rule:
    """The rule with the examples that have other line breaks at that width."""
    others: list[Example] = []
    for example in rule.text.examples:
        files = {path: broken(path, text, width) for path, text in example.given.files.items()}
        if files != example.given.files:
            given = example.given.model_copy(update={"files": files})
            others.append(example.model_copy(update={"given": given}))
    return replace(rule, text=dataclasses.replace(rule.text, examples=tuple(others)))


@pytest.mark.parametrize(("width", "fewest"), [(14, 150), (1000, 50)], ids=["a-word-or-two", "a-paragraph"])
def test_no_outcome_hangs_on_where_a_line_breaks(width: int, fewest: int) -> None:
    """Projects wrap at 72, at 80, after every sentence or not at all."""
    tried = [one for rule in RULES for one in try_examples(with_breaks(rule, width), PACK.rules)]

    assert len(tried) > fewest
    assert [one for one in tried if not one.holds] == []


def test_what_is_found_across_a_break_is_shown_with_the_line_in_which_it_begins() -> None:
    """The words stand in lines 3 and 4; the heading below them is another sentence."""
    readme = "# Registry\n\nWritten with the Sustainable\nDevelopment Goals in mind.\n\n## Zero\n"
    goals = facts_of(a_snapshot({"README.md": readme})).get("public_good.goals")

    assert isinstance(goals, Value)
    assert goals.value == ("Sustainable Development Goals",)
    assert [(seen.path, seen.line) for seen in goals.evidence] == [("README.md", 3)]


def test_a_heading_and_the_text_below_it_are_not_one_sentence() -> None:
    """Otherwise "Sustainable" in a title and "development goals" of the project would be read together."""
    readme = "# Sustainable\ndevelopment goals of this team\n"
    goals = facts_of(a_snapshot({"README.md": readme})).get("public_good.goals")

    assert isinstance(goals, Value)
    assert goals.value == ()
