"""Results as SARIF 2.1.0, for code scanning: one run a repository, one result for each thing to mend.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. What is unknown, waived or for a person is no result,
since viewers show every result as a defect: it stands among the notifications of the run.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from oshealth.assessment.document import iso
from oshealth.assessment.finding import Finding
from oshealth.assessment.report import Report, Result, Unaudited
from oshealth.compiled import compiled
from oshealth.formats import phrases
from oshealth.formats.briefly import told
from oshealth.formats.escape import clean
from oshealth.formats.json import written
from oshealth.formats.places import Severity, fingerprint, place_of, to_mend
from oshealth.formats.quoting import advice, markdown, relative_uri
from oshealth.formats.style import Style
from oshealth.version import VERSION

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: Final[Mapping[Severity, str]] = {"gate": "error", "fail": "warning", "partial": "note"}
_ROOT: Final = "SRCROOT"
_LONGEST_ADDRESS: Final = 2000
_LONGEST_WHY: Final = 1000
_ADDRESS: Final = compiled(r"https?://[\w.~:/?#@!$&'()*+,;=%-]+", re.ASCII)


def render(results: Sequence[Result], style: Style) -> str:
    """The log, ending in a line break; pure ASCII."""
    del style  # a document for programs looks the same everywhere
    runs = [_unaudited(result) if isinstance(result, Unaudited) else _run(result) for result in results]
    return written({"$schema": SCHEMA, "version": "2.1.0", "runs": runs})


def _run(report: Report) -> dict[str, Any]:
    found = to_mend(report)
    rules = [_rule(finding, severity) for finding, severity in found]
    run = {
        "tool": {"driver": _driver(rules)},
        "automationDetails": {"id": _category(report)},
        "columnKind": "utf16CodeUnits",
        "invocations": [_invocation(True, _open(report), iso(report.looked_at))],
        "results": [
            _result(finding, severity, index, report) for index, (finding, severity) in enumerate(found)
        ],
        "properties": {
            "grade": report.grade.letter or "none",
            "score": report.score.score,
            "range": [report.score.low, report.score.high],
            "coverage": report.score.coverage,
            "profile": f"{report.profile} {report.profile_version}",
        },
    }
    web = report.ref.web_url
    is_known = web.startswith("https://") and len(web) <= _LONGEST_ADDRESS
    return run | ({"versionControlProvenance": [_provenance(web, report.revision)]} if is_known else {})


def _unaudited(result: Unaudited) -> dict[str, Any]:
    return {
        "tool": {"driver": _driver([])},
        "automationDetails": {"id": "oshealth/not-audited/"},
        "invocations": [
            _invocation(False, [_notification(f"{clean(result.target)}: {told(result)}", "error")])
        ],
        "results": [],
    }


def _driver(rules: list[dict[str, Any]]) -> dict[str, Any]:
    return {"name": "oshealth", "version": VERSION, "semanticVersion": VERSION, "rules": rules}


def _category(report: Report) -> str:
    """What code scanning keeps apart: the profile and the repository. It ends in `/`, so that no run has its own."""
    return f"oshealth/{relative_uri(report.profile)}/{relative_uri(phrases.name_of(report.ref, report.url))}/"


def _provenance(web: str, revision: str) -> dict[str, str]:
    return {"repositoryUri": web, "revisionId": revision}


def _invocation(successful: bool, notes: list[dict[str, Any]], ended: str = "") -> dict[str, Any]:
    invocation = {"executionSuccessful": successful, "toolExecutionNotifications": notes}
    return invocation | ({"endTimeUtc": ended} if ended else {})


def _notification(text: str, level: str) -> dict[str, Any]:
    return {"level": level, "message": {"text": clean(text, 1000) or "(nothing readable)"}}


def _open(report: Report) -> list[dict[str, Any]]:
    """What was not decided, each with its reason."""
    notes = [
        _notification(
            f"{finding.rule}: {phrases.OUTCOMES[finding.outcome]}: {phrases.grounds(finding)}", "note"
        )
        for finding in report.findings
        if finding.is_open or finding.outcome == "waived"
    ]
    return [*notes, *(_notification(note, "note") for note in report.notes)]


def _rule(finding: Finding, severity: Severity) -> dict[str, Any]:
    title = clean(finding.title) or clean(finding.rule)
    address = next(filter(_is_address, finding.refs), "")
    return {
        "id": clean(finding.rule),
        "shortDescription": {"text": title},
        "fullDescription": {"text": clean(finding.why, _LONGEST_WHY) or title},
        "help": {"text": _help_text(finding), "markdown": _help(finding)},
        **({"helpUri": address} if address else {}),
        "defaultConfiguration": {"level": LEVELS[severity]},
        "properties": {
            "tags": _tags(finding),
            "problem.severity": {"gate": "error", "fail": "warning", "partial": "recommendation"}[severity],
            "weight": finding.weight,
        },
    }


def _is_address(address: str) -> bool:
    return len(address) <= _LONGEST_ADDRESS and bool(_ADDRESS.fullmatch(address))


def _tags(finding: Finding) -> list[str]:
    maps = (f"{standard}:{name}" for standard, names in finding.maps for name in names)
    return [clean(tag) for tag in dict.fromkeys((finding.category, *maps))]


def _help_text(finding: Finding) -> str:
    parts = (finding.why, f"How to mend it: {finding.fix}" if finding.fix else "", *finding.refs)
    return " ".join(filter(None, (clean(part, _LONGEST_WHY) for part in parts))) or "Mend it."


def _help(finding: Finding) -> str:
    """Why the rule is there, what to do and what it takes, and where to read on."""
    effort = f"Effort: {markdown(finding.effort)}." if finding.effort else ""
    read_on = [f"- <{address}>" for address in finding.refs if _is_address(address)]
    parts = (
        f"**Why.** {advice(finding.why, _LONGEST_WHY)}" if finding.why else "",
        f"**How to mend it.** {advice(finding.fix)}",
        effort,
        "\n".join(["**To read on**", "", *read_on]) if read_on else "",
    )
    return "\n\n".join(filter(None, parts))


def _result(finding: Finding, severity: Severity, index: int, report: Report) -> dict[str, Any]:
    path, line = place_of(finding, report)
    text = f"{finding.title}: {phrases.grounds(finding)}".rstrip(": ")
    region = {"region": {"startLine": line}} if line else {}
    return {
        "ruleId": clean(finding.rule),
        "ruleIndex": index,
        "kind": "fail",
        "level": LEVELS[severity],
        "message": {"text": clean(text) or clean(finding.rule)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": relative_uri(path) or "README.md", "uriBaseId": _ROOT},
                    **region,
                }
            }
        ],
        "partialFingerprints": {"oshealth/v1": fingerprint(finding.rule, report.ref)},
        "properties": {"credit": finding.credit, "effort": finding.effort},
    }
