"""Memory and time at a million commits to twenty thousand files: python -m tests.benchmarks.at_a_million [COMMITS]

An audit, a trend of ten years by quarter and `facts --deep`, each as a process: what our own process takes at its peak and
what the largest process beside it does, which is git or a copy that shares the work. The repository is made by git
fast-import, in some minutes.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.reading_history import million

PROGRAM = """
import gc, resource, sys
from oshealth.cli import main
gc.set_threshold(1_000_000)  # as the doorstep of the program does
code = 0
try:
    main()
except SystemExit as ended:
    code = ended.code
own, git = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(code, *(f"{one.ru_maxrss // 1024} {one.ru_utime + one.ru_stime:.1f}" for one in (own, git)), file=sys.stderr)
"""
ASKED = {
    "audit": ("audit",),
    "trend": ("trend", "--since", "2010-01-01", "--format", "csv"),
    "--deep": ("facts", "--deep"),
}


def main(commits: int) -> None:
    """Prints one line a command."""
    with tempfile.TemporaryDirectory() as scratch:
        made = str(million(Path(scratch, "made.git"), commits, files=20_000))
        for name, (verb, *options) in ASKED.items():
            command = [sys.executable, "-c", PROGRAM, verb, made, *options, "--timeout", "3000"]
            ran = subprocess.run(command, capture_output=True, text=True, cwd=scratch, check=False)
            code, own, cpu, git, git_cpu = ran.stderr.split()[-5:]
            print(
                f"{name}, {commits} commits: exit code {code}; {own} MB and {cpu} s CPU, "
                f"the largest beside it {git} MB, all of them {git_cpu} s"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
