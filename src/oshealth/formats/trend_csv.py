"""A trend as CSV: one row a moment."""

import csv
import io
from typing import Final

from oshealth.facts import Reading
from oshealth.formats import phrases
from oshealth.formats.style import Style
from oshealth.snapshot import Unknown
from oshealth.trend import Trend

_RISKY: Final = ("=", "+", "-", "@", "\t", "\r")


def render(trend: Trend, style: Style) -> str:
    """One row a moment; an unknown is an empty cell, and no cell can be taken for a formula."""
    del style  # a table for programs looks the same everywhere
    categories = list(dict.fromkeys(one.id for point in trend.points for one in point.report.categories))
    facts = list(trend.points[-1].facts)
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["as_of", "revision", "score", "low", "high", "coverage", "grade", *categories, *facts])
    for point in trend.points:
        report = point.report
        scores = {one.id: one.score for one in report.categories}
        score = report.score
        rows.writerow(
            [
                f"{report.as_of:%Y-%m-%d}", report.revision, _cell(score.score), score.low, score.high, score.coverage,
                report.grade.letter or "", *(_cell(scores.get(name)) for name in categories),
                *(_fact(point.facts[name]) for name in facts),
            ]
        )  # fmt: skip
    return out.getvalue()


def _cell(value: int | None) -> str:
    return "" if value is None else str(value)


def _fact(reading: Reading) -> str:
    if isinstance(reading, Unknown):
        return ""
    if isinstance(reading.value, int | float):
        return str(reading.value)
    text = phrases.value(reading.value)
    return f"'{text}" if text.startswith(_RISKY) else text
