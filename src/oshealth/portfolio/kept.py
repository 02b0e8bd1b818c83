"""An entry as it is kept and sent: a few columns to count and sort by, and the whole result packed."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final

from oshealth.assessment.document import iso, result_document
from oshealth.assessment.report import Report, Result
from oshealth.portfolio.values import Entry, Kind, Somebody, Traits
from oshealth.snapshot import Depth

LARGEST: Final = 64 << 20
_NO_TRAITS: Final = Traits()
PASSING: Final = frozenset({"unreachable", "timeout", "limit", "token", "git-failed", "worker-lost"})
"""Kinds of errors that may be gone on another day."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One result, packed. `score`, `low`, `high` and `coverage` are None for a failure; `grade` is then empty, as it is
    where no letter was given; `name` is the full name that the forge gives, empty where it told none.
    """

    target: str
    kind: Kind
    depth: Depth
    at: str
    score: int | None
    low: int | None
    high: int | None
    coverage: int | None
    grade: str
    name: str
    packed: bytes

    def entry(self) -> Entry:
        """The whole entry."""
        said = json.loads(zlib.decompressobj().decompress(self.packed, LARGEST))
        moment = datetime.fromisoformat(self.at)
        return Entry(self.target, self.kind, self.depth, moment, said["result"], _traits(said["traits"]))


def keep(target: str, result: Result, depth: Depth, at: datetime, traits: Traits = _NO_TRAITS) -> Kept:
    """A result as it is kept. A failure is passing or lasting by its kind."""
    document = {"result": result_document(result), "traits": asdict(traits)}
    text = json.dumps(document, separators=(",", ":"), allow_nan=False, ensure_ascii=False)
    packed = zlib.compress(text.encode("utf-8", "replace"), 6)  # half a character becomes a question mark
    if isinstance(result, Report):
        score = result.score
        grade = result.grade.letter or ""
        return Kept(
            target, "report", result.depth, iso(at), score.score, score.low, score.high, score.coverage, grade,
            traits.name, packed,
        )  # fmt: skip
    kind: Kind = "passing" if result.kind in PASSING else "lasting"
    return Kept(target, kind, depth, iso(at), None, None, None, None, "", "", packed)


def _traits(said: Mapping[str, Any]) -> Traits:
    people = tuple(Somebody(tuple(marks), commits, name) for marks, commits, name in said["people"])
    packages = {name: tuple(said[name]) for name in ("provides", "depends")}
    return Traits(**{**said, **packages, "people": people})


def moment_of(text: str) -> datetime:
    """A moment as it stands in the ledger."""
    return datetime.fromisoformat(text).astimezone(UTC)
