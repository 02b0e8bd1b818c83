"""The report: findings, score, coverage, gates and letter of one repository; or why it could not be audited."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec import Struct

from oshealth.assessment.evaluate import Word, evaluate, run_out, word_of
from oshealth.assessment.finding import Finding
from oshealth.assessment.plan import Step, make_plan
from oshealth.assessment.score import (
    CategoryScore,
    Score,
    by_category,
    capped,
    category_scores,
    letter,
    whole_score,
)
from oshealth.errors import OshealthError
from oshealth.facts import Facts, facts_of
from oshealth.reference import RepoRef
from oshealth.rulebook import Rulebook, Settings
from oshealth.rulebook.probes import Ground, OutcomeName
from oshealth.rulebook.probes.base import Verdict
from oshealth.rulebook.profile import Bounded, Letter
from oshealth.rulebook.settings import corrections_of
from oshealth.snapshot import Cost, Depth, Snapshot

if TYPE_CHECKING:
    from oshealth.assessment.document import ReportDocument, UnauditedDocument

_WORST_FIRST: Final[tuple[Verdict, ...]] = ("no", "unknown", "human", "yes")


class Gate(Struct, frozen=True):
    """A gate: the rule, what it came to, in a few words why, and whether the letter is withheld until it is decided."""

    rule: str
    outcome: OutcomeName
    reason: str
    withholds: bool = True


class Asked(Struct, frozen=True):
    """What was asked of a result: a score, rules, categories or `gate` that must not fail, and percent of the evidence."""

    fail_under: int | None = None
    fail_on: tuple[str, ...] = ()
    min_coverage: int | None = None

    def __or__(self, other: "Asked") -> "Asked":
        """Both together; where both name a score or a coverage, the other's counts."""
        under = self.fail_under if other.fail_under is None else other.fail_under
        seen = self.min_coverage if other.min_coverage is None else other.min_coverage
        return Asked(under, tuple(dict.fromkeys((*self.fail_on, *other.fail_on))), seen)


class Grade(Struct, frozen=True):
    """The letter, or None with the reason in `note`; `low` and `high` are the letters at both ends of the range.

    `note` also says which limit capped the letter. `withheld` is true when a gate that must be decided is not, or
    when coverage is below the minimum: there is not enough evidence for a letter or a pass.
    """

    letter: Letter | None
    low: Letter | None
    high: Letter | None
    note: str = ""
    withheld: bool = False


class Cap(Struct, frozen=True):
    """A limit of the profile that holds here: no letter better than `at_most`, and why, in words."""

    at_most: Letter
    because: str


class Rung(Struct, frozen=True):
    """A level of the profile's ladder, and whether it is reached: yes, no, unknown, or human for a person to say.

    A level stands on those below it, so it is no better than the worst of them; `reason` says what is unknown.
    """

    title: str
    reached: Verdict
    reason: str = ""


class Report(Struct, frozen=True):
    """The whole result for one repository at one moment under one profile.

    `bounds` are the points that each letter but F asks for, `caps` the limits on the letter that hold; `promised` is
    what the project's own settings ask of it, where they were trusted; `notice` is what the profile wants said first,
    `ladder` its levels, lowest first.
    """

    ref: RepoRef
    revision: str
    url: str
    looked_at: datetime
    as_of: datetime
    depth: Depth
    profile: str
    profile_version: str
    minimum_coverage: int
    bounds: Mapping[Bounded, int]
    caps: tuple[Cap, ...]
    score: Score
    grade: Grade
    gates: tuple[Gate, ...]
    categories: tuple[CategoryScore, ...]
    findings: tuple[Finding, ...]
    plan: tuple[Step, ...]
    cost: Cost
    notes: tuple[str, ...] = ()
    promised: Asked = Asked()
    notice: str = ""
    ladder: tuple[Rung, ...] = ()

    def to_dict(self) -> "ReportDocument":
        """The same as plain values: a result of the JSON report, whose schema comes with the package."""
        from oshealth.assessment.document import report_document  # noqa: PLC0415 - start-up

        return report_document(self)


class Unaudited(Struct, frozen=True):
    """A target that could not be looked at at all, and why: a batch goes on."""

    target: str
    kind: str
    message: str
    hint: str = ""
    ref: RepoRef | None = None

    def to_dict(self) -> "UnauditedDocument":
        """The same as plain values: a result of the JSON report."""
        from oshealth.assessment.document import unaudited_document  # noqa: PLC0415 - start-up

        return unaudited_document(self)


Result: TypeAlias = Report | Unaudited


def unaudited(target: str, error: OshealthError, ref: RepoRef | None = None) -> Unaudited:
    """An error as a result."""
    return Unaudited(target, error.kind, str(error), error.hint, ref)


def assess(
    snapshot: Snapshot,
    book: Rulebook,
    settings: Settings | None = None,
    minimum_coverage: int | None = None,
    notes: Sequence[str] = (),
    facts: Facts | None = None,
) -> Report:
    """Judges a snapshot by a book, under what the project says where `settings` are given.

    The same snapshot, book and settings give the same report, byte for byte. `facts` go before those of the snapshot,
    for whoever asks what if they were others. Raises InvalidSettings for a waiver of
    a gate or of a rule that does not exist.
    """
    facts = facts or facts_of(snapshot, settings.paths if settings else None, corrections_of(settings))
    gates = frozenset(book.profile.gates)
    today = snapshot.as_of.date()
    word = word_of(settings, book, today) if settings else Word()
    findings = evaluate(book, facts, word)
    shares = {name: book.share(name) for name in book.categories}
    titles = {name: category.title for name, category in book.categories.items()}
    sums = by_category(findings)
    score = whole_score(sums, shares)
    minimum = _minimum(book, settings, minimum_coverage)
    found_gates = _gates(findings, book)
    caps = _caps(book, facts)
    return Report(
        ref=snapshot.ref,
        revision=snapshot.revision,
        url=snapshot.url,
        looked_at=snapshot.looked_at,
        as_of=snapshot.as_of,
        depth=snapshot.depth,
        profile=book.profile_id,
        profile_version=book.profile.version,
        minimum_coverage=minimum,
        bounds=book.profile.grades,
        caps=caps,
        score=score,
        grade=_grade(book, caps, score, found_gates, minimum),
        gates=found_gates,
        categories=category_scores(sums, shares, titles),
        findings=findings,
        plan=make_plan(findings, shares, gates),
        cost=snapshot.cost,
        notes=(*notes, *(run_out(settings, today) if settings else ())),
        promised=Asked(settings.fail_under, settings.fail_on, settings.min_coverage) if settings else Asked(),
        notice=" ".join(book.profile.notice.split()),
        ladder=_ladder(book, facts),
    )


def _minimum(book: Rulebook, settings: Settings | None, asked: int | None) -> int:
    """The caller's word, else the project's, else the profile's."""
    if asked is not None:
        return asked
    if settings is not None and settings.min_coverage is not None:
        return settings.min_coverage
    return book.profile.minimum_coverage


def _gates(findings: Sequence[Finding], book: Rulebook) -> tuple[Gate, ...]:
    gates = book.profile.gates
    return tuple(
        Gate(
            finding.rule, finding.outcome, finding.reason or finding.title, gates[finding.rule] == "withhold"
        )
        for finding in findings
        if finding.rule in gates
    )


def _caps(book: Rulebook, facts: Facts) -> tuple[Cap, ...]:
    return tuple(
        Cap(limit.at_most, limit.because)
        for limit in book.profile.limits
        if limit.when.ask(Ground(facts)).verdict == "yes"
    )


def _ladder(book: Rulebook, facts: Facts) -> tuple[Rung, ...]:
    """Every level, each no better than the one below it."""
    rungs: list[Rung] = []
    for level in book.profile.levels:
        answer = level.check.ask(Ground(facts))
        below = rungs[-1] if rungs else Rung("", "yes")
        if _WORST_FIRST.index(below.reached) < _WORST_FIRST.index(answer.verdict):
            rungs.append(Rung(level.title, below.reached, below.reason))
        else:
            rungs.append(Rung(level.title, answer.verdict, answer.reason))
    return tuple(rungs)


def _grade(book: Rulebook, caps: Sequence[Cap], score: Score, gates: Sequence[Gate], minimum: int) -> Grade:
    failed = [gate.rule for gate in gates if gate.outcome == "fail"]
    undecided = [gate.rule for gate in gates if gate.withholds and gate.outcome in ("unknown", "needs_human")]
    if book.selected:
        return Grade(None, None, None, "rules were selected by hand, so there is no letter", bool(undecided))
    if failed:
        return Grade("F", "F", "F", f"gate failed: {', '.join(failed)}")
    if undecided:
        return Grade(
            None, None, None, f"no letter until it is settled: {', '.join(undecided)}", withheld=True
        )
    if score.score is None or score.coverage < minimum:
        note = f"not enough evidence: coverage {score.coverage} is below {minimum}"
        return Grade(None, None, None, note, withheld=True)
    return _letters(book, caps, score, score.score)


def _letters(book: Rulebook, caps: Sequence[Cap], score: Score, points: int) -> Grade:
    """The letters of the score and of both ends of its range, under the limits that hold."""
    bounds, at_most = book.profile.grades, [cap.at_most for cap in caps]
    given = letter(points, bounds)
    grade = capped(given, at_most)
    because = [cap.because for cap in caps if cap.at_most == grade] if grade != given else []
    low, high = (capped(letter(end, bounds), at_most) for end in (score.low, score.high))
    return Grade(grade, low, high, f"no better than {grade}: {because[0]}" if because else "")
