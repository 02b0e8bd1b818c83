"""Facts in a terminal: each family under its name, one fact a line, what is unknown with its reason."""

from collections.abc import Sequence

from rich.text import Text

from oshealth.assessment.report import Unaudited
from oshealth.facts import Fact, Reading
from oshealth.formats import phrases
from oshealth.formats.listing import Listed, Listing
from oshealth.formats.style import Style
from oshealth.formats.terminal.headline import name_line
from oshealth.formats.terminal.ink import Ink, ink_for
from oshealth.formats.terminal.page import Lines, cut, hanging, heading, joined, padded, printed, ruler
from oshealth.formats.terminal.unaudited import not_audited
from oshealth.snapshot import Evidence, Unknown

_LONGEST_NAME = 30
_STACKED_BELOW = 72


def render(listings: Sequence[Listed], style: Style) -> str:
    """All listings as one text; with `style.verbose` every fact with its definition and what it was read from."""
    ink = ink_for(style)
    lines: Lines = []
    for number, listing in enumerate(listings):
        one = not_audited(listing, ink) if isinstance(listing, Unaudited) else _listing(listing, ink)
        lines += [*([Text(), Text()] if number else []), *one]
    return printed(lines, ink)


def _listing(listing: Listing, ink: Ink) -> Lines:
    families: dict[str, list[tuple[Fact, Reading]]] = {}
    for fact, reading in listing.facts:
        families.setdefault(fact.name.partition(".")[0], []).append((fact, reading))
    lines = [
        *name_line(phrases.name_of(listing.ref, listing.url), listing.revision, listing.as_of, ink),
        ruler(ink),
    ]
    for family, facts in families.items():
        lines += heading(family, "", ink)
        for fact, reading in facts:
            lines += _fact(fact, reading, ink)
    return lines


def _fact(fact: Fact, reading: Reading, ink: Ink) -> Lines:
    name = ink.say(fact.name.partition(".")[2] or fact.name)
    shown = _reading(fact, reading, ink)
    if ink.width < _STACKED_BELOW:
        lines = [joined("  ", cut(name, ink.width - 2, ink)), *hanging("", shown, ink, 4)]
    else:
        lines = hanging(joined("  ", padded(cut(name, _LONGEST_NAME, ink), _LONGEST_NAME), "  "), shown, ink)
    return [*lines, *_details(fact, reading, ink)] if ink.style.verbose else lines


def _reading(fact: Fact, reading: Reading, ink: Ink) -> Text:
    if isinstance(reading, Unknown):
        return joined(ink.outcome("unknown"), " ", ink.say(f"unknown: {reading.reason}", "quiet"))
    unit = fact.unit if reading.value != 1 or isinstance(reading.value, bool) else phrases.singular(fact.unit)
    unit = "" if isinstance(reading.value, tuple) else unit  # "and 9 more people" would count the wrong thing
    rests_on = "" if ink.style.verbose else phrases.sample(reading.evidence)
    told = joined(ink.say(phrases.value(reading.value) or "none", "strong"), " ", ink.say(unit, "quiet"))
    return joined(told, "  ", ink.say(f"({rests_on})", "quiet")) if rests_on else told


def _details(fact: Fact, reading: Reading, ink: Ink) -> Lines:
    evidence: tuple[Evidence, ...] = () if isinstance(reading, Unknown) else reading.evidence
    words = [
        fact.definition,
        *(phrases.evidence(item) for item in evidence),
        fact.source and f"source: {fact.source}",
    ]
    return [line for text in words if text for line in hanging("", ink.say(text, "quiet"), ink, 4)]
