"""The project around the code: what lies at the top, who is named, and how CI runs."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from oshealth.facts.bots import FORGE_ADDRESSES, known_bots, private_account
from tests.house.sources import ROOT

AT_THE_TOP = frozenset({"action.yml", "src", "tests", "rules", "pyproject.toml", "README.md", "LICENSE"})
LEFT_BY_TOOLS = frozenset({"build", "dist", "PKG-INFO"})
SHOWN = (".ci", ".github", "rules", "src", "tests", "README.md", "pyproject.toml")
SET_UP = ("python3 -m venv .venv", ".venv/bin/pip install -e '.[dev]'")
PINNED = re.compile(r"[\w-]+/[\w./-]+@[0-9a-f]{40}")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))

ADDRESS = re.compile(
    r"(?<![\w.:/%+-])[\w.%+-]+@(?P<domain>(?:[\w-]+\.)+(?!md|png|yaml)[A-Za-z]{2,})\b(?!:[\w/])"
)
WITH_LOGIN = re.compile(r"\w+://\S+|\b(git|s3cret)@\S+")
INVENTED = re.compile(r"(.*\.)?(example(\.(org|com|net|edu))?|invalid|test|local|localhost)", re.IGNORECASE)


NOT_OURS = {"__pycache__", "node_modules"}


def _texts(*places: str) -> Iterator[tuple[Path, str]]:
    for place in places:
        top = ROOT / place
        for path in [top] if top.is_file() else sorted(top.glob("**/*")):
            if path.is_file() and not NOT_OURS & {*path.parts}:
                yield path, path.read_text("utf-8", "replace")


def _is_nobody(address: str) -> bool:
    programs = {*known_bots().addresses, *FORGE_ADDRESSES}
    return address in programs or private_account(address) is not None


def test_the_top_holds_what_everybody_expects_and_no_more() -> None:
    """What is not needed to find one's way lies in a folder; dot-files are the tools' own."""
    seen = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert seen - LEFT_BY_TOOLS == AT_THE_TOP


@pytest.mark.parametrize("place", ["tests", "rules", ".github"])
def test_everybody_named_is_invented(place: str) -> None:
    """Addresses are of domains that belong to nobody (RFC 2606), of programs, or a forge's hidden ones with invented names."""
    real = {
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path, text in _texts(place)
        for found in ADDRESS.finditer(WITH_LOGIN.sub("", text))
        if not INVENTED.fullmatch(found["domain"]) and not _is_nobody(found.group().lower())
    }
    assert real == set()


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    """Paths of somebody's computer help nobody else."""
    somewhere = re.compile(r"(?<!:)/(work|root|Users)/[a-z]|[.]pyenv/")
    told = [str(path.relative_to(ROOT)) for path, text in _texts(*SHOWN) if somewhere.search(text)]
    assert told == []


@pytest.mark.parametrize("path", ["README.md", ".github/CONTRIBUTING.md"])
def test_both_ways_in_show_the_same_two_commands(path: str) -> None:
    """Whoever starts at the README and whoever starts at the guide set up the same thing."""
    text = (ROOT / path).read_text("utf-8")
    assert [command for command in SET_UP if command not in text] == []


def test_one_command_checks_everything() -> None:
    """CI runs the script that people run, and the script runs the command that the guide names."""
    run = ROOT / ".ci" / "run"
    assert run.stat().st_mode & 0o111
    steps = _steps(yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8")))
    assert ".ci/run" in [step.get("run") for step in steps]
    assert "check .venv/bin/pytest" in run.read_text("utf-8").splitlines()


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_only_read_and_pins_what_it_uses(path: Path) -> None:
    """A tag can be moved by others, a commit cannot; and nothing here needs to write."""
    workflow = yaml.safe_load(path.read_text("utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    uses = [step["uses"] for step in _steps(workflow) if "uses" in step]
    assert [used for used in uses if not PINNED.fullmatch(used)] == []
    checkouts = [step for step in _steps(workflow) if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def _steps(workflow: Any) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]
