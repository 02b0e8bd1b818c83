"""The view over a whole portfolio, as values: who stands where, what is missing most, what ties projects together."""

from oshealth.portfolio.summary.brief import Brief
from oshealth.portfolio.summary.gaps import Gap
from oshealth.portfolio.summary.since import Since, Turn
from oshealth.portfolio.summary.ties import Shared, Ties
from oshealth.portfolio.summary.whole import Line, Summary, summary_of

__all__ = ["Brief", "Gap", "Line", "Shared", "Since", "Summary", "Ties", "Turn", "summary_of"]
