"""`audit --by` and `rules list --maps`: a standard's own list, with what the rules here show of it."""

import json
from pathlib import Path

import pytest

from oshealth.assessment.against import together
from oshealth.rulebook.probes import OutcomeName
from tests.cli.running import HEALTHY, a_repository, oshealth


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project in good health, without a license."""
    return a_repository(tmp_path_factory.mktemp("work") / "healthy", HEALTHY)


@pytest.mark.parametrize(
    ("outcomes", "came"),
    [
        ([], None),
        (["pass", "pass"], "pass"),
        (["pass", "fail"], "partial"),
        (["partial", "fail"], "partial"),
        (["fail", "unknown"], "fail"),
        (["pass", "unknown"], "unknown"),
        (["pass", "needs_human"], "needs_human"),
        (["pass", "partial"], "partial"),
        (["not_applicable", "pass"], "pass"),
        (["not_applicable", "not_applicable"], "not_applicable"),
        (["waived"], "waived"),
    ],
)
def test_several_outcomes_as_one(outcomes: list[OutcomeName], came: OutcomeName | None) -> None:
    """What is missing shows, and what is open stays open."""
    assert together(outcomes) == came


def test_a_report_by_a_standard_has_all_its_items(healthy: Path) -> None:
    """64 items of the OSPS Baseline, each with what the rules came to, or who else can tell."""
    ran = oshealth("audit", ".", "--by", "osps", "--format", "json", cwd=healthy)
    document = json.loads(ran.out)
    items = {item["id"]: item for item in document["results"][0]["items"]}

    assert (ran.code, document["standard"]["version"], len(items)) == (0, "v2026.02.19", 64)
    assert items["OSPS-LE-03.01"] == {
        "group": "Level 1",
        "id": "OSPS-LE-03.01",
        "words": "The license lies in the repository",
        "elsewhere": "",
        "outcome": "fail",
        "rules": [{"rule": "license-file", "outcome": "fail", "reason": ""}],
    }
    assert items["OSPS-GV-03.01"]["outcome"] == "pass"
    assert (items["OSPS-SA-03.01"]["outcome"], items["OSPS-SA-03.01"]["elsewhere"]) == (None, "a person")


def test_rules_outside_of_the_profile_are_judged_without_counting(healthy: Path) -> None:
    """The standard for digital public goods asks what the community profile does not; the score stays the same."""
    plain = json.loads(oshealth("audit", ".", "--format", "json", cwd=healthy).out)["results"][0]
    by = json.loads(oshealth("audit", ".", "--by", "dpg", "--format", "json", cwd=healthy).out)["results"][0]
    asked = {rule["rule"] for item in by["items"] for rule in item["rules"]}

    assert "named-owner" in asked
    assert "named-owner" not in {finding["rule"] for finding in plain["findings"]}


def test_the_list_reads_well_in_a_terminal_and_as_markdown(healthy: Path) -> None:
    """One line an item and its rules below it; at the end what was asked and what nobody here can tell."""
    shown = oshealth("audit", ".", "--by", "clomonitor", cwd=healthy).out
    table = oshealth("audit", ".", "--by", "clomonitor", "--format", "markdown", cwd=healthy).out

    assert " ✓ code_of_conduct          A code of conduct\n" in shown
    assert "evidence, not a decision" in shown
    assert "\n Of 35 items, " in shown
    assert "| contributing | A guide for contributors | pass | contributing-guide |" in table
    assert "| analytics | The web site counts its visitors | not asked here | CLOMonitor |" in table


def test_the_maps_of_the_rules_are_listed_by_standard(tmp_path: Path) -> None:
    listed = oshealth("rules", "list", "--maps", "dpg", cwd=tmp_path)
    rows = json.loads(oshealth("rules", "list", "--maps", "dpg", "--format", "json", cwd=tmp_path).out)

    assert listed.code == 0
    assert listed.out.startswith("Digital Public Goods Standard, 1.1.7\nhttps://github.com/DPGAlliance/")
    assert "open-license" in {row["id"]: row for row in rows}["2"]["rules"]


@pytest.mark.parametrize("arguments", [("audit", ".", "--by", "opss"), ("rules", "list", "--maps", "opss")])
def test_a_standard_that_does_not_exist_is_told(healthy: Path, arguments: tuple[str, ...]) -> None:
    ran = oshealth(*arguments, cwd=healthy)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "oshealth: error: unknown standard 'opss'\noshealth: hint: did you mean 'osps'?\n"


def test_a_format_that_cannot_show_a_standard_is_told(healthy: Path) -> None:
    ran = oshealth("audit", ".", "--by", "osps", "--format", "sarif", cwd=healthy)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("oshealth: error: unknown format 'sarif'\n")
