"""The scorecard as Markdown, for job summaries, issues and comments: the same order as in the terminal."""

from collections.abc import Sequence
from typing import Final

from oshealth.assessment.finding import Finding
from oshealth.assessment.plan import Step
from oshealth.assessment.report import Gate, Report, Result, Unaudited
from oshealth.formats import phrases
from oshealth.formats.briefly import verdict
from oshealth.formats.quoting import advice, code, markdown
from oshealth.formats.style import Style

NEXT_STEPS: Final = 3
_MANY: Final = 4000  # characters of a list of rules


def render(results: Sequence[Result], style: Style) -> str:
    """One section a repository, and before them a table when there are several; the table alone with `quiet`."""
    table = _table(results) if len(results) > 1 or style.quiet else []
    sections = [] if style.quiet else [line for result in results for line in _section(result, style)]
    return "\n".join([*table, *sections]).rstrip("\n") + "\n"


def _table(results: Sequence[Result]) -> list[str]:
    rows = ["| grade | score | range | coverage | repository |", "|:-:|--:|--:|--:|---|"]
    names = phrases.names_of(results)
    return [*rows, *(_row(result, name) for result, name in zip(results, names, strict=True)), ""]


def _row(result: Result, name: str) -> str:
    name = markdown(name, 100)
    if isinstance(result, Unaudited):
        return f"| – | | | | {name}: not audited |"
    score = result.score
    points = "–" if score.score is None else str(score.score)
    return f"| {result.grade.letter or '?'} | {points} | {score.low}–{score.high} | {score.coverage} % | {name} |"


def _section(result: Result, style: Style) -> list[str]:
    if isinstance(result, Unaudited):
        return _unaudited(result)
    return [
        f"## {markdown(phrases.name_of(result.ref, result.url), 100)}",
        "",
        *_verdict(result),
        *_categories(result),
        *_next(result.plan[:NEXT_STEPS]),
        *_found(result, "fail", "Fails", is_open=True),
        *_found(result, "partial", "Partly there", is_open=True),
        *_unseen(result),
        *_found(result, "needs_human", "Needs a person"),
        *_found(result, "waived", "Waived"),
        *(_found(result, "pass", "Passes") if style.verbose else []),
        *_foot(result),
    ]


def _unaudited(result: Unaudited) -> list[str]:
    hint = [f"Hint: {markdown(result.hint)}", ""] if result.hint else []
    return [
        f"## {markdown(result.target, 100)}",
        "",
        f"**Not audited:** {markdown(result.message)}",
        "",
        *hint,
    ]


def _verdict(report: Report) -> list[str]:
    gates = [line for gate in report.gates if gate.outcome == "fail" for line in _gate(gate, report)]
    line = markdown(verdict(report))
    notice = [f"> {markdown(report.notice)}", ""] if report.notice else []
    return [*notice, *gates, f"**{line[0].upper()}{line[1:]}**", "", *_ladder(report)]


def _ladder(report: Report) -> list[str]:
    rows = [f"- {markdown(phrases.rung(rung))}" for rung in report.ladder]
    return [*rows, ""] if rows else []


def _gate(gate: Gate, report: Report) -> list[str]:
    return [f"**Gate failed: {markdown(gate.rule)}.** {markdown(phrases.gate_grounds(gate, report))}", ""]


def _categories(report: Report) -> list[str]:
    rows = [
        f"| {markdown(one.title)} | {_points(one.score)} | {one.coverage} % | {one.share} % |"
        for one in report.categories
    ]
    return ["| category | score | seen | share |", "|---|--:|--:|--:|", *rows, ""] if rows else []


def _points(score: int | None) -> str:
    return "–" if score is None else str(score)


def _next(steps: Sequence[Step]) -> list[str]:
    rows = [f"{number}. {step_line(step)}" for number, step in enumerate(steps, start=1)]
    return ["### Next steps", "", *rows, ""] if rows else []


def step_line(step: Step) -> str:
    """One step of the plan as a line of Markdown, without its bullet."""
    brings = "opens the gate" if step.gate else f"{phrases.points(step.gain)} points"
    aside = ", ".join(filter(None, (brings, markdown(step.effort))))
    return f"**{markdown(step.rule)}** ({aside}): {advice(step.fix)}"


def _found(report: Report, outcome: str, title: str, is_open: bool = False) -> list[str]:
    """The findings with one outcome, each with its grounds; folded where a reader can do without."""
    found = [one for one in report.findings if one.outcome == outcome and not one.rests_on]
    if not found:
        return []
    gains = {step.rule: step.gain for step in report.plan}
    gates = {gate.rule for gate in report.gates}
    found.sort(key=lambda one: (one.rule not in gates, -gains.get(one.rule, 0.0)))
    return _folded(title, len(found), [_line(finding, report) for finding in found], is_open)


def _folded(title: str, number: int, rows: Sequence[str], is_open: bool) -> list[str]:
    summary = f"<summary>{title}: {phrases.count(number, 'rule')}</summary>"
    return [f"<details{' open' if is_open else ''}>{summary}", "", *rows, "", "</details>", ""]


def _line(finding: Finding, report: Report) -> str:
    grounds = code(phrases.grounds(finding)) if finding.is_decided else markdown(phrases.grounds(finding))
    resting = [
        one.rule for one in report.findings if one.rests_on == finding.rule and one.outcome == finding.outcome
    ]
    with_it = f"; and with it {markdown(', '.join(resting), _MANY)}" if resting else ""
    unscored = "" if finding.weight else " (not scored)"
    credit = f" ({finding.credit} %)" if finding.outcome == "partial" else ""
    return f"- **{markdown(finding.rule)}**{credit}{unscored}: {_linked(finding, report, grounds)}{with_it}"


def _linked(finding: Finding, report: Report, grounds: str) -> str:
    """The grounds, as a link to the line on the forge where the first evidence is one."""
    item = next((item for item in finding.evidence[:1] if item.kind == "path" and item.path), None)
    url = report.ref.file_url(report.revision, item.path, item.line) if item else ""
    is_plain = url.startswith(("https://", "http://")) and not set('<>() \n\\`"') & set(url)
    return f"[{grounds}]({url})" if is_plain and grounds.startswith("`") else grounds


def _unseen(report: Report) -> list[str]:
    by_rule = {finding.rule: finding for finding in report.findings}
    groups: dict[str, list[str]] = {}
    for finding in report.findings:
        if finding.outcome == "unknown":
            reason = phrases.root_of(finding, by_rule).reason or "no reason given"
            groups.setdefault(reason, []).append(finding.rule)
    rows = [f"- {markdown(reason)}: {markdown(', '.join(rules), _MANY)}" for reason, rules in groups.items()]
    return _folded("Not seen", sum(map(len, groups.values())), rows, False) if rows else []


def _foot(report: Report) -> list[str]:
    facts = [
        f"profile {markdown(report.profile)} {markdown(report.profile_version)}",
        f"commit {code(report.revision[:7])}",
        f"as of {phrases.day(report.as_of)}",
        f"depth {report.depth}",
    ]
    notes = [line for note in report.notes for line in (f"Note: {markdown(note)}", "")]
    return [f"oshealth: {' · '.join(facts)}", "", *notes]
