"""Patterns that are tried only near the words that they need find what the whole text shows: no more and no less."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from oshealth.facts.near import RUN, Words, caseless, matches_from, matches_near, mentions, runs
from oshealth.facts.public_good import extraction, goals, listing

PATTERNS = {
    "export": (extraction._SAID, extraction._WORDS),
    "goal": (goals._GOAL, goals._WORDS),
    "fork": (listing._FORK, listing._WORDS),
}
PIECES = (
    "export", "Bulk download", "data-dump", "CSV", "sql", "dump", "pdf", "/", "JSON", "REST API", "api ouverte", "导出", "ſ", "ı",
    "SDG", "SDGs", "goal", "#", "13", "Metas", "ODS", "4:", "sustainable development goals", "지속", "가능", "발전", "목표",
    "a fork of", "forked from", "is based on [", "un fork de", "this", "İ", "words", ".", " ", " ", "\n", "\n", "\n\n", "(",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def spans(found: Iterator[re.Match[str]]) -> list[tuple[int, int]]:
    """Where matches begin and end."""
    return [match.span() for match in found]


@given(TEXTS)
@example("export to sql\ndump.\nPDF\n/\nCSV export")
@example("\n\n\nSDG\n\n\n13\n지속\n가능\n발전\n목표")
def test_what_is_found_near_the_words_is_what_the_whole_text_has(text: str) -> None:
    for pattern, words in PATTERNS.values():
        assert spans(matches_near(pattern(), words, text)) == spans(pattern().finditer(text))


@given(
    st.lists(st.sampled_from(["ab", "a b", "b", " ", "ba", "a", "AB", "ſ", "S"]), max_size=12).map("".join)
)
def test_what_begins_with_an_opening_is_what_the_whole_text_has(text: str) -> None:
    """Openings that overlap, that are within a match, or that begin none."""
    pattern = re.compile(r"(?<!b)(?:ab+|ba ?b|s)", re.I)
    assert spans(matches_from(pattern, ("ab", "ba", "s"), text, caseless(text))) == spans(
        pattern.finditer(text)
    )


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ({"b": 0}, "a b\na\nb a", [(0, 1), (8, 9)]),
        ({"b": 1}, "a\nb\na\na", [(0, 1), (4, 5)]),
        ({"b": 0, "c": 2}, "a\na\nc\na\na\na", [(0, 1), (2, 3), (6, 7), (8, 9)]),
        ({"b": 3}, "a\na", []),
    ],
)
def test_a_match_may_reach_as_many_lines_as_its_word_allows(
    words: Words, text: str, found: list[tuple[int, int]]
) -> None:
    assert spans(matches_near(re.compile("a"), words, text)) == found


def test_a_word_is_mentioned_in_any_case_and_within_others() -> None:
    said = ("EXPORTS", "pre-ſales", "EXCLUDED")
    assert [mentions(text, ("export", "sales")) for text in said] == [True, True, False]


@given(st.text(st.characters() | st.sampled_from("aB_ 9-.,\n\u00a0\u2014é\u0301\ud800漢"), max_size=60))
def test_runs_are_what_the_pattern_finds(said: str) -> None:
    """Told from bytes, and by the pattern only where other scripts stand."""
    assert runs(said) == frozenset(RUN.findall(said))
