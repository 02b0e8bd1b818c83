"""A batch that is killed again and again: nothing that was durable is lost, or done twice."""

import random
import shutil
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from tests.cli.running import PATIENCE
from tests.portfolio.made import a_place
from tests.portfolio.processes import begun, has_asked, is_gone, until


@pytest.mark.timeout(1800)
def test_killed_at_twenty_random_moments_it_resumes_to_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """300 repositories, SIGKILL: the same results as without, times and cost aside; nothing audited twice once durable."""
    monkeypatch.delenv("COVERAGE_PROCESS_START", raising=False)  # test_batch.py measures the same ways
    with a_place(tmp_path, 300) as place:
        name = place.a_list(300)
        chance = random.Random(8)  # noqa: S311 - moments, no secret
        killed = 0
        while killed < 20:
            before, process = len(place.hub.log), begun(place, name)
            asked = before + chance.randint(0, 2)
            until(partial(has_asked, place, asked, process))
            time.sleep(chance.uniform(0, 0.4))
            process.kill()
            process.communicate(timeout=PATIENCE)
            killed += process.returncode == -signal.SIGKILL
            until(partial(is_gone, process.pid))
        last = place.batch(name, "--depth", "survey")
        assert (last.code, len(place.counted()), set(place.counted().values())) == (0, 300, {1})
        reports, rows = place.reports(), place.rows()
        shutil.rmtree(place.folder / "out")
        place.batch(name, "--depth", "survey")
        assert place.reports() == reports
        assert [row["oshealth_score"] for row in place.rows()] == [row["oshealth_score"] for row in rows]
