"""The people of a repository by name, for those who asked for names: in a terminal, and as JSON that says so."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias

from oshealth.assessment.document import iso, repository_document, unaudited_document
from oshealth.assessment.report import Unaudited
from oshealth.facts import Facts
from oshealth.facts.roll import Merged, Standing, Standings, merges, standings
from oshealth.formats import phrases
from oshealth.formats.json import written
from oshealth.formats.style import Style
from oshealth.formats.terminal.headline import name_line
from oshealth.formats.terminal.ink import Ink, ink_for
from oshealth.formats.terminal.page import Lines, hanging, heading, joined, printed
from oshealth.formats.terminal.unaudited import not_audited
from oshealth.reference import RepoRef
from oshealth.snapshot import Identity, Unknown
from oshealth.version import VERSION


@dataclass(frozen=True, slots=True)
class Roll:
    """What was asked of one repository's people: the merging (`merged`), the work (`at_work`), or both."""

    ref: RepoRef
    revision: str
    url: str
    as_of: datetime
    merged: tuple[Merged, ...] | Unknown | None = None
    at_work: Standings | Unknown | None = None


Rolled: TypeAlias = Roll | Unaudited


def roll_of(facts: Facts, with_merges: bool, with_work: bool) -> Roll:
    """The people of one snapshot."""
    seen = facts.snapshot
    return Roll(
        seen.ref,
        seen.revision,
        seen.url,
        seen.as_of,
        merges(facts) if with_merges else None,
        standings(facts) if with_work else None,
    )


def render_json(rolls: Sequence[Rolled], style: Style) -> str:
    """One document for programs; `names_people` is true in it."""
    del style  # a document for programs looks the same everywhere
    document = {
        "schema_version": 1,
        "tool": {"name": "oshealth", "version": VERSION},
        "names_people": True,
        "results": [
            unaudited_document(roll) if isinstance(roll, Unaudited) else _document(roll) for roll in rolls
        ],
    }
    return written(document)


def _document(roll: Roll) -> dict[str, Any]:
    document: dict[str, Any] = {
        "repository": repository_document(roll.ref, roll.revision, roll.url),
        "as_of": iso(roll.as_of),
    }
    if roll.merged is not None:
        document["identities"] = (
            {"unknown": roll.merged.reason}
            if isinstance(roll.merged, Unknown)
            else [_merged(one) for one in roll.merged]
        )
    if roll.at_work is not None:
        document["people"] = (
            {"unknown": roll.at_work.reason}
            if isinstance(roll.at_work, Unknown)
            else {
                "window": roll.at_work.window,
                "items": [_standing(one) for one in roll.at_work.people],
            }
        )
    return document


def _merged(one: Merged) -> dict[str, Any]:
    return {
        "name": one.name,
        "calling": one.calling,
        "identities": [_full(identity) for identity in one.identities],
        "because": [
            {"identity": _full(identity), "same_as": _full(other), "reason": reason}
            for identity, other, reason in one.because
        ],
    }


def _standing(one: Standing) -> dict[str, Any]:
    return {
        "name": one.name,
        "commits": one.commits,
        "share": one.share,
        "last": {"unknown": one.last.reason} if isinstance(one.last, Unknown) else iso(one.last),
        "core": one.is_core,
    }


def _full(identity: Identity) -> str:
    return f"{identity.name} <{identity.email}>"


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
    for one in found.people:
        last = "date unknown" if isinstance(one.last, Unknown) else phrases.day(one.last)
        figures = f"{one.commits:>7}  {one.share:>6.1%}  {last}  "
        lines += hanging(
            joined(ink.say("*" if one.is_core else " "), figures), ink.say(one.name, "strong"), ink
        )
    return lines


def _identities(found: tuple[Merged, ...] | Unknown, ink: Ink) -> Lines:
    if isinstance(found, Unknown):
        return [*heading("Merged", "", ink), *hanging("", ink.say(f"unknown: {found.reason}", "quiet"), ink)]
    lines = heading("Merged", phrases.count(len(found), "person or program", "people and programs"), ink)
    for one in found:
        aside = "" if one.calling == "person" else f"(program: {one.calling})"
        lines += hanging("", joined(ink.say(one.name, "strong"), "  ", ink.say(aside, "quiet")), ink)
        linked = {identity for identity, _, _ in one.because}
        roots = [identity for identity in one.identities if identity not in linked]
        lines += [line for root in roots for line in hanging("", ink.say(_full(root)), ink, 4)]
        for identity, other, reason in one.because:
            why = ink.say(f"{reason}, as {_full(other)}", "quiet")
            lines += hanging("", joined(ink.say(_full(identity)), "  ", why), ink, 4)
    return lines


ROLL_FORMATS: Final[Mapping[str, Callable[[Sequence[Rolled], Style], str]]] = {
    "terminal": render,
    "json": render_json,
}
