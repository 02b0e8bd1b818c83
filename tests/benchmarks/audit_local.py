"""A local audit against sp-repo-review on the same checkout: python -m tests.benchmarks.audit_local CHECKOUT

Needs `pip install "sp-repo-review[cli]"` in the same environment. oshealth also reads the whole history.
"""

import sys
from pathlib import Path

from tests.benchmarks.measure import in_turn, median, told

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Path(sys.executable).parent
    ours, peer = in_turn(
        [str(folder / "oshealth"), "audit", sys.argv[1]], [str(folder / "sp-repo-review"), sys.argv[1]]
    )
    print(told("oshealth audit / sp-repo-review", ours, peer, 1.2))
    print(f"peak memory {median(ours, lambda one: one.megabytes):.0f} MB (aim: under 90)")
