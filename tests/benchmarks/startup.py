"""Start-up: `oshealth --help` against `import typer`. Run: python -m tests.benchmarks.startup"""

import sys
from pathlib import Path

from tests.benchmarks.measure import in_turn, told

if __name__ == "__main__":
    oshealth = str(Path(sys.executable).parent / "oshealth")
    ours, floor = in_turn([oshealth, "--help"], [sys.executable, "-c", "import typer"], rounds=15)
    print(told("oshealth --help / import typer", ours, floor, 1.3))
