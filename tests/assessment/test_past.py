"""Reports read back, and what changed since."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from oshealth.assessment.document import ReportDocument, results_document
from oshealth.assessment.finding import Finding
from oshealth.assessment.past import Change, compared, matching, read_reports
from oshealth.assessment.report import Report
from oshealth.errors import AskedWrongly
from tests.formats import reports
from tests.formats.reports import a_finding, a_report


def _document(*results: Report) -> tuple[ReportDocument, ...]:
    return read_reports(json.dumps(results_document(results)), "a.json")


def _of(*findings: Finding) -> ReportDocument:
    return _document(a_report(findings))[0]


def test_a_report_is_read_back_as_it_was_written() -> None:
    written = results_document([reports.middling(), reports.not_there()])
    assert read_reports(json.dumps(written), "a.json") == (written["results"][0],)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "a.json is no report of oshealth: the document: Invalid JSON"),
        ("[]", "a.json is no report of oshealth: the document: Input should be an object"),
        ('{"schema_version": 0}', "a.json is no report of oshealth: schema_version: Input should be 1"),
        ("[" * 100_000, "a.json is no report of oshealth: the document: Invalid JSON"),
        ('{"schema_version": 1}', "a.json is no report of oshealth: tool: Field required"),
    ],
)  # fmt: skip
def test_what_is_no_report_is_refused_in_one_line(text: str, said: str) -> None:
    with pytest.raises(AskedWrongly) as caught:
        read_reports(text, "a.json")
    assert str(caught.value).startswith(said)
    assert caught.value.hint == "write it with oshealth audit --format json"


def test_a_report_of_days_to_come_asks_for_a_newer_oshealth() -> None:
    with pytest.raises(AskedWrongly) as caught:
        read_reports('{"schema_version": 2, "results": []}', "a.json")
    assert (str(caught.value), caught.value.hint) == (
        "a.json was written by a newer oshealth (schema_version 2)",
        "bring this one up to date, or write the report anew",
    )


@given(st.text())
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(AskedWrongly):
        read_reports(text, "a.json")


def test_changes_say_in_which_sense() -> None:
    """Only what was decided both times got worse or better."""
    before = _of(
        a_finding("readme", "community", "pass"),
        a_finding("changelog", "activity", "fail"),
        a_finding("bus-factor", "sustainability", "partial", credit=75),
        a_finding("roadmap", "governance", "unknown"),
        a_finding("support", "community", "pass"),
        a_finding("old-rule", "community", "pass"),
        a_finding("same", "community", "fail"),
        a_finding("open", "community", "unknown"),
    )
    after = _of(
        a_finding("readme", "community", "fail"),
        a_finding("changelog", "activity", "pass"),
        a_finding("bus-factor", "sustainability", "partial", credit=50),
        a_finding("roadmap", "governance", "fail"),
        a_finding("support", "community", "unknown"),
        a_finding("new-rule", "community", "pass"),
        a_finding("same", "community", "fail"),
        a_finding("open", "community", "needs_human"),
    )
    assert compared(before, after).changes == (
        Change("worse", "readme", "pass", "fail", 100, 0),
        Change("better", "changelog", "fail", "pass", 0, 100),
        Change("worse", "bus-factor", "partial", "partial", 75, 50),
        Change("settled", "roadmap", "unknown", "fail"),
        Change("lost", "support", "pass", "unknown", 100),
        Change("new", "new-rule", "", "pass", 0, 100),
        Change("gone", "old-rule", "pass", ""),
    )


def test_what_is_not_scored_does_not_count() -> None:
    unscored = a_finding("readme", "community", "pass", weight=0)
    assert compared(_of(unscored), _of(replace(unscored, outcome="fail", credit=0))).changes == ()


def test_other_rules_and_another_depth_are_said() -> None:
    before, other, deeper = _document(
        reports.middling(),
        replace(reports.middling(), profile="funder"),
        replace(reports.middling(), depth="standard"),
    )
    assert [compared(before, after).caution for after in (before, other, deeper)] == [
        "",
        "judged by other rules: community 2026.1, then funder 2026.1",
        "looked at in another depth: git, then standard",
    ]


def test_reports_of_one_repository_belong_together() -> None:
    """By name; a single one each, such as that of a path, whatever it is called."""
    middling, healthy = _document(reports.middling(), reports.healthy())
    assert matching(healthy, [middling, healthy], alone=False) is healthy
    assert matching(healthy, [middling], alone=False) is None
    assert matching(healthy, [middling], alone=True) is middling
    assert matching(healthy, [middling, healthy], alone=True) is healthy
