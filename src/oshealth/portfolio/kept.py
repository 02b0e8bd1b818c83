"""An entry as it is kept and sent: a few columns to count and sort by, and the whole result packed."""

import json
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import asdict

from oshealth.assessment.document import iso
from oshealth.assessment.report import Report, Result
from oshealth.portfolio.values import Entry, Kind, Somebody, Traits
from oshealth.snapshot import Depth

LARGEST: Final = 64 << 20
_NO_TRAITS: Final = Traits()
PASSING: Final = frozenset({"unreachable", "timeout", "limit", "token", "git-failed", "worker-lost"})
"""Kinds of errors that may be gone on another day."""


class Kept(Struct, frozen=True):
    """One result: `packed` is the result itself, `ties` its traits. `score`, `low`, `high` and `coverage` are None for a
    failure; `grade` is then empty, as it is where no letter was given; `name` is the full name that the forge gives,
    empty where it told none.
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
    ties: bytes

    def entry(self) -> Entry:
        """The whole entry."""
        moment = datetime.fromisoformat(self.at)
        return Entry(self.target, self.kind, self.depth, moment, json.loads(self.text()), self.traits())

    def text(self) -> str:
        """The result as the JSON report has it, as one line of ASCII."""
        return zlib.decompressobj().decompress(self.packed, LARGEST).decode("ascii")

    def traits(self) -> Traits:
        """What may tie the repository to others."""
        return _traits(json.loads(zlib.decompressobj().decompress(self.ties, LARGEST)))


def keep(target: str, result: Result, depth: Depth, at: datetime, traits: Traits = _NO_TRAITS) -> Kept:
    """A result as it is kept. A failure is passing or lasting by its kind."""
    document, ties = packed(result.to_dict()), packed(asdict(traits))
    if isinstance(result, Report):
        score = result.score
        grade = result.grade.letter or ""
        return Kept(
            target, "report", result.depth, iso(at), score.score, score.low, score.high, score.coverage, grade,
            traits.name, document, ties,
        )  # fmt: skip
    kind: Kind = "passing" if result.kind in PASSING else "lasting"
    return Kept(target, kind, depth, iso(at), None, None, None, None, "", "", document, ties)


def packed(value: Any) -> bytes:
    """JSON in ASCII, packed; half a character becomes a question mark."""
    text = json.dumps(value, separators=(",", ":"), allow_nan=False, ensure_ascii=False)
    data = text.encode("utf-8", "replace")
    if not data.isascii():
        data = json.dumps(json.loads(data), separators=(",", ":")).encode("ascii")
    return zlib.compress(data, 6)


def _traits(said: Mapping[str, Any]) -> Traits:
    people = tuple(Somebody(tuple(marks), commits, name) for marks, commits, name in said["people"])
    packages = {name: tuple(said.get(name, ())) for name in ("provides", "depends", "organisations")}
    return Traits(**{**said, **packages, "people": people})


def moment_of(text: str) -> datetime:
    """A moment as it stands in the ledger."""
    return datetime.fromisoformat(text).astimezone(UTC)
