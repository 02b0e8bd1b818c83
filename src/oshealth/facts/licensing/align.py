"""Two sequences of words laid side by side: which runs they share, in order, and what lies between them."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
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
        found += _in_gap(text, template, (at, anchor.text), (on, anchor.template))
        if anchor.length:
            found.append(anchor)
        at, on = anchor.text + anchor.length, anchor.template + anchor.length
    return tuple(_joined(found))


def _anchors(text: Sequence[str], template: Sequence[str]) -> list[Run]:
    first, last = _places(template)
    in_text, _ = _places_in_text(tuple(text))
    pairs = [(in_text[gram], on) for gram, on in first.items() if last[gram] == on and gram in in_text]
    pairs.sort()
    runs: list[Run] = []
    begun = (0, 0, 0)
    for at, on in _rising(pairs):
        text_start, template_start, length = begun
        if at < text_start + length:
            if on - template_start == at - text_start:
                begun = (text_start, template_start, at + _GRAM - text_start)
            continue
        if on < template_start + length:
            continue
        runs += [Run(*begun)] if length else []
        begun = (at, on, _GRAM)
    return [*runs, Run(*begun)] if begun[2] else runs


def _places(words: Sequence[str]) -> tuple[dict[Gram, int], dict[Gram, int]]:
    """Where each sequence of four words stands for the first time, and where for the last."""
    grams = list(zip(words, words[1:], words[2:], words[3:], strict=False))
    places = range(len(grams))
    return dict(zip(reversed(grams), reversed(places), strict=True)), dict(zip(grams, places, strict=True))


_places_in_text: Final = lru_cache(maxsize=2)(_places)  # several templates are laid on one text


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence of pairs, sorted by their first, whose seconds rise too."""
    seconds = [on for _, on in pairs]
    if all(map(lt, seconds, seconds[1:])):
        return list(pairs)
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
