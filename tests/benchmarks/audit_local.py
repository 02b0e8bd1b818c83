"""A local audit against sp-repo-review on the same checkout: python -m tests.benchmarks.audit_local CHECKOUT

Needs `pip install "sp-repo-review[cli]"` in the same environment. oshealth also reads the whole history. Its cache is warm, as
at every audit but the first on a machine, which is measured apart.
"""

import sys
import tempfile
from pathlib import Path

from tests.benchmarks.measure import in_turn, median, run, told

FIRSTS = 5

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Path(sys.executable).parent
    audit = [str(folder / "oshealth"), "audit", sys.argv[1]]
    ours, peer = in_turn(audit, [str(folder / "sp-repo-review"), sys.argv[1]])
    print(told("oshealth audit / sp-repo-review", ours, peer, 1.2))
    print(f"peak memory {median(ours, lambda one: one.megabytes):.0f} MB (aim: under 90)")
    with tempfile.TemporaryDirectory() as caches:
        firsts = [run(audit, {"OSHEALTH_CACHE": f"{caches}/{number}"}) for number in range(FIRSTS)]
    print(
        f"the first audit, with an empty cache: {median(firsts, lambda one: one.cpu):.3f} s CPU, which is "
        f"{median(firsts, lambda one: one.cpu) / median(ours, lambda one: one.cpu):.2f} x"
    )
