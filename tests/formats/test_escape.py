"""Text from anywhere, made harmless."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from oshealth.formats.escape import LONGEST, clean, in_ascii

HARD = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=("Cc", "Cf", "Mn", "Me", "Zl", "Zp", "Zs", "Co", "Cs")),
        st.sampled_from("\x1b[]m\x9b\u202e\u2066\u200d\ufe0f\u0301👩漢\u3164"),
    ),
    max_size=60,
)
HARMFUL = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("two\r\nlines\tand \u2028 more ", "two lines and more"),
        ("\x1b[31mred\x1b[0m", "�[31mred�[0m"),
        ("\x9b2J\x07\x7f", "�2J��"),
        ("[bold]kept as it is[/bold]", "[bold]kept as it is[/bold]"),
        ("LICENSE\u202etxt", "LICENSE�txt"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("e\u0301", "é"),
        ("x" + "\u0336" * 50, "x" + "\u0336" * 3),
        ("\u0301 alone", "alone"),
        ("👩‍👩‍👧 ❤️ 👍🏽", "👩👩👧 ❤ 👍"),
        ("ㅤ", ""),
        ("\ud800 half a pair", "� half a pair"),
    ],
)
def test_what_could_style_break_or_reorder_a_page_is_taken_out(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_a_long_text_is_cut_and_says_so() -> None:
    assert clean("word " * 1000, 20) == "word word word word…"
    assert clean("\n" * 5000 + "hidden", 20) == "…"
    assert len(clean("W" * 10_000_000)) == LONGEST


@given(HARD)
def test_a_clean_text_has_no_harmful_character_and_stays_as_it_is(text: str) -> None:
    line = clean(text)
    assert not {unicodedata.category(character) for character in line} & HARMFUL
    assert clean(line) == line
    assert cell_len(line) == sum(cell_len(character) for character in line)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("Zoë’s “café” – 3 × ≥ 5 …", 'Zoe\'s "cafe" - 3 x >= 5 ...'),
        ("漢字 and ✓", "?? and ?"),
    ],
)
def test_ascii_is_spelt_where_it_can_be(text: str, shown: str) -> None:
    assert in_ascii(text) == shown


@given(HARD)
def test_in_ascii_leaves_nothing_but_printable_ascii(text: str) -> None:
    assert all(" " <= letter <= "~" for letter in in_ascii(clean(text)))
