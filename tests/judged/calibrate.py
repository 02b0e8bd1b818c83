"""How the rules do on many repositories: `python -m tests.judged.calibrate FOLDER [PROFILE]` prints a table as Markdown.

FOLDER holds clones, bare or not. Every bundled rule is judged, and the scores are those of the profile (community); none
of the repositories is named.
Rules that came out the same everywhere tell nobody apart, and are listed: too easy, too hard, or not seen from a clone.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Final

from oshealth import RepoRef, audit
from oshealth.assessment import Report
from oshealth.errors import NotAudited
from oshealth.rulebook.book import compose
from oshealth.rulebook.packs import bundled_pack
from oshealth.rulebook.probes import OutcomeName
from tests.judged.compare import git_folders

COLUMNS: Final[tuple[OutcomeName, ...]] = (
    "pass",
    "partial",
    "fail",
    "unknown",
    "needs_human",
    "not_applicable",
)
ENOUGH: Final = 5
"""Repositories in which a rule must be decided before it can be said that it tells nobody apart."""


@dataclass(frozen=True)
class Rate:
    """How often a rule came to what, over all repositories."""

    rule: str
    weight: int
    counts: Mapping[OutcomeName, int]

    @property
    def decided(self) -> int:
        """In how many it was decided on evidence."""
        return sum(self.counts[outcome] for outcome in COLUMNS[:3])

    @property
    def tells_apart(self) -> bool:
        """Whether it came to different ends where it was decided often enough to say so."""
        return self.decided < ENOUGH or max(self.counts[outcome] for outcome in COLUMNS[:3]) < self.decided


def rates(reports: Iterable[Report], weights: Mapping[str, int]) -> list[Rate]:
    """One rate a rule, in the order of the rules' names."""
    counts: dict[str, Counter[OutcomeName]] = {}
    for report in reports:
        for finding in report.findings:
            counts.setdefault(finding.rule, Counter())[finding.outcome] += 1
    return [Rate(rule, weights.get(rule, 0), counts[rule]) for rule in sorted(counts)]


def table(found: Sequence[Rate], reports: Sequence[Report]) -> Iterator[str]:
    """The table in percent, the spread of scores, and the rules that tell nobody apart."""
    yield "| rule | weight | " + " | ".join(name.replace("_", " ") for name in COLUMNS) + " |"
    yield "|---|--:|" + "--:|" * len(COLUMNS)
    for rate in found:
        total = sum(rate.counts.values())
        cells = (
            f"{round(100 * rate.counts[name] / total)} %" if rate.counts[name] else "" for name in COLUMNS
        )
        yield f"| {rate.rule} | {rate.weight} | {' | '.join(cells)} |"
    yield ""
    yield from _spread(reports)
    same = [f"{rate.rule} ({_always(rate)})" for rate in found if not rate.tells_apart]
    yield f"The same wherever decided: {', '.join(same) or 'none'}."
    never = [rate.rule for rate in found if not rate.decided]
    yield f"Never decided from a clone alone: {', '.join(never) or 'none'}."


def _always(rate: Rate) -> str:
    return next(outcome for outcome in COLUMNS[:3] if rate.counts[outcome])


def _spread(reports: Sequence[Report]) -> Iterator[str]:
    scores = [report.score.score for report in reports if report.score.score is not None]
    if len(scores) < 2:
        return
    cuts = quantiles(scores, n=20, method="inclusive")
    told = ", ".join(f"{cuts[place - 1]:.0f}" for place in (1, 5, 10, 15, 19))
    coverage = sorted(report.score.coverage for report in reports)[len(reports) // 2]
    letters = Counter(report.grade.letter or "none" for report in reports)
    given = ", ".join(f"{letter} {letters[letter]}" for letter in ("A", "B", "C", "D", "F", "none"))
    yield f"{len(reports)} repositories, from clones alone; scores at the 5th, 25th, 50th, 75th, 95th percentile: {told}."
    yield f"Median coverage {coverage} %. Letters: {given}."


def judged(folder: Path, profile: str) -> Iterator[Report]:
    """A report on every repository in a folder, under every bundled rule; the profile's alone count in the score.

    What cannot be read is passed over.
    """
    book = compose([bundled_pack()], profile, also=bundled_pack().rules)
    for clone in git_folders(folder):
        try:
            yield audit(RepoRef(path=str(clone)), book)
        except NotAudited as error:
            print(f"passed over: {error}", file=sys.stderr)


def main(folder: Path, profile: str) -> None:
    """Prints the table of all rules over a folder of clones, with the spread of scores under a profile."""
    weights = {rule.id: rule.text.weight for rule in bundled_pack().rules.values()}
    reports = list(judged(folder, profile))
    print("\n".join(table(rates(reports, weights), reports)))


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: python -m tests.judged.calibrate FOLDER_WITH_CLONES [PROFILE]")
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "community")
