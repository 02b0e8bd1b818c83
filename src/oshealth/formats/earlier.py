"""A trend that `oshealth trend --format json` wrote, read back, so that a page can draw it beside today's result."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Final

from pydantic import Field, TypeAdapter, ValidationError
from typing_extensions import TypedDict

from oshealth.assessment.document import RepositoryDocument
from oshealth.assessment.report import Report, Result, Unaudited
from oshealth.errors import AskedWrongly
from oshealth.reference import RepoRef

LARGEST: Final = 16 * 1024 * 1024
"""Bytes of the largest trend that is read back."""

_MOST: Final = 1000
_Percent = Annotated[int, Field(ge=0, le=100)]


class Moment(TypedDict):
    """One moment of a trend; `range` are the two ends of what the score could be."""

    as_of: datetime
    score: _Percent | None
    range: Annotated[list[_Percent], Field(min_length=2, max_length=2)]
    coverage: _Percent
    grade: str | None


class Movement(TypedDict):
    """A finding that came out differently than at the moment before, the points it moved, and why."""

    as_of: datetime
    rule: str
    gain: Annotated[float, Field(ge=-100, le=100)]
    why: str
    commit: str | None
    commit_at: datetime | None


class Earlier(TypedDict):
    """The part of a trend that is drawn."""

    repository: RepositoryDocument
    every: str
    points: Annotated[list[Moment], Field(min_length=1, max_length=_MOST)]
    moves: list[Movement]


def read_trend(text: bytes, name: str) -> Earlier:
    """The trend in a JSON document. Raises AskedWrongly, with `name`, for what is none."""
    hint = "write it with oshealth trend --format json"
    if len(text) > LARGEST:
        raise AskedWrongly(f"{name} is larger than any trend", hint)
    try:
        return TypeAdapter(Earlier).validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "the document"
        raise AskedWrongly(f"{name} is no trend of oshealth: {where}: {first['msg']}", hint) from error


def trend_of(report: Report, trends: Sequence[Earlier]) -> Earlier | None:
    """The trend of the same repository, if there is one."""
    return next((one for one in trends if _is_of(report.ref, report.url, one["repository"])), None)


def strangers(trends: Sequence[Earlier], results: Sequence[Result]) -> tuple[str, ...]:
    """The repositories of trends that belong to none of the results that are reports."""
    reports = [result for result in results if not isinstance(result, Unaudited)]
    return tuple(
        one["repository"]["ref"]
        for one in trends
        if not any(trend_of(report, [one]) is one for report in reports)
    )


def _is_of(ref: RepoRef, url: str, other: RepositoryDocument) -> bool:
    """By forge and name; a path is called differently on every machine, so its folder's name must do."""
    if ref.host:
        return (ref.forge, ref.slug) == (other["forge"], f"{other['owner']}/{other['name']}".strip("/"))
    return other["forge"] == ref.forge and _folder(url or ref.path) == _folder(other["url"] or other["ref"])


def _folder(path: str) -> str:
    return path.removesuffix("/.git").rstrip("/").rpartition("/")[2]
