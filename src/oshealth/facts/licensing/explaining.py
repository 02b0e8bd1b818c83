"""The known texts that together explain an unknown one: the likeliest are laid on it, the best is kept, then the rest."""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from oshealth.facts.licensing.index import Shelf
from oshealth.facts.licensing.match import Match, match
from oshealth.facts.licensing.openness import is_restricted
from oshealth.facts.licensing.spdx import judgements
from oshealth.facts.licensing.words import Words

MOST_PARTS: Final = 12
_CANDIDATES: Final = 7
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


def explained(words: Words, known: Shelf) -> tuple[list[Match], list[tuple[int, int]]]:
    """The known texts that together explain a text, in their order, and the stretches that none explains."""
    open_stretches = [(0, len(words))]
    rest: list[tuple[int, int]] = []
    found: list[Match] = []
    while open_stretches and len(found) < MOST_PARTS:
        start, end = open_stretches.pop(0)
        best = _best(words.words[start:end], known) if end - start >= _FEWEST_WORDS else None
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


def _best(words: Sequence[str], known: Shelf) -> Match | None:
    """The known text that explains most of these words well, or None when none does."""
    laid = [
        one
        for likely in known.likely(words, _CANDIDATES * (2 if len(words) < _SHORT else 1))
        if (one := _laid(words, known, likely.number))
    ]
    enough = [one for one in laid if _is_enough(one, len(words)) and not _is_header(one, known)]
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


def _laid(words: Sequence[str], known: Shelf, number: int) -> Match | None:
    title = known.titles[number]
    return match(words, known.words(number), title.core, number, judgements().holders.get(title.id, ()))


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
