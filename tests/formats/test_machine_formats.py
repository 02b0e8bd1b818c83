"""What programs and forges rely on in each format, also when every text of a repository is hostile."""

import csv
import hashlib
import json
import os
import re
import unicodedata
from collections import Counter
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import JUnitXml
from markdown_it import MarkdownIt
from msgspec.structs import replace

from oshealth.assessment.report import Result, Unaudited
from oshealth.formats import FORMATS, Style
from oshealth.formats.badge import COLORS
from oshealth.formats.escape import clean
from oshealth.formats.places import fingerprint, place_of
from oshealth.formats.schemas import report_schema
from oshealth.reference import RepoRef
from oshealth.reference.text import LONGEST
from tests.formats import reports
from tests.formats.reports import a_finding, a_report, found, missing
from tests.formats.sarif import SUBSET
from tests.formats.test_escape import HARD
from tests.formats.test_golden import CASES
from tests.formats.test_terminal import says
from tests.servers.from_npm import MODULES

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
COMMAND = re.compile(r"::(error|warning|notice) ((file|line|title)=[^:,\n]*,)*title=[^:,\n]*::[^\n]*")
# The schema by OASIS is not ours to ship. As first published, a package of npm brings it (MIT, by Microsoft; see
# .ci/node); that of errata 01 is fetched by `.github/workflows/ci.yml` from where OASIS publishes it.
PACKAGED: Final = MODULES / "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
ERRATA: Final = Path(os.environ.get("OSHEALTH_SARIF_SCHEMA") or "/nowhere")
PUBLISHED: Final = {
    PACKAGED: "2d99159ae54a3eea97f81781cff48780548657c35949f4b7f25e99a2ba4de4f8",
    ERRATA: "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e",
}
SVG = "{http://www.w3.org/2000/svg}"


@cache
def schema_of_reports() -> jsonschema.Draft202012Validator:
    """Sound itself, which is looked into once."""
    schema = report_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def render(name: str, *results: Result) -> str:
    return FORMATS[name](results, Style())


def hostile(text: str) -> list[Result]:
    """The text wherever it can come in; in the address without half characters, and no longer than a reference may be."""
    whole = text.encode("utf-8", "replace").decode()[: LONGEST // 2]
    report = replace(says(text), ref=RepoRef("https", "git.example.org", whole, whole))
    return [report, Unaudited(text, "not-found", text, text)]


@settings(deadline=None, max_examples=60)
@given(HARD)
def test_every_line_of_jsonl_is_a_whole_report(text: str) -> None:
    lines = render("jsonl", *hostile(text)).splitlines()
    assert len(lines) == 2
    for line in lines:
        schema_of_reports().validate(json.loads(line))


@settings(deadline=None, max_examples=60)
@given(HARD)
def test_a_table_has_one_row_a_repository_and_no_formula(text: str) -> None:
    rows = [*csv.reader(StringIO(render("csv", *hostile(text))))]
    assert [len(row) for row in rows] == [len(rows[0])] * 3
    assert not [cell for row in rows for cell in row if cell[:1] in set("=+-@|%")]
    assert not [cell for row in rows for cell in row if any(letter < " " for letter in cell)]


@settings(deadline=None, max_examples=60)
@given(HARD)
def test_junit_is_xml_whose_counts_are_true(text: str) -> None:
    root = ElementTree.fromstring(render("junit", *hostile(text)))  # noqa: S314 - our own words
    suite, lost = root
    kinds = Counter(child.tag for case in suite.iter("testcase") for child in case)
    assert [suite.get(name) for name in ("tests", "failures", "skipped")] == ["8", "3", "3"]
    assert (kinds["failure"], kinds["skipped"], len([*suite.iter("testcase")])) == (3, 3, 8)
    assert [error.get("type") for error in lost.iter("error")] == ["not-found"]


@pytest.mark.parametrize("case", CASES)
def test_a_reader_of_junit_that_is_not_ours_counts_the_same(case: str) -> None:
    """junitparser counts the cases itself and finds what the suite says of them."""
    for suite in JUnitXml.fromstring(FORMATS["junit"](CASES[case](), Style()).encode()):
        said = (suite.tests, suite.failures, suite.errors, suite.skipped)
        suite.update_statistics()  # type: ignore[no-untyped-call]
        assert said == (suite.tests, suite.failures, suite.errors, suite.skipped)


@settings(deadline=None, max_examples=60)
@given(HARD)
def test_no_text_begins_a_workflow_command(text: str) -> None:
    lines = render("github", *hostile(text)).splitlines()
    assert [line for line in lines if not COMMAND.fullmatch(line)] == []
    assert len(lines) == 5


@settings(deadline=None, max_examples=60)
@given(HARD.map(lambda text: f"x{text}x"))
def test_markdown_with_hostile_text_is_built_like_markdown_with_a_word(text: str) -> None:
    """The same blocks, emphasis, code and tags; and no link."""
    assert _built(render("markdown", *hostile(text))) == _built(render("markdown", *hostile("xx")))


def _built(text: str) -> list[str]:
    kinds = [inner.type for token in READER.parse(text) for inner in (token.children or [token])]
    assert not {"link_open", "image", "html_inline"} & {*kinds}
    return kinds


@settings(deadline=None, max_examples=60)
@given(HARD)
def test_sarif_is_what_code_scanning_reads(text: str) -> None:
    document = json.loads(render("sarif", *hostile(text)))
    jsonschema.Draft202012Validator(SUBSET).validate(document)


@pytest.mark.parametrize("case", CASES)
def test_sarif_of_every_case(case: str) -> None:
    """Valid, every result points at its rule and a place, and every fingerprint is there once a run."""
    document = json.loads(FORMATS["sarif"](CASES[case](), Style()))
    jsonschema.Draft202012Validator(SUBSET).validate(document)
    for run in document["runs"]:
        rules = run["tool"]["driver"]["rules"]
        assert [rules[one["ruleIndex"]]["id"] for one in run["results"]] == [
            one["ruleId"] for one in run["results"]
        ]
        marks = [one["partialFingerprints"]["oshealth/v1"] for one in run["results"]]
        assert len(marks) == len({*marks})


def the_schema(path: Path) -> jsonschema.Draft4Validator:
    schema = path.read_bytes()
    assert hashlib.sha256(schema).hexdigest() == PUBLISHED[path]
    return jsonschema.Draft4Validator(json.loads(schema))


@pytest.mark.parametrize("path", PUBLISHED, ids=["as published", "errata 01"])
def test_sarif_is_valid_by_the_schema_of_oasis(path: Path) -> None:
    """Every case, and hostile text wherever it can come in."""
    if not path.is_file():
        pytest.skip(
            "no copy of this schema: `.ci/run` brings one where npm is, OSHEALTH_SARIF_SCHEMA names the other"
        )
    validator = the_schema(path)
    for case in CASES.values():
        validator.validate(json.loads(FORMATS["sarif"](case(), Style())))

    @settings(deadline=None, max_examples=40)
    @given(HARD)
    def holds(text: str) -> None:
        validator.validate(json.loads(render("sarif", *hostile(text))))

    holds()


def test_sarif_says_where_how_bad_and_how_to_mend_it() -> None:
    run: dict[str, Any] = json.loads(render("sarif", reports.gate_failed()))["runs"][0]
    gate, contact = (
        run["results"][0],
        next(r for r in run["results"] if r["ruleId"] == "code-of-conduct-contact"),
    )
    place = {"uri": "CODE_OF_CONDUCT.md", "uriBaseId": "SRCROOT"}
    assert (gate["ruleId"], gate["level"]) == ("open-license", "error")
    assert contact["locations"] == [
        {"physicalLocation": {"artifactLocation": place, "region": {"startLine": 63}}}
    ]
    assert run["automationDetails"] == {"id": "oshealth/community/example/locked/"}
    assert run["versionControlProvenance"] == [
        {
            "repositoryUri": "https://github.com/example/locked",
            "revisionId": "a1b2c3d4e5f60718293a4b5c6d7e8f9012345678",
        }
    ]
    notes = [note["message"]["text"] for note in run["invocations"][0]["toolExecutionNotifications"]]
    assert notes[0] == f"open-discussion: unknown: {reports.FORGE}"
    assert notes[-1] == "owner defaults were read from example/.github"


def test_a_fingerprint_outlives_commit_line_and_wording() -> None:
    """It names the rule in the repository, nothing else."""
    ref = RepoRef.parse("example/helpful")
    assert fingerprint("readme", ref) == fingerprint("readme", ref.at("v2"))
    assert fingerprint("readme", ref) != fingerprint("readme", RepoRef.parse("example/other"))
    assert fingerprint("readme", ref) != fingerprint("license-file", ref)


def test_what_is_missing_hangs_on_the_readme_that_there_is() -> None:
    readme = a_finding("readme", "community", "pass", found("README.rst"))
    gone = a_finding("changelog", "activity", "fail", missing("changelog"))
    assert place_of(gone, a_report([readme, gone])) == ("README.rst", 0)
    assert place_of(gone, a_report([gone])) == ("README.md", 0)


@settings(deadline=None, max_examples=60)
@given(HARD.map(lambda text: f"x{text}x"))
def test_gitlab_gets_what_its_widget_needs(text: str) -> None:
    entries = json.loads(render("gitlab", *hostile(text)))
    assert {*map(len, (entry["fingerprint"] for entry in entries))} == {64}
    assert [sorted(entry) for entry in entries] == [
        ["check_name", "description", "fingerprint", "location", "severity"]
    ] * len(entries)
    assert [entry["severity"] for entry in entries] == ["blocker", "major", "minor", "blocker"]
    assert [entry["location"]["lines"]["begin"] for entry in entries] == [3, 1, 1, 1]


def test_a_runner_is_told_the_dearest_ten_of_a_level() -> None:
    findings = [a_finding(f"rule-{number}", "community", "fail", missing("it")) for number in range(25)]
    lines = render("github", a_report(findings)).splitlines()
    assert Counter(line.split(" ")[0] for line in lines) == {"::warning": 10, "::notice": 1}


@settings(deadline=None, max_examples=60)
@given(HARD)
def test_a_badge_is_an_inert_picture(text: str) -> None:
    """Nothing but rectangles and words; no address, no script, no style."""
    root = ElementTree.fromstring(render("badge", *hostile(text)))  # noqa: S314 - our own words
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {"svg", "title", "g", "rect", "text"}
    assert not [
        name for element in root.iter() for name in element.attrib if name in ("href", "style", "src")
    ]


@pytest.mark.parametrize(
    ("case", "message", "color", "is_error"),
    [
        ("healthy", "A 98/100", "A", False),
        ("middling", "C–B 52–70", "C", False),
        ("gate-failed", "F, gate failed", "F", False),
        ("mostly-unknown", "no grade 14–100", "", False),
        ("unaudited", "not audited", "", True),
    ],
)
def test_a_badge_promises_no_more_than_was_seen(case: str, message: str, color: str, is_error: bool) -> None:
    assert json.loads(FORMATS["shields"](CASES[case](), Style())) == {
        "schemaVersion": 1,
        "label": "health",
        "message": message,
        "color": COLORS[color],
        "isError": is_error,
    }


@pytest.mark.parametrize("color", COLORS.values())
def test_white_words_are_read_on_every_badge(color: str) -> None:
    """A contrast of 4.5 to 1, as WCAG 2.2 AA asks of small words."""
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    assert 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 4.5


ATTACKS: Final = (
    "<script>alert(1)</script>", "\"><svg onload=alert(1)>", "\x1b[31mred\x1b[0m\x1b]0;title\x07", "\x9b31m", "a\rb\nc",
    "=cmd|' /C calc'!A0", "+1", "@SUM(1)", "::error file=x::y", "##[error]x", "]]>", "<!--", "{{ 7*7 }}", "`x`", "| a | b |",
    "\u202etxt.exe\u2066", "zero\u200bwidth\ufeff", "\ud800", "[x](javascript:x)", "%0A::error::x", "&lt;b&gt;",
)  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
@settings(deadline=None, max_examples=30)
@given(st.one_of(st.sampled_from(ATTACKS), HARD))
def test_nothing_that_styles_breaks_or_reorders_comes_through(name: str, text: str) -> None:
    """In every format: no control character but our own line ends, no bidirectional or invisible one, no foreign tag."""
    shown = render(name, *hostile(text))
    kinds = {unicodedata.category(letter) for letter in shown.replace("\n", "").replace("\t", "")}
    assert not kinds & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert name not in MARKUP or "<script" not in shown


MARKUP: Final = frozenset({"html", "badge", "junit"})
"""Formats that are read as markup; in Markdown a tag may stand between backticks, which another test looks into."""


@pytest.mark.parametrize("name", sorted({*FORMATS} - {"json", "jsonl"}))
def test_ten_megabytes_of_text_become_a_small_document(name: str) -> None:
    """Every text is cut, whatever it is; the reports for programs alone keep it whole."""
    text = "<b>=&" * 2_000_000
    assert len(FORMATS[name](hostile(text), Style())) < 300_000
    assert clean(text) != text


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_ten_megabytes_of_text_are_kept_whole_for_programs(name: str) -> None:
    text = "<b>=&" * 2_000_000
    report = a_report([a_finding("readme", "community", "pass", found("README.md", 1, "words", text))])
    document = json.loads(FORMATS[name]([report], Style()))
    assert document["results"][0]["findings"][0]["evidence"][0]["value"] == text
