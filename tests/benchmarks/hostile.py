"""What hostile texts cost: python -m tests.benchmarks.hostile

Every megabyte that the tests throw at the readers of markup and at the patterns, beside the floor: an ordinary text of the
same length, read by the same reader or searched for the same pattern. CPU seconds, the slowest first.
"""

import time
from collections.abc import Callable

from oshealth.facts.markup import parse
from oshealth.facts.patterns import PATTERNS, find
from tests.facts.test_markup import HOSTILE
from tests.facts.test_patterns import ATTACKS

ORDINARY = "## Using it\n\nRun `make`, then see [the guide](docs/guide.md) and tell us what *you* think.\n\n"
SLOWEST = 12


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one run."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def megabyte(unit: str) -> str:
    """A text of a million characters."""
    return unit * (1_000_000 // len(unit))


def measured() -> list[tuple[float, float, str]]:
    """Seconds of each hostile text, of an ordinary one, and what was read by which reader."""
    rows = []
    for extension in ("md", "rst", "adoc", "txt"):
        name = f"README.{extension}"
        floor = seconds(lambda name=name: parse(name, megabyte(ORDINARY)))  # type: ignore[misc]
        for attack, text in HOSTILE.items():
            cost = seconds(lambda name=name, text=text: parse(name, text))  # type: ignore[misc]
            rows.append((cost, floor, f"{name}: {attack}"))
    for pattern in sorted(PATTERNS):
        floor = seconds(lambda pattern=pattern: list(find(pattern, megabyte(ORDINARY), "x.md")))  # type: ignore[misc]
        for unit in ATTACKS:
            cost = seconds(lambda pattern=pattern, unit=unit: list(find(pattern, megabyte(unit), "x.md")))  # type: ignore[misc]
            rows.append((cost, floor, f"pattern {pattern}: {unit!r}"))
    return sorted(rows, reverse=True)


if __name__ == "__main__":
    rows = measured()
    for cost, floor, what in rows[:SLOWEST]:
        print(f"{cost:6.2f} s, ordinary text {floor:5.2f} s  {what}")
    print(
        f"{len(rows)} hostile texts of a megabyte; {sum(cost > 1 for cost, _, _ in rows)} took over a second"
    )
