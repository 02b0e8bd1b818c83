"""The guard at the door: words that may turn a free license into a restrictive one, wherever they were added."""

from collections.abc import Sequence
from typing import Final

from oshealth.compiled import compiled
from oshealth.facts.licensing.spdx import judgements

_LONGEST_HEADING: Final = 16
_PHRASES: Final = compiled(
    r"\b(?:noncommercial|commons clause|additional use grant|used for good|no ?derivatives|"
    r"(?:may|must|shall|can|should|are|is) ?not (?:be )?(?:used?|modif\w*|(?:re)?distribut\w*|sell|sold|sublicensed?|"
    r"copy|copied|"
    r"allowed|permitted|provided?|offer\w*|publish\w*|licensed)|cannot (?:be )?(?:used?|sold|distributed)|"
    r"(?:excluding|except|for|no|any|not) commercial|commercial (?:use|purposes|license|licenses|licensing)|"
    r"(?:personal|educational|academic|evaluation|research|nonprofit|internal)(?: \w+)? (?:use|purposes?) ?only|"
    r"only for (?:\w+ ){0,3}(?:use|purposes?)|(?:is|are|and) (?:proprietary|confidential)|do no harm|human rights|"
    r"prohibited|forbidden|"
    r"additional (?:restriction|condition|term)s?|hosted (?:or managed )?services?|does not apply to|compet(?:e|es|ing) with|"
    r"not granted|no (?:rights?|license) (?:is|are) granted|written (?:consent|agreement)|subscription|"
    r"source available|change date|use limitation|field of use)\b"
)
_HARMLESS: Final = compiled(
    r"can be used for (?:both )?academic and commercial purposes|even for commercial purposes all without asking|"
    r"no additional restrictions you may not apply (?:\w+ ){1,4}measures that legally restrict others|"
    r"you may not use (?:this|these|the) (?:\w+ ){1,3}except in compliance with the license|changing it is not allowed|"
    r"creative commons does not authorize the use (?:by either party )?of the trademark creative commons"
    r"(?: \w+){1,16} written consent(?: of creative commons)?"
)
_TITLES: Final = (
    ("0BSD", compiled(r"\b(?:0bsd|0 clause bsd|zero clause bsd|bsd zero clause)\b")),
    ("X11", compiled(r"(?<!\bmit )\bx11 license\b")),
    ("ISC", compiled(r"\bisc license\b")),
    ("MIT-0", compiled(r"\bmit (?:license )?no attribution\b|\bmit 0\b")),
    ("BSD-4-Clause", compiled(r"\bbsd 4 clause|4 clause bsd\b")),
    ("BSD-3-Clause", compiled(r"\bbsd 3 clause|3 clause bsd|new bsd license|modified bsd license\b")),
    ("BSD-2-Clause", compiled(r"\bbsd 2 clause|2 clause bsd|simplified bsd license\b")),
    ("MIT", compiled(r"^(?:the )?mit license\b")),
    ("Apache-2.0", compiled(r"^apache license version 2 0\b")),
)
HOLDERS: Final = frozenset(
    {"holder", "holders", "its", "author", "authors", "organization", "company", "institution", "group"}
)
_BLANK: Final = HOLDERS | {
    "the", "copyright", "name", "names", "of", "or", "and", "contributors", "by", "software", "development", "url", "for",
}  # fmt: skip
_SEVERAL: Final = {"has": "have", "disclaims": "disclaim", "makes": "make", "appears": "appear"}
_POINTS: Final = compiled(r"subject to the \w+ in the \w+ (?:below|above)")
_LIMITS: Final = frozenset({"except", "unless", "not", "no", "only", "without"})
_LONGEST_NAME: Final = 24
_ANOTHER_NAME: Final = compiled(r"\bnor(?: the names? of)?(?: the)?\b")
_SAYS_NOTHING: Final = compiled(r"\b(?:(?:all )?rights reserved|not a part of the license)\b")
_IN_NAMES: Final = frozenset(
    {
        "research",
        "education",
        "educational",
        "academic",
        "internal",
        "government",
        "human",
        "military",
        "limited",
        "rights",
    }
)
_SHORT_CUT: Final = 6
_REWORDING: Final = 12
_YEAR: Final = compiled(r"(?:19|20)\d\d")


def turns(added: Sequence[str], removed: Sequence[str]) -> bool:
    """Whether words put into the body of a license, or a few taken out, could change what it allows."""
    if not added:
        return len(removed) <= _SHORT_CUT and not _LIMITS.isdisjoint(removed)
    said = _SAYS_NOTHING.sub(" ", " ".join(added)).split()
    return not judgements().turning.isdisjoint(set(said) - set(removed)) or _loses_freedom(added, removed)


def restricts(words: Sequence[str]) -> str:
    """The first phrase beside a license that speaks of a restriction; the empty string when there is none."""
    found = _PHRASES.search(_HARMLESS.sub(" ", " ".join(words)))
    return found[0] if found else ""


def titled_as(head: Sequence[str]) -> str:
    """The license that the first words of a text announce; the empty string when they announce none."""
    said = " ".join(head[:_LONGEST_HEADING])
    return next((name for name, title in _TITLES if title.search(said)), "")


def names_holder(added: Sequence[str]) -> bool:
    """Whether added words are a copyright notice ("2020 Ada Example All rights reserved")."""
    if len(added) > 60:
        return False
    begins = added[0] in {"copyright", "c", "copyrights", "portions", "parts", "all"}
    return begins and (any(map(_YEAR.fullmatch, added)) or added[:3] == ("all", "rights", "reserved"))


def says_the_same(added: Sequence[str], removed: Sequence[str]) -> bool:
    """Whether words in the place of others are the same ones cut elsewhere ("modifica tion"), or a name where the license
    speaks of its holder ("neither the name of Example Inc nor …"), or the other way round. One holder has, several have.
    A phrase that only points to another place of the license says nothing when it is gone."""
    if not added or not removed:
        return _POINTS.fullmatch(" ".join(removed)) is not None
    if "".join(added) == "".join(removed) or _of_several(added) == _of_several(removed):
        return True
    added, removed = _without_verb(added, removed)
    return _fills_blank(added, removed) or _fills_blank(removed, added)


def may_be_name(words: Sequence[str]) -> bool:
    """Whether nothing among words speaks of what a license allows or asks for, so that they may be a name or an address."""
    return (judgements().turning - _IN_NAMES).isdisjoint(words)


def _fills_blank(name: Sequence[str], blank: Sequence[str]) -> bool:
    """Whether words are a name, or several ("X nor the name of Y"), where a license leaves room for its holder's."""
    if len(name) > _LONGEST_NAME or not HOLDERS.intersection(blank) or not _BLANK.issuperset(blank):
        return False
    return may_be_name(_ANOTHER_NAME.sub(" ", " ".join(name)).split())


def _of_several(words: Sequence[str]) -> list[str]:
    return [_SEVERAL.get(word, word) for word in words]


def _without_verb(added: Sequence[str], removed: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Both sides without the verb at their ends when it is the same one."""
    ends = [_SEVERAL.get(side[-1], side[-1]) for side in (added, removed)]
    return (
        (added[:-1], removed[:-1])
        if ends[0] == ends[1] and ends[0] in _SEVERAL.values()
        else (added, removed)
    )


def _loses_freedom(added: Sequence[str], removed: Sequence[str]) -> bool:
    """Whether "not" and the like were taken away, or a grant was reworded. A long passage in the place of which a few words
    stand was not reworded, it is missing."""
    if not added or len(removed) > _REWORDING * len(added) + _SHORT_CUT:
        return False
    gone = set(removed) - set(added)
    return not gone.isdisjoint({"not", "no", "without", "irrevocable", "perpetual", "unlimited", "free"})
