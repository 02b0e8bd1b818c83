"""What a text is that is no known text word for word: the licenses that explain it, how they belong together, what it names."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from oshealth.facts.licensing.addenda import addendum_in
from oshealth.facts.licensing.doubts import doubt, speaks_of
from oshealth.facts.licensing.exceptions import exceptions_in
from oshealth.facts.licensing.explaining import explained
from oshealth.facts.licensing.expressions import join, parse
from oshealth.facts.licensing.guard import restricts
from oshealth.facts.licensing.identification import TRANSLATED, Beside, Identification, Part
from oshealth.facts.licensing.index import Shelf, shelf
from oshealth.facts.licensing.match import Match, changes
from oshealth.facts.licensing.notices import (
    PERL,
    gnu_notices,
    notices_in,
    offers_choice,
    says_only,
    standard_names,
    titled_and_addressed,
)
from oshealth.facts.licensing.openness import is_restricted
from oshealth.facts.licensing.prose import has_other_heading, is_about_software
from oshealth.facts.licensing.translations import translated
from oshealth.facts.licensing.usual import by_place
from oshealth.facts.licensing.words import MOST_CHARACTERS, Words

_LONGEST_OFFER: Final = 200
_PARAGRAPH: Final = 20
_WHOLE: Final = 0.97
_ALIKE: Final = 0.92
_LONGEST_HEADER: Final = 175
_LONGEST_WITH_DEED: Final = 235
_WITH_DEED: Final = "CC0-1.0"  # who waives copyright by it often puts the summary for laymen below
_LONGEST: Final = 250
_LONGEST_IN_LICENSE: Final = 800
_LONGEST_TAG: Final = 60
_OF_THIS_FILE: Final = "licenses this file to you under"
_LONGEST_ADDRESSED: Final = 120
_LONGEST_TAG_ELSEWHERE: Final = 25
_LITTLE: Final = 0.25
_MOSTLY: Final = 0.6
_LITTLE_OF_IT: Final = 0.6
_SHORTEST_TRANSLATION: Final = 400
_OF_PERL: Final = frozenset({"GPL-1", "Artistic-1"})


def compared(text: str, words: Words, is_license_file: bool) -> Identification:
    """What a text is by the known texts that explain it best; else by the name or the notice that it carries."""
    if not is_license_file and is_about_software(text):
        return Identification()
    known = shelf()
    found, rest = _explained(words.words)
    if not found:
        return _by_name(words) or _by_title(words) or _by_notice(text, words, is_license_file)
    if not is_license_file and _is_about_else(text, words, found):
        return Identification()
    told = _concluded(text, words, known, found, rest)
    unlike = told.verdict == "review" and all(one.precision < _ALIKE for one in found)
    little = told.verdict == "review" and all(one.score < _LITTLE_OF_IT for one in found)
    titled = _by_title(words) if unlike else None
    return titled or (_by_notice_alone(text, words, is_license_file) if little else None) or told


@lru_cache(maxsize=8)
def _explained(words: tuple[str, ...]) -> tuple[tuple[Match, ...], tuple[tuple[int, int], ...]]:
    """The same for the same words: those of a license whose copyright lines alone changed, as they do each year."""
    found, rest = explained(by_place(words), shelf())
    return tuple(found), tuple(rest)


def _is_about_else(text: str, words: Words, found: Sequence[Match]) -> bool:
    """Whether the licenses in a text whose name does not say license are a small part of what it tells."""
    share = sum(one.matched for one in found) / len(words)
    return share < (_MOSTLY if has_other_heading(text) else _LITTLE)


def _concluded(
    text: str, words: Words, known: Shelf, found: Sequence[Match], rest: Sequence[tuple[int, int]]
) -> Identification:
    beside = [
        word for span in rest if not _is_told_again(words, span, found) for word in words.words[slice(*span)]
    ]
    added = addendum_in(" ".join(beside))
    names = [*_named(found, known, " ".join(beside)), *([added] if added else [])]
    ahead = [word for start, end in rest if end <= found[-1].start for word in words.words[start:end]]
    offered = not added and len(ahead) <= _LONGEST_OFFER and offers_choice(" ".join(ahead))
    told = tuple(
        change for one in found for change in changes(one, words.words, words.lines, known.words(one.number))
    )
    reason = doubt(text, words, known, found, beside, names)
    if not reason and offered and len(names) == 1 and names != [PERL]:
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
        beside=tuple(
            Beside(words.lines[start], end - start) for start, end in rest if end - start >= _PARAGRAPH
        ),
    )


def _is_told_again(words: Words, span: tuple[int, int], found: Sequence[Match]) -> bool:
    """Whether a stretch begins within a word and is a passage of a license in the same text: the end of a file that was
    written over another one. A whole passage may be there for its own sake, as the notice that the GPL gives as a model."""
    start, end = span
    if end - start < _PARAGRAPH:
        return False
    said = f"{' '.join(words.words[start:end])} "
    for one in found:
        passage = f"{' '.join(words.words[one.start : one.end])} "
        place = passage.find(said)
        if place > 0 and passage[place - 1] != " ":
            return True
    return False


def _named(found: Sequence[Match], known: Shelf, beside: str) -> list[str]:
    """The ids of what was found, each once, with later versions and exceptions that the words beside it grant."""
    later = {name.removesuffix("-or-later") for name in gnu_notices(beside) if name.endswith("-or-later")}
    names: list[str] = []
    for one in found:
        name = known.titles[one.number].id
        base = name.removesuffix("-only")
        name = f"{base}-or-later" if base in later else name
        names += [name] if name not in names else []
    if {name.partition(".")[0] for name in names} == _OF_PERL and PERL in standard_names(beside):
        return [PERL]
    lesser = [name for name in names if name.startswith("LGPL-3.0")]
    if lesser:
        names = [name for name in names if not name.startswith("GPL-3.0")]
    return [_widened(name, beside) for name in names]


def _widened(name: str, beside: str) -> str:
    granted = "" if " WITH " in name else exceptions_in(beside, name)
    return f"{name} WITH {granted}" if granted else name


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


def _by_title(words: Words) -> Identification | None:
    """A long text under the title of an official translation: named, but not compared."""
    name = translated(" ".join(words.words)) if len(words) > _SHORTEST_TRANSLATION else ""
    if not name:
        return None
    part = Part(name, 0.5, words.lines[0], words.lines[-1])
    return Identification(name, "review", 0.5, parts=(part,), by="text", reason=TRANSLATED)


def _by_notice_alone(text: str, words: Words, is_license_file: bool) -> Identification | None:
    """What the notice in a text says, which has a passage of a license beside it, for a person to look at; None when there
    is none."""
    said = _by_notice(text, words, is_license_file)
    is_standard = any(notice.standard for notice in notices_in(text[:MOST_CHARACTERS]))
    if not said.expression or not is_standard:
        return None
    if said.expression == _WITH_DEED:
        return said
    return replace(said, verdict="review", reason=said.reason or "beside its notice stand words of a license")


def _by_notice(text: str, words: Words, is_license_file: bool) -> Identification:
    """What a short text says it is under, when it carries no license text itself.

    A tag in a longer text speaks of that file, not of a license, and so does a header that licenses "this file"; a header in
    one is left to a person, as all is that a longer license file says. A text whose name does not say license must have no
    headings of its own.
    """
    said = notices_in(text[:MOST_CHARACTERS])
    addressed = titled_and_addressed(text[:MOST_CHARACTERS]) if is_license_file and not said else ()
    said = said or addressed
    size = len(words)
    only_tags = all(notice.tag for notice in said)
    if not said or size > (_LONGEST_IN_LICENSE if is_license_file else _LONGEST):
        return Identification()
    in_passing = (only_tags and size > _LONGEST_TAG_ELSEWHERE) or has_other_heading(text[:MOST_CHARACTERS])
    in_passing = in_passing or _OF_THIS_FILE in " ".join(words.words)
    if in_passing and not is_license_file:
        return Identification()
    trees = [tree for notice in said if (tree := parse(notice.expression))]
    tree = join("OR" if offers_choice(" ".join(words.words)) else "AND", trees)
    already = any(is_restricted(one.id) for one in tree.licenses())
    restriction = "" if already else restricts(words.words)
    doubt = speaks_of(restriction) if restriction else ""
    longest = (
        _LONGEST_WITH_DEED if [notice.expression for notice in said] == [_WITH_DEED] else _LONGEST_HEADER
    )
    longest = _LONGEST_TAG if only_tags else _LONGEST_ADDRESSED if addressed else longest
    certain = all(notice.standard for notice in said) or (is_license_file and says_only(words.words, said))
    if not doubt and (size > longest or not certain):
        doubt = "a notice only names the license"
    return Identification(str(tree), "review" if doubt else "sure", 0.9, by="notice", reason=doubt)
