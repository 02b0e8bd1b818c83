"""The people of a repository by name in a terminal, for those who asked for names."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from oshealth.assessment.report import Unaudited
from oshealth.facts.roll import Merged, Standing, Standings
from oshealth.formats import phrases, roll_json
from oshealth.formats.roll_json import Roll, Rolled, full
from oshealth.formats.style import Style
from oshealth.formats.terminal.headline import name_line
from oshealth.formats.terminal.ink import Ink, ink_for
from oshealth.formats.terminal.page import Lines, hanging, heading, joined, printed
from oshealth.formats.terminal.unaudited import not_audited
from oshealth.snapshot import Unknown


def render(rolls: Sequence[Rolled], style: Style) -> str:
    """The people in a terminal, one a line, with what was merged below each."""
    ink = ink_for(style)
    lines: Lines = []
    for roll in rolls:
        lines += not_audited(roll, ink) if isinstance(roll, Unaudited) else _page(roll, ink)
    return printed(lines, ink)


def _page(roll: Roll, ink: Ink) -> Lines:
    lines = [*name_line(phrases.name_of(roll.ref, roll.url), roll.revision, roll.as_of, ink)]
    if roll.at_work is not None:
        lines += _people(roll.at_work, ink)
    if roll.merged is not None:
        lines += _identities(roll.merged, ink)
    return lines


def _people(found: Standings | Unknown, ink: Ink) -> Lines:
    if isinstance(found, Unknown):
        return [*heading("People", "", ink), *hanging("", ink.say(f"unknown: {found.reason}", "quiet"), ink)]
    lines = heading("People", f"{found.window}; * made half of the work", ink)
    lines += [line for one in found.people for line in _person(one, ink)]
    if found.departed:
        lines += heading("Gone", "at work the year before, and not in the last 12 months", ink)
        lines += [line for one in found.departed for line in _person(one, ink)]
    return lines


def _person(one: Standing, ink: Ink) -> Lines:
    last = "date unknown" if isinstance(one.last, Unknown) else phrases.day(one.last)
    figures = f"{one.commits:>7}  {one.share:>6.1%}  {last}  "
    roles = ", ".join(role for role in one.roles if role not in {"core", "departed"})
    body = joined(ink.say(one.name, "strong"), *(("  ", ink.say(roles, "quiet")) if roles else ()))
    return hanging(joined(ink.say("*" if one.is_core else " "), figures), body, ink)


def _identities(found: tuple[Merged, ...] | Unknown, ink: Ink) -> Lines:
    if isinstance(found, Unknown):
        return [*heading("Merged", "", ink), *hanging("", ink.say(f"unknown: {found.reason}", "quiet"), ink)]
    lines = heading("Merged", phrases.count(len(found), "person or program", "people and programs"), ink)
    for one in found:
        aside = "" if one.calling == "person" else f"(program: {one.calling})"
        lines += hanging("", joined(ink.say(one.name, "strong"), "  ", ink.say(aside, "quiet")), ink)
        linked = {identity for identity, _, _ in one.because}
        roots = [identity for identity in one.identities if identity not in linked]
        lines += [line for root in roots for line in hanging("", ink.say(full(root)), ink, 4)]
        for identity, other, reason in one.because:
            why = ink.say(f"{reason}, as {full(other)}", "quiet")
            lines += hanging("", joined(ink.say(full(identity)), "  ", why), ink, 4)
    return lines


ROLL_FORMATS: Final[Mapping[str, Callable[[Sequence[Rolled], Style], str]]] = {
    "terminal": render,
    "json": roll_json.render,
}
