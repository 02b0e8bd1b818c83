"""publiccode.yml as public bodies really write it: what is valid, what a catalogue refuses, and what is merely dated."""

from typing import Any

import pytest
import yaml

from oshealth.facts import Value, facts_of
from oshealth.facts.metadata.publiccode import publiccode
from oshealth.facts.metadata.sheet import MOST_PROBLEMS, Sheet
from oshealth.reference import parse
from oshealth.snapshot import Evidence, Texts, Tree, Unknown
from tests.builders import a_snapshot

LONG = (
    "Citizens file their requests on the net, see how far each one is, and get the answer in the same place. "
    * 2
)


def a_publiccode(**changes: Any) -> str:
    """A valid file; a change to None leaves the key out."""
    data: dict[str, Any] = {
        "publiccodeYmlVersion": "0.4",
        "name": "Sportello",
        "url": "https://github.com/example/sportello",
        "platforms": ["web"],
        "developmentStatus": "stable",
        "softwareType": "standalone/web",
        "description": {
            "it": {"shortDescription": "Uno sportello", "longDescription": LONG, "features": ["Domande"]}
        },
        "legal": {"license": "AGPL-3.0-or-later"},
        "maintenance": {"type": "community", "contacts": [{"name": "Ada Example"}]},
        "localisation": {"localisationReady": True, "availableLanguages": ["it", "sl-IT-nedis"]},
    }
    data = {key: value for key, value in {**data, **changes}.items() if value is not None}
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))


def checked(text: str, name: str = "publiccode.yml") -> Sheet:
    found = publiccode(facts_of(a_snapshot({name: text})))
    assert isinstance(found, Sheet)
    return found


@pytest.mark.parametrize(
    "version", ["0", "0.2", "0.2.0", "0.2.2", "0.3", "0.4.0", "0.5.0", "0.6", "0.7", "0.7.0"]
)
def test_every_published_version_is_known(version: str) -> None:
    assert checked(a_publiccode(publiccodeYmlVersion=version)).state == "valid"


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"publiccodeYmlVersion": None}, "publiccodeYmlVersion is missing"),
        ({"publiccodeYmlVersion": "2.0"}, "publiccodeYmlVersion '2.0' is not one of 0.2 to 0.7"),
        ({"name": None}, "name is missing"),
        ({"platforms": []}, "platforms is missing"),
        ({"url": "Sportello"}, "url 'Sportello' is not the address of a repository"),
        (
            {"developmentStatus": "production"},
            "developmentStatus 'production' is not one of concept, development, beta, stable, obsolete",
        ),
        ({"softwareType": None}, "softwareType is missing"),
        ({"description": None}, "description is missing"),
        (
            {"description": {"it": {"shortDescription": "x", "features": ["y"]}}},
            "description: longDescription is missing in every language",
        ),
        (
            {"description": {"it": {"shortDescription": "x" * 151, "longDescription": LONG, "features": ["y"]}}},
            "description.it.shortDescription has 151 characters, at most 150 are allowed",
        ),
        (
            {"description": {"it": {"shortDescription": "x", "longDescription": "kurz", "features": ["y"]}}},
            "description.it.longDescription has 4 characters; it needs 150 to 10000",
        ),
        ({"legal": {}}, "legal.license is missing"),
        ({"legal": {"license": "GPL version 3"}}, "legal.license 'GPL version 3' is no SPDX expression"),
        (
            {"maintenance": {"type": "commercial", "contacts": [{"name": "Example GmbH"}]}},
            "maintenance.type 'commercial' is not one of internal, contract, community, none",
        ),
        (
            {"maintenance": {"type": "internal"}},
            "maintenance.contacts is missing, which maintenance.type internal needs",
        ),
        ({"maintenance": {"type": "community", "contacts": [{"email": "a@example.org"}]}},
         "an entry of maintenance.contacts has no name"),
        (
            {"maintenance": {"type": "contract"}},
            "maintenance.contractors is missing, which maintenance.type contract needs",
        ),
        (
            {"maintenance": {"type": "contract", "contractors": [{"name": "Example BV"}]}},
            "a contractor has no date until when",
        ),
        (
            {"maintenance": {"type": "contract", "contractors": [{"name": "Example BV", "until": "soon"}]}},
            "until 'soon' is no date",
        ),
        (
            {"maintenance": {"type": "contract", "contractors": [{"name": "Example BV", "until": "2021-10-18"}]}},
            "the maintenance contract ended on 2021-10-18",
        ),
        (
            {"localisation": {"availableLanguages": ["it"]}},
            "localisation.localisationReady is missing, or neither true nor false",
        ),
        (
            {"localisation": {"localisationReady": False, "availableLanguages": []}},
            "localisation.availableLanguages is missing",
        ),
        (
            {"localisation": {"localisationReady": False, "availableLanguages": ["Italian, of course"]}},
            "localisation.availableLanguages holds something else than tags of languages",
        ),
    ],
)  # fmt: skip
def test_what_a_catalogue_refuses_is_said(changes: dict[str, Any], problem: str) -> None:
    found = checked(a_publiccode(**changes))
    assert (found.state, found.wrong) == ("invalid", (problem,))


@pytest.mark.parametrize(
    "changes",
    [
        {"categories": None, "releaseDate": None},
        {"legal": {"license": "EUPL-1.2 OR AGPL-3.0-or-later", "mainCopyrightOwner": "City of Example"}},
        {"legal": {"license": "apache-2.0"}},
        {"maintenance": {"type": "none"}},
        {"maintenance": {"type": "contract", "contractors": [{"name": "Example BV", "until": "2027-01-31"}]}},
        {"platforms": "web", "inputTypes": ["text/plain"], "monochromeLogo": "logo.svg"},
        {"it": {"countryExtensionVersion": "0.2", "riuso": {"codiceIPA": "c_x"}}},
        {"supports": [{"id": "alias:gdpr"}], "publiccodeYmlVersion": "0.7"},
        {"url": "git://git.example.org/sportello"},
    ],
)
def test_what_is_optional_or_merely_deprecated_is_no_problem(changes: dict[str, Any]) -> None:
    assert checked(a_publiccode(**changes)).state == "valid"


def test_the_day_of_the_audit_decides_whether_a_contract_runs() -> None:
    """An audit of the past finds the contract of the past."""
    kept = {"type": "contract", "contractors": [{"name": "Example BV", "until": "2026-06-30"}]}
    assert checked(a_publiccode(maintenance=kept)).state == "valid"


@pytest.mark.parametrize(
    ("text", "name", "note"),
    [
        (a_publiccode(), "publiccode.yaml", "catalogues look for publiccode.yml, not for publiccode.yaml"),
        (
            a_publiccode(softwareType="standalone"),
            "publiccode.yml",
            "softwareType: standalone was replaced by standalone/web, standalone/desktop and others in 0.2",
        ),
        (
            a_publiccode().replace("localisationReady: true", "localisationReady: yes"),
            "publiccode.yml",
            "localisation.localisationReady is written as YAML 1.1 had it; write true or false",
        ),
    ],
)
def test_what_still_works_is_dated_not_wrong(text: str, name: str, note: str) -> None:
    found = checked(text, name)
    assert (found.state, found.dated) == ("dated", (note,))


@pytest.mark.parametrize(
    "text",
    [
        "name: A\nname: B\n",
        "- a\n- b\n",
        "just words",
        "a: &a [*a]\n",
        "!!python/object/apply:os.system [id]",
        "a: " + "[" * 200 + "]" * 200,
        "name: " + "x" * 600_000,
        "\0",
    ],
)
def test_a_hostile_or_broken_file_is_invalid_and_nothing_more(text: str) -> None:
    found = checked(text)
    assert found.state == "invalid"
    assert len(found.wrong) == 1
    assert len(found.wrong[0]) <= 200


def test_problems_are_few_and_short_whatever_the_file_holds() -> None:
    """A thousand languages with a line each are not a thousand findings."""
    many = {f"x{number}": {"shortDescription": "y" * 300} for number in range(1_000)}
    found = checked(a_publiccode(description=many))
    assert len(found.wrong) == MOST_PROBLEMS
    assert max(map(len, found.wrong)) <= 200


def test_the_state_is_a_fact_with_its_problems() -> None:
    facts = facts_of(a_snapshot({"publiccode.yml": a_publiccode(name=None)}))
    assert facts.get("publiccode.state") == Value(
        "invalid", (Evidence("path", "publiccode.yml", name="problem", value="name is missing"),)
    )
    assert facts_of(a_snapshot({"README.md": "# A"})).get("publiccode.state") == Value(
        "missing", (Evidence("absence", "/", name="publiccode.yml"),)
    )


def test_a_file_elsewhere_than_at_the_root_does_not_count() -> None:
    """Examples and fixtures of tools for publiccode.yml lie in folders."""
    facts = facts_of(a_snapshot({"docs/example/publiccode.yml": a_publiccode()}))
    assert facts.get("publiccode.state") == Value(
        "missing", (Evidence("absence", "/", name="publiccode.yml"),)
    )


def test_what_was_not_seen_is_unknown() -> None:
    cut = a_snapshot(tree=Tree(("a.py",), partial="cut"))
    unread = a_snapshot({"publiccode.yml": ""}, texts=Texts({}, partial="too much"))
    assert facts_of(cut).get("publiccode.state") == Unknown("cut")
    assert facts_of(unread).get("publiccode.state") == Unknown("publiccode.yml: too much")


def test_lists_are_read_out_of_it() -> None:
    text = a_publiccode(
        isBasedOn="https://github.com/example/parent",
        supports=[{"id": "alias:gdpr"}, {"id": 7}],
        dependsOn={
            "open": [{"name": "PostgreSQL"}],
            "proprietary": [{"name": "Oracle"}, {"name": "Maps", "optional": True}, "odd"],
        },
    )
    facts = facts_of(a_snapshot({"publiccode.yml": text}))
    here = (Evidence("path", "publiccode.yml"),)
    assert facts.get("publiccode.based_on") == Value(("https://github.com/example/parent",), here)
    assert facts.get("publiccode.supports") == Value(("alias:gdpr",), here)
    assert facts.get("publiccode.closed_dependencies") == Value(("Oracle",), here)


@pytest.mark.parametrize(
    ("url", "holds"),
    [
        ("https://github.com/example/sportello", True),
        ("https://github.com/Example/Sportello.git", True),
        ("https://github.com/other/sportello", False),
        ("https://gitlab.com/example/sportello", False),
        ("/etc/passwd", False),
        ("..", False),
    ],
)
def test_the_address_is_compared_with_where_it_was_found(url: str, holds: bool) -> None:
    """A path of this disk is never one: it is compared as a text, and not looked for."""
    seen = a_snapshot(
        {"publiccode.yml": a_publiccode(url=url)}, ref=parse("https://github.com/example/sportello")
    )
    reading = facts_of(seen).get("publiccode.points_here")
    assert isinstance(reading, Value)
    assert reading.value is holds
