"""People and teams whom a text lists, line by line: by name, e-mail address and forge handle."""

import re
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from oshealth.compiled import compiled
from oshealth.facts.markup import Markup, Section
from oshealth.facts.people_tables import cells_of_people
from oshealth.facts.roster import GROUP, Person, Roster

MOST_LINES: Final = 20_000
KEPT: Final = 4_096
"""For how many lines an answer is kept: a trend reads the same lists at many moments."""
KEPT_TEXTS: Final = 32
"""And for how many whole lists."""

E_MAIL: Final = compiled(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
HANDLE: Final = compiled(
    r"(?<![\w@/.`])@([A-Za-z0-9](?:[\w-]{0,38}))(/[\w.-]{1,80})?(?!\[bot\]|[\w@.-]{0,60}@|[\w-])"
)
_PROFILE: Final = compiled(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.com|codeberg\.org)/([A-Za-z0-9][\w-]{0,38})/?(?=[\s)\]>\"'|,]|$)",
    re.I,
)
_TEAM_ADDRESS: Final = compiled(r"https?://github\.com/orgs/([\w-]{1,39})/teams/([\w.-]{1,80})", re.I)
_MARKS: Final = compiled(r"[*_`~]{1,3}|<[^<>\n]{0,300}>|\bhttps?://\S+")
_LINKED: Final = compiled(r"!?\[([^\[\]\n]*)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])")
_ITEM: Final = compiled(r"^\s*(?:[-*+•]|\d{1,3}[.)]|M:|P:)\s+")
_NAME: Final = compiled(r"[^\W\d_][\w.'’-]*(?:\s+(?:[^\W\d_][\w.'’-]*|\([\w-]+\))){1,4}")
_ROLE: Final = compiled(r"\s{0,9}[:|,(/].*$|\s{1,9}[-–—]\s.*$|\s{3}.*$")
_BARE_NAME: Final = compiled(r"(?:[A-ZÀ-ÞĀ-Ž][\w.'’-]*\s+){1,3}[A-ZÀ-ÞĀ-Ž][\w.'’-]*$")
_BRACKETED: Final = compiled(r"\s{1,9}\([\w .-]{1,40}\)$")
_LABELLED: Final = compiled(
    r"[^:]{2,60}?\s?:\s+(?P<name>[^()\n]{3,80}?)\s+\((?P<handle>[A-Za-z0-9](?:[\w-]{1,38}))\)$"
)
_LABEL: Final = compiled(r"\s{0,3}[*_]{0,2}\w[^:@<>\n]{2,59}:[*_]{0,2}\s*")
GONE: Final = compiled(
    r"(?i)\b(?:emerit\w*|former|past|alumn\w*|retired|inactive|previous\w*|stepped down|anciens?|ehemalige\w*|antiguos)\b"
)
_OTHERS: Final = compiled(
    r"(?i)(?:the |our |project )?(?!technical|core|developer)(?:[\w-]+ )?"
    r"(?:directors?|steering (?:committee|council|group)|board(?: of \w+)?|trustees|advis[eo]rs|"
    r"advisory (?:board|committee|council)|sponsors?|funders|contributors|acknowledge?ments|thanks)(?: members)?"
)


def read_list(markup: Markup, roster: Roster, first: int = 1, last: int = 0, bare_names: bool = True) -> None:
    """People and teams in the lines of a text, those under a heading for former members left out.

    Directors, sponsors and the like under headings of their own are left out too, unless there is nobody else.
    """
    gone = [section for section in markup.sections if GONE.search(section.heading)]
    others = [section for section in markup.sections if _OTHERS.fullmatch(section.heading.strip())]
    before = len(roster.people) + len(roster.teams)
    last = last or len(markup.lines)
    left = _lines(gone) | _labelled_as_gone(markup)
    _read_lines(markup, roster, range(first, last + 1), left | _lines(others), bare_names)
    if others and len(roster.people) + len(roster.teams) == before:
        _read_lines(markup, roster, range(first, last + 1), left, bare_names)
    if bare_names and len(roster.people) + len(roster.teams) == before:
        roster.add_all(_indented(markup, range(first, last + 1), left))


def _indented(markup: Markup, lines: range, passed: Set[int]) -> Iterator[Person]:
    """People in an indented block that has nothing but a whole name on each line, as texts made from POD have them."""
    for block in markup.code:
        numbers = range(block.line, block.end + 1)
        if block.language or block.line not in lines or block.line in passed:
            continue
        said = {number: markup.lines[number - 1].strip()[:200] for number in numbers}
        names = {number: _BRACKETED.sub("", line) for number, line in said.items() if line}
        if all(_BARE_NAME.fullmatch(name) for name in names.values()):
            yield from (Person(name, line=number) for number, name in names.items())


def _labelled_as_gone(markup: Markup) -> frozenset[int]:
    """The lines under a label such as `Former Maintainers:`, down to the next label or heading."""
    return _labelled_gone(markup.lines[:MOST_LINES], frozenset(section.line for section in markup.sections))


@lru_cache(KEPT_TEXTS)
def _labelled_gone(lines: tuple[str, ...], ends: frozenset[int]) -> frozenset[int]:
    passed: set[int] = set()
    is_gone = False
    for number, line in enumerate(lines, start=1):
        label = _LABEL.fullmatch(line[:100]) if ":" in line else None
        if label or number in ends:
            is_gone = label is not None and bool(GONE.search(line))
        elif is_gone:
            passed.add(number)
    return frozenset(passed)


def _lines(sections: Iterable[Section]) -> set[int]:
    return {number for section in sections for number in range(section.line, section.end + 1)}


def _read_lines(markup: Markup, roster: Roster, lines: range, passed: Set[int], bare_names: bool) -> None:
    code = {number for block in markup.code for number in range(block.line, block.end + 1)}
    read = markup.lines[: lines.stop - 1][:MOST_LINES]
    for entry in _entries_in(read, lines.start, frozenset(code | passed), bare_names):
        if isinstance(entry, Person):
            roster.add(entry)
        else:
            roster.add_team(*entry)


@lru_cache(KEPT_TEXTS)
def _entries_in(
    lines: tuple[str, ...], first: int, passed: frozenset[int], bare_names: bool
) -> tuple[Person | tuple[str, int], ...]:
    """People, and teams with their lines, from the first line on: told once for a list that is read at many moments."""
    found: list[Person | tuple[str, int]] = []
    cells = cells_of_people(lines) if bare_names else {}
    for number, line in _entries(lines):
        if number < first or number in passed:
            continue
        if not GONE.search(line) and not line.lstrip().startswith(("#", "//", "<!--")):
            found += _read_line(line[:2_000], number, bare_names)
            if number in cells and not (HANDLE.search(line) or _PROFILE.search(line) or E_MAIL.search(line)):
                bare = (_bare(cell) for cell in cells[number])
                found += (Person(name, line=number) for name in bare if _BARE_NAME.fullmatch(name))
    return tuple(found)


def _entries(lines: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Each line with its number; up to four lines that continue a list item belong to it."""
    at = 0
    while at < len(lines):
        start = at
        at += 1
        if _ITEM.match(lines[start]):
            while (
                at < len(lines)
                and at <= start + 4
                and lines[at][:1] in {" ", "\t"}
                and not _ends_item(lines[at])
            ):
                at += 1
        yield start + 1, " ".join(lines[start:at])


def _ends_item(line: str) -> bool:
    return not line.strip() or bool(_ITEM.match(line)) or line.lstrip().startswith(("#", "|", "```"))


def _read_line(line: str, number: int, bare_names: bool) -> Iterator[Person | tuple[str, int]]:
    teams, people = _listed_in(line, bare_names)
    yield from ((team, number) for team in teams)
    yield from (replace(person, line=number) for person in people)


@lru_cache(KEPT)
def _listed_in(line: str, bare_names: bool) -> tuple[tuple[str, ...], tuple[Person, ...]]:
    """Teams and people in a line, told once: a list is read at many moments, and most of its lines stay."""
    handles = [(found[1], found[2]) for found in HANDLE.finditer(line)]
    teams = (
        *(f"{org}/{team}" for org, team in _TEAM_ADDRESS.findall(line)),
        *(f"{handle}{team}" for handle, team in handles if team),
    )
    accounts = list(dict.fromkeys([handle for handle, team in handles if not team] + _PROFILE.findall(line)))
    return teams, tuple(_people_in(line, accounts, E_MAIL.findall(line), bare_names))


def _people_in(line: str, accounts: list[str], emails: list[str], bare_names: bool) -> Iterator[Person]:
    if len({account.lower() for account in accounts}) > 1 or len(emails) > 2:
        yield from (Person(handle=account) for account in accounts)
        yield from (Person(email=email) for email in emails if not accounts)
    elif accounts or emails:
        yield Person(_name_in(line), emails[0] if emails else "", accounts[0] if accounts else "")
    elif bare_names and _ITEM.match(line) and (labelled := _labelled(line)):
        yield labelled
    elif bare_names and _ITEM.match(line) and _BARE_NAME.match(bare := _ROLE.sub("", _bare(line)).strip()):
        yield Person(bare)


def _labelled(line: str) -> Person | None:
    """Somebody behind what they look after, with their account in brackets: `Health : Ada Example (ada-example)`."""
    found = _LABELLED.fullmatch(_ITEM.sub("", line).strip())
    if found is None or not _BARE_NAME.fullmatch(found["name"]):
        return None
    return Person(found["name"], handle=found["handle"])


@lru_cache(KEPT)
def _bare(line: str) -> str:
    """A line without list marks, markup, addresses and handles."""
    text = _LINKED.sub(lambda found: found[1], _ITEM.sub("", line))
    return _MARKS.sub(" ", HANDLE.sub(" ", E_MAIL.sub(" ", _PROFILE.sub(" ", text)))).strip(
        " \t|,;:-–()[]<>/"
    )


@lru_cache(KEPT)
def _name_in(line: str) -> str:
    """The name at the start of a line or in the first cell of a table row that holds one; may be empty."""
    cells = line.strip().strip("|").split("|") if line.count("|") >= 2 else [line]
    for cell in cells:
        found = _NAME.match(_bare(cell).lstrip("@ "))
        if found and not found[0].isupper():
            return _ROLE.sub("", found[0]).strip()
    return ""


def behind_label(text: str) -> Iterator[Person]:
    """People named behind a label such as `Maintainer:`, by an account, an address or a whole name; no groups."""
    for person in listed(text):
        whole = _BARE_NAME.fullmatch(person.name) and not GROUP.search(person.name)
        if person.handle or person.email or whole:
            yield person


def listed(text: str) -> Iterator[Person]:
    """A person written as `Name <address> (@handle)`, in any part of it."""
    roster = Roster()
    roster.add_all(each for each in _read_line(text[:500], 0, bare_names=False) if isinstance(each, Person))
    yield from roster.people or ([Person(name=_bare(text))] if _NAME.fullmatch(_bare(text)) else [])
