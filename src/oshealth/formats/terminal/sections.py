"""The sections of a scorecard below the bars: what fails, what is half done, what was not seen, and what to do next."""

from collections.abc import Mapping, Sequence
from typing import Final

from rich.text import Text

from oshealth.assessment.finding import Finding
from oshealth.assessment.plan import Step
from oshealth.assessment.report import Report
from oshealth.formats import phrases
from oshealth.formats.terminal.ink import Ink
from oshealth.formats.terminal.page import Lines, hanging, heading, joined, packed, padded, wrapped

NEXT_STEPS: Final = 3

_STACKED_BELOW: Final = 72  # narrower pages put the evidence under the rule instead of beside it
_FEW_WORDS: Final = 160  # characters of grounds; --verbose shows the rest
_MANY_WORDS: Final = 4000  # characters of a list of rules or places
_INDENT: Final = 2


def fails(report: Report, ink: Ink) -> Lines:
    """Each rule that fails on its own, dearest first, with its evidence and the rules that rest on it."""
    return _decided(report, ink, "fail", "Fails")


def partials(report: Report, ink: Ink) -> Lines:
    """Each rule that is met in part."""
    return _decided(report, ink, "partial", "Partly there")


def _decided(report: Report, ink: Ink, outcome: str, title: str) -> Lines:
    by_rule = {finding.rule: finding for finding in report.findings}
    found = [finding for finding in report.findings if finding.outcome == outcome]
    roots = [finding for finding in found if _root(finding, by_rule, found) is finding]
    if not roots:
        return []
    gains = {step.rule: step.gain for step in report.plan}
    width = _rule_width(report, ink)
    lines = heading(title, phrases.count(len(found), "rule"), ink)
    roots.sort(key=lambda one: -gains.get(one.rule, 0.0))
    for finding in roots:
        resting = [one.rule for one in found if one is not finding and _root(one, by_rule, found) is finding]
        lines += _finding(finding, gains.get(finding.rule), resting, width, ink)
    return [*lines, *_searches(roots, ink)]


def _searches(findings: Sequence[Finding], ink: Ink) -> Lines:
    """What the searches that found nothing could not look into, once for all of them."""
    notes = phrases.search_notes(findings)
    if not notes:
        return []
    return wrapped(ink.say(f"Mind: {'; '.join(notes)}.", "quiet", longest=_MANY_WORDS), ink.width)


def _root(finding: Finding, by_rule: Mapping[str, Finding], shown: Sequence[Finding]) -> Finding:
    """What a finding is folded under; itself when that is not shown in the same section."""
    root = phrases.root_of(finding, by_rule)
    return root if root in shown else finding


def _finding(finding: Finding, gain: float | None, resting: Sequence[str], width: int, ink: Ink) -> Lines:
    is_stacked = ink.width < _STACKED_BELOW
    indent = _INDENT if is_stacked else _INDENT + width + 9
    rule = ink.say(finding.rule, "strong")
    brings = padded(ink.say(phrases.points(gain) if gain else "", "good"), 5, right=True)
    room = ink.width - _INDENT - 7 if is_stacked else width
    head = joined(ink.outcome(finding.outcome), " ", padded(rule, room), "  ", brings)
    lines = _with_grounds(head, ink.say(_with_credit(finding), longest=_FEW_WORDS), indent, ink)
    if resting:
        branch = joined(" " * indent, ink.glyph("branch", "quiet"), " ")
        lines += hanging(branch, ink.say(f"and with it {', '.join(resting)}", "quiet", _MANY_WORDS), ink)
    return lines


def _with_grounds(head: Text, grounds: Text, indent: int, ink: Ink) -> Lines:
    """The grounds beside their rule, or below it where the page is narrow or the name long."""
    if head.cell_len < indent:
        return hanging(head, grounds, ink, indent)
    return [*wrapped(head, ink.width), *(hanging("", grounds, ink, indent) if grounds else [])]


def _with_credit(finding: Finding) -> str:
    credit = f"{finding.credit} %" if finding.outcome == "partial" else ""
    unscored = "" if finding.weight else "not scored"
    return ": ".join(filter(None, (unscored, credit, phrases.grounds(finding))))


def _rule_width(report: Report, ink: Ink) -> int:
    """One width for all sections, so that their columns stand below each other."""
    longest = ink.width * 3 // 8
    shown = [
        len(one.rule) for one in report.findings if one.outcome in ("fail", "partial") and not one.rests_on
    ]
    return min(longest, max(shown, default=longest))


def unseen(report: Report, ink: Ink) -> Lines:
    """What is unknown, one entry a reason, the heaviest first: seeing that would settle most."""
    by_rule = {finding.rule: finding for finding in report.findings}
    groups: dict[str, list[Finding]] = {}
    for finding in report.findings:
        if finding.outcome == "unknown":
            groups.setdefault(phrases.root_of(finding, by_rule).reason or "no reason given", []).append(
                finding
            )
    if not groups:
        return []
    gates = {gate.rule for gate in report.gates}
    lines = heading("Not seen", phrases.count(sum(map(len, groups.values())), "rule"), ink)
    for reason, findings in sorted(groups.items(), key=lambda group: -sum(one.weight for one in group[1])):
        rules = ", ".join(one.rule + (" (gate)" if one.rule in gates else "") for one in findings)
        lines += hanging(joined(ink.outcome("unknown"), " "), _reason(reason, rules, ink), ink)
    return lines


def _reason(reason: str, rules: str, ink: Ink) -> Text:
    return joined(
        ink.say(f"{reason}:", longest=_FEW_WORDS), " ", ink.say(rules, "quiet", longest=_MANY_WORDS)
    )


def for_people(report: Report, ink: Ink) -> Lines:
    """What only a person can tell: the question of each rule that counts and what helps to answer it; the others by
    name."""
    asked = [one for one in report.findings if one.outcome == "needs_human"]
    lines = _asked([one for one in asked if one.weight], ink)
    if unscored := sorted(one.rule for one in asked if not one.weight):
        names = joined(ink.say("not scored:"), " ", ink.say(", ".join(unscored), "quiet", _MANY_WORDS))
        lines += hanging(joined(ink.outcome("needs_human"), " "), names, ink)
    return [*heading("Needs a person", phrases.count(len(asked), "rule"), ink), *lines] if asked else []


def waived(report: Report, ink: Ink) -> Lines:
    """What the project waived, with its reason."""
    found = [one for one in report.findings if one.outcome == "waived"]
    return [*heading("Waived", phrases.count(len(found), "rule"), ink), *_asked(found, ink)] if found else []


def _asked(found: Sequence[Finding], ink: Ink) -> Lines:
    lines: Lines = []
    for finding in sorted(found, key=lambda one: -one.weight):
        head = joined(ink.outcome(finding.outcome), " ")
        words = joined(ink.say(finding.rule, "strong"), "  ", ink.say(phrases.grounds(finding)))
        lines += hanging(head, words, ink)
        if finding.reason and (pointers := phrases.pointers(finding)):
            lines += hanging("", ink.say(pointers, "quiet", _FEW_WORDS), ink, _INDENT)
    return lines


def next_steps(report: Report, ink: Ink) -> Lines:
    """The three steps that gain most for least effort: the points each brings, the effort, and what to do."""
    steps = report.plan[:NEXT_STEPS]
    if not steps:
        return []
    lines = heading("Next steps", _together(report, steps), ink)
    for number, step in enumerate(steps, start=1):
        brings = ink.say("opens the gate" if step.gate else f"{phrases.points(step.gain)} points", "good")
        title = joined(ink.say(str(number), "strong"), " ", ink.say(step.rule, "strong"), "  ", brings)
        effort = (
            joined(" ", ink.glyph("dot", "quiet"), " ", ink.say(step.effort, "quiet")) if step.effort else ""
        )
        lines += wrapped(joined(title, effort), ink.width)
        lines += hanging("", ink.say(step.fix), ink, _INDENT)
    return lines


def _together(report: Report, steps: Sequence[Step]) -> str:
    before = report.score.score or 0
    after = min(100, round(before + sum(step.gain for step in steps)))
    return f"from {before} to about {after}" if after > before else ""


def foot(report: Report, ink: Ink) -> Lines:
    """By what it was judged, as of when, what looking took, and the notes of the audit."""
    facts = [
        f"profile {report.profile} {report.profile_version}",
        f"as of {phrases.day(report.as_of)}",
        f"depth {report.depth}",
        *phrases.costs(report.cost),
    ]
    separator = joined(" ", ink.glyph("dot", "quiet"), " ")
    lines = [Text(), ink.glyph("rule", "quiet", ink.width)]
    lines += packed([ink.say(fact, "quiet") for fact in facts], separator, ink.width)
    if report.plan and not ink.style.verbose:
        more = f"more: oshealth explain {report.plan[0].rule}, or --verbose"
        lines += hanging("", ink.say(more, "quiet"), ink)
    for note in report.notes:
        lines += hanging(ink.say("note: ", "quiet"), ink.say(note), ink, 6)
    return lines
