"""Two sequences of words laid side by side: which runs they share, in order, and what lies between them."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, count, pairwise
from typing import Final, NamedTuple, TypeAlias

Gram: TypeAlias = tuple[str, str, str, str]

_GRAM: Final = 4
_WIDEST_GAP: Final = 30_000


class Run(NamedTuple):
    """`length` equal words, from index `text` of the one side and from index `template` of the other."""

    text: int
    template: int
    length: int


class Places:
    """Where each sequence of four words stands in a text: told once for all that is laid on it or on stretches of it."""

    def __init__(self, words: Sequence[str]) -> None:
        self._first: dict[Gram, int] = {}
        self._like = list(map(self._first.setdefault, _grams(words), count()))

    def of(self, template: Sequence[str]) -> list[int | None]:
        """For each sequence of a template its first place in the text; None where it has none."""
        return list(map(self._first.get, _grams(template)))

    def within(self, start: int, end: int) -> Mapping[int | None, int]:
        """By its first place in the text the first one in the stretch `start:end`, counted from there."""
        like = self._like[start : max(end - _GRAM + 1, start)]
        return dict(zip(reversed(like), reversed(range(len(like))), strict=True))


def shared_runs(
    text: Sequence[str], template: Sequence[str], places: Sequence[int | None]
) -> tuple[Run, ...]:
    """The runs of words that both share, in the order of both; `places` are those of the template's sequences in the text.

    Anchored at sequences of four words that occur once in the template, at their first place in the text (much like
    a patience diff), so that the time is nearly linear; only small gaps between anchors are compared word by word.
    """
    found: list[Run] = []
    at, on = 0, 0
    for anchor in (*_anchors(places), Run(len(text), len(template), 0)):
        if at < anchor.text and on < anchor.template:
            found += _in_gap(text, template, (at, anchor.text), (on, anchor.template))
        if anchor.length:
            found.append(anchor)
        at, on = anchor.text + anchor.length, anchor.template + anchor.length
    return tuple(_joined(found))


def _anchors(places: Sequence[int | None]) -> list[Run]:
    runs: list[Run] = []
    text_start, template_start, length = 0, 0, 0
    for at, on, size in _rising(sorted(_steps(places))):
        text_end, template_end = text_start + length, template_start + length
        if at < text_end and on - at == template_start - text_start:
            length = at + size + _GRAM - 1 - text_start
            continue
        inside = max(text_end - at, template_end - on, 0)
        if inside < size:
            runs += [Run(text_start, template_start, length)] if length else []
            text_start, template_start, length = at + inside, on + inside, size - inside + _GRAM - 1
    return [*runs, Run(text_start, template_start, length)] if length else runs


def _steps(places: Sequence[int | None]) -> Iterator[Run]:
    """How many sequences of the template that stand in the text at one place each follow upon each other in both."""
    several = {at for at, times in Counter(places).items() if times > 1}
    start = begun = size = 0
    for on, at in enumerate(places):
        if at is None or at in several:
            continue
        if at == start + size and on == begun + size:
            size += 1
            continue
        if size:
            yield Run(start, begun, size)
        start, begun, size = at, on, 1
    if size:
        yield Run(start, begun, size)


def _grams(words: Sequence[str]) -> Iterator[Gram]:
    return zip(words, words[1:], words[2:], words[3:], strict=False)


def _rising(steps: Sequence[Run]) -> Sequence[Run]:
    """The longest subsequence of what steps are made of, sorted by its place in the text, whose place in the template rises.

    It is that of patience sorting; what follows upon each other lies on piles that do.
    """
    if all(before.template < after.template for before, after in pairwise(steps)):
        return steps
    firsts = list(accumulate((step.length for step in steps), initial=0))
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for first, (_, on, size) in zip(firsts, steps, strict=False):
        pile = bisect_left(ends, on) if ends and on <= ends[-1] else len(ends)
        before.append(last[pile - 1] if pile else -1)
        ends[pile : pile + size] = range(on, on + size)
        last[pile : pile + size] = range(first, first + size)
    chain: list[Run] = []
    index = last[-1] if last else -1
    while index >= 0:
        number = bisect_right(firsts, index) - 1
        at, on, _ = steps[number]
        chain.append(Run(at, on, index - firsts[number] + 1))
        index = before[number]
    return chain[::-1]


def _in_gap(
    text: Sequence[str], template: Sequence[str], ours: tuple[int, int], theirs: tuple[int, int]
) -> Iterable[Run]:
    (at, end), (on, stop) = ours, theirs
    width = stop - on
    if at == 0 and end - at > 2 * width:
        at = end - 2 * width
    elif end == len(text) and end - at > 2 * width:
        end = at + 2 * width
    if (end - at) * width > _WIDEST_GAP or not width or end <= at:
        return
    if set(text[at:end]).isdisjoint(template[on:stop]):
        return
    matcher = SequenceMatcher(None, text[at:end], template[on:stop], autojunk=False)
    for block in matcher.get_matching_blocks():
        if block.size:
            yield Run(at + block.a, on + block.b, block.size)


def _joined(runs: Iterable[Run]) -> Iterable[Run]:
    last: Run | None = None
    for run in runs:
        if last and run.text == last.text + last.length and run.template == last.template + last.length:
            last = last._replace(length=last.length + run.length)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last
