"""The recipes for CI, run whole as their runners would, installs included: `python -m tests.house.recipes` (a few minutes).

What is not run is what only a forge can: fetching the action, setting up Python, uploading reports.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

ROOT: Final = Path(__file__).resolve().parents[2]
BASH: Final = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")
_MINUTES: Final = 15


def recipe(name: str) -> Any:
    """A file of the project, as YAML has it."""
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


def bash(script: str, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """A script as GitHub's runner starts it, with nothing of our environment but the PATH."""
    clean = {
        "PATH": os.environ["PATH"],
        "HOME": str(cwd),
        "LC_ALL": "C.UTF-8",
        "OSHEALTH_CACHE": str(cwd / "cache"),
    }
    return subprocess.run(
        [*BASH, script],
        cwd=cwd,
        env=clean | environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=_MINUTES * 60,
    )


def inputs_in(text: str, given: Mapping[str, str]) -> str:
    """The text with its `${{ inputs.name }}` filled in; of expressions the action uses no other kind."""
    return re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: given[match[1]], text)


def _run(what: str, script: str, cwd: Path, **environ: str) -> str:
    ran = bash(script, cwd, **environ)
    if ran.returncode:
        raise SystemExit(f"{what}: exit {ran.returncode}\n{ran.stdout}\n{ran.stderr}")
    return ran.stdout


def the_action(project: Path, temp: Path) -> str:
    """Every step of action.yml that is a script, one after the other."""
    action = recipe("action.yml")
    given = {name: str(one.get("default", "")) for name, one in action["inputs"].items()}
    runner = {
        "RUNNER_TEMP": str(temp),
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_OUTPUT": str(temp / "output"),
        "GITHUB_STEP_SUMMARY": str(temp / "summary.md"),
    }
    for step in action["runs"]["steps"]:
        if "run" in step:
            environ = {name: inputs_in(value, given) for name, value in step.get("env", {}).items()}
            _run("action.yml", step["run"], project, **runner, **environ)
    outputs = dict(line.split("=", 1) for line in (temp / "output").read_text("utf-8").splitlines())
    results = json.loads((project / outputs["json"]).read_text("utf-8"))["results"]
    assert results[0]["grade"] == outputs["grade"], "the action tells another grade than its report"
    assert (temp / "summary.md").stat().st_size, "the action wrote no job summary"
    return f"grade {outputs['grade']}, score {outputs['score']}, coverage {outputs['coverage']}"


def the_hook(project: Path, temp: Path) -> str:
    """The hook by pre-commit itself: it builds its environment from this checkout and runs it on the project."""
    _run("pre-commit", f"{sys.executable} -m venv pc && pc/bin/pip install -q pre-commit", temp)
    copy = temp / "oshealth"
    _run("a copy", f"git clone -q {ROOT} {copy}", temp)
    tried = f"{temp}/pc/bin/pre-commit try-repo {copy} oshealth --all-files --hook-stage pre-push --verbose"
    told = _run("pre-commit", tried, project, PRE_COMMIT_HOME=str(temp / "kept"))
    assert "Passed" in told, told
    return told.strip().splitlines()[-1]


def the_gitlab_job(project: Path, _temp: Path) -> str:
    """Both scripts of the job; afterwards the reports that it declares are there."""
    job = recipe(".gitlab/oshealth.gitlab-ci.yml")["oshealth"]
    variables = {name: str(value) for name, value in job["variables"].items()}
    variables |= {"OSHEALTH_SOURCE": str(ROOT)}
    told = _run("GitLab", "\n".join([*job["before_script"], *job["script"]]), project, **variables)
    declared = [*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()]
    assert all((project / name).stat().st_size for name in declared), (
        "a report that the job declares is missing"
    )
    return f"{', '.join(declared)}; {len(told.splitlines())} lines"


RECIPES: Final[Mapping[str, Callable[[Path, Path], str]]] = {
    "action.yml": the_action,
    ".pre-commit-hooks.yaml": the_hook,
    ".gitlab/oshealth.gitlab-ci.yml": the_gitlab_job,
}


def main() -> None:
    """Runs each recipe on a clone of this project."""
    for name, run in RECIPES.items():
        folder = Path(tempfile.mkdtemp(prefix="recipe-"))
        try:
            subprocess.run(["git", "clone", "-q", str(ROOT), str(folder / "project")], check=True)
            (folder / "temp").mkdir()
            print(f"{name}: {run(folder / 'project', folder / 'temp')}", flush=True)
        finally:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
