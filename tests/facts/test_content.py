"""What a long text says is told by how it begins where that is certain, and is the same for the whole of it."""

from hypothesis import given
from hypothesis import strategies as st

from oshealth.facts.documents.content import _is_short, _says, is_filled, may_point, stripped

LINES = (
    "# Heading", "====", "----", "", "   ", "* item", "- ", "words that say something", "..", ".. a comment", ".. image:: a.png",
    "   :alt: birds", "![birds](birds.png)", "[![b](b.svg)](https://example.org)", "<!-- hidden", "-->", "<img src='a'", ">",
    "https://example.org/" + "a" * 300, "word " * 40, "x\r", "\t",
)  # fmt: skip
TEXTS = st.lists(st.tuples(st.sampled_from(LINES), st.integers(1, 400)), max_size=8).map(
    lambda some: "\n".join("\n".join([line] * times) for line, times in some)
)


@given(TEXTS, st.sampled_from([5, 10, 200]))
def test_the_beginning_of_a_long_text_tells_what_the_whole_does(text: str, shortest: int) -> None:
    assert is_filled(text, shortest) == _says(stripped(text), shortest)
    assert may_point(text) == _is_short(stripped(text))
