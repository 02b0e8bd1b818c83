"""`oshealth whatif` and the names that `oshealth facts` tells only when asked."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from oshealth.formats.schemas import whatif_schema
from tests.cli.running import HEALTHY, a_repository, oshealth

AS_OF = ("--as-of", "2026-06-30")


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three people with twenty commits each."""
    return a_repository(tmp_path_factory.mktemp("work") / "healthy", HEALTHY)


def test_two_leave_and_both_judgements_are_told(healthy: Path) -> None:
    """The report before, the report after, the facts that moved."""
    ran = oshealth(
        "whatif", ".", *AS_OF, "--without", "Ada Example", "--without", "ben@example.org", "--format", "json",
        cwd=healthy,
    )  # fmt: skip
    told = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    jsonschema.validate(told, whatif_schema(), jsonschema.Draft202012Validator)
    assert told["names_people"] is True  # those that were typed
    assert (told["without"], told["people"], told["work_left"]["value"]) == (
        ["Ada Example", "ben@example.org"],
        2,
        0.333,
    )
    assert told["facts"]["contributors.absence_factor"] == {
        "unit": "people",
        "before": {"value": 2},
        "after": {"value": 0},
    }
    assert {change["rule"] for change in told["changed"]} >= {"bus-factor"}
    assert told["after"]["score"] < told["before"]["score"]


def test_the_page_shows_what_changes(healthy: Path) -> None:
    """In a terminal, one line a fact."""
    ran = oshealth("whatif", ".", *AS_OF, "--without", "Ada Example", cwd=healthy)
    assert ran.code == 0
    assert "as it would be without Ada Example" in ran.out
    assert "contributors.active 3 people → 2 people" in " ".join(ran.out.split())


def test_what_becomes_unknown_has_no_credit_not_even_none(healthy: Path) -> None:
    """A finding that cannot be told any more, once nobody is left, is not one that failed."""
    everybody = ("--without", "Ada Example", "--without", "ben@example.org", "--without", "cy@example.org")
    ran = oshealth("whatif", ".", *AS_OF, *everybody, cwd=healthy)
    assert "100 % to unknown" in " ".join(ran.out.split())


def test_a_name_that_nobody_has_is_asked_wrongly(healthy: Path) -> None:
    """One line, what to do, exit code 2."""
    ran = oshealth("whatif", ".", *AS_OF, "--without", "Zoe", cwd=healthy)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("oshealth: error: nobody in the history is 'Zoe'\noshealth: hint: ")


def test_people_are_named_only_when_asked(healthy: Path) -> None:
    """A listing of facts names nobody; `--people` does, and its JSON says so."""
    quiet = oshealth("facts", ".", *AS_OF, "--format", "json", cwd=healthy).out
    named = oshealth("facts", ".", *AS_OF, "--people", "--identities", "--format", "json", cwd=healthy).out
    assert "Ben Example" not in quiet
    assert json.loads(named)["names_people"] is True
    assert {person["name"] for person in json.loads(named)["results"][0]["people"]["items"]} == {
        "Ada Example",
        "Ben Example",
        "Cy Example",
    }


def test_what_is_cloned_is_said_before(healthy: Path, tmp_path: Path) -> None:
    """A whole clone may be large; so may all commits and trees. An address where nobody listens is enough to hear it."""
    nobody = "http://127.0.0.1:9/acme/thing"
    said = [
        oshealth(*verb, cwd=tmp_path).err.splitlines()[0]
        for verb in (
            ("facts", nobody, "--deep"),
            ("audit", nobody, "--deep"),
            ("whatif", nobody, "--deep", "--without", "x"),
            ("trend", nobody),
        )
    ]
    assert said == [
        "oshealth: cloning all commits, trees and contents (--deep)",
        "oshealth: cloning all commits, trees and contents (--deep)",
        "oshealth: cloning all commits, trees and contents (--deep)",
        "oshealth: cloning all commits and trees, without the contents of files",
    ]
    assert "cloning" not in oshealth("facts", ".", "--deep", *AS_OF, cwd=healthy).err


def test_a_deep_audit_shows_the_truck_factor_beside_the_absence_factor(healthy: Path) -> None:
    """It decides nothing: the rule, its outcome and its credit are those of an audit that looked less deep."""
    usual, deep = (
        json.loads(oshealth("audit", ".", "--format", "json", *more, *AS_OF, cwd=healthy).out)["results"][0]
        for more in ((), ("--deep",))
    )
    said = {evidence["name"]: evidence["value"] for evidence in _finding(deep, "bus-factor")["evidence"]}
    assert isinstance(said["contributors.truck_factor"], int)
    assert deep["score"] == usual["score"]
    assert "contributors.truck_factor" not in str(_finding(usual, "bus-factor"))


def _finding(result: dict[str, Any], rule: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in result["findings"] if each["rule"] == rule)
    return found
