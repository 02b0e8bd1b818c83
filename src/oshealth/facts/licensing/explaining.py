"""The known texts that together explain an unknown one: the likeliest are laid on it, the best is kept, then the rest."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Final

from msgspec.structs import replace

from oshealth.facts.licensing.align import Places, shared_runs
from oshealth.facts.licensing.exact import fingerprint
from oshealth.facts.licensing.index import SHORT, Shelf, Triples
from oshealth.facts.licensing.match import Match, match
from oshealth.facts.licensing.openness import is_restricted
from oshealth.facts.licensing.spdx import judgements
from oshealth.facts.licensing.words import Words

MOST_PARTS: Final = 12
_CANDIDATES: Final = 7
_KEPT: Final = 256
_FEWEST_WORDS: Final = 12
_PRIOR: Final = 1.005
_WHOLE: Final = 0.97
_MOSTLY: Final = 0.75
_SHORT: Final = 300
_TINY: Final = 40
_HOLE: Final = 3
_GOES_ON: Final = 4
_LONGEST_NOTICE: Final = 250
_LONGEST_TITLE: Final = 8
_TITLES: Final = frozenset({"license", "agreement", "commons", "attribution"})


class _Whole:
    """A text of which stretches are compared: what several of them ask for is told of all of it, once one does."""

    def __init__(self, words: Sequence[str], known: Shelf) -> None:
        self.words, self.known = words, known
        self._first: dict[int, list[int | None]] = {}

    @cached_property
    def places(self) -> Places:
        return Places(self.words)

    @cached_property
    def _triples(self) -> Triples:
        return self.known.triples(self.words)

    def likely(self, start: int, end: int, most: int) -> list[int]:
        """The known texts that explain most of the triples of a stretch, best first."""
        if end - start < SHORT:
            return self.known.likely(self.known.triples(self.words[start:end], every=True).rows, most)
        places, rows = self._triples
        return self.known.likely(rows[bisect_left(places, start) : bisect_left(places, end - 2)], most)

    def first(self, number: int) -> list[int | None]:
        """For each sequence of four words of a known text its first place in this one."""
        if number not in self._first:
            self._first[number] = self.places.of(self.known.words(number))
        return self._first[number]


def explained(words: Words, known: Shelf) -> tuple[list[Match], list[tuple[int, int]]]:
    """The known texts that together explain a text, in their order, and the stretches that none explains."""
    whole = _Whole(words.words, known)
    open_stretches = [(0, len(words))]
    rest: list[tuple[int, int]] = []
    found: list[Match] = []
    while open_stretches and len(found) < MOST_PARTS:
        start, end = open_stretches.pop(0)
        best = _kept(whole, start, end) if end - start >= _FEWEST_WORDS else None
        if best is None:
            rest.append((start, end))
            continue
        found.append(_moved(best, start))
        open_stretches += [(start, start + best.start), (start + best.end, end)]
    rest += open_stretches
    return sorted(found, key=lambda one: one.start), sorted(span for span in rest if span[1] > span[0])


def _moved(one: Match, by: int) -> Match:
    gaps, told = (
        tuple((at + by, to + by, on, until) for at, to, on, until in each) for each in (one.gaps, one.told)
    )
    return replace(one, start=one.start + by, end=one.end + by, gaps=gaps, told=told)


def _kept(whole: _Whole, start: int, end: int) -> Match | None:
    """As `_best`, once for the same words: those of a file of many licenses of which one alone changed."""
    kept = _answer(fingerprint(whole.words[start:end]))
    if not kept:
        kept.append(_best(whole, start, end))
    return kept[0]


@lru_cache(maxsize=_KEPT)
def _answer(_fingerprint: str) -> list[Match | None]:
    """Where what explains the words with this fingerprint is kept; empty until that is known."""
    return []


def _best(whole: _Whole, start: int, end: int) -> Match | None:
    """The known text that explains most of the words of a stretch well, or None when none does."""
    known, size = whole.known, end - start
    words, places = whole.words[start:end], whole.places.within(start, end)
    likely = whole.likely(start, end, _CANDIDATES * (2 if size < _SHORT else 1))
    laid = [
        one
        for number in likely
        if (one := _laid(words, known, number, list(map(places.get, whole.first(number)))))
    ]
    enough = [one for one in laid if _is_enough(one, size) and not _is_header(one, known)]
    if not enough:
        return None
    best = max(enough, key=lambda one: _rank(one, known))
    titled = [one for one in laid if not one.differs_early and _has_title(known.words(one.number))]
    better = [one for one in enough if one in titled and _explains_rest(one, best)]
    best = max(better, key=lambda one: _rank(one, known)) if better else best
    name = known.titles[best.number].id
    is_titled = any(known.titles[one.number].id == name for one in titled)
    rivals = [one for one in laid if not (is_titled and one.differs_early) and _is_rival(one, best, known)]
    return replace(best, rival=known.titles[rivals[0].number].id) if rivals else best


def _laid(words: Sequence[str], known: Shelf, number: int, places: Sequence[int | None]) -> Match | None:
    title, template = known.titles[number], known.words(number)
    shared = shared_runs(words, template, places)
    return match(words, template, shared, title.core, number, judgements().holders.get(title.id, ()))


def _has_title(known: Sequence[str]) -> bool:
    """Whether a published text says at its head that it is a license, so that its first words tell it from others."""
    return not _TITLES.isdisjoint(known[:_LONGEST_TITLE])


def _explains_rest(one: Match, best: Match) -> bool:
    """Whether a license whose title the text has explains more of it than the best so far, and leaves no more unexplained,
    where the best has another title or takes words of this one for a change."""
    if one.turned or one.added > best.added or one.matched <= best.matched:
        return False
    return best.turned or (best.differs_early and one.start + 1 < best.start)


def _is_rival(one: Match, best: Match, known: Shelf) -> bool:
    """Whether an incomplete text may as well be a part of another license, which explains as many of its words.

    It may not where the stretch is the license from its first to its last word, but for names; nor where the other license
    has another heading, or more to say at a place at which this text goes on without a break.
    """
    name, other = known.titles[best.number].id, known.titles[one.number].id
    common = judgements().common
    less_free = is_restricted(name) and not is_restricted(other) and best.matched > one.matched
    if name == other or less_free or best.is_whole_without(one):
        return False
    if other in common and name not in common and best.score < _WHOLE and one.matched >= 0.95 * best.matched:
        return True
    if one.matched < 0.99 * best.matched or one.precision < 0.98 * best.precision:
        return False
    if _explains_more(one, best, _GOES_ON if name in common else int(not best.lacks)):
        return True
    is_rare = name in common and other not in common and not is_restricted(other)
    if best.recall >= (_MOSTLY if is_rare else _WHOLE) or (one.differs_early and not best.differs_early):
        return False
    ends_sooner = not best.lacks and one.lacks > _HOLE
    return not ends_sooner and not _has_more_within(one, best)


def _explains_more(one: Match, best: Match, words: int) -> bool:
    """Whether a text begins sooner as the other license does, or is a part of it word for word, by so many words more."""
    if one.start + 1 < best.start and not one.differs_early:
        return True
    return one.is_within and one.recall < _WHOLE and one.matched - best.matched >= words


def _has_more_within(one: Match, best: Match) -> bool:
    holes = [at for at, *_ in best.gaps]
    return any(
        until - on > _HOLE and all(abs(at - hole) > _HOLE for hole in holes) for at, _, on, until in one.gaps
    )


def _rank(one: Match, known: Shelf) -> float:
    return one.weight * (_PRIOR if known.titles[one.number].id in judgements().common else 1.0)


def _is_header(one: Match, known: Shelf) -> bool:
    """Whether only the notice is there of a text that is a notice with an exception."""
    return " WITH " in known.titles[one.number].id and one.recall < _MOSTLY


def _is_enough(one: Match, size: int) -> bool:
    """Whether a match is a license at all, and no chance likeness."""
    if one.core < _TINY:
        share = 0.3 if one.score >= _WHOLE and size < _LONGEST_NOTICE else 0.6
        return one.score >= 0.75 and one.matched >= max(share * size, _FEWEST_WORDS)
    if one.precision < 0.75:
        return False
    begun = one.recall >= 0.6 and one.precision >= _WHOLE and one.matched >= 25
    return one.recall >= 0.8 or begun or (one.recall >= 0.4 and one.matched >= 60)
