"""The page of a portfolio, one file that asks nobody for anything, and the page of each repository in it."""

from oshealth.assessment.document import ReportDocument
from oshealth.assessment.restored import restored
from oshealth.formats.html.page import filled, render_one
from oshealth.formats.portfolio.view import view_of
from oshealth.portfolio.summary import Summary
from oshealth.rulebook import Rulebook


def portfolio_page(summary: Summary, pages: frozenset[str] = frozenset()) -> str:
    """The page of all; `pages` are the keys of the repositories that have a page of their own."""
    view = view_of(summary, pages)
    return filled("portfolio.html.j2", "portfolio.css", "portfolio.js", view=view)


def project_page(document: ReportDocument, book: Rulebook) -> str:
    """The page of one repository, with a way back to that of all."""
    return render_one(restored(document, book), "../portfolio.html")
