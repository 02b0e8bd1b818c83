"""A scorecard: the head, the bars, the sections and the foot, in the order in which a person needs them."""

from collections.abc import Sequence

from rich.text import Text

from oshealth.assessment.report import Report, Result, Unaudited
from oshealth.formats.style import Style
from oshealth.formats.terminal import details, league, sections
from oshealth.formats.terminal.bars import bars
from oshealth.formats.terminal.headline import headline
from oshealth.formats.terminal.ink import Ink, ink_for
from oshealth.formats.terminal.page import Lines, printed
from oshealth.formats.terminal.unaudited import not_audited


def render(results: Sequence[Result], style: Style) -> str:
    """All results as one text."""
    ink = ink_for(style)
    if style.quiet:
        return printed(league.rows(results, ink), ink)
    lines: Lines = []
    for number, result in enumerate(results):
        lines += [*([Text(), Text()] if number else []), *_one(result, ink)]
    if len(results) > 1:
        lines += [Text(), Text(), *league.table(results, ink)]
    return printed(lines, ink)


def _one(result: Result, ink: Ink) -> Lines:
    return not_audited(result, ink) if isinstance(result, Unaudited) else _report(result, ink)


def _report(report: Report, ink: Ink) -> Lines:
    if ink.style.verbose:
        middle = details.details(report, ink)
    else:
        middle = [
            *sections.fails(report, ink),
            *sections.partials(report, ink),
            *sections.unseen(report, ink),
            *sections.for_people(report, ink),
            *sections.waived(report, ink),
        ]
    return [
        *headline(report, ink),
        *bars(report, ink),
        *middle,
        *sections.next_steps(report, ink),
        *sections.foot(report, ink),
    ]
