"""The tools that the benchmark of license identification sets side by side, each as a function from a text to an answer."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from oshealth.facts.licensing import identify
from oshealth.facts.licensing.identify import identify_file
from tests.benchmarks.licensing_cases import folded, ids_of


class Answer(NamedTuple):
    """What a tool said: ids, and whether it was sure."""

    ids: frozenset[str]
    sure: bool


Tool = Callable[[str, bool], Answer]
"""From a text, and whether it is a license file by its name, to an answer; the peers do not ask for names."""

NOTHING: Final = Answer(frozenset(), sure=False)
_LICENSEE: Final = """
require 'licensee'; require 'json'
STDOUT.sync = true
STDIN.each_line do |line|
  file = Licensee::ProjectFiles::LicenseFile.new(JSON.parse(line), 'LICENSE')
  license = file.license
  puts (license && !license.pseudo_license? ? license.spdx_id : '')
end
"""
_WATCH: Final = """
import os, sys
quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
usage = os.wait4(child, 0)[2]
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
"""
_ALONE: Final[Mapping[str, str]] = {
    "oshealth": "from oshealth.facts.licensing import identify; identify(open({0!r}).read())",
    "pyaskalono": "import askalono; askalono.identify(open({0!r}).read())",
    "identify": "from identify import identify; identify.license_id({0!r})",
}


def cpu_seconds() -> float:
    """CPU seconds of this process and of the children that it has now; theirs have a grain of 10 ms."""
    children = (
        pid for told in Path("/proc/self/task").glob("*/children") for pid in told.read_text().split()
    )
    ticks = sum(sum(map(int, Path("/proc", pid, "stat").read_text().split()[13:15])) for pid in children)
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def ours(text: str, is_license_file: bool) -> Answer:
    """This project, as an audit asks it: of license files otherwise than of a README."""
    found = identify_file(text) if is_license_file else identify(text)
    return Answer(ids_of(found.expression), found.verdict == "sure")


@contextmanager
def tools() -> Iterator[dict[str, Tool]]:
    """This project and every peer that is here, by name."""
    with ExitStack() as stack:
        found: dict[str, Tool] = {"oshealth": ours}
        for name, opened in {
            "pyaskalono": _askalono(),
            "identify": _identify(),
            "licensee": _licensee(stack),
        }.items():
            if opened is None:
                print(f"{name} is not installed")
            else:
                found[name] = opened
        yield found


def alone(name: str, path: str) -> list[str]:
    """A command that starts a tool, identifies one file with it and ends."""
    if name == "licensee":
        return ["licensee", "detect", path]
    return [sys.executable, "-c", _ALONE[name].format(path)]


def watched(command: list[str]) -> tuple[float, float]:
    """CPU seconds and peak megabytes of one process.

    A small process starts it: what is started from this one would be charged with the memory of this one.
    """
    told = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _WATCH, *command], stdout=subprocess.PIPE, check=True, text=True
    )
    seconds, kilobytes = told.stdout.split()
    return float(seconds), float(kilobytes) / 1024


def _askalono() -> Tool | None:
    try:
        import askalono  # type: ignore[import-not-found]  # noqa: PLC0415 - not everybody has it
    except ImportError:
        return None

    def tool(text: str, _: bool) -> Answer:
        found = askalono.identify(text)
        return Answer(frozenset({folded(found.name)}), found.score >= 0.8) if found.name else NOTHING

    return tool


def _identify() -> Tool | None:
    try:
        import ukkonen  # type: ignore[import-not-found]  # noqa: F401, PLC0415 - identify compares texts with it
        from identify import identify as filed  # type: ignore[import-not-found]  # noqa: PLC0415 - see above
    except ImportError:
        return None

    def tool(text: str, _: bool) -> Answer:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8") as scratch:
            scratch.write(text)
            scratch.flush()
            found = filed.license_id(scratch.name)
        return Answer(frozenset({folded(found)}), sure=True) if found else NOTHING

    return tool


def _licensee(stack: ExitStack) -> Tool | None:
    """One Ruby process that answers line by line, so that its start-up is not counted with each text."""
    if not shutil.which("licensee") or not shutil.which("ruby"):
        return None
    ruby = stack.enter_context(
        subprocess.Popen(
            ["ruby", "-e", _LICENSEE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
    )
    stack.callback(ruby.terminate)

    def tool(text: str, _: bool) -> Answer:
        if ruby.stdin is None or ruby.stdout is None:
            return NOTHING
        ruby.stdin.write(json.dumps(text) + "\n")
        ruby.stdin.flush()
        found = ruby.stdout.readline().strip()
        return Answer(frozenset({folded(found)}), sure=True) if found else NOTHING

    return tool
