"""JUDGE: where facts and rules meet. Findings, score, letter, plan; arithmetic only."""

from oshealth.assessment.document import results_document
from oshealth.assessment.finding import Finding
from oshealth.assessment.report import Asked, Report, Result, Unaudited, assess, unaudited
from oshealth.assessment.verdict import Verdict, verdict

__all__ = [
    "Asked",
    "Finding",
    "Report",
    "Result",
    "Unaudited",
    "Verdict",
    "assess",
    "results_document",
    "unaudited",
    "verdict",
]
