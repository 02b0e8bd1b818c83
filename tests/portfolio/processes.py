"""A batch as a process of its own that a test can stop: begun, waited for, and seen to leave nobody behind."""

import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from tests.cli.running import PATIENCE, PROGRAM, around
from tests.portfolio.made import Place


def begun(place: Place, name: str) -> "subprocess.Popen[str]":
    """A survey of a list of the place, in a session of its own."""
    command = [*PROGRAM, "batch", name, "--out", "out", "--allow-local", "--jobs", "2", "--depth", "survey"]
    return subprocess.Popen(
        command,
        cwd=place.folder,
        env=unmeasured(around(place.folder, place.environ())),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def unmeasured(environ: Mapping[str, str]) -> dict[str, str]:
    """Without coverage, which would write files of its own on a full disk, and loses them when killed."""
    return {name: value for name, value in environ.items() if not name.startswith("COVERAGE_")}


def until(holds: Callable[[], object]) -> None:
    """Waits until something holds, and gives up after a long time: the machine may be busy."""
    for _ in range(20 * PATIENCE):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError(f"it did not come to hold within {PATIENCE} seconds")


def has_asked(place: Place, times: int, process: "subprocess.Popen[str]") -> bool:
    """Whether the hub was asked so many times, or the program has ended."""
    return len(place.hub.log) >= times or process.poll() is not None


def is_gone(session: int) -> bool:
    """Whether no process of a session runs any more."""
    return not _of_session(session)


def _of_session(session: int) -> list[str]:
    """The processes of a session that still run."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = status.read_text().rpartition(")")[2].split()
            if int(fields[3]) == session and fields[0] != "Z":
                found.append(status.parent.name)
    return found
