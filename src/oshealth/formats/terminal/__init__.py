"""The scorecard in a terminal. Rich is imported when something is rendered, so that `--format json` starts without it."""

from collections.abc import Sequence

from oshealth.assessment.report import Result
from oshealth.formats.listing import Listed
from oshealth.formats.style import Style


def render(results: Sequence[Result], style: Style) -> str:
    """Scorecards one after the other, and a summary when there are several; one line each with `style.quiet`."""
    from oshealth.formats.terminal import scorecard  # noqa: PLC0415  keeps start-up fast

    return scorecard.render(results, style)


def render_facts(listings: Sequence[Listed], style: Style) -> str:
    """Facts, family by family; with `style.verbose` their definitions and what they were read from."""
    from oshealth.formats.terminal import facts  # noqa: PLC0415  keeps start-up fast

    return facts.render(listings, style)
