"""What a portfolio lacks: rule by rule, in how many projects it is missing, and what mending it takes."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from msgspec import Struct, field

from oshealth.assessment.document import FindingDocument, ReportDocument
from oshealth.assessment.finding import DECIDED, OPEN
from oshealth.facts.documents import KINDS


class Gap(Struct, frozen=True):
    """One rule over all audited projects.

    It is `missing` in so many and `partly` there in so many of the `decided` ones; in `open` more nobody could tell.
    `gain` is what mending it would bring a project that lacks it, in points, on average; `effort` is what mending takes
    in one project: minutes, hours or days. `is_document` when what is missing is a document.
    """

    rule: str
    title: str
    fix: str
    effort: str
    missing: int
    partly: int
    decided: int
    open: int
    gain: float
    is_document: bool

    @property
    def lacking(self) -> int:
        """In how many projects there is something to mend."""
        return self.missing + self.partly


class _Tally(Struct):
    title: str
    fix: str
    effort: str
    missing: int = 0
    partly: int = 0
    passed: int = 0
    open: int = 0
    gain: float = 0.0
    is_document: bool = False


class Gaps(Struct):
    """The count in the making: `add` the report of every project, then ask what was `found`."""

    _tallies: dict[str, _Tally] = field(default_factory=dict)

    def add(self, report: ReportDocument) -> None:
        """Counts what one project lacks; what rests on something else that is missing is not counted again."""
        gains = {step["rule"]: step["gain"] for step in report["plan"]}
        for finding in report["findings"]:
            if finding["weight"] and not finding["rests_on"]:
                self._count(finding, gains.get(finding["rule"], 0.0))

    def _count(self, finding: FindingDocument, gain: float) -> None:
        outcome = finding["outcome"]
        tally = self._tallies.get(finding["rule"])
        if tally is None:
            tally = _Tally(finding["title"], finding["fix"], finding["effort"])
            self._tallies[finding["rule"]] = tally
        tally.missing += outcome == "fail"
        tally.partly += outcome == "partial"
        tally.passed += outcome == "pass"
        tally.open += outcome in OPEN
        if outcome in DECIDED and outcome != "pass":
            tally.gain += gain
            tally.is_document = tally.is_document or _is_document(finding)

    def found(self) -> tuple[Gap, ...]:
        """What is lacking anywhere, the most often missing first."""
        gaps = [_gap(rule, tally) for rule, tally in self._tallies.items() if tally.missing + tally.partly]
        return tuple(sorted(gaps, key=lambda gap: (-gap.missing, -gap.partly, -gap.gain, gap.rule)))


_EFFORTS: Final = ("minutes", "hours", "days")


class Price(Struct, frozen=True):
    """What mending everything of one `effort` would take: so many pieces of work, over so many rules."""

    effort: str
    pieces: int
    rules: int


def prices(gaps: Iterable[Gap]) -> tuple[Price, ...]:
    """The work by its size; sizes that nothing has are left out."""
    all_gaps = tuple(gaps)
    by_size = [(size, [gap for gap in all_gaps if gap.effort == size]) for size in _EFFORTS]
    return tuple(Price(size, sum(gap.lacking for gap in some), len(some)) for size, some in by_size if some)


def _gap(rule: str, tally: _Tally) -> Gap:
    lacking = tally.missing + tally.partly
    return Gap(
        rule=rule,
        title=tally.title,
        fix=tally.fix,
        effort=tally.effort,
        missing=tally.missing,
        partly=tally.partly,
        decided=lacking + tally.passed,
        open=tally.open,
        gain=float(round(Fraction(tally.gain) / lacking, 1)),
        is_document=tally.is_document,
    )


def _is_document(finding: FindingDocument) -> bool:
    """Whether a document was looked for and is not there."""
    absent = (item["name"] for item in finding["evidence"] if item["kind"] == "absence")
    return finding["outcome"] == "fail" and any(name in KINDS for name in absent)
