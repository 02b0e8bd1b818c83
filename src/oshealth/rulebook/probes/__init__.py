"""The closed vocabulary: `PROBES` maps the word a rule author types to its probe, `Question` is their union."""

from oshealth.rulebook.probes.base import Answer, Ground, OutcomeName, Probe, Reads, union
from oshealth.rulebook.probes.combine import PROBES, Question

__all__ = [
    "PROBES",
    "Answer",
    "Ground",
    "OutcomeName",
    "Probe",
    "Question",
    "Reads",
    "union",
]
