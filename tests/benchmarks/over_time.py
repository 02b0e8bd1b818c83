"""A trend over ten years by quarter against one audit: python -m tests.benchmarks.over_time [--rounds N] REPOSITORY…

Each repository is a clone that reaches back ten years. Both are whole processes on the same clone, run by turns; told are
the ratios of the least time and of the least CPU that each took, since what else the machine does adds to both at random. A
trend shares its work among the processors there are, so that its time is less than its CPU.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.measure import Run, in_turn

AIM = 3.0
FROM, TO = "2016-01-01", "2025-12-31"
ROUNDS = 5


def compared(many: list[Run], one: list[Run]) -> str:
    """Both in one line; a run that failed is said to have failed."""
    if any(run.code not in {0, 3} for run in (*many, *one)):
        return "not compared, one of both failed"
    return f"time {_least(many, one, lambda run: run.wall)}, CPU {_least(many, one, lambda run: run.cpu)}; aim {AIM:g} x"


def _least(many: list[Run], one: list[Run], figure: Callable[[Run], float]) -> str:
    trend, audit = min(map(figure, many)), min(map(figure, one))
    return f"{trend / audit:.2f} x ({trend:.2f} s against {audit:.2f} s)"


def main(repositories: list[str], rounds: int) -> None:
    """Prints one line a repository."""
    oshealth = str(Path(sys.executable).parent / "oshealth")
    for repository in repositories:
        trend = [oshealth, "trend", repository, "--every", "3m", "--since", FROM, "--as-of", TO]
        audit = [oshealth, "audit", repository, "--as-of", TO]
        print(f"{repository}: {compared(*in_turn(trend, audit, rounds))}", flush=True)


if __name__ == "__main__":
    asked = sys.argv[1:]
    rounds = int(asked[1]) if asked[:1] == ["--rounds"] else ROUNDS
    rest = asked[2:] if asked[:1] == ["--rounds"] else asked
    if not rest:
        sys.exit(__doc__)
    main(rest, rounds)
