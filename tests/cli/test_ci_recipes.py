"""action.yml, .pre-commit-hooks.yaml and the GitLab job: their own steps, run here as their runners would."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.cli.running import HEALTHY, a_repository
from tests.house.recipes import ROOT, bash, inputs_in, recipe

PINNED: Final = re.compile(r"[\w./-]+@[0-9a-f]{40}")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a license, in good health."""
    license_text = (ROOT / "LICENSE").read_text("utf-8")
    return a_repository(tmp_path_factory.mktemp("ci") / "project", {**HEALTHY, "LICENSE": license_text})


def _tools(folder: Path) -> Path:
    """A folder like a virtual environment: `python`, and an `oshealth` that is the code of this checkout."""
    (folder / "bin").mkdir(parents=True, exist_ok=True)
    program = folder / "bin" / "oshealth"
    paths = os.pathsep.join(sys.path)
    program.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path[:0] = {paths!r}.split({os.pathsep!r})\n"
        "from oshealth.cli import main\nmain()\n",
        "utf-8",
    )
    program.chmod(0o755)
    (folder / "bin" / "python").unlink(missing_ok=True)
    (folder / "bin" / "python").symlink_to(sys.executable)
    return folder


def _action(
    project: Path, temp: Path, **inputs: str
) -> tuple[subprocess.CompletedProcess[str], dict[str, str], str]:
    """Runs the audit step of the action with inputs; how it ended, its outputs and its job summary."""
    action = recipe("action.yml")
    step = next(step for step in action["runs"]["steps"] if step.get("id") == "audit")
    given = {name: str(one.get("default", "")) for name, one in action["inputs"].items()} | {
        name.replace("_", "-"): value for name, value in inputs.items()
    }
    environ = {name: inputs_in(value, given) for name, value in step["env"].items()}
    _tools(temp / "oshealth")
    environ |= {
        "RUNNER_TEMP": str(temp),
        "GITHUB_OUTPUT": str(temp / "output"),
        "GITHUB_STEP_SUMMARY": str(temp / "summary.md"),
        "REPORTS": str(temp / "reports"),
    }
    ran = bash(step["run"], project, **environ)
    lines = (temp / "output").read_text("utf-8").splitlines() if (temp / "output").exists() else []
    summary = temp / "summary.md"
    return (
        ran,
        dict(line.split("=", 1) for line in lines),
        summary.read_text("utf-8") if summary.exists() else "",
    )


def test_the_action_annotates_summarises_and_reports(project: Path, tmp_path: Path) -> None:
    ran, outputs, summary = _action(project, tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("::notice title=oshealth%3A project::grade ")
    assert summary.startswith("## project\n")
    assert re.fullmatch(r"\d+", outputs["score"])
    assert json.loads(Path(outputs["json"]).read_text("utf-8"))["results"][0]["grade"] == outputs["grade"]
    assert json.loads(Path(outputs["sarif"]).read_text("utf-8"))["version"] == "2.1.0"
    assert Path(outputs["html"]).read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("inputs", "code", "said"),
    [
        ({"fail_under": "100"}, 1, "is under 100"),
        ({"fail_on": " adopters\n readme "}, 1, "adopters failed"),
        ({"fail_on": "adopter"}, 2, "did you mean 'adopters'?"),
        ({"target": "./nowhere"}, 3, ""),
        ({"profile": "$(touch pwned)"}, 2, "unknown profile"),
        ({"target": "--help"}, 2, "this looks like an option"),
        ({"min_coverage": "100"}, 3, "not enough evidence"),
    ],
)
def test_the_action_ends_as_the_program_does(
    project: Path, tmp_path: Path, inputs: dict[str, str], code: int, said: str
) -> None:
    """No input is run by the shell or read as an option."""
    ran, _, _ = _action(project, tmp_path, **inputs)
    assert (ran.returncode, said in ran.stderr) == (code, True), ran.stderr
    assert not (project / "pwned").exists()


def test_the_action_is_documented_pinned_and_free_of_expressions_in_scripts() -> None:
    action = recipe("action.yml")
    steps = action["runs"]["steps"]
    assert action["runs"]["using"] == "composite"
    assert [
        name for name, one in action["inputs"].items() if not one.get("description") or "default" not in one
    ] == []
    assert [step["uses"] for step in steps if "uses" in step and not PINNED.fullmatch(step["uses"])] == []
    assert [step for step in steps if "${{" in step.get("run", "")] == []
    assert [step for step in steps if "run" in step and step.get("shell") != "bash"] == []


def test_the_hook_is_silent_on_success_and_fails_without_a_license(project: Path, tmp_path: Path) -> None:
    """One line on stdout, which pre-commit shows only when it fails."""
    (hook,) = recipe(".pre-commit-hooks.yaml")
    tools = _tools(tmp_path / "venv")
    locked = a_repository(tmp_path / "locked", HEALTHY)
    path = f"{tools / 'bin'}{os.pathsep}{os.environ['PATH']}"
    script = shlex.join([*shlex.split(hook["entry"]), *hook["args"]])

    good, bad = (bash(script, folder, PATH=path) for folder in (project, locked))

    assert (good.returncode, len(good.stdout.splitlines()), good.stderr) == (0, 1, "")
    assert (bad.returncode, "open-license" in bad.stdout) == (1, True)
    assert (hook["language"], hook["pass_filenames"]) == ("python", False)


def test_the_gitlab_job_writes_the_reports_it_declares(project: Path) -> None:
    job = recipe(".gitlab/oshealth.gitlab-ci.yml")["oshealth"]
    variables = {name: str(value) for name, value in job["variables"].items()}
    _tools(project / ".oshealth-venv")

    ran = [bash(line, project, **variables) for line in job["script"]]

    declared = [*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()]
    assert [one.returncode for one in ran] == [0]
    assert "Next steps" in ran[0].stdout
    assert [name for name in declared if not (project / name).stat().st_size] == []
    assert json.loads((project / "gl-code-quality-report.json").read_text("utf-8"))[0]["severity"] == "major"
