"""A text laid beside known ones, stretch by stretch: a stretch is compared as if it stood alone, and once for its words."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from msgspec import field

from oshealth.facts.licensing.align import Places, shared_runs
from oshealth.facts.licensing.explaining import explained
from oshealth.facts.licensing.index import Shelf, shelf
from oshealth.facts.licensing.words import words_of
from tests.facts.licensing.texts import published

_words = st.lists(st.sampled_from("abc"), max_size=40)


def _places(text: Sequence[str], start: int, end: int, template: Sequence[str]) -> list[int | None]:
    places = Places(text)
    return list(map(places.within(start, end).get, places.of(template)))


@given(_words, _words, st.integers(0, 40), st.integers(0, 40))
def test_the_places_in_a_stretch_are_those_of_its_words_alone(
    text: list[str], template: list[str], one: int, other: int
) -> None:
    """What stands in the whole text before the stretch, or reaches out of it, is no place in it."""
    start, end = min(one, other, len(text)), min(max(one, other), len(text))
    alone = text[start:end]
    assert _places(text, start, end, template) == _places(alone, 0, len(alone), template)


@given(_words, _words)
def test_shared_runs_are_equal_words_in_the_order_of_both(text: list[str], template: list[str]) -> None:
    """Of texts that repeat themselves too, where the same words stand at many places."""
    runs = shared_runs(text, template, _places(text, 0, len(text), template))
    ends = [(run.text + run.length, run.template + run.length) for run in runs]
    assert [text[run.text : end] for run, (end, _) in zip(runs, ends, strict=True)] == [
        template[run.template : end] for run, (_, end) in zip(runs, ends, strict=True)
    ]
    assert all(one.text + one.length <= two.text for one, two in pairwise(runs))
    assert all(one.template + one.length <= two.template for one, two in pairwise(runs))


@given(st.permutations(range(8)))
def test_of_passages_in_another_order_as_many_are_shared_as_can_be(order: list[int]) -> None:
    """Passages of ten words each, which no gap is wide enough to hold twice: the longest rising row of them is kept."""
    passages = [[f"{row}at{word}" for word in range(10)] for row in range(8)]
    template = [word for passage in passages for word in passage]
    text = [word for row in order for word in passages[row]]
    longest = [1] * len(order)
    for at, row in enumerate(order):
        longest[at] = 1 + max((longest[before] for before in range(at) if order[before] < row), default=0)
    runs = shared_runs(text, template, _places(text, 0, len(text), template))
    assert sum(run.length for run in runs) == 10 * max(longest)


class _Counting(Shelf, frozen=True):
    """A shelf that notes how many stretches it is asked about."""

    asked: list[int] = field(default_factory=list)

    def likely(self, rows: Iterable[int], most: int) -> list[int]:
        self.asked.append(most)
        return super().likely(rows, most)


def _asked(text: str) -> int:
    known = shelf()
    counting = _Counting(known.titles, known.grams, known.starts, known.posts, known.archive)
    explained(words_of(text), counting)
    return len(counting.asked)


def test_a_license_of_several_that_stays_is_not_compared_again() -> None:
    """Where a word of the last of three changes, the whole and what has that word in it are compared, nothing else."""
    names = ("Zlib", "Apache-2.0", "ISC")
    three = "\n".join(f"{published(name)} and words of our own on {name}\n" for name in names)
    first, again = _asked(three), _asked(three)
    assert (first, again, _asked(three.replace("own on ISC", "very own on ISC"))) == (3, 0, 2)
