"""Figures on people beside git and others: python -m tests.benchmarks.people REPOSITORY [PEERS]

REPOSITORY is a whole clone, with a work tree (others read no bare one), of at least ten years; PEERS the `bin` folder of
an environment with git-fame and pydriller (`pip install git-fame pydriller`), without which they are passed over. Every
comparison is a ratio within one run.
"""

import sys
import tempfile
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
FIELDS = "--format=%H%x00%an%n%ae%x00%cn%n%ce%x00%ad%x00%ct%x00%P%x00%(trailers:key=Signed-off-by,key=Co-authored-by)"


def faster(name: str, ours: list[Run], theirs: list[Run], aim: float) -> str:
    """How many times less CPU we take, in one line; a run that failed says nothing."""
    if any(one.code for one in (*ours, *theirs)):
        return f"{name}: not compared, one of both failed"
    return f"{name}: {ratio(theirs, ours, lambda one: one.cpu):.1f} x faster (aim: at least {aim:g})"


def main(repository: str, cache: str, peers: Path | None) -> None:
    """Prints one line a comparison."""
    python, oshealth = sys.executable, str(Path(sys.executable).parent / "oshealth")
    git = ["git", "-C", repository]
    figures = [python, "-c", FACTS, repository, cache]
    start = run([python, "-c", FACTS.partition("ref =")[0]]).cpu
    print(f"of each of our own figures, {start:.2f} s CPU is starting Python")
    ours, log = in_turn(figures, [*git, "log", "-z", "--date=raw", FIELDS], rounds=5)
    print(told("history metrics / git log", ours, log, 2.2))
    ours, shortlog = in_turn(figures, [*git, "shortlog", "-sne", "--no-merges", "HEAD"], rounds=5)
    print(told("history metrics / git shortlog", ours, shortlog, 2.2))
    deep, names = in_turn([*figures, "deep"], [*git, "log", "--name-status", "-M", "-l999999"], rounds=3)
    print(told("--deep / git log --name-status -M", deep, names, 3.0))
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
        ours, fame = in_turn(figures, [str(peers / "git-fame"), repository, "--silent-progress"], rounds=1)
        print(faster("history metrics against git-fame", ours, fame, 20))
    if peers and (peers / "python").is_file():
        ours, drilled = in_turn(figures, [str(peers / "python"), "-c", DRILL, repository], rounds=1)
        print(faster("history metrics against pydriller with files", ours, drilled, 20))


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as scratch:
        main(sys.argv[1], scratch, Path(sys.argv[2]) if len(sys.argv) > 2 else None)
