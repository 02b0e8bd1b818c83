"""The measure of wording knows a sentence that projects write from one that was shaped to be found."""

from pathlib import Path

import pytest

from oshealth.rulebook.given import Example
from tests.cli.running import a_repository
from tests.judged.wording import (
    Real,
    Row,
    Told,
    Words,
    bundled_rules,
    keys,
    look,
    measure,
    runs,
    sentences,
    table,
)

GUIDE = """# Contributing

Pull requests are welcome, and please open an issue first to discuss what you would like to change.

```sh
pip install --editable .
```
"""


def an_example(**files: str) -> Example:
    """An example that must pass, with these files, whose dots are written as underscores."""
    named = {path.replace("_", "."): text for path, text in files.items()}
    return Example.model_validate({"given": {"files": named}, "expect": "pass"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Getting Help\n\nWrite to [us](https://example.org). *Thanks* 3 times!\n",
         [("getting", "help"), ("write", "to", "us"), ("thanks", "0", "times")]),
        ("One line\ngoes on.\n- item\n| a | b |\n", [("one", "line", "goes", "on"), ("item",), ("a",), ("b",)]),
        ("```\nmake test\n```\nSee https://example.org/x now", [("see", "§", "now")]),
        ("本项目停止维护。", [tuple("本项目停止维护")]),
    ],
)  # fmt: skip
def test_a_document_is_taken_apart_into_sentences_of_words(text: str, said: list[Words]) -> None:
    assert list(sentences(text)) == said


def test_runs_are_four_words_and_none_holds_an_invented_name() -> None:
    assert list(runs(("we", "like", "what", "kite", "does", "for", "all", "of", "us"))) == [
        ("does", "for", "all", "of"),
        ("for", "all", "of", "us"),
    ]
    assert list(runs(("getting", "help"))) == [("getting", "help")]


def test_keys_stand_before_a_colon_or_an_equals_sign() -> None:
    assert keys('name: x\n  - "Url" : y\n[project]\nversion = "1"\nplain text\n') == {
        "name",
        "url",
        "version",
    }


def test_examples_are_held_against_the_documents_of_repositories(tmp_path: Path) -> None:
    """Of two sentences one is half made of a real one's words; data count by the names of files and their keys."""
    clone = a_repository(tmp_path / "kite", {"CONTRIBUTING.md": GUIDE, "FUNDING.yml": "ko_fi: ada\n"})
    real_one = an_example(README_md="# Kite\n\nPlease open an issue first, so that we can talk about it.\n")
    shaped = an_example(
        README_md="# Kite\n\nContributions: pull request, test, review, sign-off, changelog.\n"
    )
    data = an_example(FUNDING_yml="ko_fi: ben\n")
    odd = an_example(FUNDING_yml="never_seen: ben\nnor_this: x\n")
    record = Example.model_validate({"given": {"unknown": ["tree"]}, "expect": "unknown"})
    examples = (real_one, shaped, data, odd, record)

    real = look([clone], examples)
    told = tuple(measure(example, real) for example in examples)

    assert told == (
        Told("prose", 2, 9),
        Told("prose", 0, 3),
        Told("data", 2, 2),
        Told("data", 1, 3),
        Told("record", 0, 0),
    )
    assert [one.real_worded for one in told] == [True, False, True, False, False]
    assert list(table([Row("contributing-guide", told)]))[2:] == [
        "| contributing-guide | 5 | 2 | 1 | 2 | 1 | 1 |  |",
        "| all | 5 | 2 | 1 | 2 | 1 | 1 |  |",
    ]


def test_a_rule_falls_short_when_fewer_than_half_speak_as_projects_do() -> None:
    """In sentences alone, or in all that is worded; what has no wording does not count."""
    real, unreal, record = Told("prose", 5, 5), Told("prose", 0, 5), Told("record", 0, 0)

    assert Row("a", (real, unreal, record, record)).falls_short is False
    assert Row("a", (real, unreal, unreal)).falls_short is True
    assert Row("a", (Told("data", 9, 9), Told("data", 9, 9), unreal)).falls_short is True
    assert Row("a", (record,)).falls_short is False


NAMES = {
    "bus-factor",
    "current-maintainers",
    "independence-from-one-organization",
    "maintainers-listed",
    "two-maintainers",
    "unassociated-contributors",
}
"""Rules whose examples are lists of people, or histories beside a README that says little."""


def test_no_rule_has_mostly_examples_of_a_few_words() -> None:
    """What is written to be found is short. Half of the examples in sentences have one of at least six words."""
    short: dict[str, int] = {}
    for rule in bundled_rules().values():
        said = [example for example in rule.text.examples if measure(example, Real()).kind == "prose"]
        long = [one for one in said if max(map(len, _sentences_of(one)), default=0) >= 6]
        if 2 * len(long) < len(said) and rule.id not in NAMES:
            short[rule.id] = len(said) - len(long)

    assert short == {}


def _sentences_of(example: Example) -> list[Words]:
    return [words for text in example.given.files.values() for words in sentences(text)]
