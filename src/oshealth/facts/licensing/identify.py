"""What license a text is: exact words first, then the known texts that explain it best; a name only when it is sure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from oshealth.facts.licensing.addenda import addendum_in
from oshealth.facts.licensing.exceptions import exceptions_in
from oshealth.facts.licensing.expressions import join, parse
from oshealth.facts.licensing.guard import restricts, titled_as
from oshealth.facts.licensing.index import Shelf, shelf
from oshealth.facts.licensing.match import Change, Match, changes, match
from oshealth.facts.licensing.notices import gnu_notices, notices_in, offers_choice, standard_names
from oshealth.facts.licensing.openness import is_restricted
from oshealth.facts.licensing.prose import is_about_software
from oshealth.facts.licensing.spdx import judgements
from oshealth.facts.licensing.words import MOST_CHARACTERS, Words, words_of

Verdict: TypeAlias = Literal["sure", "review", "none"]

_CANDIDATES: Final = 7
_MOST_PARTS: Final = 12
_FEWEST_WORDS: Final = 12
_PRIOR: Final = 1.005
_LONGEST_OFFER: Final = 200
_WHOLE: Final = 0.97
_MOSTLY: Final = 0.75
_CLOSE: Final = 0.92
_SHORT: Final = 300
_TINY: Final = 40
_HOLE: Final = 3
_HEADING: Final = 4
_REWORDED: Final = 0.03
_LONGEST_TAG: Final = 60
_LONGEST_HEADER: Final = 175
_LONGEST_NOTICE: Final = 250


@dataclass(frozen=True, slots=True)
class Part:
    """One license found in a text: its id, how much of it agrees (0–1), and the lines it stands on (1-based)."""

    id: str
    score: float
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class Identification:
    """What a text was recognised as.

    `expression` is an SPDX expression, empty when nothing was recognised. `verdict` is "sure", or "review" when a person
    should look (`reason` says why), or "none". `score` is the agreement of the worst part, 0–1. `modified` says that
    the wording departs from the published one beyond names and layout; `changes` says where. `by` tells a
    license text from a mere notice that names one. GPL, LGPL and AGPL texts are named `-only` unless a notice
    in the same text allows later versions: the license text alone cannot decide that.
    """

    expression: str = ""
    verdict: Verdict = "none"
    score: float = 0.0
    modified: bool = False
    changes: tuple[Change, ...] = ()
    parts: tuple[Part, ...] = ()
    by: Literal["text", "notice", ""] = ""
    reason: str = ""


@lru_cache(maxsize=16)
def identify(text: str, is_license_file: bool = False) -> Identification:
    """Identify the license, or licenses, of a text. Never raises; reads at most MOST_CHARACTERS.

    A manual or a list of releases that carries a license text is none, unless its name says that it is one.
    """
    words = words_of(text)
    known = shelf()
    same = known.same(words.words)
    if same is not None:
        title = known.titles[same]
        part = Part(
            title.id, 1.0, words.lines[0] if words.lines else 0, words.lines[-1] if words.lines else 0
        )
        return Identification(title.id, "sure", 1.0, parts=(part,), by="text")
    if not is_license_file and is_about_software(text):
        return Identification()
    found, rest = _explained(words, known)
    if not found:
        return _by_name(words) or _by_notice(text, words)
    return _concluded(text, words, known, found, rest)


def _explained(words: Words, known: Shelf) -> tuple[list[Match], list[tuple[int, int]]]:
    """The known texts that together explain a text, in their order, and the stretches that none explains."""
    open_stretches = [(0, len(words))]
    rest: list[tuple[int, int]] = []
    found: list[Match] = []
    while open_stretches and len(found) < _MOST_PARTS:
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
    gaps = tuple((at + by, to + by, on, until) for at, to, on, until in one.gaps)
    return replace(one, start=one.start + by, end=one.end + by, gaps=gaps)


def _best(words: Sequence[str], known: Shelf) -> Match | None:
    """The known text that explains most of these words well, or None when none does."""
    laid = [
        one
        for likely in known.likely(words, _CANDIDATES * (2 if len(words) < _SHORT else 1))
        if (one := match(words, known.words(likely.number), known.titles[likely.number].core, likely.number))
    ]
    enough = [one for one in laid if _is_enough(one, len(words))]
    if not enough:
        return None
    best = max(enough, key=lambda one: _rank(one, known))
    rivals = [one for one in laid if _is_rival(one, best, known)]
    return replace(best, rival=known.titles[rivals[0].number].id) if rivals else best


def _is_rival(one: Match, best: Match, known: Shelf) -> bool:
    """Whether an incomplete text may as well be a part of another license, which explains as many of its words.

    It may not where the other license has another heading, or more to say at a place at which this text goes on
    without a break.
    """
    name, other = known.titles[best.number].id, known.titles[one.number].id
    common = judgements().common
    if name == other or (is_restricted(name) and not is_restricted(other) and best.matched > one.matched):
        return False
    if other in common and name not in common and best.score < _WHOLE and one.matched >= 0.95 * best.matched:
        return True
    if one.matched < 0.99 * best.matched or one.precision < 0.98 * best.precision:
        return False
    if one.start + 1 < best.start and not one.differs_early:
        return True
    is_rare = name in common and other not in common and not is_restricted(other)
    if best.recall >= (_MOSTLY if is_rare else _WHOLE) or (one.differs_early and not best.differs_early):
        return False
    ends_sooner = not best.lacks and one.lacks > _HOLE
    return not ends_sooner and not _has_more_within(one, best)


def _has_more_within(one: Match, best: Match) -> bool:
    holes = [at for at, *_ in best.gaps]
    return any(
        until - on > _HOLE and all(abs(at - hole) > _HOLE for hole in holes) for at, _, on, until in one.gaps
    )


def _rank(one: Match, known: Shelf) -> float:
    return one.weight * (_PRIOR if known.titles[one.number].id in judgements().common else 1.0)


def _is_enough(one: Match, size: int) -> bool:
    """Whether a match is a license at all, and no chance likeness."""
    if one.core < _TINY:
        share = 0.3 if one.score >= _WHOLE and size < _LONGEST_NOTICE else 0.6
        return one.score >= 0.75 and one.matched >= max(share * size, _FEWEST_WORDS)
    if one.precision < 0.75:
        return False
    begun = one.recall >= 0.6 and one.precision >= _WHOLE and one.matched >= 25
    return one.recall >= 0.8 or begun or (one.recall >= 0.4 and one.matched >= 60)


def _concluded(
    text: str, words: Words, known: Shelf, found: Sequence[Match], rest: Sequence[tuple[int, int]]
) -> Identification:
    beside = [word for start, end in rest for word in words.words[start:end]]
    added = addendum_in(" ".join(beside))
    names = [*_named(found, known, " ".join(beside)), *([added] if added else [])]
    ahead = [word for start, end in rest if end <= found[-1].start for word in words.words[start:end]]
    offered = not added and len(ahead) <= _LONGEST_OFFER and offers_choice(" ".join(ahead))
    told = tuple(
        change for one in found for change in changes(one, words.words, words.lines, known.words(one.number))
    )
    reason = _doubt(text, words, known, found, beside, names)
    if not reason and offered and len(names) == 1:
        reason = "it offers a choice of which only one license is known"
    return Identification(
        expression=(" OR " if offered else " AND ").join(names),
        verdict="review" if reason else "sure",
        score=round(min(one.score for one in found), 4),
        modified=bool(told) or any(one.recall < _WHOLE for one in found),
        changes=told,
        parts=tuple(_part(one, words, known) for one in found),
        by="text",
        reason=reason,
    )


def _named(found: Sequence[Match], known: Shelf, beside: str) -> list[str]:
    """The ids of what was found, each once, with later versions and exceptions that the words beside it grant."""
    later = {name.removesuffix("-or-later") for name in gnu_notices(beside) if name.endswith("-or-later")}
    names: list[str] = []
    for one in found:
        name = known.titles[one.number].id
        base = name.removesuffix("-only")
        name = f"{base}-or-later" if base in later else name
        names += [name] if name not in names else []
    lesser = [name for name in names if name.startswith("LGPL-3.0")]
    if lesser:
        names = [name for name in names if not name.startswith("GPL-3.0")]
    return [f"{name} WITH {granted}" if (granted := exceptions_in(beside, name)) else name for name in names]


def _doubt(
    text: str, words: Words, known: Shelf, found: Sequence[Match], beside: Sequence[str], names: Sequence[str]
) -> str:
    """Why a person should look at what was found; empty when nothing speaks against it."""
    if len(text) > MOST_CHARACTERS:
        return f"only the first {MOST_CHARACTERS} characters were read"
    unlike = any(one.turned and known.titles[one.number].id.startswith("CC-") for one in found)
    if (
        not unlike
        and any(is_restricted(name) for name in names)
        and all(one.score >= _CLOSE for one in found)
    ):
        return ""
    titled = titled_as(words.words[: found[0].start + _HEADING])
    if titled and not any(name.startswith(titled) for name in names):
        return f"its heading says {titled}"
    another = [name for name in standard_names(" ".join(beside)) if _base(name) not in map(_base, names)]
    if another:
        return f"it also puts something under {another[0]}"
    restriction = restricts(beside)
    if restriction:
        return f"beside the license the text speaks of {restriction!r}"
    return _doubt_within(found, known) or _doubt_beside(words, beside)


def _base(name: str) -> str:
    return name.partition(" ")[0].removesuffix("-only").removesuffix("-or-later")


def _doubt_within(found: Sequence[Match], known: Shelf) -> str:
    if len(found) >= _MOST_PARTS:
        return f"it holds {_MOST_PARTS} licenses or more"
    if any(one.turned for one in found):
        return "words were added that may change what the license allows"
    rivals = [one.rival for one in found if one.rival]
    if rivals:
        return f"parts are missing: it may as well be {rivals[0]}"
    rare = [one for one in found if known.titles[one.number].id not in judgements().common]
    if any(one.reworded > _REWORDED for one in rare):
        return "it is worded in another way than the published license"
    if any(one.precision < _CLOSE or one.recall < (0.75 if one.core < _SHORT else 0.55) for one in found):
        return "the wording departs too far from the published license"
    return ""


def _doubt_beside(words: Words, beside: Sequence[str]) -> str:
    if len(beside) > 150 and len(beside) > 0.55 * len(words):
        return "most of the text is not a known license"
    return ""


def _part(one: Match, words: Words, known: Shelf) -> Part:
    return Part(
        known.titles[one.number].id, round(one.score, 4), words.lines[one.start], words.lines[one.end - 1]
    )


def _by_name(words: Words) -> Identification | None:
    """A restrictive license outside the SPDX list, by the name that it gives itself at its head."""
    name = addendum_in(" ".join(words.words)) if len(words) > 100 else ""
    if not name:
        return None
    part = Part(name, 1.0, words.lines[0], words.lines[-1])
    return Identification(name, "sure", 1.0, parts=(part,), by="text")


def _by_notice(text: str, words: Words) -> Identification:
    """What a short text says it is under, when it carries no license text itself.

    A tag in a longer text speaks of that file, not of a license; a header in one is left to a person.
    """
    said = notices_in(text[:MOST_CHARACTERS])
    size = len(words)
    if not said or size > _LONGEST_NOTICE or (size > _LONGEST_TAG and all(notice.tag for notice in said)):
        return Identification()
    trees = [tree for notice in said if (tree := parse(notice.expression))]
    tree = join("OR" if offers_choice(" ".join(words.words)) else "AND", trees)
    already = any(is_restricted(one.id) for one in tree.licenses())
    doubt = "" if already else restricts(words.words)
    if not doubt and (size > _LONGEST_HEADER or not all(notice.standard for notice in said)):
        doubt = "a notice only names the license"
    return Identification(str(tree), "review" if doubt else "sure", 0.9, by="notice", reason=doubt)
