"""The table of a calibration counts what rules came to, and names those that tell nobody apart."""

from collections import Counter
from pathlib import Path

import pytest

from oshealth.rulebook.probes import OutcomeName
from tests.cli.running import HEALTHY, a_repository
from tests.judged.calibrate import Rate, judged, rates, table


@pytest.mark.parametrize(
    ("counts", "apart"),
    [
        ({"pass": 4, "unknown": 90}, True),
        ({"pass": 5}, False),
        ({"pass": 4, "partial": 1}, True),
        ({"fail": 90, "not_applicable": 3}, False),
        ({"needs_human": 90}, True),
    ],
)
def test_a_rule_tells_nobody_apart_when_it_always_says_the_same(
    counts: dict[OutcomeName, int], apart: bool
) -> None:
    """Of few repositories nothing can be said."""
    assert Rate("thing", 1, Counter(counts)).tells_apart is apart


def test_repositories_are_counted_and_never_named(tmp_path: Path) -> None:
    """Two of them: one with a license file and one without."""
    a_repository(tmp_path / "one" / "kite", HEALTHY)
    a_repository(tmp_path / "two" / "kestrel", {**HEALTHY, "LICENSE": "The invented license. " * 10})
    reports = list(judged(tmp_path, "community"))
    lines = list(table(rates(reports, {"license-file": 2, "readme": 3}), reports))

    assert "| license-file | 2 | 50 % |  | 50 % |  |  |  |" in lines
    assert "| readme | 3 | 100 % |  |  |  |  |  |" in lines
    assert any(line.startswith("2 repositories, from clones alone; scores at") for line in lines)
    assert [line for line in lines if "kite" in line or "kestrel" in line] == []
