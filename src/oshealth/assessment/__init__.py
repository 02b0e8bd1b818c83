"""JUDGE: where facts and rules meet. Findings, score, letter, plan; arithmetic only."""

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
    "unaudited",
    "verdict",
]
