"""On which line of a text something stands, and where each of many commands of a CI file stands."""

from itertools import accumulate

from hypothesis import example, given
from hypothesis import strategies as st

from oshealth.facts.ci_steps import placed
from oshealth.facts.lines import Lines

TEXTS = st.text(alphabet="ab \n\r\x0b\x0c\x1c\x85\u2028", max_size=60)
COMMANDS = st.lists(st.sampled_from(["a", "b", "ab", "ba", "aa", "a\nb", "bb", " ", "aab"]), max_size=20)


@given(TEXTS)
@example("")
@example("a\r\nb\n")
def test_a_line_ends_with_a_line_feed_and_with_nothing_else(text: str) -> None:
    sizes = (len(line) + 1 for line in text.split("\n"))

    assert Lines.of(text).starts == tuple(accumulate(sizes, initial=0))


@given(TEXTS, COMMANDS)
@example("a\nb\na\nb\n", ["a", "b", "a", "a", "b", "b"])
@example("b\na\n", ["a", "b", "a", "b", "ab", "ab"])
def test_commands_stand_where_the_search_from_the_one_before_finds_them(text: str, said: list[str]) -> None:
    """Else where they stand first; what is remembered of an earlier search changes nothing."""
    lines, last, expected = Lines.of(text), 0, []
    for command in said:
        line = lines.shows(command, last) or lines.shows(command)
        last = line or last
        expected.append(line)

    steps = placed("ci.yml", lines, [(command, "run", "") for command in said])

    assert [step.line for step in steps] == expected


def test_a_place_is_told_by_its_line() -> None:
    lines = Lines.of("make\n  make test\nmake\n")

    assert [lines.shows("make test"), lines.shows("make", 2), lines.shows("ctest")] == [2, 3, 0]
