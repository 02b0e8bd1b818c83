"""What a start loads: only what the verb at hand needs. Counted by module, since time depends on the machine."""

import subprocess
from pathlib import Path

from tests.cli.running import HEALTHY, PATIENCE, PROGRAM, a_repository, around, oshealth

NAMING = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); "
FOR_OTHERS = frozenset(
    ("github", "httpx", "jinja2", "openpyxl", "oshealth.formats.html", "oshealth.rulebook.given", "pydantic")
)


def loaded(folder: Path, *arguments: str) -> frozenset[str]:
    """The modules that a run of the program has loaded when it ends."""
    python, command, code = PROGRAM
    ran = subprocess.run(
        [python, command, NAMING + code, *arguments],
        cwd=folder,
        env=around(folder),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    return frozenset(ran.stderr.split())


def test_an_audit_loads_nothing_that_only_others_need(tmp_path: Path) -> None:
    """The second one: what the first read of YAML, and checked, is kept."""
    folder = a_repository(tmp_path / "thing", HEALTHY, commits=3)
    assert oshealth("audit", ".", cwd=folder).code == 0
    modules = loaded(folder, "audit", ".")
    assert FOR_OTHERS & modules == set()
    assert {"oshealth.facts", "oshealth.formats.terminal.scorecard"} <= modules


def test_help_reads_no_facts(tmp_path: Path) -> None:
    """Nor does that of a single verb."""
    folder = tmp_path / "thing"
    folder.mkdir()
    for words in (["--help"], ["audit", "--help"]):
        assert "oshealth.facts" not in loaded(folder, *words)


def test_a_verb_is_loaded_without_its_neighbours(tmp_path: Path) -> None:
    folder = tmp_path / "thing"
    folder.mkdir()
    modules = loaded(folder, "audit", "--help")
    assert ("oshealth.cli.audit" in modules, "oshealth.cli.batch" in modules) == (True, False)
