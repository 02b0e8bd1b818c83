"""Maintainers whom a text lists under a heading or behind a label: AUTHORS, the README, texts on governance."""

import re
from typing import Final

from msgspec import Struct, field

from oshealth.compiled import compiled
from oshealth.facts.base import Facts
from oshealth.facts.documents import Document, document, readme_markup
from oshealth.facts.documents.headings import names
from oshealth.facts.markup import Markup
from oshealth.facts.near import caseless
from oshealth.facts.people_lists import GONE, behind_label, read_list
from oshealth.facts.roster import Roster
from oshealth.snapshot import Evidence, Unknown

_LABEL: Final = compiled(
    r"\s{0,3}\*\*(?:the )?(?:current )?(?:list of )?(?:the )?([^*\n]{3,60}?)\s?:?\*\*\s?:?\s*$", re.I
)

_PLAIN_LABEL: Final = compiled(r"\s{0,3}(\w[^:\n]{2,59}):\s*$")
_MAINTAIN: Final = compiled(r"(?i)maint|manten|manut|betreu|维护|メンテ|сопров")
"""What a label must say where its list stands apart: "The team:" may be that of a project from which code was taken."""
_CORE_OF: Final = compiled(r"(?i)\W*(?:the )?core [\w.-]{1,40} (?:team|developers|maintainers|members)\W*")
_TEAM_OF: Final = compiled(
    r"(?i)\W*(?:the )?(?!join|meet|become|contact)[\w.-]{2,40} core (?:team|developers|maintainers)\W*"
)
_LABELLED: Final = compiled(
    r"\s{0,3}[*_]{0,3}((?:[^\W\d_]+ ){0,3}(?:maint\w+|mantenedor\w*|维护者|メンテナー?)(?: by)?)[*_]{0,3}"
    r"\s?[:：][*_]{0,3}\s*(\S.{2,300})",
    re.I,
)
_SIGNS: Final = ("maint", "mantenedor", "维护者", "メンテナ")
"""What every such label holds."""


class Stewards(Struct):
    """Everybody listed, where (path and line of each place), and what could not be read."""

    roster: Roster = field(default_factory=Roster)
    places: list[Evidence] = field(default_factory=list)
    unread: Unknown | None = None

    def at(self, path: str) -> int:
        """Go on to a place; returns how many are listed before it."""
        self.roster.place = path
        return self._size()

    def note(self, before: int, path: str, line: int = 0, value: str = "") -> None:
        """Keep a place as evidence when it added somebody."""
        if self._size() > before:
            self.places.append(Evidence("path", path, line, "listed", value or self._size() - before))

    def _size(self) -> int:
        return len(self.roster.people) + len(self.roster.teams)

    @property
    def size(self) -> int:
        """People and teams together."""
        return self._size()


def from_authors(facts: Facts, found: Stewards) -> None:
    """Those whom AUTHORS names under a heading or label such as `Maintained by:`."""
    text = document(facts, "authors")
    markup = text.markup() if isinstance(text, Document) and text.how == "file" else None
    if not isinstance(text, Document) or not isinstance(markup, Markup):
        return
    for section in markup.sections:
        if names(section.heading, "maintainers"):
            before = found.at(text.path)
            read_list(markup, found.roster, section.line + 1, section.end)
            found.note(before, text.path, section.line)
    for number, line in enumerate(markup.lines, start=1):
        label = _PLAIN_LABEL.match(line[:200]) if ":" in line else None
        last = _last_labelled(markup, number, label[1]) if label and names(label[1], "maintainers") else 0
        if last:
            before = found.at(text.path)
            read_list(markup, found.roster, number + 1, last)
            found.note(before, text.path, number)


def _last_labelled(markup: Markup, label: int, says: str) -> int:
    """The last line under a label without marks: down to the next empty line; where one stands right below the label,
    down to the next line that is not indented. 0 when it labels nothing.
    """
    rest = markup.lines[label:]
    if not rest or rest[0].strip():
        return label + max(next((at for at, line in enumerate(rest) if not line.strip()), len(rest)), 1)
    if not _MAINTAIN.search(says):
        return 0
    return label + next((at for at, line in enumerate(rest) if line[:1].strip()), len(rest))


def from_readme(facts: Facts, found: Stewards) -> None:
    """Whom the README names as the core team of the project, or in a line: `Lead Maintainer: [Ada Example](https://…/ada)`."""
    readme = readme_markup(facts)
    if not isinstance(readme, tuple):
        return
    path, markup = readme
    for section in markup.sections:
        if _TEAM_OF.fullmatch(section.heading[:100]) and not GONE.search(section.heading):
            before = found.at(path)
            read_list(markup, found.roster, section.line + 1, section.end)
            found.note(before, path, section.line)
    numbers = _signed(markup)
    code = {number for block in markup.code for number in range(block.line, block.end + 1)} if numbers else ()
    for number in numbers:
        line = markup.lines[number - 1]
        label = _LABELLED.match(line[:400]) or _LABELLED.match(_paragraph_from(markup, number))
        if label and number not in code and names(label[1], "maintainers"):
            before = found.at(path)
            found.roster.add_all(behind_label(label[2]))
            found.note(before, path, number)


def _signed(markup: Markup) -> list[int]:
    """The lines that hold the sign of a label, and those with which their paragraphs begin, in order."""
    plain = caseless("\n".join(markup.lines))
    if not any(sign in plain for sign in _SIGNS):
        return []
    lines = plain.split("\n")
    found: set[int] = set()
    begins = 1
    for number, line in enumerate(lines, start=1):
        if number > 1 and not lines[number - 2].strip():
            begins = number
        if any(sign in line for sign in _SIGNS):
            found |= {begins, number}
    return sorted(found)


def _paragraph_from(markup: Markup, number: int) -> str:
    """The beginning of a paragraph that begins on this line, whatever its breaks; empty inside of one."""
    if number > 1 and markup.lines[number - 2].strip():
        return ""
    rest = markup.lines[number - 1 : number + 11]
    end = next((at for at, line in enumerate(rest) if not line.strip()), len(rest))
    return " ".join(rest[:end])[:400]


def headed(markup: Markup, path: str, found: Stewards) -> None:
    """Those whom a text names under such a heading, or a label in bold."""
    for number, line in enumerate(markup.lines, start=1):
        label = _LABEL.match(line[:200]) if "**" in line else None
        if label and names(label[1], "maintainers"):
            before, last = found.at(path), _last_of_list(markup, number)
            read_list(markup, found.roster, number + 1, last, bare_names=False)
            found.note(before, path, number)
    for section in markup.sections:
        if _is_of_maintainers(section.heading) and section.end < len(markup.lines):
            before = found.at(path)
            read_list(markup, found.roster, section.line + 1, section.end, bare_names=False)
            found.note(before, path, section.line)


def _is_of_maintainers(heading: str) -> bool:
    """Whether a heading is over a list of maintainers, be it with the project's name in it: "Core Kite Team"."""
    return names(heading, "maintainers") or _CORE_OF.fullmatch(heading) is not None


def _last_of_list(markup: Markup, label: int) -> int:
    """The last line of the list under a label in bold."""
    last = label
    for number in range(label + 1, len(markup.lines) + 1):
        line = markup.lines[number - 1].strip()
        if line and not line.startswith(("-", "*", "+")):
            break
        if line:
            last = number
        elif last > label:
            break
    return max(last, label + 1)
