"""The verdict: did the result keep what was asked of it? The one place where exit codes of results come from."""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from oshealth.assessment.finding import GATE
from oshealth.assessment.report import Asked, Report, Result, Unaudited
from oshealth.errors import UnknownName

DONE: Final = 0
BELOW: Final = 1
ASKED_WRONGLY: Final = 2
NOT_ENOUGH: Final = 3
_RANK: Final = (DONE, BELOW, NOT_ENOUGH, ASKED_WRONGLY)


class Verdict(Struct, frozen=True):
    """The exit code, and for each broken promise one line that says which."""

    code: int
    reasons: tuple[str, ...] = ()

    def __or__(self, other: "Verdict") -> "Verdict":
        """Both together: the higher code, and the reasons of both."""
        return Verdict(max(self.code, other.code, key=_RANK.index), (*self.reasons, *other.reasons))


def verdict(results: Iterable[Result], asked: Asked) -> Verdict:
    """The highest verdict of all results: 3 before 1 before 0. What a project promised of itself is asked as well.

    Raises UnknownName for a word that is neither a rule nor a category of these reports, nor `gate`.
    """
    verdicts = [_of(result, asked) for result in results]
    code = max((one.code for one in verdicts), key=_RANK.index, default=DONE)
    return Verdict(code, tuple(reason for one in verdicts for reason in one.reasons))


def _of(result: Result, asked: Asked) -> Verdict:
    if isinstance(result, Unaudited):
        return Verdict(NOT_ENOUGH)
    asked = result.promised | asked
    _check(result, asked)
    broken = [*_evidence(result, asked), *_score(result, asked), *_rules(result, asked)]
    code = max((code for code, _ in broken), key=_RANK.index, default=DONE)
    return Verdict(code, tuple(reason for _, reason in broken))


def _check(report: Report, asked: Asked) -> None:
    known = {
        GATE,
        *(finding.rule for finding in report.findings),
        *(finding.category for finding in report.findings),
    }
    for word in asked.fail_on:
        if word not in known:
            raise UnknownName("rule or category", word, known)


def _evidence(report: Report, asked: Asked) -> list[tuple[int, str]]:
    """A failed gate makes the letter F however little was seen; a coverage that was asked for is owed all the same."""
    if report.grade.withheld:
        return [(NOT_ENOUGH, report.grade.note)]
    if asked.min_coverage is not None and report.score.coverage < asked.min_coverage:
        return [(NOT_ENOUGH, f"coverage {report.score.coverage} % is under {asked.min_coverage} %")]
    return []


def _score(report: Report, asked: Asked) -> list[tuple[int, str]]:
    if asked.fail_under is None:
        return []
    if report.score.score is None:
        return [(NOT_ENOUGH, "there is no score to compare with --fail-under")]
    if report.score.score < asked.fail_under:
        return [(BELOW, f"score {report.score.score} is under {asked.fail_under}")]
    return []


def _rules(report: Report, asked: Asked) -> list[tuple[int, str]]:
    broken = []
    for finding in report.findings:
        needs_answer = bool({finding.rule, finding.category} & {*asked.fail_on})
        gate = next((one for one in report.gates if one.rule == finding.rule and GATE in asked.fail_on), None)
        if finding.outcome == "fail" and (needs_answer or gate):
            broken.append((BELOW, f"{finding.rule} failed"))
        elif finding.is_open and ((finding.weight and needs_answer) or (gate and gate.withholds)):
            broken.append(
                (NOT_ENOUGH, f"{finding.rule} is {finding.outcome.replace('_', ' ')}: {finding.reason}")
            )
    return broken
