"""Results as JUnit XML, which every CI server shows: a suite a repository, a case a rule."""

from collections.abc import Sequence

from oshealth.assessment.document import iso
from oshealth.assessment.finding import Finding
from oshealth.assessment.report import Report, Result, Unaudited
from oshealth.formats import phrases
from oshealth.formats.briefly import told
from oshealth.formats.quoting import xml, xml_attribute
from oshealth.formats.style import Style


def render(results: Sequence[Result], style: Style) -> str:
    """A document whose failures are the rules that fail; what is not decided is skipped, with its reason.

    A rule that is met in part, or not scored, is no failure; a target that could not be audited is an error.
    """
    del style  # a document for programs looks the same everywhere
    suites = [_nothing(result) if isinstance(result, Unaudited) else _suite(result) for result in results]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="oshealth">\n'
    return head + "".join(suites) + "</testsuites>\n"


def _suite(report: Report) -> str:
    failures = sum(_is_failure(finding) for finding in report.findings)
    skipped = sum(not finding.is_decided for finding in report.findings)
    counts = f'tests="{len(report.findings)}" failures="{failures}" errors="0" skipped="{skipped}"'
    name = xml_attribute(phrases.name_of(report.ref, report.url))
    cases = "".join(_case(finding) for finding in report.findings)
    moment = iso(report.looked_at).removesuffix("Z")
    return f'  <testsuite name={name} {counts} timestamp="{moment}">\n{_properties(report)}{cases}  </testsuite>\n'


def _properties(report: Report) -> str:
    values = {
        "revision": report.revision,
        "profile": f"{report.profile} {report.profile_version}",
        "grade": report.grade.letter or "none",
        "score": "none" if report.score.score is None else str(report.score.score),
        "range": f"{report.score.low}-{report.score.high}",
        "coverage": str(report.score.coverage),
    }
    rows = [f'      <property name="{name}" value={xml_attribute(text)}/>\n' for name, text in values.items()]
    return f"    <properties>\n{''.join(rows)}    </properties>\n"


def _is_failure(finding: Finding) -> bool:
    return finding.outcome == "fail" and bool(finding.weight)


def _case(finding: Finding) -> str:
    head = f"    <testcase classname={xml_attribute(finding.category)} name={xml_attribute(finding.rule)}"
    if inside := _inside(finding):
        return f"{head}>\n      {inside}\n    </testcase>\n"
    return f"{head}/>\n"


def _inside(finding: Finding) -> str:
    grounds = phrases.grounds(finding)
    message = xml_attribute(grounds or finding.title)
    if _is_failure(finding):
        text = xml(f"{finding.title}. {finding.advice}", longest=2000)
        return f'<failure type="fail" message={message}>{text}</failure>'
    if not finding.is_decided:
        return f"<skipped message={xml_attribute(f'{phrases.OUTCOMES[finding.outcome]}: {grounds}')}/>"
    if finding.outcome == "pass":
        return ""
    what = f"{finding.credit} % of the credit" if finding.outcome == "partial" else "not scored"
    return f"<system-out>{xml(f'{what}: {grounds}')}</system-out>"


def _nothing(result: Unaudited) -> str:
    name = xml_attribute(result.target)
    error = f"<error type={xml_attribute(result.kind)} message={xml_attribute(told(result))}/>"
    case = f'    <testcase classname="oshealth" name="audit">\n      {error}\n    </testcase>\n'
    counts = 'tests="1" failures="0" errors="1" skipped="0"'
    return f"  <testsuite name={name} {counts}>\n{case}  </testsuite>\n"
