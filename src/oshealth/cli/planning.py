"""What `plan` and `compare` do: look, judge, and lay the results out as a plan or side by side."""

from collections.abc import Sequence
from typing import cast

from msgspec.structs import replace

from oshealth.assessment import Asked, Report, verdict
from oshealth.assessment.route import Route, next_letter, route
from oshealth.auditing import Looking, Question, audit, audit_all
from oshealth.cli.running import Show, progress
from oshealth.cli.targets import reference
from oshealth.cli.writing import write
from oshealth.formats.route import ROUTE_FORMATS
from oshealth.formats.side_by_side import COMPARE_FORMATS
from oshealth.rulebook.profile import Letter


def run_plan(target: str, until: str, question: Question, looking: Looking, show: Show) -> None:
    """Shows the plan of one repository until a letter, the `next` one, or `all` there is. Raises NotAudited."""
    with progress(show) as told:
        report = audit(reference(target), question=question, looking=replace(looking, tell=told))
    way = route_until(report, until)
    write(ROUTE_FORMATS[show.format](report, way, show.style()), show.output)


def route_until(report: Report, until: str) -> Route:
    """The route of a report until a letter, the `next` one, or `all` there is."""
    letter = None if until == "all" else next_letter(report) if until == "next" else cast("Letter", until)
    return route(report, letter)


def run_compare(targets: Sequence[str], question: Question, looking: Looking, show: Show) -> int:
    """Shows repositories side by side; 3 when one could not be audited or too little of it was seen."""
    references = [reference(target) for target in targets]
    with progress(show) as told:
        results = list(audit_all(references, question=question, looking=replace(looking, tell=told)))
    write(COMPARE_FORMATS[show.format](results, show.style()), show.output)
    return verdict(results, Asked()).code
