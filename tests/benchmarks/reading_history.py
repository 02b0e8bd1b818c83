"""Reading history against the bare `git log` with the same fields: python -m tests.benchmarks.reading_history [REPOSITORY]

Without a repository, one of a million commits is made (git fast-import, some minutes the first time) and the peak
memory of our own process is told apart from git's.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from oshealth.sources.git.history import log_arguments
from tests.benchmarks.measure import in_turn, run, told

READ = """
import resource, sys
from pathlib import Path
from oshealth.reference import RepoRef
from oshealth.sources import Look, Needs, open_source
ref = RepoRef(path=sys.argv[1])
look = Look(cache=Path(sys.argv[2]))
seen = open_source(ref).collect(ref, Needs(frozenset({"history"}), ()), look)
print(len(seen.history), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def million(folder: Path, commits: int = 1_000_000, files: int = 0) -> Path:
    """A bare repository of that many commits by 5 000 invented people, to so many files in turn."""
    subprocess.run(["git", "init", "-q", "--bare", str(folder)], check=True)
    importer = subprocess.Popen(
        ["git", "--git-dir", str(folder), "fast-import", "--quiet"], stdin=subprocess.PIPE
    )
    assert importer.stdin is not None
    for number in range(commits):
        person = number % 5000
        who = f"Person {person} Example <p{person}@example.org> {1_000_000_000 + number * 600} +0000"
        head = f"commit refs/heads/main\nauthor {who}\ncommitter {who}\ndata <<E\nchange {number}\nE\n"
        path = f"src/d{number % files % 200}/f{number % files}.py" if files else ""
        change = f"M 100644 inline {path}\ndata <<E\n{number}\nE\n" if files else ""
        importer.stdin.write(f"{head}{change}\n".encode())
    importer.stdin.close()
    importer.wait()
    subprocess.run(["git", "--git-dir", str(folder), "symbolic-ref", "HEAD", "refs/heads/main"], check=True)
    return folder


def compare(repository: str, cache: str, rounds: int) -> None:
    """CPU of our whole process, git included, against git alone."""
    ours = [sys.executable, "-c", READ, repository, cache]
    start = run([sys.executable, "-c", READ.partition("ref =")[0]]).cpu
    bare = [
        sys.executable,
        "-c",
        "import subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)",
    ]
    mine, theirs = in_turn(
        ours, [*bare, "git", f"--git-dir={repository}", *log_arguments("HEAD", 5_000_000)], rounds=rounds
    )
    print(
        told("reading history / git log", mine, theirs, 2.2), f"(of ours, {start:.2f} s is starting Python)"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        if len(sys.argv) == 2:
            compare(sys.argv[1], scratch, rounds=5)
        else:
            made = million(Path(scratch, "million.git"))
            told_by_us = subprocess.run(
                [sys.executable, "-c", READ, str(made), scratch], capture_output=True, text=True, check=True
            ).stdout.split()
            print(f"{told_by_us[0]} commits: our own process {told_by_us[1]} MB at its peak (aim: under 150)")
            compare(str(made), scratch, rounds=1)
