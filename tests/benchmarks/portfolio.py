"""A batch against a GitHub on loopback: python -m tests.benchmarks.portfolio [survey|memory|standard]…

Prints requests, points, wall time, CPU and memory of the program and all of its workers; what the servers here use is not
counted. Every answer of the forge is held back by 200 ms.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.cli.running import HEALTHY, PEOPLE, PROGRAM, around
from tests.git_repos import Made, a_repository
from tests.portfolio.made import GOOD
from tests.servers.git_http import GitServer, git_server
from tests.servers.github.from_git import git_fields
from tests.servers.github.hub import Hub, a_hub
from tests.servers.github.made import a_project

LATENCY = 0.2
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Used:
    """What a batch took: wall and CPU seconds, the peaks in MB of all processes that it had at a time, requests to the
    forge.
    """

    wall: float
    cpu: float
    megabytes: float
    requests: int

    def told(self, name: str, count: int) -> str:
        """In one line."""
        return (
            f"{name}: {count:,} repositories, {self.requests} API requests, {self.wall:.1f} s wall "
            f"({count / self.wall:.1f} a second), {1000 * self.cpu / count:.1f} ms CPU each "
            f"({2 * count / self.cpu:.1f} a second on two cores), {self.megabytes:.0f} MB in all"
        )


@contextmanager
def github(folder: Path, count: int, commits: int) -> Iterator[tuple[Hub, GitServer]]:
    """A GitHub with so many repositories of one content."""
    served = folder / "served/example"
    served.mkdir(parents=True)
    history = [Made({f"src/f{n % 40}.py": f"x = {n}\n"}, by=PEOPLE[n % 3]) for n in range(commits)]
    one = a_repository(folder / "one", [*history, Made(HEALTHY)], bare=True)
    fields = git_fields(one)
    with a_hub() as hub, git_server(served.parent) as server:
        hub.repositories.cost, hub.latency = 1, LATENCY
        for number in range(count):
            hub.add(a_project(f"example/r{number}", **fields))
            (served / f"r{number}").symlink_to(one)
        yield hub, server


def batch(folder: Path, hub: Hub, server: GitServer, count: int, options: Sequence[str]) -> Used:
    """Runs one and watches it."""
    here = folder / f"here-{time.time_ns()}" / "here"
    here.mkdir(parents=True)
    (here / "list.txt").write_text("".join(f"{server.address}/example/r{n}\n" for n in range(count)))
    environ = {
        "GITHUB_SERVER_URL": server.address,
        "GITHUB_API_URL": hub.api.rest,
        "GITHUB_GRAPHQL_URL": hub.api.graphql,
        "GITHUB_TOKEN": GOOD,
    }
    command = [*PROGRAM, "batch", "list.txt", "--out", "out", "--allow-local", *options]
    before, began = len(hub.log), time.perf_counter()
    seen: dict[str, tuple[float, float]] = {}
    memory = 0.0
    with subprocess.Popen(command, cwd=here, env=around(here, environ), start_new_session=True) as process:
        while process.poll() is None:
            now = _session(process.pid)
            memory = max(memory, sum(peak for _, peak in now.values()))
            seen.update(now)
            time.sleep(0.1)
    cpu = sum(used for used, _ in seen.values())
    return Used(time.perf_counter() - began, cpu, memory, len(hub.log) - before)


def _session(session: int) -> dict[str, tuple[float, float]]:
    """CPU seconds (with children that ended) and peak memory in MB of every process of a session."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == session:
                peak = next(
                    (line for line in (folder / "status").read_text().splitlines() if "VmHWM" in line),
                    "0 0 0",
                )
                is_worker = int(fields[1]) not in (session, os.getpid())  # which waits for its git processes
                cpu = sum(map(int, fields[11 : 15 if is_worker else 13])) / TICKS
                found[folder.name] = (cpu, int(peak.split()[1]) / 1024)
    return found


def main(parts: Sequence[str]) -> None:
    """Prints one line a measurement."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if "survey" in parts:
            with github(folder / "survey", 1000, 60) as (hub, server):
                print(batch(folder, hub, server, 1000, ("--depth", "survey")).told("survey", 1000))
        if "memory" in parts:
            with github(folder / "memory", 10_000, 60) as (hub, server):
                few, many = (batch(folder, hub, server, n, ("--depth", "survey")) for n in (1000, 10_000))
                print(
                    f"memory: {few.megabytes:.0f} and {many.megabytes:.0f} MB, "
                    f"{many.megabytes / few.megabytes:.2f} x at 10,000 of that at 1,000 (aim: at most 1.3)"
                )
        if "standard" in parts:
            with github(folder / "standard", 200, 500) as (hub, server):
                print(batch(folder, hub, server, 200, ("--depth", "standard")).told("standard", 200))


if __name__ == "__main__":
    main(sys.argv[1:] or ("survey", "standard", "memory"))
