"""oshealth tells whether the community behind a repository can last.

    from oshealth import RepoRef, Rulebook, audit

    report = audit(RepoRef.parse("owner/repo"), Rulebook.load("community"))
    print(report.score.score, report.grade.letter, [finding.rule for finding in report.findings])

The names below are loaded when they are first used, so that importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from oshealth.assessment import Finding, Report, Result, Unaudited
    from oshealth.auditing import Looking, Question, audit, audit_all
    from oshealth.errors import OshealthError
    from oshealth.reference import RepoRef
    from oshealth.rulebook import Rulebook
    from oshealth.snapshot import Snapshot, Unknown

__all__ = [
    "Finding",
    "Looking",
    "OshealthError",
    "Question",
    "RepoRef",
    "Report",
    "Result",
    "Rulebook",
    "Snapshot",
    "Unaudited",
    "Unknown",
    "audit",
    "audit_all",
]

_HOMES = {
    "Finding": "assessment",
    "Looking": "auditing",
    "OshealthError": "errors",
    "Question": "auditing",
    "RepoRef": "reference",
    "Report": "assessment",
    "Result": "assessment",
    "Rulebook": "rulebook",
    "Snapshot": "snapshot",
    "Unaudited": "assessment",
    "Unknown": "snapshot",
    "audit": "auditing",
    "audit_all": "auditing",
}


def __getattr__(name: str) -> Any:
    """A public name, imported from its home when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"oshealth.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
