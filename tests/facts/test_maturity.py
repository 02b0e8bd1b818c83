"""Age and quiet: what makes silence that of a finished library."""

import pytest
from msgspec.structs import replace

from oshealth.facts import CATALOGUE, Fact, Facts, FactValue, Reading, Value
from oshealth.snapshot import Snapshot, Unknown
from tests.builders import Work, a_history, a_snapshot

FIVE_TAGS = {f"v1.{number}.0": 1300.0 - number for number in range(5)}
OLD = Work(days_ago=400, times=40, every=25)


def facts_with(
    snapshot: Snapshot, kind: FactValue | Unknown = "library", code_files: FactValue | Unknown = 30
) -> Facts:
    """The facts of a snapshot in which the tree was read as this kind of project with so many code files."""

    def told(name: str, value: FactValue | Unknown) -> Fact:
        reading: Reading = value if isinstance(value, Unknown) else Value(value)
        return Fact(name, "text", "given", lambda _: reading, frozenset())

    given = {
        "project.kind": told("project.kind", kind),
        "tree.code_files": told("tree.code_files", code_files),
    }
    return Facts(snapshot, {**CATALOGUE, **given})


def is_quiet(facts: Facts) -> object:
    reading = facts.get("project.is_quiet")
    return reading.value if isinstance(reading, Value) else reading


def test_an_old_small_released_library_without_much_work_is_quiet() -> None:
    assert is_quiet(facts_with(a_snapshot(work=[OLD], tags=FIVE_TAGS))) is True


@pytest.mark.parametrize(
    "facts",
    [
        facts_with(a_snapshot(work=[OLD], tags=FIVE_TAGS), kind="application"),
        facts_with(a_snapshot(work=[OLD], tags=FIVE_TAGS), code_files=401),
        facts_with(a_snapshot(work=[OLD], tags={"v1.0.0": 900.0})),
        facts_with(a_snapshot(work=[OLD, Work(times=20)], tags=FIVE_TAGS)),
        facts_with(a_snapshot(work=[Work(days_ago=400, times=40)], tags=FIVE_TAGS)),
        facts_with(a_snapshot(work=[OLD], tags=FIVE_TAGS), kind="data", code_files=Unknown("tree too large")),
    ],
)
def test_one_condition_missing_and_it_is_not_quiet(facts: Facts) -> None:
    """One sure no decides, even where another condition could not be seen."""
    assert is_quiet(facts) is False


def test_quiet_is_unknown_while_a_condition_is() -> None:
    facts = facts_with(a_snapshot(work=[OLD], tags=FIVE_TAGS), code_files=Unknown("tree too large"))
    assert is_quiet(facts) == Unknown("tree too large")


def test_age_runs_from_the_first_commit_merges_and_bots_included() -> None:
    """Whoever began it; unknown when no commit has a date that can be."""
    bot = "renovate[bot] <bot@renovateapp.com>"
    reading = facts_with(a_snapshot(work=[Work(times=3), Work(bot, days_ago=700)])).get("project.age_days")
    assert isinstance(reading, Value)
    assert reading.value == 700
    undated = a_history([Work(days_ago=40_000)])
    snapshot = replace(a_snapshot(), history=undated)
    assert facts_with(snapshot).get("project.age_days") == Unknown("no commit has a usable date")


def test_enough_work_in_what_was_seen_is_no_quiet_whatever_came_before() -> None:
    """The newest commits alone are more than quiet allows; fewer leave it open."""
    busy, calm = (
        replace(a_snapshot(), history=a_history([Work(times=times)], partial="the newest"))
        for times in (20, 19)
    )
    assert is_quiet(facts_with(busy, Unknown("cut"))) is False
    assert isinstance(is_quiet(facts_with(calm, Unknown("cut"))), Unknown)
