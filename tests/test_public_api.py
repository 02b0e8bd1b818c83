"""The Python API, as README shows it to notebooks and other tools."""

import importlib
import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

import oshealth
from oshealth import (
    Finding,
    Looking,
    OshealthError,
    Question,
    RepoRef,
    Report,
    Rulebook,
    Unaudited,
    audit,
    audit_all,
)
from oshealth.formats import Style
from oshealth.formats.json import render
from tests.git_repos import Made, a_repository

ROOT: Final = Path(__file__).parents[1]
HEAVY: Final = (
    "typer",
    "rich",
    "httpx",
    "github",
    "pydantic",
    "yaml",
    "regex",
    "asyncio",
    "subprocess",
    "tomllib",
)


@pytest.fixture
def looking(tmp_path: Path) -> Looking:
    """A look as of a fixed day, with a cache of its own."""
    return Looking(as_of=datetime(2026, 6, 30, tzinfo=UTC), cache=tmp_path / "cache")


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repository with a README that introduces it."""
    prose = "It counts the birds of an invented island for everybody who asks. " * 12
    return a_repository(tmp_path / "repo", [Made({"README.md": f"# Birds\n\n{prose}"})])


def test_results_are_plain_values_on_request(repo: Path, looking: Looking) -> None:
    """A report and a failure, as they stand in the JSON report: for data frames and notebooks."""
    found = [result.to_dict() for result in audit_all([str(repo), str(repo / "nothing")], looking=looking)]
    text = render([*audit_all([str(repo), str(repo / "nothing")], looking=looking)], Style())
    told = json.loads(text)["results"]
    for result in (*found, *told):
        result.pop("cost", None)
        result.pop("looked_at", None)
    assert json.loads(json.dumps(found)) == told


def test_the_public_names_are_sorted_and_all_there() -> None:
    """What `__all__` promises can be imported and is offered for completion; anything else is an error."""
    assert oshealth.__all__ == sorted(oshealth.__all__)
    assert [name for name in oshealth.__all__ if getattr(oshealth, name, None) is None] == []
    assert dir(oshealth) == oshealth.__all__
    with pytest.raises(AttributeError, match="module 'oshealth' has no attribute 'Auditor'"):
        importlib.import_module("oshealth").Auditor  # noqa: B018 - the looking up is the test


def test_every_public_name_says_what_it_is() -> None:
    """In a docstring, where it has one of its own."""
    silent = [name for name in oshealth.__all__ if not (getattr(oshealth, name).__doc__ or "").strip()]
    assert [name for name in silent if name != "Result"] == []


def test_importing_the_package_loads_nothing_heavy() -> None:
    """A tool that only may need an audit does not pay for it."""
    said = subprocess.run(
        [sys.executable, "-c", "import sys, oshealth; print(*sys.modules)"],
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert "oshealth" in said
    assert {name.partition(".")[0] for name in said} & set(HEAVY) == set()
    assert [name for name in said if name.startswith("oshealth.")] == []


def test_the_example_of_the_readme_runs_as_it_stands(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """But for the repository, which is one on this disk; the package's own docstring shows one that runs too."""
    readme = (ROOT / "README.md").read_text("utf-8")
    example = re.search(r"```python\n(from oshealth import.*?)```", readme, re.DOTALL)
    assert example
    shown = "\n".join(
        line.strip() for line in (oshealth.__doc__ or "").splitlines() if line.startswith("    ")
    )
    monkeypatch.setenv("OSHEALTH_CACHE", str(repo.parent / "cache"))

    for code in (example[1], shown):
        assert '"owner/repo"' in code
        exec(code.replace('"owner/repo"', repr(str(repo))), {})  # noqa: S102 - our own documentation


def test_a_report_has_a_score_a_grade_and_findings_with_evidence(repo: Path, looking: Looking) -> None:
    """Asked with a book, or with a question that names the rules."""
    report = audit(RepoRef.parse(str(repo)), Rulebook.load(select=["readme"]), looking=looking)
    again = audit(str(repo), question=Question(select=("readme",)), looking=looking)

    assert isinstance(report, Report)
    assert (report.score.score, report.score.coverage) == (100, 100)
    assert [(finding.rule, finding.outcome) for finding in report.findings] == [("readme", "pass")]
    assert isinstance(report.findings[0], Finding)
    assert [item.path for item in report.findings[0].evidence][:1] == ["README.md"]
    assert (again.findings, again.score, again.revision) == (report.findings, report.score, report.revision)


def test_a_batch_goes_on_after_a_failure(repo: Path, looking: Looking) -> None:
    """A place that is not there and a text that is no reference become Unaudited, in their order, as they are reached."""
    results = audit_all(
        [str(repo.parent / "nowhere"), "ext::sh -c true", str(repo)],
        question=Question(select=("readme",)),
        looking=looking,
    )
    first = next(results)
    assert isinstance(first, Unaudited)
    assert first.kind == "not-found"
    second, third = results
    assert isinstance(second, Unaudited)
    assert second.kind == "invalid-reference"
    assert isinstance(third, Report)
    assert third.score.score == 100


def test_a_question_that_is_wrong_for_all_is_an_error_at_once(repo: Path, looking: Looking) -> None:
    """Before anything is looked at, and under the one tree of errors."""
    with pytest.raises(OshealthError, match="unknown rule or category 'redme'") as caught:
        next(audit_all([str(repo)], question=Question(select=("redme",)), looking=looking))
    assert caught.value.hint == "did you mean 'readme'?"
    assert not looking.cache.exists()
