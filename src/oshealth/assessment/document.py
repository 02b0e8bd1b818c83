"""The JSON report, `schema_version: 1`: the stable shape that other tools read. Its JSON Schema is made from these types."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Literal, NotRequired

from typing_extensions import TypedDict

from oshealth.assessment.finding import Finding
from oshealth.reference import RepoRef
from oshealth.rulebook.probes import OutcomeName
from oshealth.rulebook.probes.base import Verdict
from oshealth.rulebook.profile import Bounded, Letter
from oshealth.snapshot import Depth, Evidence, JsonValue
from oshealth.version import VERSION

if TYPE_CHECKING:
    from oshealth.assessment.report import Report, Result, Unaudited

SCHEMA_VERSION: Final = 1


class ToolDocument(TypedDict):
    """Which program wrote the report."""

    name: str
    version: str


class RepositoryDocument(TypedDict):
    """What was audited. `revision` is the full commit id."""

    ref: str
    forge: str
    owner: str
    name: str
    revision: str
    url: str


class ProfileDocument(TypedDict):
    """Under which profile; `notice` is what it wants said of every result, empty for most."""

    id: str
    version: str
    notice: str


class RungDocument(TypedDict):
    """A level of the profile's ladder; no better than the one below it."""

    title: str
    reached: Verdict
    reason: str


class GateDocument(TypedDict):
    """A gate and what it came to."""

    rule: str
    outcome: OutcomeName
    reason: str


class CategoryDocument(TypedDict):
    """A category; `share` in percent, `score` null when nothing in it is decided."""

    id: str
    title: str
    share: int
    score: int | None
    coverage: int


class CapDocument(TypedDict):
    """A limit on the letter that holds, and why."""

    at_most: Letter
    because: str


class EvidenceDocument(TypedDict):
    """One thing a finding rests on; `line` is null when the whole file is meant."""

    kind: Literal["path", "fact", "api", "commit", "absence"]
    path: str
    line: int | None
    name: str
    value: Any
    url: str


class FindingDocument(TypedDict):
    """What one rule came to; `credit` 0-100, `weight` 0-5, `rests_on` what decided it; `ahead` is what the next band asks."""

    rule: str
    category: str
    outcome: OutcomeName
    credit: int
    weight: int
    title: str
    reason: str
    rests_on: str
    evidence: list[EvidenceDocument]
    fix: str
    effort: str
    maps: dict[str, list[str]]
    ahead: NotRequired[str]


class StepDocument(TypedDict):
    """One step of the plan; `gain` in points."""

    rule: str
    gain: float
    effort: str
    fix: str


class CostDocument(TypedDict):
    """What looking took."""

    api_requests: int
    api_points: int
    git_requests: int
    bytes: int
    seconds: float


class ReportDocument(TypedDict):
    """One audited repository. Times are UTC, ISO 8601 with `Z`; `grade_bounds` are the points that each letter asks for."""

    repository: RepositoryDocument
    looked_at: str
    as_of: str
    depth: Depth
    profile: ProfileDocument
    score: int | None
    range: list[int]
    grade: Literal["A", "B", "C", "D", "F"] | None
    grade_range: list[Literal["A", "B", "C", "D", "F"]] | None
    grade_note: str
    grade_bounds: dict[Bounded, int]
    grade_limits: list[CapDocument]
    ladder: list[RungDocument]
    coverage: int
    gates: list[GateDocument]
    categories: list[CategoryDocument]
    findings: list[FindingDocument]
    plan: list[StepDocument]
    notes: list[str]
    cost: CostDocument


class ErrorDocument(TypedDict):
    """Why a target could not be audited, and what to do next."""

    kind: str
    message: str
    hint: str


class UnauditedDocument(TypedDict):
    """A target that could not be audited."""

    repository: RepositoryDocument
    error: ErrorDocument


class ResultsDocument(TypedDict):
    """The whole report: one result a target, in the order they were asked for. It names no people (reports written
    before it said so lack the key).
    """

    schema_version: Literal[1]
    tool: ToolDocument
    names_people: NotRequired[Literal[False]]
    results: list[ReportDocument | UnauditedDocument]


def tool_document() -> ToolDocument:
    """This program, as every document for programs names it."""
    return {"name": "oshealth", "version": VERSION}


def results_document(results: Iterable["Result"]) -> ResultsDocument:
    """Results as plain values in the shape of the JSON report."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": tool_document(),
        "names_people": False,
        "results": [result.to_dict() for result in results],
    }


def repository_document(ref: RepoRef, revision: str, url: str) -> RepositoryDocument:
    """A repository as plain values."""
    return {
        "ref": str(ref),
        "forge": ref.forge,
        "owner": ref.owner,
        "name": ref.name,
        "revision": revision,
        "url": url,
    }


def iso(moment: datetime) -> str:
    """A moment in UTC to the second, with `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def unaudited_document(result: "Unaudited") -> UnauditedDocument:
    """A target that could not be audited as plain values."""
    error: ErrorDocument = {"kind": result.kind, "message": result.message, "hint": result.hint}
    if result.ref is not None:
        return {"repository": repository_document(result.ref, "", result.ref.url), "error": error}
    nobody: RepositoryDocument = {
        "ref": result.target, "forge": "", "owner": "", "name": "", "revision": "", "url": ""
    }  # fmt: skip
    return {"repository": nobody, "error": error}


def report_document(report: "Report") -> ReportDocument:
    """One report as plain values."""
    grade, score, cost = report.grade, report.score, report.cost
    return {
        "repository": repository_document(report.ref, report.revision, report.url),
        "looked_at": iso(report.looked_at),
        "as_of": iso(report.as_of),
        "depth": report.depth,
        "profile": {"id": report.profile, "version": report.profile_version, "notice": report.notice},
        "score": score.score,
        "range": [score.low, score.high],
        "grade": grade.letter,
        "grade_range": [grade.low, grade.high] if grade.low and grade.high else None,
        "grade_note": grade.note,
        "grade_bounds": {**report.bounds},
        "grade_limits": [{"at_most": cap.at_most, "because": cap.because} for cap in report.caps],
        "ladder": [
            {"title": rung.title, "reached": rung.reached, "reason": rung.reason} for rung in report.ladder
        ],
        "coverage": score.coverage,
        "gates": [
            {"rule": gate.rule, "outcome": gate.outcome, "reason": gate.reason} for gate in report.gates
        ],
        "categories": [
            {"id": c.id, "title": c.title, "share": c.share, "score": c.score, "coverage": c.coverage}
            for c in report.categories
        ],
        "findings": [_finding(finding, report) for finding in report.findings],
        "plan": [
            {"rule": step.rule, "gain": step.gain, "effort": step.effort, "fix": step.fix}
            for step in report.plan
        ],
        "notes": list(report.notes),
        "cost": {
            "api_requests": cost.api_requests,
            "api_points": cost.api_points,
            "git_requests": cost.git_requests,
            "bytes": cost.bytes,
            "seconds": round(cost.seconds, 3),
        },
    }


def _finding(finding: Finding, report: "Report") -> FindingDocument:
    written: FindingDocument = {
        "rule": finding.rule,
        "category": finding.category,
        "outcome": finding.outcome,
        "credit": finding.credit,
        "weight": finding.weight,
        "title": finding.title,
        "reason": finding.reason,
        "rests_on": finding.rests_on,
        "evidence": [_evidence(item, report) for item in finding.evidence],
        "fix": finding.fix,
        "effort": finding.effort,
        "maps": {standard: list(names) for standard, names in finding.maps},
    }
    return {**written, "ahead": finding.ahead} if finding.ahead else written


def _evidence(item: Evidence, report: "Report") -> EvidenceDocument:
    linked = item.kind == "path" and item.path
    return {
        "kind": item.kind,
        "path": item.path,
        "line": item.line or None,
        "name": item.name,
        "value": plain(item.value),
        "url": report.ref.file_url(report.revision, item.path, item.line) if linked else "",
    }


def plain(value: JsonValue) -> Any:
    """A value as JSON has it: tuples become lists."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return value
