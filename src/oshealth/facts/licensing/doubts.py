"""Why a person should look at a text although its license was recognised."""

from collections.abc import Sequence
from typing import Final

from oshealth.facts.licensing.explaining import MOST_PARTS
from oshealth.facts.licensing.guard import restricts, titled_as
from oshealth.facts.licensing.index import Shelf
from oshealth.facts.licensing.match import Match
from oshealth.facts.licensing.notices import standard_names
from oshealth.facts.licensing.openness import is_restricted
from oshealth.facts.licensing.spdx import judgements
from oshealth.facts.licensing.words import MOST_CHARACTERS, Words

_CLOSE: Final = 0.92
_SHORT: Final = 300
_HEADING: Final = 4
_REWORDED: Final = 0.03


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
    if len(found) >= MOST_PARTS:
        return f"it holds {MOST_PARTS} licenses or more"
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
