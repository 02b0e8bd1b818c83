"""The plan as an issue for the repository itself: its title and its body."""

from collections.abc import Sequence
from typing import Final

from oshealth.assessment.report import Report
from oshealth.assessment.route import Route
from oshealth.formats import phrases
from oshealth.formats.briefly import verdict
from oshealth.formats.markdown import step_line
from oshealth.formats.quoting import markdown
from oshealth.formats.route import aim
from oshealth.version import VERSION

TITLE: Final = "Community health: what to do first"
_ROOM: Final = 60_000  # characters; GitHub takes 65 536


def body(report: Report, route: Route, mark: str) -> str:
    """The body: `mark`, the verdict, the steps as a checklist, and what stands in the way.

    Nothing in it mentions anybody, refers to anything or closes it, and it is never longer than an issue may be.
    """
    line = markdown(verdict(report))
    steps = [f"- [ ] {step_line(leg.step)}" for leg in route.legs]
    by = f"profile {report.profile} {report.profile_version}, commit {report.revision[:7]}"
    foot = [
        *([f"But {markdown(route.obstacle)}.", ""] if route.obstacle else []),
        f"oshealth {VERSION}, {markdown(f'{by}, as of {phrases.day(report.as_of)}')}. Running it again brings this up to date; "
        "what is done is then gone from the list.",
    ]
    head = [mark, f"{line[0].upper()}{line[1:]}.", "", markdown(aim(report, route)), ""]
    return "\n".join([*head, *_fitting(steps), "", *foot]) + "\n"


def _fitting(steps: Sequence[str]) -> list[str]:
    """As many steps as there is room for; the rest is counted."""
    kept: list[str] = []
    room = _ROOM
    for step in steps:
        room -= len(step) + 1
        if room < 0:
            return [*kept, "", f"… and {len(steps) - len(kept)} more."]
        kept.append(step)
    return kept
