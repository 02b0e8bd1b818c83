"""Looking back shows at each moment what a look `--as-of` that day shows; and who touched a file."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from oshealth.errors import EmptyRepository
from oshealth.reference import RepoRef
from oshealth.snapshot import GROUPS, History, Snapshot, Tree
from oshealth.sources import Limits, Look, Needs, open_source
from oshealth.sources.git.back import look_back
from oshealth.sources.git.touches import Touch
from tests.git_repos import ADA, BO, FIRST, Link, Made, Submodule, a_repository, git

DAY = 86_400
NEEDS = Needs(frozenset(GROUPS), ("readme*", "docs/**", "*.md", "link*"))


def day(number: float) -> datetime:
    """So many days after the first commit."""
    return datetime.fromtimestamp(FIRST + number * DAY, UTC)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files that come, change, turn into links and folders, and go; a branch that is merged late; tags."""
    return a_repository(
        tmp_path_factory.mktemp("past") / "repo",
        [
            Made({"README.md": "one\n", "docs/a.md": "a\n"}),
            Made({"README.md": "two\n", "link.md": Link("docs/a.md"), "lib": Submodule()}, by=BO, tag="v1"),
            Made({"side.md": "side\n"}, branch="side", by=BO, at=FIRST + int(2.5 * DAY)),
            Made({"docs/b.md": "b\n", "ü\n.md": "odd\n"}, at=FIRST + 4 * DAY),
            Made({"side.md": "side\n"}, merges="side", at=FIRST + 6 * DAY),
            Made(
                {"docs/a.md": "longer than allowed\n" * 400, "README": "three\n"},
                at=FIRST + 8 * DAY,
                tag="v2",
            ),
            Made({}, message="empty", at=FIRST + 10 * DAY),
        ],
    )


def rows(history: object) -> object:
    """A history as comparable values, in the order of ids."""
    return sorted(history) if isinstance(history, History) else history


def comparable(snapshot: Snapshot) -> dict[str, object]:
    """What both ways of looking must agree on."""
    tree = snapshot.tree
    return {
        "revision": snapshot.revision,
        "as_of": snapshot.as_of,
        "paths": (tree.paths, dict(tree.links), tree.submodules, tree.partial)
        if isinstance(tree, Tree)
        else tree,
        "texts": snapshot.texts,
        "history": rows(snapshot.history),
        "tags": snapshot.tags,
    }


@pytest.mark.parametrize("text_bytes", [1 << 20, 4000])
def test_each_moment_is_what_a_look_at_that_day_sees(
    repository: Path, tmp_path: Path, text_bytes: int
) -> None:
    """Files, links, texts, history and tags, at the ends of twelve days, with and without a tight limit."""
    look = Look(cache=tmp_path, limits=Limits(text_bytes=text_bytes))
    moments = [day(number + 0.9) for number in range(12)]
    ref = RepoRef(path=str(repository))
    with look_back(ref, look) as past:
        seen = [comparable(snapshot) for snapshot in past.snapshots(NEEDS, moments)]
    single = [
        comparable(open_source(ref).collect(ref, NEEDS, replace(look, as_of=moment))) for moment in moments
    ]
    assert seen == single


def test_moments_before_the_first_commit_are_passed_over(repository: Path, tmp_path: Path) -> None:
    """There was nothing to see."""
    with look_back(RepoRef(path=str(repository)), Look(cache=tmp_path)) as past:
        found = [seen.as_of for seen in past.snapshots(NEEDS, [day(-3), day(0.5)])]
        assert (past.first, found) == (day(0), [day(0.5)])


NONE = "0" * 40


def test_who_touched_a_file(repository: Path, tmp_path: Path) -> None:
    """On the main line, newest first; what a branch brought is told by its merge."""
    log = git(repository, "log", "--first-parent", "--format=%H").split()

    def blob(commit: str, path: str) -> str:
        return git(repository, "rev-parse", f"{commit}:{path}").strip()

    with look_back(RepoRef(path=str(repository)), Look(cache=tmp_path)) as past:
        early, late = (day(-1), day(6.5)), (day(6.5), day(20))
        assert past.touches({early: {"side.md", "docs/a.md", "nothing*"}, late: {"docs/a.md"}}) == {
            early: (
                Touch(log[2], FIRST + 6 * DAY, "side.md", "A", NONE, blob(log[2], "side.md")),
                Touch(log[-1], FIRST, "docs/a.md", "A", NONE, blob(log[-1], "docs/a.md")),
            ),
            late: (
                Touch(
                    log[1],
                    FIRST + 8 * DAY,
                    "docs/a.md",
                    "M",
                    blob(log[2], "docs/a.md"),
                    blob(log[1], "docs/a.md"),
                ),
            ),
        }
        assert past.touches({}) == {}


def test_the_lines_of_a_version_are_told_as_far_as_they_can_be_read(tmp_path: Path) -> None:
    """By the id of its content: of a file, of nothing, of what is not here, is no text, or has too many lines."""
    contents: dict[str, str | bytes | Link | Submodule] = {
        "few.md": "a\nb\n",
        "many.md": "a\n" * 2_000,
        "long.md": "a" * 200_001,
        "binary": b"\0\1" * 99,
    }
    folder = a_repository(tmp_path / "repo", [Made(contents)])
    blobs = [git(folder, "rev-parse", f"HEAD:{path}").strip() for path in contents]
    with look_back(RepoRef(path=str(folder)), Look(cache=tmp_path / "cache")) as past:
        assert [past.lines(blob) for blob in (*blobs, NONE, "1" * 40)] == [
            ["a", "b", ""],
            [],
            [],
            [],
            [""],
            [],
        ]


def test_long_and_short_stretches_are_told_of_their_own_paths(tmp_path: Path) -> None:
    """Long ones are looked through by themselves, short ones together; none shows what only another one asked for."""
    files = [
        {"a.md": f"{number}\n"} if number in (3, 700) else {"b.md": f"{number}\n"} for number in range(1400)
    ]
    folder = a_repository(tmp_path / "repo", [Made(its) for its in files])
    log = git(folder, "log", "--format=%H", "--reverse").split()
    first, long, short, last = (
        (day(-1), day(9.5)),
        (day(9.5), day(650.5)),
        (day(650.5), day(702.5)),
        (day(702.5), day(1400)),
    )
    with look_back(RepoRef(path=str(folder)), Look(cache=tmp_path / "cache")) as past:
        found = past.touches({first: {"a.md"}, long: {"a.md", "b.md"}, short: {"a.md"}, last: {"a.md"}})
    assert [(touch.commit, touch.time, touch.kind) for touch in found[first]] == [
        (log[3], FIRST + 3 * DAY, "A")
    ]
    assert [(touch.commit, touch.time, touch.kind) for touch in found[short]] == [
        (log[700], FIRST + 700 * DAY, "M")
    ]
    assert [touch.commit for touch in found[long]] == log[650:9:-1]
    assert last not in found


def test_an_empty_repository_has_no_past(tmp_path: Path) -> None:
    """As for an audit."""
    folder = a_repository(tmp_path / "empty")
    with pytest.raises(EmptyRepository), look_back(RepoRef(path=str(folder)), Look(cache=tmp_path / "cache")):
        pass


def test_a_history_of_the_future_is_seen_as_it_is_now(tmp_path: Path) -> None:
    """Clocks may be wrong: of 1970, of 2106; the last moment shows the newest commit all the same."""
    folder = a_repository(
        tmp_path / "odd", [Made({"a.md": "a\n"}, at=1), Made({"b.md": "b\n"}, at=(1 << 32) - 1)]
    )
    with look_back(RepoRef(path=str(folder)), Look(cache=tmp_path / "cache")) as past:
        seen = [snapshot.tree for snapshot in past.snapshots(NEEDS, [day(0), past.last])]
    assert [tree.paths for tree in seen if isinstance(tree, Tree)] == [("a.md",), ("a.md", "b.md")]


def test_a_shallow_clone_has_a_short_past(repository: Path, tmp_path: Path) -> None:
    """What was cut off is not there, and the history says so."""
    clone = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--bare", "--depth=2", f"file://{repository}", str(clone))
    with look_back(RepoRef(path=str(clone)), Look(cache=tmp_path / "cache")) as past:
        seen = [snapshot.history for snapshot in past.snapshots(NEEDS, [day(2), past.last])]
    assert [(len(history), history.partial) for history in seen if isinstance(history, History)] == [
        (2, "a shallow clone: older commits are missing")
    ]


def test_octopus_and_root_merges_enter_where_they_were_merged(tmp_path: Path) -> None:
    """A second root that is merged counts from the merge on."""
    folder = a_repository(
        tmp_path / "roots",
        [
            Made({"README.md": "one\n"}, by=ADA),
            Made({"other.md": "other\n"}, by=BO, branch="imported", at=FIRST - 400 * DAY),
            Made({}, merges="imported", at=FIRST + 5 * DAY),
        ],
    )
    with look_back(RepoRef(path=str(folder)), Look(cache=tmp_path / "cache")) as past:
        sizes = [
            len(seen.history)
            for seen in past.snapshots(NEEDS, [day(1), day(6)])
            if isinstance(seen.history, History)
        ]
    assert sizes == [1, 3]
