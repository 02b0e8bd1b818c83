"""What pages say of goals, exports, standards and descent: wording of real projects, and words that only look like it."""

import pytest

from oshealth.facts import Value, facts_of
from oshealth.reference import parse
from oshealth.snapshot import Evidence, Project, Texts, Tree, Unknown
from tests.builders import a_snapshot


def listed(name: str, readme: str, **files: str) -> object:
    reading = facts_of(a_snapshot({"README.md": f"# Example\n\n{readme}\n", **files})).get(name)
    return reading.value if isinstance(reading, Value) else reading


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It serves SDG 3 and SDG-4.", ("SDG 3", "SDG-4")),
        ("Target of the Sustainable Development Goals (SDGs).", ("Sustainable Development Goals",)),
        ("Sustainable Development Goal 16: peace", ("Sustainable Development Goal 16",)),
        ("Contribuye al ODS 6: agua limpia.", ("ODS 6: a",)),
        ("Objectifs de développement durable", ("Objectifs de développement durable",)),
        ("本项目服务于联合国可持续发展目标。", ("可持续发展目标",)),
        ("지속가능발전목표에 기여", ("지속가능발전목표",)),
        ("See https://sdgs.un.org/goals/goal4 .", ("sdgs.un.org/goals/goal4",)),
        ("Mount /dev/sdg1, read ODS 1.2, use the SDG generator.", ()),
        ("SDG 18 does not exist, and SDG 2.5 mm is a screw, SDG&E 4 a bill.", ()),
        ("ODD 3 tests behaviour.", ()),
        ("A sustainable development of our goals.", ()),
    ],
)
def test_goals_are_named_by_number_or_in_full(text: str, found: tuple[str, ...]) -> None:
    assert listed("public_good.goals", text) == found


def test_a_goal_on_a_page_for_the_application_counts_with_its_line() -> None:
    seen = a_snapshot({"README.md": "# Example\n\nBirths.\n", "docs/dpg-evidence.md": "# DPG\n\n\nSDG 16\n"})
    assert facts_of(seen).get("public_good.goals") == Value(
        ("SDG 16",), (Evidence("path", "docs/dpg-evidence.md", 4, "goal", "SDG 16"),)
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Reports can be exported as CSV.", ("exported as CSV",)),
        ("CSV export for every table", ("CSV export",)),
        ("Die Daten lassen sich als JSON exportieren.", ("JSON exportieren",)),
        ("Descarga en formato GeoJSON", ("Descarga en formato GeoJSON",)),
        ("支持导出 Excel 文件", ("导出 Excel",)),
        ("a RESTful API", ("RESTful API",)),
        ("What is public API may be imported.", ()),
        ("Export `TOKEN` first.", ()),
        ("exports.json = 1 is code", ()),
        ("It does not import XML. It can be exported.", ()),
        ("Os dados podem ser exportados em CSV.", ("exportados em CSV",)),
        ("Les données sont exportables au format CSV.", ("exportables au format CSV",)),
        ("There is an export function for all tables (CSV).", ("export function for all tables (CSV",)),
        ("A full database dump is published every night.", ("database dump is publish",)),
    ],
)
def test_exports_are_said_with_a_format(text: str, found: tuple[str, ...]) -> None:
    assert listed("public_good.exports", text) == found


def test_a_description_of_an_interface_is_an_export() -> None:
    found = listed("public_good.exports", "A server.", **{"src/a/b/c/d/openapi.yaml": ""})
    assert found == ("src/a/b/c/d/openapi.yaml",)


@pytest.mark.parametrize(
    "path",
    [
        ".licenses/npm/openapi-types.dep.yml",
        ".github/workflows/openapi-validator.yml",
        "tests/examplefiles/protobuf/addressbook.proto",
        "node_modules/a/openapi.yaml",
    ],
)
def test_a_file_of_tools_tests_or_others_describes_nothing(path: str) -> None:
    for name in ("exports", "standards", "infrastructure"):
        assert listed(f"public_good.{name}", "A server.", **{path: ""}) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Records follow HL7 FHIR R4; codes are LOINC.", ("HL7 FHIR", "LOINC")),
        ("Signed with OAuth2, OIDC and SAML.", ("OAuth 2.0", "OpenID Connect", "SAML 2.0")),
        ("Conforme aux WCAG 2.1", ("WCAG",)),
        ("A server for version 5.0, 3.1.1, and 3.1 of the MQTT protocol.", ("MQTT",)),
        ("Die Bibliothek spricht Z39.50 und liest MARC21.", ("MARC 21 / Z39.50",)),
        ("data.json is JSON, HTML and CSS", ()),
        ("We did it; the icd was lti. SPDX-License-Identifier: MIT", ()),
        ("The UltraWFS-X device", ()),
        ("An implementation of SASL. See RFC 4422 for more, and RFC-5802.", ("RFC 4422", "RFC 5802")),
        ("MUST is as in RFC 2119; our own RFC 0012 and RFC 7 are designs.", ()),
        ("```\ncosign verify --certificate-oidc-issuer https://x.example\n```", ()),
    ],
)
def test_standards_are_recognised(text: str, found: tuple[str, ...]) -> None:
    assert listed("public_good.standards", text) == found


def test_basic_formats_are_kept_apart() -> None:
    assert listed("public_good.basic_standards", "Reads JSON, writes CSV.") == ("JSON", "CSV")


def test_standards_that_publiccode_supports_count() -> None:
    text = "supports:\n  - id: https://www.w3.org/TR/WCAG22/\n"
    assert listed("public_good.standards", "A portal.", **{"publiccode.yml": text}) == (
        "https://www.w3.org/TR/WCAG22/",
    )


@pytest.mark.parametrize(
    ("text", "project", "found"),
    [
        ("This project is a fork of [Birds](https://example.org/b).", False, True),
        ("A hard fork of Birds for offline use.", False, True),
        ("Das Projekt basiert auf [Birds](https://example.org/b).", False, True),
        ("Create a fork of this repository first.", False, False),
        ("Please fork from the main branch.", False, False),
        ("Knife and fork of silver? No: birds.", False, False),
        ("Birds.", True, True),
    ],
)
def test_descent_is_told_by_the_forge_or_the_readme(text: str, project: bool, found: bool) -> None:
    seen = a_snapshot({"README.md": f"# Example\n\n{text}\n"}, project=Project(is_fork=project))
    reading = facts_of(seen).get("public_good.derived_from")
    assert isinstance(reading, Value)
    assert bool(reading.value) is found


def test_without_the_forge_silence_does_not_rule_out_a_fork() -> None:
    assert listed("public_good.derived_from", "Birds.") == Unknown("not asked of a forge")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("[![DPG](https://x.example/dpg.svg)](https://digitalpublicgoods.net/r/birds)", "listed"),
        ("[![DPG](https://x.example/dpg.svg)](https://digitalpublicgoods.net/r/dpg-slug)", "placeholder"),
        ("[Digital Public Goods Alliance](https://digitalpublicgoods.net/)", "none"),
        ("See [x](https://digitalpublicgoods.net/registry/other.html).", "none"),
        ("[evil](https://digitalpublicgoods.net.example.org/r/birds)", "none"),
    ],
)
def test_a_badge_is_told_from_its_sample_and_from_a_link(text: str, state: str) -> None:
    assert listed("public_good.registered", f"Counts birds.\n\n{text}") == state


def test_an_address_of_the_registry_copy_was_listed_then() -> None:
    seen = a_snapshot(
        {"README.md": "# CRVS\n\nBirths.\n"}, ref=parse("https://github.com/OpenCRVS/opencrvs-core.git")
    )
    assert facts_of(seen).get("public_good.registered") == Value(
        "was-listed", (Evidence("fact", name="registry copy of 2024-08-19", value="opencrvs"),)
    )


@pytest.mark.parametrize("name", ["goals", "exports", "standards", "basic_standards", "registered"])
def test_what_was_not_read_is_unknown(name: str) -> None:
    unread = a_snapshot({"README.md": ""}, texts=Texts({}, partial="too much"))
    unseen = a_snapshot(tree=Unknown("no tree"))
    cut = a_snapshot(tree=Tree(("a.py",), partial="cut"))
    for snapshot in (unread, unseen, cut):
        assert isinstance(facts_of(snapshot).get(f"public_good.{name}"), Unknown)


def test_what_lies_behind_the_limit_is_not_ruled_out() -> None:
    assert listed("public_good.goals", "Birds. " * 40_000) == Unknown(
        "README.md: only the first 200,000 characters were read"
    )


@pytest.mark.parametrize(
    "text",
    [
        "export " * 28_000,
        "CSV" * 66_000,
        "is based on " * 16_000,
        "SDG " * 49_000,
        "https://digitalpublicgoods.net/r/" * 6_000,
    ],
)
def test_a_text_made_to_be_slow_is_read_in_bounded_work(text: str) -> None:
    """Every pattern is bounded: none of these texts makes a reading longer than its limits."""
    facts = facts_of(a_snapshot({"README.md": f"# Example\n\n{text}\n"}, project=Project(is_fork=False)))
    for name in ("goals", "exports", "standards", "registered", "derived_from"):
        reading = facts.get(f"public_good.{name}")
        assert isinstance(reading, Value)
        assert len(reading.evidence) <= 5
