"""YAML is read strictly, and every refusal names file, line and column."""

import pytest

from oshealth.errors import InvalidRule
from oshealth.rulebook.yaml_lines import read_yaml


def test_words_that_yaml_1_1_would_turn_into_something_else_stay_what_they_are() -> None:
    """`no`, `on`, versions and times are text; true, false, null and decimal numbers are not."""
    text = (
        "{a: no, on: yes, c: 1.10.0, d: 12:30, e: 010, f: true, g: null, h: 3, i: 2.5, j: '7', k: 1e3, l: ~}"
    )

    assert read_yaml(text, "x.yaml").data == {
        "a": "no",
        "on": "yes",
        "c": "1.10.0",
        "d": "12:30",
        "e": "010",
        "f": True,
        "g": None,
        "h": 3,
        "i": 2.5,
        "j": "7",
        "k": "1e3",
        "l": None,
    }


def test_every_key_and_item_has_its_place() -> None:
    """Lines and columns count from 1; a place that does not exist is said by the nearest one around it."""
    located = read_yaml("a: 1\nb:\n  - x\n  - y: 2\n", "x.yaml")

    assert [located.where(place) for place in (("a",), ("b", 1), ("b", 1, "y"), ("b", 1, "z"), ("q",))] == [
        "x.yaml:1:1",
        "x.yaml:4:5",
        "x.yaml:4:5",
        "x.yaml:4:5",
        "x.yaml:1:1",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", "x.yaml:3:1: 'a' stands twice (first in line 1)"),
        ("a: &x [1]\nb: *x\n", "x.yaml:2:4: aliases are not allowed"),
        ("a: !!python/object:os.system x\n", "x.yaml:1:4: tags such as"),
        ("a: !secret x\n", "x.yaml:1:4: tags such as !secret are not allowed"),
        ("a: [1, 2\nb: 3\n", "x.yaml:2:2: not valid YAML"),
        ("a: 1\n---\nb: 2\n", "not valid YAML"),
        ("? [a, b]\n: 1\n", "x.yaml:1:3: a key must be a word"),
        ("a: \x00", "not valid YAML"),
        ("[" * 200 + "]" * 200, "too deeply nested"),
        ("[" * 200_000, "too deeply nested"),  # composed in C, this would end the interpreter
        ("a: '" + "x" * 1_000_001 + "'", "larger than"),
        ("[" + "1," * 60_000 + "]", "too large"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(text: str, said: str) -> None:
    """Duplicate keys, aliases, tags, several documents, depth and size."""
    with pytest.raises(InvalidRule) as caught:
        read_yaml(text, "x.yaml")

    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_alias_bomb_is_refused_before_it_is_built() -> None:
    """Nine levels of nine would be 387 million values."""
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))

    with pytest.raises(InvalidRule, match="aliases are not allowed"):
        read_yaml(bomb, "x.yaml")
