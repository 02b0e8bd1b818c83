"""Looking back and looking deep over HTTP: what is cloned, what is seen."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from oshealth.auditing import Looking, Question
from oshealth.errors import Unreachable
from oshealth.reference import RepoRef
from oshealth.snapshot import History, Snapshot, Tree, Unknown
from oshealth.sources import Look, Needs, open_source
from oshealth.sources.git.back import look_back
from oshealth.trend import Span, trend
from tests.git_repos import BO, FIRST, Made, a_repository
from tests.servers.git_http import GitServer

NEEDS = Needs(frozenset({"tree", "texts", "history", "tags"}), ("readme*", "*.md"))
LONG = "".join(f"line {number}\n" for number in range(60))
MOMENTS = [datetime.fromtimestamp(FIRST + number * 86_400 + 3600, UTC) for number in range(4)]


def served(server: GitServer) -> tuple[RepoRef, RepoRef]:
    """A repository at an address, and the same as a path."""
    folder = a_repository(
        server.root / "acme" / "thing",
        [
            Made({"README.md": "# Thing\n", "src/a.py": LONG}, tag="v1"),
            Made({"CHANGELOG.md": "# 1\n"}, by=BO),
            Made({"lib/a.py": LONG + "more\n"}, by=BO, removes=("src/a.py",)),
            Made({"CHANGELOG.md": "# 2\n"}),
        ],
        bare=True,
    )
    return RepoRef(scheme="http", host=server.host, owner="acme", name="thing"), RepoRef(path=str(folder))


def seen(ref: RepoRef, look: Look) -> list[tuple[object, ...]]:
    with look_back(ref, look) as past:
        return [_comparable(snapshot) for snapshot in past.snapshots(NEEDS, MOMENTS)]


def _comparable(snapshot: Snapshot) -> tuple[object, ...]:
    tree, history = snapshot.tree, snapshot.history
    assert isinstance(tree, Tree)
    assert isinstance(history, History)
    return snapshot.revision, snapshot.as_of, tree.paths, snapshot.texts, tuple(history), snapshot.tags


def test_the_past_of_an_address_is_that_of_the_path(server: GitServer, look: Look) -> None:
    """All commits and trees come at once, every version of the wanted files in one more batch."""
    far, near = served(server)
    assert seen(far, look) == seen(near, look)
    posts = [line for line in server.requests("/acme/thing") if line.startswith("POST")]
    assert len(posts) <= 5


def test_a_deep_look_clones_whole_and_follows_renames(server: GitServer, look: Look) -> None:
    """A rename with a changed line needs contents; they are there."""
    far, near = served(server)
    needs = Needs(frozenset({"history", "changes"}))
    one, other = (open_source(ref).collect(ref, needs, replace(look, deep=True)) for ref in (far, near))
    assert one.changes == other.changes
    assert not isinstance(one.changes, Unknown)
    assert (bytes(one.changes.kinds).count(b"R"), one.changes.is_exact) == (1, False)


def test_a_clone_without_contents_follows_what_it_can(server: GitServer, look: Look, tmp_path: Path) -> None:
    """Where contents are missing, renames with changes are additions, and the evidence says so."""
    served(server)
    folder = tmp_path / "partial"
    subprocess.run(
        ["git", "clone", "-q", "--bare", "--filter=blob:none", f"{server.address}/acme/thing", str(folder)],
        check=True,
        capture_output=True,
    )
    ref = RepoRef(path=str(folder))
    changes = (
        open_source(ref)
        .collect(ref, Needs(frozenset({"history", "changes"})), replace(look, deep=True))
        .changes
    )
    assert not isinstance(changes, Unknown)
    assert (bytes(changes.kinds).count(b"R"), changes.is_exact) == (0, True)


def test_an_address_never_fetched_has_no_past_offline(server: GitServer, look: Look) -> None:
    """Said as for an audit; once fetched, the past is there without a network."""
    far, _ = served(server)
    with pytest.raises(Unreachable), look_back(far, replace(look, offline=True)):
        pass
    assert seen(far, look) == seen(far, replace(look, offline=True))


def test_a_trend_of_an_address(server: GitServer, tmp_path: Path) -> None:
    """The same line as for a path; what the forge holds is unknown for the past."""
    far, _ = served(server)
    looking = Looking(cache=tmp_path, as_of=datetime(2025, 12, 31, tzinfo=UTC))
    found = trend(far, Question(), looking, Span("3m"))
    assert [f"{point.report.as_of:%Y-%m-%d}" for point in found.points] == [
        "2025-06-30",
        "2025-09-30",
        "2025-12-31",
    ]
