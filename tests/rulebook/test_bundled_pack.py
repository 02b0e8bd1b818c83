"""The bundled corpus is read quickly: without its examples, and its patterns compiled when they are asked."""

import pytest

from oshealth.rulebook.packs import bundled_pack, without_examples
from oshealth.rulebook.plain import plain
from tests.bundled import PACK

HEAD = "title: A thing\n"


def test_the_corpus_without_examples_says_what_the_whole_corpus_says() -> None:
    quick = bundled_pack()
    assert quick.text == PACK.text
    assert {name: one.data for name, one in quick.profiles.items()} == {
        name: one.data for name, one in PACK.profiles.items()
    }
    assert {name: plain(rule.text) for name, rule in quick.rules.items()} == {
        name: {key: said for key, said in plain(rule.text).items() if key != "examples"}
        for name, rule in PACK.rules.items()
    }


@pytest.mark.parametrize(
    "examples",
    ["examples: []\n", "examples:\n- x\n\n- y", "examples:\n  - x\n# why\n  - y\n", "examples:\n\n  - x"],
)
def test_examples_at_the_end_are_left_out(examples: str) -> None:
    assert without_examples(HEAD + examples) == HEAD


@pytest.mark.parametrize(
    "rest",
    [
        "examples:\n  - x\nfix: y\n",
        "examples:\n\nfix: y\n",
        "examples:\n  - x\n---\nfix: y\n",
        "examples:\n-fix: y\n",
        "examples:\n  - x\u2028fix: y\n",
        "examples:\r\n  - x\r\nfix: y\r\n",
        "fix:\n  examples:\n  - x\n",
        "examples_of_it:\n  - x\n",
    ],
)
def test_nothing_else_is_ever_left_out(rest: str) -> None:
    """Whatever follows the examples, or only looks like them, is read."""
    assert without_examples(HEAD + rest) == HEAD + rest
