"""Whole processes measured from outside: CPU seconds and peak memory as the operating system accounts for them."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """One finished process and its children: CPU and wall seconds, peak resident memory of the largest one in MB."""

    cpu: float
    wall: float
    megabytes: float
    code: int


def run(command: Sequence[str], environ: Mapping[str, str] | None = None) -> Run:
    """Runs a command to its end, its output thrown away. Python may keep byte code, as it does where it is installed."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**inherited, **(environ or {})}
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    return Run(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, process.returncode)


def in_turn(first: Sequence[str], second: Sequence[str], rounds: int = 7) -> tuple[list[Run], list[Run]]:
    """Two commands by turns, A B A B …, after one warm-up each: the machine's moods hit both."""
    run(first), run(second)
    pairs = [(run(first), run(second)) for _ in range(rounds)]
    return [one for one, _ in pairs], [other for _, other in pairs]


def median(runs: Sequence[Run], figure: Callable[[Run], float]) -> float:
    """The median of one figure."""
    return statistics.median(figure(one) for one in runs)


def ratio(ours: Sequence[Run], theirs: Sequence[Run], figure: Callable[[Run], float]) -> float:
    """The median of the ratios, pair by pair."""
    return statistics.median(figure(one) / figure(other) for one, other in zip(ours, theirs, strict=True))


def told(name: str, ours: Sequence[Run], theirs: Sequence[Run], aim: float) -> str:
    """A comparison in one line."""
    cpu = ratio(ours, theirs, lambda one: one.cpu)
    return (
        f"{name}: {cpu:.2f} x CPU (aim: at most {aim:.1f}); "
        f"{median(ours, lambda o: o.cpu):.3f} s against {median(theirs, lambda o: o.cpu):.3f} s CPU, "
        f"{median(ours, lambda o: o.wall):.3f} s against {median(theirs, lambda o: o.wall):.3f} s wall, "
        f"{median(ours, lambda o: o.megabytes):.0f} MB against {median(theirs, lambda o: o.megabytes):.0f} MB"
    )
