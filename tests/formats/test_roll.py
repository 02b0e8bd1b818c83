"""People by name in a terminal and as JSON, for those who asked for names."""

import json

import jsonschema

from oshealth.facts import facts_of
from oshealth.formats.roll import render
from oshealth.formats.roll_json import render as render_json
from oshealth.formats.roll_json import roll_of
from oshealth.formats.schemas import people_schema
from oshealth.formats.style import Style
from oshealth.snapshot import Unknown
from tests.builders import Work, a_snapshot

WORK = (
    Work("Ada Example <ada@example.org>", days_ago=1, times=30),
    Work("ada \x1b[31m <ADA@example.org>", days_ago=60),
)


def test_the_json_says_that_it_names_people() -> None:
    """Whoever passes it on should know."""
    roll = roll_of(facts_of(a_snapshot(work=WORK)), with_merges=True, with_work=True)
    document = json.loads(render_json([roll], Style()))
    jsonschema.validate(document, people_schema(), jsonschema.Draft202012Validator)
    assert document["names_people"] is True
    assert document["results"][0]["people"] == {
        "window": "the last 12 months",
        "items": [
            {
                "name": "Ada Example",
                "commits": 31,
                "share": 1.0,
                "last": "2026-06-29T12:00:00Z",
                "core": True,
                "roles": ["core", "new"],
            }
        ],
        "departed": [],
    }
    assert [one["because"][0]["reason"] for one in document["results"][0]["identities"]] == ["e-mail"]


def test_a_name_cannot_style_the_page() -> None:
    """Control characters in a name are shown as what they are: nothing to obey."""
    roll = roll_of(facts_of(a_snapshot(work=WORK)), with_merges=True, with_work=True)
    page = render([roll], Style())
    assert "\x1b" not in page
    assert "e-mail, as Ada Example <ada@example.org>" in " ".join(page.split())


def test_people_who_cannot_be_seen_are_unknown() -> None:
    """With the reason, under the same schema."""
    facts = facts_of(a_snapshot(history=Unknown("not asked for")))
    document = json.loads(render_json([roll_of(facts, with_merges=True, with_work=True)], Style()))
    jsonschema.validate(document, people_schema(), jsonschema.Draft202012Validator)
    told = document["results"][0]
    assert (told["people"], told["identities"]) == (
        {"unknown": "not asked for"},
        {"unknown": "not asked for"},
    )
