"""Short notices that name a license instead of carrying it: standard headers, SPDX tags, "licensed under …"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from oshealth.compiled import compiled
from oshealth.facts.licensing.expressions import parse
from oshealth.facts.licensing.words import words_of

PERL: Final = "Artistic-1.0-Perl OR GPL-1.0-or-later"
"""What "the same terms as Perl itself" are."""

_TAG: Final = compiled(r"SPDX-License-Identifier:[ \t]{0,9}([^\n\r]{1,200})")
_TAG_END: Final = compiled(r"\s*(?:\*/|-->|#}|\*\)|\"\"\"|'''|$)")
_GNU_START: Final = compiled(
    r"\bgnu (?:(?:lesser|library|affero) )?general public license\b|\bgnu [al]?gpl\b"
)
_UNDER: Final = r"\b(?:under the terms(?: and conditions)? of|licensed under)"
_HEADERS: Final = (
    (
        "Apache-2.0",
        compiled(
            r"\blicens(?:ed|es this (?:file|software|work) to you) under the apache license version 2 0\b"
        ),
    ),
    (
        "MPL-2.0",
        compiled(
            r"\bsubject to the terms of the mozilla public license v(?:ersion)? 2 0\b"
            r"(?!.*\bthis source code form is incompatible with secondary licenses\b)"
        ),
    ),
    ("MPL-1.1", compiled(r"\bsubject to the mozilla public license version 1 1\b")),
    ("BSL-1.0", compiled(r"\bdistributed under the boost software license version 1 0\b")),
    (
        "EPL-2.0",
        compiled(rf"{_UNDER} the eclipse public license (?:v(?:ersion)? ?)?2 0\b"),
    ),
    (
        "EPL-1.0",
        compiled(rf"{_UNDER} the eclipse public license (?:v(?:ersion)? ?)?1 0\b"),
    ),
    ("BSD-3-Clause", compiled(r"\beclipse distribution license (?:v(?:ersion)? ?)?1 0\b")),
    (
        "CC0-1.0",
        compiled(
            r"\bto the extent possible under law .{0,120}\ball copyright and (?:related and|related or) neighboring rights"
            r" to (?:\w+ ){1,4}to the public domain worldwide\b|"
            r"\bto the extent possible under law .{0,120}\bha(?:s|ve) waived all copyright and related or neighboring"
            r" rights to\b|"
            r"\bcc0 1 0 universal .{0,60}\bperson who associated a work with this deed has dedicated the work to the public"
            r" domain\b|"
            r"\bwaives? copyright and related rights in the work worldwide through the cc0 1 0 universal public domain\b"
        ),
    ),
    (
        "EUPL-1.2",
        compiled(r"\blicensed under the (?:european union public license |eupl )+(?:version |v )?1 2\b"),
    ),
    (
        "EUPL-1.1",
        compiled(r"\blicensed under the (?:european union public license |eupl )+(?:version |v )?1 1\b"),
    ),
    ("ECL-2.0", compiled(r"\blicensed under the educational community license version 2 0\b")),
    (
        "CDDL-1.0",
        compiled(r"\bterms of the common development and distribution license(?: cddl)? version 1 0\b"),
    ),
    ("UPL-1.0", compiled(r"\bunder the universal permissive license v(?:ersion)? ?1 0\b")),
    ("OFL-1.1", compiled(r"\blicensed under the sil open font license version 1 1\b")),
    (
        "LPPL-1.3c",
        compiled(
            r"\bunder the conditions of the latex project public license either version 1 3"
            r"(?:c\b| of this license or at your option any later version .{0,120}\bversion 1 3c or later\b)"
        ),
    ),
    (
        "WTFPL",
        compiled(r"\bunder the terms of the do what the fuck you want to public license version 2\b"),
    ),
    ("CECILL-2.1", compiled(r"\b(?:governed by|under) (?:the )?cecill(?: license)? v(?:ersion)? ?2 1\b")),
    (
        PERL,
        compiled(r"\bunder the same terms as (?:the )?perl(?: 5)?(?: \w+ \w+ \w+)? itself\b"),
    ),
)
_CC: Final = compiled(
    r"\bcreative commons attribution(?P<nc> noncommercial)?(?P<sa> share ?alike)?(?P<nd> no ?derivatives)?"
    r" (?P<version>4 0 international|[23] [05] (?:unported|generic))\b"
)
_NAMES: Final = (
    ("MIT", r"(?:the )?(?:mit|expat)"),
    ("Apache-2.0", r"(?:the )?apache(?: software)?(?: license)?(?: version| v)? ?2(?: 0)?"),
    ("BSD-3-Clause", r"(?:the )?(?:bsd 3(?: clause)?|(?:3|three) clause bsd|new bsd|modified bsd|revised bsd)"),
    ("BSD-2-Clause", r"(?:the )?(?:bsd 2(?: clause)?|(?:2|two) clause bsd|simplified bsd|freebsd)"),
    ("ISC", r"(?:the )?isc"),
    ("0BSD", r"(?:the )?0bsd"),
    ("MPL-2.0", r"(?:the )?(?:mozilla public license|mpl)(?: version| v)? ?2(?: 0)?"),
    ("CC0-1.0", r"(?:the )?(?:cc0|creative commons zero)(?: 1 0)?(?: universal)?"),
    ("Unlicense", r"(?:the )?unlicense"),
    ("WTFPL", r"(?:the )?wtfpl"),
    ("PostgreSQL", r"(?:the )?postgresql"),
    ("ODbL-1.0", r"(?:the )?(?:open data commons )?open database license"),
)  # fmt: skip
_OFFER: Final = r"(?:under|terms (?:and conditions )?of)(?: the| either| of| version \d){0,3} "
_OFFERED: Final = compiled(rf"{_OFFER}(?:{'|'.join(pattern for _, pattern in _NAMES)})\b")
_OFFERED_NAMES: Final = tuple((name, compiled(rf"\b{_OFFER}{pattern}\b")) for name, pattern in _NAMES)
_SAYS: Final = (
    r"\b(?:licensed|released|available|distributed|published|provided)(?: \w+){0,3} under"
    r"(?: the terms of)?(?: either)?(?: of)? "
)
_MENTIONS: Final = tuple(
    (name, compiled(_SAYS + r"(?:(?:\w+ ){0,8}?(?:or|and) )?" + pattern + r"\b")) for name, pattern in _NAMES
)
_SAYING: Final = compiled(_SAYS)
_GOES_ON: Final = compiled(
    r"^(?: software)?(?: licenses?)?(?: (?:version |v )?[\d ]+)?(?: \w{2,6})? (?:and|or|with|plus|except|but)\b"
)
_LONGEST_SAYING: Final = 60
_TWO: Final = 2
_OF_PARTS: Final = compiled(
    r"\b(?:parts?|portions?|some|most|except|exceptions|unless|otherwise|files?|folders?|director(?:y|ies)|components?|fonts?|"
    r"icons?|images?|logos?|documentation|docs|data|contributions?|librar(?:y|ies)|third|bundled|not|both|following|different|"
    r"additional)\b"
)
_OWN_WORDS: Final = compiled(
    r"\btext of the creative commons public licenses is dedicated to the public domain under the cc0 public domain dedication\b"
)
_OFFERS: Final = compiled(rf"\b{_OFFER}$")
_EITHER: Final = compiled(
    r"\b(?:either (?:of )?(?:the|these|those|two|license|apache|mit)|dual(?:ly)? licen\w+|at your option|your choice|"
    r"choose (?:either|one)|(?:under|terms of) either)\b"
)
_ADDRESSED: Final = (
    ("ODbL-1.0", compiled(r"^(?:open data commons )?open database license\b"), "opendatacommons.org/licenses/odbl"),
    ("ODC-By-1.0", compiled(r"^open data commons attribution license\b"), "opendatacommons.org/licenses/by"),
    ("PDDL-1.0", compiled(r"^(?:open data commons )?public domain dedication and license\b"),
     "opendatacommons.org/licenses/pddl"),
)  # fmt: skip
_NOT_HERE: Final = compiled(
    r"\bat your option any later|\beither the terms of the (?:\w+ ){1,5}see the file \w+ or the conditions below\b|"
    r"\bderived from (?:\w+ ){0,12}?dual(?:ly)? licensed (?:\w+ )?(?:works?|code|sources?|files)\b"
)
_GNU_KINDS: Final = {"": "GPL", "lesser": "LGPL", "library": "LGPL", "affero": "AGPL"}
_GNU_VERSIONS: Final = frozenset(
    {"GPL-1.0", "GPL-2.0", "GPL-3.0", "LGPL-2.0", "LGPL-2.1", "LGPL-3.0", "AGPL-3.0"},
)  # fmt: skip


_HELD: Final[Mapping[str, tuple[str, ...]]] = {
    "Apache-2.0": ("under the apache license version 2 0",),
    "MPL-2.0": ("subject to the terms of the mozilla public license v",),
    "MPL-1.1": ("subject to the mozilla public license version 1 1",),
    "BSL-1.0": ("distributed under the boost software license version 1 0",),
    "EPL-2.0": (" the eclipse public license ",),
    "EPL-1.0": (" the eclipse public license ",),
    "BSD-3-Clause": ("eclipse distribution license ",),
    "CC0-1.0": ("to the extent possible under law ", "cc0 1 0 universal "),
    "EUPL-1.2": ("licensed under the eu",),
    "EUPL-1.1": ("licensed under the eu",),
    "ECL-2.0": ("licensed under the educational community license version 2 0",),
    "CDDL-1.0": ("terms of the common development and distribution license",),
    "UPL-1.0": ("under the universal permissive license v",),
    "OFL-1.1": ("licensed under the sil open font license version 1 1",),
    "LPPL-1.3c": ("under the conditions of the latex project public license either version 1 3",),
    "WTFPL": ("under the terms of the do what the fuck you want to public license version 2",),
    "CECILL-2.1": ("cecill",),
    PERL: ("under the same terms as ",),
}
"""For each header words, one of which stand in whatever it finds: only then is it looked for."""
_OF_CC: Final = "creative commons attribution"
_OF_GNU: Final = "gnu "
_OF_SAYING: Final = " under"


class Notice(Struct, frozen=True):
    """A license that a text names. `standard` says that it does so by an SPDX tag or a license's own header; `tag`
    that it is the former."""

    expression: str
    line: int
    standard: bool
    tag: bool = False


@lru_cache(maxsize=64)
def notices_in(text: str) -> tuple[Notice, ...]:
    """Every license that a text says it is under, in order, each once."""
    found = [*_tags(text), *_named(text)]
    firsts: dict[str, Notice] = {}
    for notice in found:
        firsts.setdefault(notice.expression, notice)
    return tuple(sorted(firsts.values(), key=lambda notice: notice.line))


def titled_and_addressed(text: str) -> tuple[Notice, ...]:
    """The license of Open Data Commons whose name is the first line of a text that also gives its published address."""
    first, _, _ = text.lstrip("\ufeff \t\r\n").partition("\n")
    title, lower = " ".join(words_of(first[:200]).words), text.lower()
    return tuple(
        Notice(name, 1, standard=True)
        for name, begins, address in _ADDRESSED
        if begins.match(title) and address in lower
    )


def _headers(words: str) -> Iterator[tuple[str, int]]:
    """The licenses whose own header stands among normalised words, and where it begins."""
    for name, header in _HEADERS:
        if any(held in words for held in _HELD[name]) and (found := header.search(words)):
            yield name, found.start()


def offers_choice(words: str) -> bool:
    """Whether normalised words say that one of several licenses may be chosen here.

    Not where the other one lies in a file of its own ("the terms of X (see the file Y), or the conditions below"), as the
    head of the Ruby license has it, and not where it was offered for other works, from which this one is derived.
    """
    return _EITHER.search(_NOT_HERE.sub(" ", words)) is not None


def says_only(words: Sequence[str], said: Sequence[Notice]) -> bool:
    """Whether normalised words say in a sentence or two under which license the whole is, or among which one may choose.

    Not of parts, not of GNU licenses, whose later versions such a sentence leaves open, and not where it goes on to a
    license that is not known.
    """
    joined = " ".join(words)
    if len(words) > _LONGEST_SAYING or _OF_PARTS.search(joined) or len(_SAYING.findall(joined)) != 1:
        return False
    names = dict(_MENTIONS)
    if any(one.tag or one.expression not in names for one in said):
        return False
    if offers_choice(joined):
        return len(said) == _TWO
    found = names[said[0].expression].search(joined)
    return len(said) == 1 and found is not None and not _GOES_ON.match(joined[found.end() :])


def standard_names(words: str) -> list[str]:
    """The licenses whose own header stands among normalised words."""
    headers = [name for name, _ in _headers(words)]
    return headers + (gnu_notices(words) if "general public license as published by" in words else [])


def other_offers(words: str) -> list[str]:
    """The licenses under which normalised words say that something may be used as well ("or under the terms of …").

    That Creative Commons puts the words of its licenses under CC0 says nothing of the work.
    """
    words = _OWN_WORDS.sub(" ", words)
    places = [offer.start() for offer in _OFFERED.finditer(words)]
    found = [name for name, offer in _OFFERED_NAMES if any(offer.match(words, place) for place in places)]
    for start in _GNU_START.finditer(words):
        name = _gnu(words[start.start() : start.start() + 260]) if _is_offer(words, start) else ""
        found += [name] if name else []
    return found


def _is_offer(words: str, name: re.Match[str]) -> bool:
    return _OFFERS.search(words[max(0, name.start() - 60) : name.start()]) is not None


def gnu_notices(words: str) -> list[str]:
    """GPL, LGPL and AGPL versions that normalised words name, with -only or -or-later where they say so."""
    found: list[str] = []
    for start in _GNU_START.finditer(words) if _OF_GNU in words else ():
        name = _gnu(words[start.start() : start.start() + 260])
        if name and name not in found:
            found.append(name)
    return found


def _gnu(passage: str) -> str:
    said = re.match(
        r"gnu (?:(lesser|library|affero) )?(?:general public license|([al]?)gpl)(?: [al]?gpl)?((?: \w+){0,24})",
        passage,
    )
    if said is None:
        return ""
    kind = {"l": "LGPL", "a": "AGPL"}.get(said[2] or "", _GNU_KINDS[said[1] or ""])
    version = re.search(r"\b(?:version |v ?)(\d)(?: (\d)\b)?", said[3])
    if version is None:
        return ""
    name = f"{kind}-{version[1]}.{version[2] or '0'}"
    if name not in _GNU_VERSIONS:
        return ""
    after = said[3][version.end() :]
    later = re.match(
        r"(?: of the license)?(?: or| and)?(?: at your option| if you prefer)?(?: any)?(?: later| newer| above)",
        after,
    )
    return f"{name}-or-later" if later else f"{name}-only"


def _cc(found: re.Match[str]) -> str:
    """The id of a Creative Commons license by the name that its own notices use."""
    marks = [mark.upper() for mark in ("nc", "sa", "nd") if found[mark]]
    version = ".".join(found["version"].split()[:2])
    return "-".join(["CC-BY", *marks, version])


def _tags(text: str) -> list[Notice]:
    found = []
    for tag in _TAG.finditer(text):
        expression = _TAG_END.split(tag[1].strip(), maxsplit=1)[0].strip()
        tree = parse(expression)
        if tree is not None:
            found.append(Notice(str(tree), text.count("\n", 0, tag.start()) + 1, standard=True, tag=True))
    return found


def _named(text: str) -> list[Notice]:
    words = words_of(text)
    joined = " ".join(words.words)
    places = [(name, start, True) for name, start in _headers(joined)]
    mentions = _MENTIONS if _OF_SAYING in joined and _SAYING.search(joined) else ()
    places += [
        (name, found.start(), False) for name, mention in mentions if (found := mention.search(joined))
    ]
    if _OF_CC in joined:
        places += [(_cc(found), found.start(), True) for found in _CC.finditer(joined)]
    for name in gnu_notices(joined):
        start = _GNU_START.search(joined)
        places.append((name, start.start() if start else 0, "as published by the free software" in joined))
    return [
        Notice(name, words.lines[joined.count(" ", 0, place)], standard)
        for name, place, standard in sorted(places, key=lambda each: each[1])
    ]
