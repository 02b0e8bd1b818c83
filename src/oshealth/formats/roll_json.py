"""The people of a repository by name as JSON, `schema_version: 1`, for those who asked for names. Its JSON Schema is made
from these types.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal, NotRequired, TypeAlias

from msgspec import Struct
from typing_extensions import TypedDict

from oshealth.assessment.document import (
    RepositoryDocument,
    ToolDocument,
    UnauditedDocument,
    iso,
    repository_document,
    tool_document,
    unaudited_document,
)
from oshealth.assessment.report import Unaudited
from oshealth.facts import Facts
from oshealth.facts.roll import Merged, Role, Standing, Standings, merges, standings
from oshealth.facts.signs import Reason
from oshealth.formats.facts_json import UnknownDocument
from oshealth.formats.json import written
from oshealth.formats.style import Style
from oshealth.reference import RepoRef
from oshealth.snapshot import Identity, Unknown

SCHEMA_VERSION: Final = 1


class Roll(Struct, frozen=True):
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


class BecauseDocument(TypedDict):
    """Why two identities are one person."""

    identity: str
    same_as: str
    reason: Reason


class MergedDocument(TypedDict):
    """A person or program of more than one identity, or a program; `calling` says which kind of program."""

    name: str
    calling: str
    identities: list[str]
    because: list[BecauseDocument]


class StandingDocument(TypedDict):
    """A person's part in the work of the window (share 0 to 1), when they committed last, and behind which figures they
    are.
    """

    name: str
    commits: int
    share: float
    last: str | UnknownDocument
    core: bool
    roles: list[Role]


class AtWorkDocument(TypedDict):
    """Everybody at work in a window, the most active first; `departed` are those who committed 12 to 24 months ago and
    not since.
    """

    window: str
    items: list[StandingDocument]
    departed: list[StandingDocument]


class RollDocument(TypedDict):
    """The people of one repository: what was merged, and who did the work, whichever was asked for."""

    repository: RepositoryDocument
    as_of: str
    identities: NotRequired[list[MergedDocument] | UnknownDocument]
    people: NotRequired[AtWorkDocument | UnknownDocument]


class RollsDocument(TypedDict):
    """One result a target. It names people: whoever passes it on should know."""

    schema_version: Literal[1]
    tool: ToolDocument
    names_people: Literal[True]
    results: list[RollDocument | UnauditedDocument]


def render(rolls: Sequence[Rolled], style: Style) -> str:
    """One document for programs; `names_people` is true in it."""
    del style  # a document for programs looks the same everywhere
    return written(rolls_document(rolls))


def rolls_document(rolls: Sequence[Rolled]) -> RollsDocument:
    """People as plain values."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": tool_document(),
        "names_people": True,
        "results": [unaudited_document(one) if isinstance(one, Unaudited) else _roll(one) for one in rolls],
    }


def _roll(roll: Roll) -> RollDocument:
    document: RollDocument = {
        "repository": repository_document(roll.ref, roll.revision, roll.url),
        "as_of": iso(roll.as_of),
    }
    if isinstance(roll.merged, Unknown):
        document["identities"] = {"unknown": roll.merged.reason}
    elif roll.merged is not None:
        document["identities"] = [_merged(one) for one in roll.merged]
    if isinstance(roll.at_work, Unknown):
        document["people"] = {"unknown": roll.at_work.reason}
    elif roll.at_work is not None:
        items, departed = (
            [_standing(one) for one in some] for some in (roll.at_work.people, roll.at_work.departed)
        )
        document["people"] = {"window": roll.at_work.window, "items": items, "departed": departed}
    return document


def _merged(one: Merged) -> MergedDocument:
    return {
        "name": one.name,
        "calling": one.calling,
        "identities": [full(identity) for identity in one.identities],
        "because": [
            {"identity": full(identity), "same_as": full(other), "reason": reason}
            for identity, other, reason in one.because
        ],
    }


def _standing(one: Standing) -> StandingDocument:
    return {
        "name": one.name,
        "commits": one.commits,
        "share": one.share,
        "last": {"unknown": one.last.reason} if isinstance(one.last, Unknown) else iso(one.last),
        "core": one.is_core,
        "roles": list(one.roles),
    }


def full(identity: Identity) -> str:
    """An identity as git writes it."""
    return f"{identity.name} <{identity.email}>"
