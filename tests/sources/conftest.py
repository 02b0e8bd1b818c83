"""What the tests of sources share: a look into a cache of their own, and a server on loopback."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from oshealth.sources import Look
from tests.servers.git_http import GitServer, git_server

NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)


@pytest.fixture
def look(tmp_path: Path) -> Look:
    """How to look in tests: a cache under the test's own folder, and a clock that stands still."""
    return Look(tmp_path / "cache", clock=lambda: NOW)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[GitServer]:
    """A git server on loopback for the repositories under `tmp_path / "served"`."""
    root = tmp_path / "served"
    root.mkdir()
    with git_server(root) as served:
        yield served
