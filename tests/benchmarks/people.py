"""Figures on people beside git and others: python -m tests.benchmarks.people REPOSITORY [PEERS]

REPOSITORY is a whole clone, with a work tree (others read no bare one), of at least ten years; PEERS the `bin` folder of
an environment with git-fame and pydriller (`pip install git-fame pydriller`), without which they are passed over. Every
comparison is a ratio within one run, of whole processes and of what comes on top of the start of Python and of ours.
"""

import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.measure import Run, in_turn, ratio, run, told

FACTS = """
import sys
from pathlib import Path
from oshealth.facts import activity, contributors, facts_of, flow, integrators, organisations, renewal, rhythm
from oshealth.reference import RepoRef
from oshealth.sources import Look, Needs, open_source
ref = RepoRef(path=sys.argv[1])
deep = len(sys.argv) > 3
groups = frozenset({"history", "tree", "texts", *(["changes"] if deep else [])})
seen = open_source(ref).collect(ref, Needs(groups, (".mailmap",)), Look(cache=Path(sys.argv[2]), deep=deep))
facts = facts_of(seen)
for module in (activity, contributors, flow, integrators, organisations, renewal, rhythm):
    for fact in module.FACTS:
        facts.get(fact.name)
if deep:
    facts.get("contributors.truck_factor")
"""
DRILL = """
import sys
from pydriller import Repository
for commit in Repository(sys.argv[1]).traverse_commits():
    [file.filename for file in commit.modified_files]
"""
FAMILIES = ("history", "activity", "contributors")
STOPPED = 124
PATIENCE = ("timeout", "300")
"""A peer that takes longer than five minutes is stopped; what it took till then is the least that it takes."""
FIELDS = "--format=%H%x00%an%n%ae%x00%cn%n%ce%x00%ad%x00%ct%x00%P%x00%(trailers:key=Signed-off-by,key=Co-authored-by)"


def faster(name: str, ours: list[Run], theirs: list[Run], aim: float) -> str:
    """How many times less CPU we take, in one line; a run that failed says nothing."""
    if any(one.code not in {0, STOPPED} for one in (*ours, *theirs)):
        return f"{name}: not compared, one of both failed"
    more = "more than " if any(one.code for one in theirs) else ""
    times = ratio(theirs, ours, lambda one: one.cpu)
    seconds = f"{ours[0].cpu:.2f} s against {theirs[0].cpu:.2f} s CPU"
    return f"{name}: {more}{times:.1f} x faster (aim: at least {aim:g}); {seconds}"


def once(ours: Sequence[str], theirs: Sequence[str]) -> tuple[list[Run], list[Run]]:
    """One run each, without a warm-up: of minutes, the caches are no matter."""
    return [run(ours)], [run(theirs)]


def after(start: float, ours: Sequence[Run], theirs: Sequence[Run]) -> str:
    """What the ratio is without the seconds that starting takes."""
    return f"[{statistics.median((a.cpu - start) / b.cpu for a, b in zip(ours, theirs, strict=True)):.2f} x after the start]"


def main(repository: str, cache: str, peers: Path | None) -> None:
    """Prints one line a comparison."""
    python, oshealth = sys.executable, str(Path(sys.executable).parent / "oshealth")
    git = ["git", "-C", repository]
    figures = [python, "-c", FACTS, repository, cache]
    bare = min(run([oshealth, "--version"]).cpu for _ in range(5))
    start = min(run([python, "-c", FACTS.partition("ref =")[0]]).cpu for _ in range(5))
    print(
        f"starting: {bare:.3f} s CPU for oshealth --version, {start:.3f} s for Python and the modules of the figures"
    )
    log_alone = [*git, "log", "-z", "--date=raw", FIELDS]
    ours, log = in_turn(figures, log_alone, rounds=5)
    print(told("history metrics / git log", ours, log, 2.2), after(start, ours, log))
    families = [word for family in FAMILIES for word in ("--select", family)]
    whole = [oshealth, "facts", repository, *families, "--format", "json", "-q"]
    ours, log = in_turn(whole, log_alone, rounds=5)
    print(told("oshealth facts --select … / git log", ours, log, 2.2), after(bare, ours, log))
    ours, shortlog = in_turn(figures, [*git, "shortlog", "-sne", "--no-merges", "HEAD"], rounds=5)
    print(told("history metrics / git shortlog", ours, shortlog, 2.2))
    deep, names = in_turn([*figures, "deep"], [*git, "log", "--name-status", "-M", "-l999999"], rounds=3)
    print(told("--deep / git log --name-status -M", deep, names, 3.0), after(start, deep, names))
    trend = [
        oshealth,
        "trend",
        repository,
        "--since",
        "2016-01-01",
        "--as-of",
        "2025-12-31",
        "--format",
        "csv",
        "-q",
    ]
    many, one = in_turn(trend, [oshealth, "audit", repository, "--as-of", "2025-12-31", "-q"], rounds=3)
    print(told("trend, 10 years by quarter / audit", many, one, 3.0))
    if peers and (peers / "git-fame").is_file():
        ours, fame = once(figures, [*PATIENCE, str(peers / "git-fame"), repository, "--silent-progress"])
        print(faster("history metrics against git-fame", ours, fame, 20))
    if peers and (peers / "python").is_file():
        ours, drilled = once(figures, [*PATIENCE, str(peers / "python"), "-c", DRILL, repository])
        print(faster("history metrics against pydriller with files", ours, drilled, 20))


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as scratch:
        main(sys.argv[1], scratch, Path(sys.argv[2]) if len(sys.argv) > 2 else None)
