"""The report as one HTML file for people: no script, no request to anywhere. Jinja2 is imported when one is rendered."""

from collections.abc import Sequence

from oshealth.assessment.report import Result
from oshealth.formats.style import Style


def render(results: Sequence[Result], style: Style) -> str:
    """A whole page; several results stand one after the other below a table of them all, `style.trends` among them."""
    from oshealth.formats.html import page  # noqa: PLC0415  keeps start-up fast

    return page.render(results, style.trends)
