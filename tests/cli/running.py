"""The program as a user runs it: its own process, on real repositories made here. Everybody in them is invented."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from resource import RLIMIT_AS, setrlimit

from tests import git_repos
from tests.git_repos import Made, git

__all__ = [
    "CONDUCT",
    "HEALTHY",
    "NOW",
    "PATIENCE",
    "PEOPLE",
    "PROGRAM",
    "Ran",
    "a_repository",
    "around",
    "git",
    "oshealth",
]

PROGRAM = (sys.executable, "-c", "from oshealth.__main__ import main; main()")
NOW = 1_782_820_800  # 2026-06-30T12:00:00Z
PATIENCE = 240
"""Seconds after which a program is taken for hung: no promise of how long it takes, for a machine may be busy."""

PEOPLE = ("Ada Example <ada@example.org>", "Ben Example <ben@example.org>", "Cy Example <cy@example.org>")
CONDUCT = "# Code of conduct\n\n" + "Be kind, listen, and assume the best of everybody you meet here. " * 8
HEALTHY = {
    "README.md": "# Invented thing\n\nIt counts the invented birds of an invented island for everybody who asks, by day "
    "and by night, with a camera or by hand, and tells what changed since the year before.\n\n"
    "## Installation\n\n```\npip install invented\n```\n\n## Usage\n\n```\ninvented count\n```\n\n"
    "## Support\n\nAsk in the [forum](https://forum.example.org).\n",
    "CONTRIBUTING.md": "# Contributing\n\nOpen a pull request; it needs a test and a review. Set up with:\n\n"
    "```\nmake dev\n```\n\nSign off your commits (DCO).\n",
    "CODE_OF_CONDUCT.md": CONDUCT + "\n\nTell conduct@example.org.\n",
    "SECURITY.md": "# Security\n\nWrite to security@example.org about any vulnerability; we answer within 5 days. "
    * 3,
    "CHANGELOG.md": "# Changelog\n\n## 1.1\n\nBirds that swim are counted too.\n",
    "src/invented.py": "def count():\n    return 3\n",
}


@dataclass(frozen=True)
class Ran:
    """How a run of the program ended."""

    code: int
    out: str
    err: str


def oshealth(*arguments: str, cwd: Path, environ: Mapping[str, str] | None = None, memory: int = 0) -> Ran:
    """Runs `oshealth …` in a folder, with its cache beside that folder and nothing else of our environment.

    `memory` bounds the address space of the program and of all that it starts, in bytes.
    """
    ran = subprocess.run(
        [*PROGRAM, *arguments],
        cwd=cwd,
        env=around(cwd, environ),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        stdin=subprocess.DEVNULL,
        check=False,
        preexec_fn=partial(setrlimit, RLIMIT_AS, (memory, memory)) if memory else None,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def around(cwd: Path, environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment that the program is started in."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(cwd),
        "LC_ALL": "C.UTF-8",
        "OSHEALTH_CACHE": str(cwd.parent / "cache"),
        "PYTHONPATH": os.pathsep.join(sys.path),
        **{name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")},
        **(environ or {}),
    }


def a_repository(folder: Path, files: Mapping[str, str], commits: int = 60, now: int = NOW) -> Path:
    """A work tree with these files in its last commit, and a history by three people, a commit every other day."""
    history = [
        Made(
            files if number == commits - 1 else {},
            message="change",
            by=PEOPLE[number % 3],
            at=now - (commits - number) * 172_800,
            zone="+0200",
        )
        for number in range(commits)
    ]
    git_repos.a_repository(folder, history)
    git(folder, "reset", "-q", "--hard", "main")
    return folder
