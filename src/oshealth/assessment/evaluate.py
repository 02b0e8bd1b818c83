"""Where rules and facts meet: every rule of a book judged on the facts of one snapshot, required rules first."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from oshealth.assessment.finding import GATE, Finding
from oshealth.errors import InvalidSettings, UnknownName
from oshealth.facts import Facts
from oshealth.rulebook import Rule, Rulebook
from oshealth.rulebook.probes import Answer, Ground, OutcomeName
from oshealth.rulebook.settings import Attestation, Settings, Waiver
from oshealth.snapshot import Evidence

MAX_EVIDENCE: Final = 12


class Word(Struct, frozen=True):
    """What the project itself says to its audit: waivers in force and attestations, by rule."""

    waivers: Mapping[str, Waiver] = field(default_factory=dict)
    attestations: Mapping[str, Attestation] = field(default_factory=dict)


def word_of(settings: Settings, book: Rulebook, today: date) -> Word:
    """The waivers that have not run out, and the attestations.

    Raises InvalidSettings for a rule or category that does not exist, and for a waiver of a gate.
    """
    named = [
        *((("waivers", number, "rule"), one.rule) for number, one in enumerate(settings.waivers)),
        *((("attestations", number, "rule"), one.rule) for number, one in enumerate(settings.attestations)),
    ]
    for place, name in named:
        try:
            book.rule(name)
        except UnknownName as error:
            raise InvalidSettings(f"{settings.at(*place)}: {error}", error.hint) from error
    for number, name in enumerate(settings.fail_on):
        if name != GATE and name not in book.names:
            unknown = UnknownName("rule or category", name, book.names)
            raise InvalidSettings(f"{settings.at('fail-on', number)}: {unknown}", unknown.hint)
    for number, waiver in enumerate(settings.waivers):
        if waiver.rule in book.profile.gates:
            where = settings.at("waivers", number, "rule")
            raise InvalidSettings(f"{where}: {waiver.rule!r} is a gate", "a gate cannot be waived")
    return Word(
        {waiver.rule: waiver for waiver in settings.waivers if waiver.until is None or waiver.until >= today},
        {attestation.rule: attestation for attestation in settings.attestations},
    )


def run_out(settings: Settings, today: date) -> tuple[str, ...]:
    """What is to be said of waivers whose time is over: who wrote them may have forgotten that they end."""
    over = ((waiver.rule, waiver.until) for waiver in settings.waivers)
    return tuple(
        f"the waiver of {rule} ran out on {until}" for rule, until in over if until and until < today
    )


def evaluate(book: Rulebook, facts: Facts, word: Word = Word()) -> tuple[Finding, ...]:
    """One finding a rule, in the order of the book. Pure arithmetic: nothing is fetched."""
    outcomes: dict[str, OutcomeName] = {}
    findings = []
    ground = Ground(facts, outcomes)
    for rule in book.rules:
        resting = tuple(map(outcomes.__getitem__, rule.text.reads.rules))
        finding = facts.kept((rule.id, resting), partial(_weighed, book, rule, ground))
        if waiver := word.waivers.get(rule.id):
            finding = replace(finding, outcome="waived", credit=0, reason=waiver.reason)
        if attestation := word.attestations.get(rule.id):
            finding = replace(finding, evidence=(*finding.evidence, _attested(attestation)))
        outcomes[rule.id] = finding.outcome
        findings.append(finding)
    return tuple(findings)


def _weighed(book: Rulebook, rule: Rule, ground: Ground) -> Finding:
    """One rule on its ground, with what it counts in a book."""
    return replace(judge(rule, ground), weight=book.weight(rule) if rule.id in book.counted else 0)


def judge(rule: Rule, ground: Ground) -> Finding:
    """One rule on its ground: does it apply, do the rules it rests on hold, and then its own check."""
    applies = rule.text.applies.ask(ground) if rule.text.applies else Answer("yes")
    if applies.verdict == "no":
        return _finding(rule, "not_applicable", applies)
    if resting := _required(rule, ground.outcomes):
        return resting
    if applies.verdict != "yes":
        return _finding(rule, "unknown", replace(applies, reason=f"does it apply? {applies.reason}"))
    return _checked(rule, ground)


def _required(rule: Rule, outcomes: Mapping[str, OutcomeName]) -> Finding | None:
    """The finding that a required rule settles, or None when all of them hold."""
    if not rule.text.requires:
        return None
    found = {name: outcomes[name] for name in rule.text.requires}
    for told, outcome in _WHEN_REQUIRED.items():
        for name, its in found.items():
            if its == told:
                reason = f"rests on {name}, which is {told.replace('_', ' ')}"
                return replace(_finding(rule, outcome, Answer("no", reason=reason)), rests_on=name)
    return None


_WHEN_REQUIRED: Final[Mapping[OutcomeName, OutcomeName]] = {
    "fail": "fail",
    "unknown": "unknown",
    "needs_human": "needs_human",
    "not_applicable": "not_applicable",
    "waived": "not_applicable",
}


def _checked(rule: Rule, ground: Ground) -> Finding:
    answer = rule.text.check.ask(ground)
    match answer.verdict:
        case "yes":
            return _finding(rule, "pass" if answer.credit == 100 else "partial", answer, answer.credit)
        case "unknown":
            return _finding(rule, "unknown", answer)
        case "human":
            return _finding(rule, "needs_human", answer)
    return _lesser(rule, ground, answer)


def _lesser(rule: Rule, ground: Ground, failed: Answer) -> Finding:
    """The check said no: perhaps there is a lesser way to satisfy the rule."""
    if rule.text.partial is None:
        return _finding(rule, "fail", failed)
    answer = rule.text.partial.when.ask(ground)
    if answer.verdict == "yes":
        return _finding(rule, "partial", replace(answer, ahead=failed.ahead), rule.text.partial.credit)
    if answer.verdict == "unknown":
        return _finding(rule, "unknown", answer)
    return _finding(rule, "fail", failed)


def _finding(rule: Rule, outcome: OutcomeName, answer: Answer, credit: int = 0) -> Finding:
    return Finding(
        rule=rule.id,
        category=rule.category,
        title=rule.text.title,
        outcome=outcome,
        credit=credit,
        reason=answer.reason if outcome not in ("pass", "partial", "fail") or not answer.evidence else "",
        evidence=answer.evidence[:MAX_EVIDENCE],
        fix=rule.text.fix,
        ahead=answer.ahead if outcome in ("partial", "fail") else "",
        effort=rule.text.effort,
        maps=tuple(rule.text.maps.items()),
        why=rule.text.why,
        refs=rule.text.refs,
    )


def _attested(attestation: Attestation) -> Evidence:
    return Evidence(
        "fact", name=f"attested by {attestation.by} on {attestation.date}", value=attestation.statement
    )
