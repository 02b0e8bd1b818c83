"""Files that a glob names are parsed for their headings only where the words of one stand in them at all."""

from hypothesis import given
from hypothesis import strategies as st

from oshealth.facts.documents.standing import headed, standing_in
from oshealth.facts.documents.words import phrases
from oshealth.facts.markup import parse
from oshealth.rulebook.plain import built
from oshealth.rulebook.probes.heading import Heading

WANTED = ("code structure", "how it works", "l'architecture *", "projektübersicht")
LOOKED_FOR = built(Heading, {"heading": {"in": ["readme"], "is": list(WANTED)}}).heading
LINES = st.sampled_from(
    [
        "Code", "structure", "Code **structure**", "[Code](a.md) structure", "3. How it works!", "How it", "works",
        "HOW IT WORKS & Code Structure", "`Code` structure", "C<b>o</b>de structure", "Code `str`ucture",
        "L’architecture du *noyau*", "Projekt&uuml;bersicht", "Projektu\u0308bersicht", "Code[ ](x)structure",
        "<h2>Code\nstructure</h2>", "===", "---", "", "```", "[A](x)rchitecture", "](", ") \0", "a < b",
        "[Code][r] structure", "[code structure]", "[r]: a.md", "[code structure]: b.md",
    ]
)  # fmt: skip
MARKS = st.sampled_from(["", "# ", "## ", "> ", "- "])


@given(st.lists(st.tuples(MARKS, LINES), max_size=6))
def test_no_heading_is_lost_to_the_short_look(rows: list[tuple[str, str]]) -> None:
    """Whatever markup stands within it: where the parser finds one of the headings, its words were seen before."""
    text = "\n".join(mark + line for mark, line in rows)
    sections = parse("docs/a.md", text).sections
    said = {found for section in sections for found in phrases(section.heading)}
    whole, opening = {"code structure", "how it works", "projektubersicht"}, "l'architecture "
    if not said.isdisjoint(whole) or any(one.startswith(opening) for one in said):
        assert [*standing_in((text,), WANTED)] == [text]
        assert [*standing_in(headed("docs/a.md", text), WANTED)]
    assert LOOKED_FOR.may_fit("docs/a.md", text) or not any(map(LOOKED_FOR.fits, sections))


def test_a_text_without_the_words_is_not_parsed() -> None:
    """Some of the words are not enough, nor are all of them in different headings' words."""
    assert [*standing_in(("# Structure\n\nHow it goes.\n",), WANTED)] == []
    assert not LOOKED_FOR.may_fit("docs/a.md", "# Structure\n\n## Code\n\n## How it is\n\nWorks\n-----\n")
    assert not LOOKED_FOR.may_fit("docs/a.md", "# The structure of this code\n")


def test_words_of_running_text_are_no_heading() -> None:
    """Of Markdown only what may be a heading is looked through; of other formats, all."""
    text = "# Birds\n\nThe code (#7) has a structure.\n\nHow it\nworks\n=====\n\n> ## Nests\n"
    assert headed("docs/a.md", text) == ("# Birds", "> ## Nests", "How it\nworks")
    assert headed("docs/a.rst", text) == (text,)
    assert headed("docs/a.md", f"{text}<H2>Code</H2>") == (f"{text}<H2>Code</H2>",)
