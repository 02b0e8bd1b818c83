"""A trend as JSON, `schema_version: 1`: the moments and what moved the score. Its JSON Schema is made from these types."""

from typing import Final, Literal

from typing_extensions import TypedDict

from oshealth.assessment.document import (
    RepositoryDocument,
    ToolDocument,
    iso,
    repository_document,
    tool_document,
)
from oshealth.assessment.finding import Finding
from oshealth.formats.json import written
from oshealth.formats.plain_reading import ReadingDocument, reading_document
from oshealth.formats.style import Style
from oshealth.rulebook.probes import OutcomeName
from oshealth.rulebook.profile import Letter
from oshealth.trend import Move, Point, Trend

SCHEMA_VERSION: Final = 1


class RulesDocument(TypedDict):
    """Under which profile all moments were judged."""

    id: str
    version: str


class SeenDocument(TypedDict):
    """A category at one moment; `score` is null when nothing in it was decided."""

    score: int | None
    coverage: int


class PointDocument(TypedDict):
    """One moment, in UTC, and the commit that was audited. `range` is what the score could be if all were seen."""

    as_of: str
    revision: str
    score: int | None
    range: list[int]
    coverage: int
    grade: Letter | None
    categories: dict[str, SeenDocument]
    facts: dict[str, ReadingDocument]


class OutcomeDocument(TypedDict):
    """What a rule came to; `credit` in percent."""

    outcome: OutcomeName
    credit: int


class MoveDocument(TypedDict):
    """A rule that came out differently at one moment than at the one before; `gain` in points of the score.

    `commit` is the newest one in between that touched a file the finding rests on; null when there is none.
    """

    as_of: str
    rule: str
    before: OutcomeDocument
    after: OutcomeDocument
    gain: float
    why: str
    commit: str | None
    commit_at: str | None


class TrendDocument(TypedDict):
    """One repository over time, the oldest moment first. It names no people."""

    schema_version: Literal[1]
    tool: ToolDocument
    names_people: Literal[False]
    repository: RepositoryDocument
    every: str
    profile: RulesDocument
    points: list[PointDocument]
    moves: list[MoveDocument]


def render(trend: Trend, style: Style) -> str:
    """One document for programs, ending in a line break; in ASCII and never wrapped."""
    del style  # a document for programs looks the same everywhere
    return written(trend_document(trend))


def trend_document(trend: Trend) -> TrendDocument:
    """A trend as plain values."""
    last = trend.points[-1].report
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": tool_document(),
        "names_people": False,
        "repository": repository_document(trend.ref, last.revision, trend.url),
        "every": trend.every,
        "profile": {"id": last.profile, "version": last.profile_version},
        "points": [_point(point) for point in trend.points],
        "moves": [_move(move) for move in trend.moves],
    }


def _point(point: Point) -> PointDocument:
    report = point.report
    return {
        "as_of": iso(report.as_of),
        "revision": report.revision,
        "score": report.score.score,
        "range": [report.score.low, report.score.high],
        "coverage": report.score.coverage,
        "grade": report.grade.letter,
        "categories": {one.id: {"score": one.score, "coverage": one.coverage} for one in report.categories},
        "facts": {name: reading_document(reading) for name, reading in point.facts.items()},
    }


def _move(move: Move) -> MoveDocument:
    return {
        "as_of": iso(move.at),
        "rule": move.after.rule,
        "before": outcome_document(move.before),
        "after": outcome_document(move.after),
        "gain": move.gain,
        "why": move.why,
        "commit": move.commit or None,
        "commit_at": iso(move.commit_at) if move.commit_at else None,
    }


def outcome_document(finding: Finding) -> OutcomeDocument:
    """What a rule came to, as plain values."""
    return {"outcome": finding.outcome, "credit": finding.credit}
