"""The plan of one repository: in a terminal, as a checklist to paste into an issue, and as JSON."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from oshealth.assessment.document import iso, repository_document
from oshealth.assessment.report import Report
from oshealth.assessment.route import Leg, Route
from oshealth.formats import phrases
from oshealth.formats.briefly import verdict
from oshealth.formats.json import written
from oshealth.formats.markdown import step_line
from oshealth.formats.quoting import markdown
from oshealth.formats.style import Style
from oshealth.formats.terminal.headline import name_line
from oshealth.formats.terminal.ink import Ink, ink_for
from oshealth.formats.terminal.page import Lines, hanging, heading, joined, padded, printed, ruler, wrapped

RenderRoute: TypeAlias = Callable[[Report, Route, Style], str]


def aim(report: Report, route: Route) -> str:
    """What the route is for, and whether it gets there, in one sentence."""
    if not route.legs:
        return "Nothing is left to mend." if route.arrives else "Nothing is known that would help."
    if route.target is None:
        return f"All there is to mend: from {report.score.score or 0} to {route.legs[-1].score} points."
    to = f"from {report.score.score or 0} to {route.legs[-1].score} points"
    if not route.arrives:
        return (
            f"All there is to mend: {to}, which is not enough for {route.target}; the rest is not seen yet."
        )
    return f"{phrases.count(len(route.legs), 'step')} to grade {route.target}: {to}."


def render(report: Report, route: Route, style: Style) -> str:
    """In a terminal: the steps in their order, what each brings, and the score after it."""
    ink = ink_for(style)
    name = phrases.name_of(report.ref, report.url)
    lines = [*name_line(name, report.revision, report.as_of, ink), ruler(ink)]
    lines += wrapped(ink.say(verdict(report)), ink.width)
    lines += heading("Plan", aim(report, route), ink)
    for number, leg in enumerate(route.legs, start=1):
        lines += _leg(number, leg, ink)
    if route.obstacle:
        lines += [joined(""), *hanging(joined(ink.say("But", "strong"), " "), ink.say(route.obstacle), ink)]
    return printed(lines, ink)


def _leg(number: int, leg: Leg, ink: Ink) -> Lines:
    head = joined(padded(ink.say(str(number), "strong"), 2, right=True), " ")
    brings = "opens the gate" if leg.step.gate else f"{phrases.points(leg.step.gain)} points"
    title = joined(ink.say(leg.step.rule, "strong"), "  ", ink.say(brings, "good"))
    aside = ink.say(", ".join(filter(None, (leg.step.effort, f"then {leg.score}"))), "quiet")
    return [*hanging(head, joined(title, "  ", aside), ink), *hanging("", ink.say(leg.step.fix), ink, 3)]


def render_markdown(report: Report, route: Route, style: Style) -> str:
    """A checklist in Markdown: nothing in it mentions, refers to or closes anything."""
    del style  # the same everywhere
    name = markdown(phrases.name_of(report.ref, report.url), 100)
    lines = [f"## Community health of {name}: what to do first", "", markdown(aim(report, route)), ""]
    lines += [f"- [ ] {step_line(leg.step)}" for leg in route.legs]
    lines += ["", f"But {markdown(route.obstacle)}."] if route.obstacle else []
    by = f"profile {report.profile} {report.profile_version}, as of {phrases.day(report.as_of)}"
    return "\n".join([*lines, "", f"oshealth: {markdown(verdict(report))}; {markdown(by)}"]) + "\n"


def render_json(report: Report, route: Route, style: Style) -> str:
    """For programs: the steps with their gain and the score after each."""
    del style  # a document for programs looks the same everywhere
    steps = [
        {
            "rule": leg.step.rule,
            "title": leg.step.title,
            "gate": leg.step.gate,
            "gain": leg.step.gain,
            "score_after": leg.score,
            "effort": leg.step.effort,
            "fix": leg.step.fix,
        }
        for leg in route.legs
    ]
    return written(
        {
            "schema_version": 1,
            "repository": repository_document(report.ref, report.revision, report.url),
            "as_of": iso(report.as_of),
            "score": report.score.score,
            "grade": report.grade.letter,
            "target": route.target,
            "arrives": route.arrives,
            "obstacle": route.obstacle,
            "steps": steps,
        }
    )


ROUTE_FORMATS: Final[Mapping[str, RenderRoute]] = {
    "terminal": render,
    "markdown": render_markdown,
    "json": render_json,
}
