"""Why a person should look at a text although its license was recognised."""

from collections.abc import Sequence
from typing import Final

from oshealth.compiled import compiled
from oshealth.facts.licensing.explaining import MOST_PARTS
from oshealth.facts.licensing.guard import restricts, titled_as
from oshealth.facts.licensing.index import Shelf
from oshealth.facts.licensing.match import Match
from oshealth.facts.licensing.notices import gnu_notices, other_offers, standard_names
from oshealth.facts.licensing.openness import is_restricted
from oshealth.facts.licensing.spdx import judgements
from oshealth.facts.licensing.words import MOST_CHARACTERS, Words, words_of

_CLOSE: Final = 0.92
_SHORT: Final = 300
_HEADING: Final = 4
_REWORDED: Final = 0.03
_ADDRESS: Final = 12
_TITLE: Final = compiled(r"\b(?!(?:this|the|a|following|under|above|your) )\w+ license\b")
_SAID_BY_NAME: Final = frozenset({"noncommercial", "noderivatives"})
_ANNOUNCED: Final = 12
_NO_NAMES: Final = frozenset(
    {"license", "the", "version", "v", "public", "software", "of", "and", "for", "clause"}
)


def doubt(
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
    said = " ".join(beside)
    told = (*standard_names(said), *other_offers(said), *gnu_notices(_put_in(found, words)))
    own = {_base(one) for name in names for one in name.split(" OR ")}
    another = [name for name in told if _base(name) not in own]
    if another:
        return f"it also puts something under {another[0]}"
    closed = all(map(is_restricted, names))
    restriction = restricts([word for word in beside if not (closed and word in _SAID_BY_NAME)])
    if restriction:
        return speaks_of(restriction)
    return _doubt_within(words, found, known) or _doubt_beside(words, beside)


def speaks_of(restriction: str) -> str:
    """The doubt that a phrase of restriction raises which stands beside a license or a notice."""
    return f"beside the license the text speaks of {restriction!r}"


def _put_in(found: Sequence[Match], words: Words) -> str:
    """The words put into the blanks and between the words of the licenses that were found, with those around them.

    Forms at the end that show how to apply a license say nothing of this text.
    """
    places = [
        (at, to) for one in found for at, to, on, _ in one.gaps if to - at >= _HEADING and on < one.core
    ]
    return " ".join(word for at, to in places for word in words.words[max(0, at - 6) : to + 6])


def _base(name: str) -> str:
    return name.partition(" ")[0].removesuffix("-only").removesuffix("-or-later")


def _doubt_within(words: Words, found: Sequence[Match], known: Shelf) -> str:
    if len(found) >= MOST_PARTS:
        return f"it holds {MOST_PARTS} licenses or more"
    if any(one.turned for one in found):
        return "words differ that may change what the license allows"
    rivals = [one.rival for one in found if one.rival]
    if rivals:
        return f"parts are missing: it may as well be {rivals[0]}"
    return _doubt_of_rare(words, found, known) or _distance(found)


def _doubt_of_rare(words: Words, found: Sequence[Match], known: Shelf) -> str:
    """Licenses that few people use are taken for others more easily: their words and their title must agree closely."""
    rare = [one for one in found if known.titles[one.number].id not in judgements().common]
    if any(one.reworded > _REWORDED for one in rare):
        return "it is worded in another way than the published license"
    if any(one.begins > _ANNOUNCED and one.recall < _CLOSE for one in rare):
        return "its beginning is not that of the published license"
    other = [one for one in rare if one.differs_early and _calls_itself_otherwise(one, words, known)]
    return f"it does not call itself {known.titles[other[0].number].name}" if other else ""


def _distance(found: Sequence[Match]) -> str:
    foreign = any(one.precision < _CLOSE and one.added > _ADDRESS for one in found)
    if foreign or any(one.recall < _least(one) for one in found):
        return "the wording departs too far from the published license"
    return ""


def _least(one: Match) -> float:
    """How much of a license must be there, 0–1: more of a short one, less where all that is there agrees word for word."""
    if one.core >= _SHORT:
        return 0.55
    return 0.6 if one.is_within else 0.75


def _calls_itself_otherwise(one: Match, words: Words, known: Shelf) -> bool:
    """Whether a text has a heading, but not the name by which the published license announces itself."""
    heading = " ".join(words.words[: one.start + _ANNOUNCED])
    name = set(words_of(known.titles[one.number].name).words) - _NO_NAMES
    announced = {
        word for word in name.intersection(known.words(one.number)[:_ANNOUNCED]) if not word.isdigit()
    }
    return bool(announced) and _TITLE.search(heading) is not None and not announced.issubset(words.words)


def _doubt_beside(words: Words, beside: Sequence[str]) -> str:
    if len(beside) > 150 and len(beside) > 0.55 * len(words):
        return "most of the text is not a known license"
    return ""
