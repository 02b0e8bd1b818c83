"""A report read back from its document, so that whoever kept only that can show it again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from oshealth.assessment.document import EvidenceDocument, FindingDocument, ReportDocument
from oshealth.assessment.finding import Finding
from oshealth.assessment.plan import Step
from oshealth.assessment.report import Cap, Gate, Grade, Report, Rung
from oshealth.assessment.score import CategoryScore, Score
from oshealth.reference import RepoRef
from oshealth.rulebook import Rulebook
from oshealth.rulebook.rule import RuleText
from oshealth.snapshot import Cost, Evidence, JsonValue


def restored(document: ReportDocument, book: Rulebook) -> Report:
    """The report that a document was made of. What the rules say of themselves (why, where to read on), the
    minimum of coverage and which gates withhold the letter come from `book`, which must be that of the report's profile.
    """
    texts = {rule.id: rule.text for rule in book.rules}
    titles = {finding["rule"]: finding["title"] for finding in document["findings"]}
    gates = {gate["rule"] for gate in document["gates"]}
    asked = document["repository"]
    low, high = document["grade_range"] or (None, None)
    minimum = book.profile.minimum_coverage
    score = document["score"]
    is_withheld = document["grade"] is None and not book.selected
    return Report(
        ref=RepoRef.parse(asked["ref"]),
        revision=asked["revision"],
        url=asked["url"],
        looked_at=datetime.fromisoformat(document["looked_at"]),
        as_of=datetime.fromisoformat(document["as_of"]),
        depth=document["depth"],
        profile=document["profile"]["id"],
        profile_version=document["profile"]["version"],
        minimum_coverage=minimum,
        bounds=document["grade_bounds"],
        caps=tuple(Cap(cap["at_most"], cap["because"]) for cap in document["grade_limits"]),
        score=Score(score, document["coverage"], document["range"][0], document["range"][1]),
        grade=Grade(document["grade"], low, high, document["grade_note"], is_withheld),
        gates=tuple(
            Gate(gate["rule"], gate["outcome"], gate["reason"], _withholds(gate["rule"], book))
            for gate in document["gates"]
        ),
        categories=tuple(CategoryScore(**one) for one in document["categories"]),
        findings=tuple(_finding(one, texts.get(one["rule"])) for one in document["findings"]),
        plan=tuple(
            Step(
                one["rule"],
                titles.get(one["rule"], ""),
                one["gain"],
                one["effort"],
                one["fix"],
                one["rule"] in gates,
            )
            for one in document["plan"]
        ),
        cost=Cost(**document["cost"]),
        notes=tuple(document["notes"]),
        notice=document["profile"]["notice"],
        ladder=tuple(Rung(one["title"], one["reached"], one["reason"]) for one in document["ladder"]),
    )


def _withholds(rule: str, book: Rulebook) -> bool:
    return book.profile.gates.get(rule) == "withhold"


def _finding(one: FindingDocument, text: RuleText | None) -> Finding:
    return Finding(
        rule=one["rule"],
        category=one["category"],
        title=one["title"],
        outcome=one["outcome"],
        credit=one["credit"],
        weight=one["weight"],
        reason=one["reason"],
        rests_on=one["rests_on"],
        evidence=tuple(map(_evidence, one["evidence"])),
        fix=one["fix"],
        effort=one["effort"],
        maps=tuple((standard, tuple(names)) for standard, names in one["maps"].items()),
        why=text.why if text else "",
        refs=text.refs if text else (),
        ahead=one.get("ahead", ""),
    )


def _evidence(item: EvidenceDocument) -> Evidence:
    return Evidence(item["kind"], item["path"], item["line"] or 0, item["name"], _frozen(item["value"]))


def _frozen(value: Any) -> JsonValue:
    """A value of JSON as evidence holds it: lists become tuples."""
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    if isinstance(value, Mapping):
        return {key: _frozen(item) for key, item in value.items()}
    return cast("JsonValue", value)
