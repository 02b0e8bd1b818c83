"""The gate of a CI job: baselines, differences, plans and comparisons, as they are typed."""

import json
from pathlib import Path

import pytest

from tests.cli.running import HEALTHY, a_repository, oshealth

AS_OF = ("--as-of", "2026-06-30")


@pytest.fixture
def healthy(tmp_path: Path) -> Path:
    """A small project in good health, and its baseline."""
    folder = a_repository(tmp_path / "healthy", HEALTHY)
    ran = oshealth("baseline", "write", *AS_OF, cwd=folder)
    assert (ran.code, ran.out, ran.err) == (0, "wrote .oshealth-baseline.json\n", "")
    return folder


def test_nothing_worse_passes_in_silence(healthy: Path) -> None:
    ran = oshealth("audit", ".", *AS_OF, "--baseline", ".oshealth-baseline.json", "--quiet", cwd=healthy)
    assert (ran.code, ran.err) == (0, "")


def test_what_got_worse_fails_and_what_got_better_is_said(healthy: Path) -> None:
    """On stderr, rule by rule; nothing but the formats asked for on stdout."""
    report = json.loads((healthy / ".oshealth-baseline.json").read_text("utf-8"))
    for finding in report["results"][0]["findings"]:
        if finding["rule"] == "changelog":
            finding |= {"outcome": "fail", "credit": 0}
        if finding["rule"] == "adopters":
            finding |= {"outcome": "pass", "credit": 100}
    (healthy / "earlier.json").write_text(json.dumps(report), "utf-8")

    ran = oshealth("audit", ".", *AS_OF, "--baseline", "earlier.json", "--format", "json=r.json", cwd=healthy)

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines() == [
        "oshealth: worse than the baseline: adopters: fail, was pass",
        "oshealth: better than the baseline: changelog: pass, was fail",
    ]


def test_a_good_baseline_is_not_lost_to_a_failed_audit(healthy: Path) -> None:
    """Nothing is written when a target cannot be audited."""
    before = (healthy / ".oshealth-baseline.json").read_bytes()
    ran = oshealth("baseline", "write", "./nowhere", cwd=healthy)
    assert (ran.code, ran.out, "no baseline was written" in ran.err) == (3, "", True)
    assert (healthy / ".oshealth-baseline.json").read_bytes() == before


def test_a_baseline_of_something_else_cannot_be_kept(healthy: Path, tmp_path: Path) -> None:
    """Two targets, and the baseline knows only one: exit 3, since nothing can be said of the other."""
    a_repository(tmp_path / "other", {"README.md": "# x\n"}, commits=2)
    ran = oshealth(
        "audit",
        ".",
        "../other",
        *AS_OF,
        "--baseline",
        ".oshealth-baseline.json",
        "--format",
        "csv",
        cwd=healthy,
    )
    assert (ran.code, "the baseline holds no report of ../other" in ran.err) == (3, True)


@pytest.mark.parametrize("name", ["no-such.json", "README.md"])
def test_a_baseline_that_is_none_is_said_before_the_look(healthy: Path, name: str) -> None:
    ran = oshealth("audit", "./nowhere", "--baseline", name, cwd=healthy)
    assert (ran.code, name in ran.err, "hint: " in ran.err) == (2, True, True)


def test_two_reports_are_compared(healthy: Path) -> None:
    """Exit 0 for looking, 1 when asked to mind; the earlier report may be a line of jsonl."""
    report = json.loads((healthy / ".oshealth-baseline.json").read_text("utf-8"))
    for finding in report["results"][0]["findings"]:
        if finding["rule"] == "adopters":
            finding |= {"outcome": "pass", "credit": 100}
    (healthy / "old.jsonl").write_text(json.dumps(report, separators=(",", ":")), "utf-8")
    paths = ("old.jsonl", ".oshealth-baseline.json")

    ran = oshealth("diff", *paths, "--format", "json", cwd=healthy)
    strict = oshealth("diff", *paths, "--fail-on-worse", cwd=healthy)
    same = oshealth("diff", ".oshealth-baseline.json", ".oshealth-baseline.json", cwd=healthy)
    for name in ("birds", "fish"):
        report["results"][0]["repository"] |= {"ref": f"acme/{name}", "owner": "acme", "name": name}
        (healthy / f"{name}.json").write_text(json.dumps(report), "utf-8")
    other = oshealth("diff", "birds.json", "fish.json", cwd=healthy)

    assert ran.code == 0
    assert json.loads(ran.out)["results"][0]["changes"] == [
        {"sense": "worse", "rule": "adopters", "before": "pass", "after": "fail", "credit_before": 100, "credit_after": 0}
    ]  # fmt: skip
    assert (strict.code, "adopters  fail, was pass" in strict.out) == (1, True)
    assert (same.code, "Nothing changed." in same.out) == (0, True)
    assert "these may be two repositories: acme/birds, then acme/fish" in other.out


def test_a_plan_leads_to_a_letter(healthy: Path) -> None:
    """In the terminal, as a checklist, and for programs the same steps."""
    shown = oshealth("plan", ".", *AS_OF, "--until", "all", cwd=healthy)
    listed = oshealth("plan", ".", *AS_OF, "--until", "all", "--format", "markdown", cwd=healthy)
    told = oshealth("plan", ".", *AS_OF, "--until", "all", "--format", "json", cwd=healthy)

    steps = [step["rule"] for step in json.loads(told.out)["steps"]]
    assert (shown.code, listed.code, told.code) == (0, 0, 0)
    assert [line.split("**")[1] for line in listed.out.splitlines() if line.startswith("- [ ] ")] == steps
    assert all(step in shown.out for step in steps)
    assert "\x1b" not in shown.out + listed.out + told.out


def test_a_plan_of_nothing_is_one_clear_line(tmp_path: Path) -> None:
    ran = oshealth("plan", "./nowhere", cwd=tmp_path)
    assert (ran.code, ran.out, "Traceback" in ran.err) == (3, "", False)


def test_repositories_stand_side_by_side(healthy: Path, tmp_path: Path) -> None:
    """Also one that could not be audited; every line fits."""
    a_repository(tmp_path / "bare", {"README.md": "# x\n"}, commits=2)
    ran = oshealth("compare", ".", "../bare", "../gone", *AS_OF, cwd=healthy)
    table = oshealth("compare", ".", "../bare", *AS_OF, "--format", "markdown", cwd=healthy)

    lines = ran.out.splitlines()
    assert ran.code == 3
    assert lines[0].split() == ["healthy", "bare", "../gone"]
    assert max(map(len, lines)) <= 80
    assert [line.split()[1:] for line in lines if line.split()[:1] == ["contributing-guide"]] == [
        ["pass", "fail", "–"]
    ]
    assert table.out.splitlines()[0] == "|  | healthy | bare |"
    assert oshealth("compare", ".", cwd=healthy).code == 2
