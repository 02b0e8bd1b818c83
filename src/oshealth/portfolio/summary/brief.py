"""What the view over a portfolio keeps in memory of one repository: a few words and numbers, not the report."""

from sys import intern
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from oshealth.portfolio.kept import Kept
from oshealth.portfolio.values import Entry, Target

Standing: TypeAlias = Literal["graded", "thin", "failed", "waiting"]

_LONGEST: Final = 300


class Brief(Struct, frozen=True):
    """One repository. `standing`: `graded` has a letter; `thin` has a report, but too little evidence for one; `failed`
    could not be audited; `waiting` was not looked at yet.

    `low` and `high` are the ends of the range of the score, 0 where there is no report; `note` says why there is no letter or no
    report, or which name it has now; `first` is the rule that is best mended first; `gates` are those that failed.
    `may_pass` is true of a failure that may be gone tomorrow.
    """

    key: str
    name: str
    web: str
    standing: Standing
    grade: str = ""
    grade_low: str = ""
    grade_high: str = ""
    score: int | None = None
    low: int = 0
    high: int = 0
    coverage: int = 0
    depth: str = ""
    at: str = ""
    first: str = ""
    gates: tuple[str, ...] = ()
    note: str = ""
    renamed: str = ""
    may_pass: bool = False

    @property
    def is_settled(self) -> bool:
        """Whether the letter stays what it is, whatever was not seen."""
        return bool(self.grade) and self.grade_low == self.grade_high


def brief_of(target: Target, kept: Kept | None, entry: Entry | None) -> Brief:
    """What is kept in memory of a target; without an entry it waits."""
    ref = target.ref
    name = f"{ref.host}/{ref.slug}" if ref.forge == "git" else ref.slug
    if kept is None or entry is None:
        return Brief(target.key, name, ref.web_url, "waiting", note="not looked at yet")
    report = entry.report
    if report is None:
        error = entry.error
        note = error["message"][:_LONGEST] if error else ""
        may_pass = entry.kind == "passing"
        return Brief(
            target.key,
            name,
            ref.web_url,
            "failed",
            depth=kept.depth,
            at=kept.at,
            note=note,
            may_pass=may_pass,
        )
    low, high = report["grade_range"] or ("", "")
    return Brief(
        key=target.key,
        name=name,
        web=ref.web_url,
        standing="graded" if report["grade"] else "thin",
        grade=intern(report["grade"] or ""),
        grade_low=intern(low),
        grade_high=intern(high),
        score=report["score"],
        low=report["range"][0],
        high=report["range"][1],
        coverage=report["coverage"],
        depth=intern(kept.depth),
        at=kept.at,
        first=intern(report["plan"][0]["rule"]) if report["plan"] else "",
        gates=tuple(intern(gate["rule"]) for gate in report["gates"] if gate["outcome"] == "fail"),
        note=report["grade_note"][:_LONGEST],
        renamed=_renamed(kept.name, ref.slug),
    )


def _renamed(now: str, asked: str) -> str:
    return now if now and now.casefold() != asked.casefold() else ""
