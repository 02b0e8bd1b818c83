"""Telling documents about software from licenses: a README or changelog may carry a license text and still is none."""

import re
from typing import Final

from oshealth.compiled import compiled

_MANUAL: Final = compiled(
    r"^[ \t]{0,3}(?:#{1,6}[ \t]*|\*\*)?(?:install(?:ation|ing)?(?: \w+)?|(?:basic |how to )?us(?:age|e)|examples?|api|"
    r"api reference|options|get(?:ting)? started|quick ?start|features|(?:running )?tests?|testing|documentation|"
    r"contribut(?:ing|ors)|support|development|building|requirements|dependencies|methods|related|why\??|table of contents|"
    r"change ?log|changes|release notes|(?:release )?history)[ \t]{0,3}:?[ \t]{0,3}(?:#{0,6}|\*\*)[ \t]{0,3}$",
    re.IGNORECASE | re.MULTILINE,
)
_BADGE: Final = compiled(r"\[!\[[^\]\n]{0,80}\]|^\.\. image:: http|<img [^>\n]{0,200}badge", re.MULTILINE)
_COMMAND: Final = compiled(
    r"\b(?:npm (?:install|i)|pip3? install|yarn add|cargo (?:add|install)|gem install|go get|composer require|bower install|"
    r"brew install|apt(?:-get)? install)\b|\brequire\(['\"]|^```[ ]?[a-z]",
    re.MULTILINE,
)
_RELEASE: Final = compiled(
    r"^(?:#{1,4}[ \t]*|v(?:ersion)?[ \t]?)?\[?v?\d{1,4}\.\d{1,4}\.\d{1,4}[\w.+-]{0,20}\]?(?:[ \t]?[-–—/(:|@,].{0,80})?$",
    re.IGNORECASE | re.MULTILINE,
)
_OWN_TITLE: Final = compiled(
    r"\A\s{0,20}(?=#[ \t]|[^\n]{1,80}\n===)(?![^\n]*(?:licen[cs]|copying|copyright|terms|notice))",
    re.IGNORECASE,
)
_SECTION: Final = compiled(
    r"^(?:#{2,6}[ \t]+licen[cs]e[ \t]{0,3}#{0,6}|licen[cs]e\n---+)$", re.IGNORECASE | re.MULTILINE
)
_HEADING: Final = compiled(
    r"^(?![^\n]*(?:licen[cs]e|copying|copyright|terms|notice))(?:#{1,4} ?[^\n#*]|!\[|[^\n]{2,80}\n(?:={4,}|-{4,})$)",
    re.IGNORECASE | re.MULTILINE,
)
_MOST: Final = 60_000


def is_about_software(text: str) -> bool:
    """Whether a text is laid out as a manual or a list of releases: what it says of licenses is only one part of it."""
    head, tail = text[:_MOST], text[_MOST:][-_MOST:]
    seen = f"{head}\n{tail}" if tail else head
    titles = {title[0].strip(" #*:\t").lower() for title in _MANUAL.finditer(seen)}
    signs = len(titles) + sum(sign.search(seen) is not None for sign in (_BADGE, _COMMAND))
    signs += 2 * (_OWN_TITLE.match(seen) is not None and _SECTION.search(seen) is not None)
    return signs >= 2 or sum(1 for _ in _RELEASE.finditer(seen)) >= 3


def has_other_heading(text: str) -> bool:
    """Whether a text has a heading or a picture of its own, about something else than its license."""
    return _HEADING.search(text[:_MOST]) is not None
