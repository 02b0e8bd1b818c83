"""Documents for other programs."""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from oshealth.assessment.document import results_document
from oshealth.assessment.report import Result, Unaudited
from oshealth.errors import UnknownName
from oshealth.formats import FACT_FORMATS, FORMATS, Style, listing_of
from oshealth.formats.json import written
from oshealth.formats.schemas import facts_schema, report_schema
from oshealth.version import VERSION
from tests.formats import reports
from tests.formats.listings import a_listing, facts

RESULTS: list[Result] = [
    reports.middling(),
    reports.healthy(),
    reports.gate_failed(),
    reports.mostly_unknown(),
    reports.hostile(),
    reports.not_there(),
    Unaudited("no such:reference", "invalid-reference", "this is no address", "Write owner/repo."),
]


def _valid(document: Any, schema: dict[str, Any]) -> bool:
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(document)
    return True


def test_the_report_is_what_its_schema_promises() -> None:
    text = FORMATS["json"](RESULTS, Style())
    assert json.loads(text) == results_document(RESULTS)
    assert _valid(json.loads(text), report_schema())
    assert text.endswith("\n}\n")


def test_a_document_without_a_promised_key_is_refused() -> None:
    document = json.loads(FORMATS["json"]([reports.middling()], Style()))
    del document["results"][0]["coverage"]
    with pytest.raises(jsonschema.ValidationError):
        _valid(document, report_schema())


def test_no_style_changes_what_programs_read() -> None:
    loud = Style(40, "256", unicode=False, verbose=True, quiet=True)
    assert FORMATS["json"](RESULTS, loud) == FORMATS["json"](RESULTS, Style())


@given(st.text())
def test_any_text_comes_through_a_pipe_of_any_encoding(text: str) -> None:
    line = written({"text": text})
    assert json.loads(line) == {"text": text}
    assert all(letter == "\n" or " " <= letter <= "~" for letter in line)


def test_half_a_character_becomes_a_question_mark() -> None:
    assert json.loads(written({"path": "caf\udce9 \U0001f600"})) == {"path": "caf? \U0001f600"}


def test_what_json_has_not_is_never_written() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        written({"seconds": float("nan")})


def test_a_listing_says_whether_people_were_to_be_named_in_it() -> None:
    """Also where nobody is listed who could be: what was asked for counts."""
    asked, not_asked = (listing_of(facts(), ["contributors.active"], people) for people in (True, False))
    documents = [
        json.loads(FACT_FORMATS["json"](each, Style())) for each in ([not_asked, asked], [not_asked], [])
    ]
    assert [document["names_people"] for document in documents] == [True, False, False]


def test_facts_are_given_with_unit_and_source_or_the_reason_why_not() -> None:
    listing = listing_of(
        facts(), ["contributors.active", "releases.days_since_last", "contributors.names_hidden"]
    )
    document = json.loads(FACT_FORMATS["json"]([listing, reports.not_there()], Style()))
    assert document == {
        "schema_version": 1,
        "tool": {"name": "oshealth", "version": VERSION},
        "names_people": False,
        "results": [
            {
                "repository": {
                    "ref": ".",
                    "forge": "local",
                    "owner": "",
                    "name": "",
                    "revision": "1" * 40,
                    "url": "",
                },
                "as_of": "2026-06-30T12:00:00Z",
                "facts": {
                    "contributors.active": {
                        "value": 3,
                        "unit": "people",
                        "source": "CHAOSS",
                        "rests_on": {"commits counted": 145, "window": "12 months"},
                    },
                    "releases.days_since_last": {"unknown": "no tag names a version"},
                    "contributors.names_hidden": {"value": ["read", "write"], "unit": "", "source": "CHAOSS"},
                },
            },
            {
                "repository": {
                    "ref": "example/gone",
                    "forge": "github",
                    "owner": "example",
                    "name": "gone",
                    "revision": "",
                    "url": "https://github.com/example/gone.git",
                },
                "error": {
                    "kind": "not-found",
                    "message": "example/gone was not found",
                    "hint": "If it is private, set GITHUB_TOKEN.",
                },
            },
        ],
    }
    assert _valid(document, facts_schema())


def test_a_listing_without_names_holds_every_fact_of_the_catalogue() -> None:
    assert [fact.name for fact, _ in a_listing().facts] == list(facts().catalogue)


def test_a_fact_that_does_not_exist_is_named_with_the_nearest_one() -> None:
    with pytest.raises(UnknownName) as caught:
        listing_of(facts(), ["contributors.activ"])
    assert (str(caught.value), caught.value.hint) == (
        "unknown fact 'contributors.activ'",
        "did you mean 'contributors.active'?",
    )


def test_hostile_facts_stay_on_their_lines() -> None:
    listing = replace(a_listing(), ref=reports.hostile().ref)
    page = FACT_FORMATS["terminal"]([listing], Style())
    assert "\x1b" not in page
    assert len(page.splitlines()) == len(FACT_FORMATS["terminal"]([a_listing()], Style()).splitlines()) + 1
