"""The program in a real terminal: what stands on the screen, who gets colours, where progress shows, how it is stopped."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pexpect
import pyte
import pytest

from tests.cli.running import HEALTHY, PATIENCE, PROGRAM, a_repository, around, oshealth
from tests.git_repos import Made
from tests.git_repos import a_repository as a_bare_repository
from tests.servers.git_http import drip, git_server

AS_OF: Final = ("--as-of", "2026-06-30")
TERMINAL: Final = {"TERM": "xterm-256color"}
ROWS: Final = 200
ESCAPE: Final = "\x1b"
SECONDS: Final = re.compile(r"\d+(\.\d+)? s\b")
STAGES = (
    "looking …",
    "listing the files",
    "reading the texts",
    "reading the history",
)  # how far one gets to see it


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project in good health."""
    license_text = (Path(__file__).parents[2] / "LICENSE").read_text("utf-8")
    return a_repository(tmp_path_factory.mktemp("work") / "healthy", {**HEALTHY, "LICENSE": license_text})


def in_terminal(
    *arguments: str, cwd: Path, columns: int = 80, environ: Mapping[str, str] = TERMINAL, where: str = ""
) -> str:
    """All that the program writes to a terminal; `where` redirects as a shell does."""
    child = pexpect.spawn(
        "sh",
        ["-c", f'exec "$0" "$@" {where}', *PROGRAM, *arguments],
        cwd=str(cwd),
        env=around(cwd, environ),
        dimensions=(ROWS, columns),
        timeout=PATIENCE,
        encoding="utf-8",
    )
    written = child.read()
    child.close()
    assert child.exitstatus == 0
    return written


def on_screen(written: str, columns: int) -> list[str]:
    """The lines that a person sees in the end, without the blanks behind them."""
    screen = pyte.Screen(columns, ROWS)
    pyte.Stream(screen).feed(written)
    return "\n".join(line.rstrip() for line in screen.display).strip("\n").split("\n")


@pytest.mark.parametrize("columns", [60, 80, 120, 200])
def test_the_card_fits_the_terminal(healthy: Path, columns: int) -> None:
    """No line is broken by the terminal: the screen shows, line by line, what a pipe of that width is given."""
    screen = on_screen(in_terminal("audit", ".", *AS_OF, cwd=healthy, columns=columns), columns)
    piped = oshealth("audit", ".", *AS_OF, cwd=healthy, environ={"COLUMNS": str(columns)})

    assert len(screen) > 30
    assert [SECONDS.sub("_ s", line) for line in screen] == SECONDS.sub("_ s", piped.out).rstrip("\n").split(
        "\n"
    )


def test_colours_are_for_terminals_whose_owner_wants_them(healthy: Path) -> None:
    """NO_COLOR, --no-color and TERM=dumb leave no escape sequence at all; the words stay the same."""
    audit = ("audit", ".", "--quiet", *AS_OF)
    coloured = in_terminal(*audit, cwd=healthy)
    plain = [
        in_terminal(*audit, cwd=healthy, environ={**TERMINAL, "NO_COLOR": "1"}),
        in_terminal(*audit, "--no-color", cwd=healthy),
        in_terminal(*audit, cwd=healthy, environ={"TERM": "dumb"}),
    ]

    assert f"{ESCAPE}[" in coloured
    assert [ESCAPE in text for text in plain] == [False, False, False]
    assert {re.sub(r"\x1b\[[0-9;]*m", "", text) for text in (coloured, *plain)} == {plain[0]}


def test_a_log_of_a_ci_job_has_no_escapes(healthy: Path) -> None:
    """Neither in the result nor beside it."""
    ran = oshealth("audit", ".", *AS_OF, cwd=healthy, environ={**TERMINAL, "CI": "true"})

    assert (ran.code, ran.err, ESCAPE in ran.out) == (0, "", False)


def test_progress_shows_beside_the_result_and_never_in_it(healthy: Path, tmp_path: Path) -> None:
    """Somebody who redirects the result still sees that something is going on; the line is gone in the end."""
    card = tmp_path / "card.txt"
    seen = in_terminal("audit", ".", *AS_OF, cwd=healthy, where=f"> {card}")
    result = in_terminal("audit", ".", *AS_OF, cwd=healthy, where="2> /dev/null")

    assert any(stage in seen for stage in STAGES)
    assert "coverage" not in seen
    assert on_screen(seen, 80) == [""]
    assert (ESCAPE in card.read_text("utf-8"), "coverage" in card.read_text("utf-8")) == (False, True)
    assert ([stage for stage in STAGES if stage in result], "coverage" in result) == ([], True)


def test_ctrl_c_ends_a_slow_look_at_once(tmp_path: Path) -> None:
    """With 130 and one word, the cursor back in its place; what was in the cache is as good as before."""
    work = tmp_path / "work"
    work.mkdir()
    a_bare_repository(tmp_path / "served" / "acme" / "thing", [Made({"README.md": "# Birds\n"})], bare=True)
    with git_server(tmp_path / "served") as served:
        address = f"{served.address}/acme/thing"
        before = oshealth("audit", address, "--quiet", *AS_OF, cwd=work)
        served.log.clear()
        served.faults["/acme/thing"] = drip
        child = pexpect.spawn(
            PROGRAM[0],
            [*PROGRAM[1:], "audit", address, *AS_OF],
            cwd=str(work),
            env=around(work, TERMINAL),
            timeout=PATIENCE,
            encoding="utf-8",
        )
        while not served.requests("/acme/thing"):
            time.sleep(0.05)
        child.sendintr()
        written = child.read()
        child.close()
        served.faults.clear()
        after = oshealth("audit", address, "--quiet", *AS_OF, cwd=work)

    assert child.exitstatus == 130
    assert written.replace("\r", "").rstrip().endswith("oshealth: interrupted")
    assert "Traceback" not in written
    assert written.rfind(f"{ESCAPE}[?25h") > written.rfind(f"{ESCAPE}[?25l")
    assert (after.code, after.out) == (before.code, before.out)


def test_what_is_finished_when_somebody_interrupts_is_kept(tmp_path: Path) -> None:
    """The first repository is done, the second one drips: its report is written all the same."""
    work, kept = tmp_path / "work", tmp_path / "kept.json"
    a_bare_repository(work, [Made({"README.md": "# Birds\n"})])
    with git_server(tmp_path) as served:
        served.faults["/acme/thing"] = drip
        child = pexpect.spawn(
            PROGRAM[0],
            [*PROGRAM[1:], "audit", ".", f"{served.address}/acme/thing", "--format", f"json={kept}"],
            cwd=str(work),
            env=around(work, TERMINAL),
            timeout=PATIENCE,
            encoding="utf-8",
        )
        while not served.requests("/acme/thing"):
            time.sleep(0.05)
        child.sendintr()
        child.read()
        child.close()

    assert child.exitstatus == 130
    assert [result["repository"]["ref"] for result in json.loads(kept.read_text("utf-8"))["results"]] == ["."]


def test_a_closed_a_full_and_a_broken_stdout_end_in_peace(healthy: Path) -> None:
    """What cannot be written is said; a reader that has seen enough is no mistake of ours."""
    full, closed = (
        subprocess.run(
            ["sh", "-c", f'exec "$0" "$@" {where}', *PROGRAM, "audit", ".", *AS_OF],
            cwd=healthy,
            env=around(healthy),
            capture_output=True,
            text=True,
            check=False,
        )
        for where in (">/dev/full", ">&-")
    )
    said = "oshealth: error: cannot write to stdout: No space left on device\noshealth: hint: choose another --output\n"
    assert (full.returncode, full.stderr) == (2, said)
    assert (closed.returncode, closed.stderr) == (0, "")
    with subprocess.Popen(
        [*PROGRAM, "audit", ".", "--verbose", *AS_OF],
        cwd=healthy,
        env=around(healthy),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as broken:
        assert broken.stdout
        assert broken.stderr
        broken.stdout.close()
        assert (broken.stderr.read(), broken.wait()) == (b"", 0)


def test_ctrl_c_before_the_command_line_stands_ends_without_a_word(tmp_path: Path) -> None:
    """Here while the first foreign module loads, which stands in for the moment that all of them take."""
    (tmp_path / "typer.py").write_text(
        "import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(9)\n"
    )
    environ = around(tmp_path)
    ran = subprocess.run(
        [sys.executable, "-m", "oshealth", "--version"],
        cwd=tmp_path,
        env={**environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), environ["PYTHONPATH"]])},
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (-signal.SIGINT, b"", b"")
