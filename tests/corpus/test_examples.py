"""Every bundled rule proves itself by its own examples."""

import dataclasses

import pytest
from msgspec.structs import replace

from oshealth.assessment.examples import try_examples
from oshealth.rulebook.rule import Rule
from tests.bundled import PACK, RULES

EXAMPLES = [(rule, number) for rule in RULES for number in range(1, len(rule.text.examples) + 1)]
NEVER_FAILS = frozenset({"platform-independence", "derived-work"})
"""Rules that end in a question to a person where they are not satisfied; their files say why."""

ONLY_A_PERSON = {rule.id for rule in RULES if rule.text.check.key == "human"}
"""Rules that ask a person and nobody else: they neither pass nor fail, and weigh nothing."""


@pytest.mark.parametrize(
    ("rule", "number"), EXAMPLES, ids=[f"{rule.id}#{number}" for rule, number in EXAMPLES]
)
def test_an_example_comes_out_as_it_says(rule: Rule, number: int) -> None:
    """The evidence that stands in the rule leads to the outcome that stands beside it."""
    alone = dataclasses.replace(rule.text, examples=rule.text.examples[number - 1 : number])
    (tried,) = try_examples(replace(rule, text=alone), PACK.rules)
    assert tried.came == tried.expected, f"{tried.note} {tried.reason}"


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_a_rule_shows_what_satisfies_it_and_what_does_not(rule: Rule) -> None:
    """A rule without both sides would pass its examples by always giving the same answer."""
    shown = {example.expect for example in rule.text.examples}
    if rule.id in ONLY_A_PERSON:
        assert (shown, rule.text.weight) == ({"needs_human"}, 0)
        return
    assert shown & {"pass", "partial"}, "no example that satisfies the rule"
    assert "fail" in shown or rule.id in NEVER_FAILS, "no example that fails"


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_a_rule_shows_what_happens_when_nothing_could_be_seen(rule: Rule) -> None:
    """What was not looked at is unknown, never a fail: each rule shows it."""
    assert "unknown" in {example.expect for example in rule.text.examples} or rule.id in ONLY_A_PERSON


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_everybody_in_the_examples_is_invented(rule: Rule) -> None:
    """Addresses of people in examples end in domains that are reserved for examples, or are the forge's own."""
    people = [work.by for example in rule.text.examples for work in example.given.history]
    invented = (
        ".example>",
        "example.org>",
        "example.com>",
        "example.net>",
        "noreply.github.com>",
        "github.com>",
    )
    assert [by for by in people if not by.endswith(invented)] == []


def test_the_corpus_knows_the_traps_of_real_repositories() -> None:
    """What misleads a naive check is marked as such: two hundred and more, in most of the categories, each told once."""
    told = [(rule.category, example.trap) for rule in RULES for example in rule.text.examples if example.trap]

    assert len(told) >= 200
    assert len({trap for _, trap in told}) >= 0.9 * len(told)
    assert len({category for category, _ in told}) >= 9
