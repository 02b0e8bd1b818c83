"""A trend over ten years by quarter against one audit: python -m tests.benchmarks.over_time [--rounds N] REPOSITORY…

Each repository is a clone that reaches back ten years. Both are whole processes on the same clone, run by turns; told is the
ratio of the least CPU that each took, since what else the machine does adds to both at random, and the median of the pairs.
"""

import sys
from pathlib import Path

from tests.benchmarks.measure import Run, in_turn, ratio

AIM = 3.0
FROM, TO = "2016-01-01", "2025-12-31"
ROUNDS = 5


def compared(many: list[Run], one: list[Run]) -> str:
    """Both in one line; a run that failed is said to have failed."""
    if any(run.code not in {0, 3} for run in (*many, *one)):
        return "not compared, one of both failed"
    trend, audit = min(run.cpu for run in many), min(run.cpu for run in one)
    pairs = ratio(many, one, lambda run: run.cpu)
    return f"{trend / audit:.2f} x ({trend:.2f} s against {audit:.2f} s CPU), median of pairs {pairs:.2f} x; aim {AIM:g} x"


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
