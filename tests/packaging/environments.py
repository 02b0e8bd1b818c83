"""Small real environments for tests of packaging: made in a blink, without a network, around packages that are here."""

import json
import os
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cli.running import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
CARRIED = (
    *("src", "rules", "tests", ".ci", ".github"),
    *("pyproject.toml", "README.md", "LICENSE", ".gitignore"),
)
TO_BUILD = (
    "hatchling",
    "packaging",
    "pathspec",
    "pluggy",
    "tomlkit",
    "trove_classifiers",
    "yaml",
    "_yaml",
    "msgspec",
    "platformdirs",
)


@dataclass(frozen=True)
class Environment:
    """A virtual environment at `home`; commands run in it see no other one, and no variable of ours."""

    home: Path

    def run(self, *command: str, cwd: Path | None = None, path: str = "") -> str:
        """What a command of this environment prints (`path`: its PYTHONPATH); a failure shows all of it."""
        done = subprocess.run(
            [str(self.home / "bin" / command[0]), *command[1:]],
            cwd=cwd or self.home,
            env=_environ(self.home) | {"PYTHONPATH": path},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def asked(self, question: str, path: str = "") -> Any:
        """The value that a few lines of Python print as JSON."""
        return json.loads(self.run("python", "-c", question, path=path))

    def install(self, *what: str) -> None:
        """Installs a wheel or, after `-e`, a checkout; nothing is fetched and nothing else is touched."""
        outer = [sys.executable, "-m", "pip", "--python", str(self.home / "bin" / "python"), "install"]
        quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
        alone = ["--no-deps", "--no-index", "--no-build-isolation", "--ignore-installed"]
        subprocess.run(
            [*outer, *quiet, *alone, *what],
            env=_environ(self.home),
            cwd=self.home,
            check=True,
            timeout=PATIENCE,
        )


def _environ(home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("LANG", "LC_ALL", "TMPDIR") if name in os.environ}
    path = f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return kept | {"PATH": path, "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}


def an_environment(home: Path, only: tuple[str, ...] = ()) -> Environment:
    """A new environment that has our dependencies (or `only` these packages), but no oshealth."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True, timeout=PATIENCE)
    packages = home / "packages"
    packages.mkdir()
    for place in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        for path in Path(place).iterdir():
            ours = "oshealth" in path.name or path.suffix == ".pth"
            if not ours and (not only or path.name.partition("-")[0].removesuffix(".py") in only):
                (packages / path.name).symlink_to(path)
    (site_packages(home) / "dependencies.pth").write_text(f"{packages}\n", "utf-8")
    return Environment(home)


def site_packages(home: Path) -> Path:
    """Where an environment keeps what is installed in it."""
    return next(home.glob("lib/python*/site-packages"))
