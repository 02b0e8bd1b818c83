"""Two sequences of words laid side by side: which runs they share, in order, and what lies between them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import lt
from typing import Final, NamedTuple, TypeAlias

Gram: TypeAlias = tuple[str, str, str, str]

_GRAM: Final = 4
_WIDEST_GAP: Final = 30_000


class Run(NamedTuple):
    """`length` equal words, from index `text` of the one side and from index `template` of the other."""

    text: int
    template: int
    length: int


def shared_runs(text: Sequence[str], template: Sequence[str]) -> tuple[Run, ...]:
    """The runs of words that both share, in the order of both.

    Anchored at sequences of four words that occur once in the template, at their first place in the text (much like
    a patience diff), so that the time is nearly linear; only small gaps between anchors are compared word by word.
    """
    found: list[Run] = []
    at, on = 0, 0
    for anchor in (*_anchors(text, template), Run(len(text), len(template), 0)):
        if at < anchor.text and on < anchor.template:
            found += _in_gap(text, template, (at, anchor.text), (on, anchor.template))
        if anchor.length:
            found.append(anchor)
        at, on = anchor.text + anchor.length, anchor.template + anchor.length
    return tuple(_joined(found))


def _anchors(text: Sequence[str], template: Sequence[str]) -> list[Run]:
    places = list(map(_first_places(tuple(text)).get, _grams(template)))
    times = Counter(places)
    pairs = [(at, on) for on, at in enumerate(places) if at is not None and times[at] == 1]
    pairs.sort()
    runs: list[Run] = []
    text_start, template_start, length = 0, 0, 0
    for at, on in _rising(pairs):
        if at < text_start + length:
            if on - template_start == at - text_start:
                length = at + _GRAM - text_start
        elif on >= template_start + length:
            runs += [Run(text_start, template_start, length)] if length else []
            text_start, template_start, length = at, on, _GRAM
    return [*runs, Run(text_start, template_start, length)] if length else runs


def _grams(words: Sequence[str]) -> Iterator[Gram]:
    return zip(words, words[1:], words[2:], words[3:], strict=False)


@lru_cache(maxsize=2)  # several templates are laid on one text
def _first_places(words: Sequence[str]) -> dict[Gram, int]:
    """Where each sequence of four words stands for the first time."""
    grams = list(_grams(words))
    return dict(zip(reversed(grams), reversed(range(len(grams))), strict=True))


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence of pairs, sorted by their first, whose seconds rise too.

    It is told of each stretch by itself which lies wholly above what comes before it: most of these are one pair long.
    """
    seconds = [on for _, on in pairs]
    if all(map(lt, seconds, seconds[1:])):
        return list(pairs)
    highest = accumulate(seconds, max)
    lowest = list(accumulate(reversed(seconds), min))[-2::-1]
    parted = (
        place for place, (below, above) in enumerate(zip(highest, lowest, strict=False), 1) if below < above
    )
    found: list[tuple[int, int]] = []
    for start, end in pairwise((0, *parted, len(pairs))):
        found += pairs[start:end] if end - start == 1 else _longest_rising(pairs[start:end])
    return found


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, on) in enumerate(pairs):
        place = bisect_left(ends, on) if ends and on <= ends[-1] else len(ends)
        before.append(last[place - 1] if place else -1)
        if place == len(ends):
            ends.append(on)
            last.append(index)
        else:
            ends[place] = on
            last[place] = index
    chain: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
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
