"""Looking at repositories on this disk: every kind that git knows, read in place."""

import os
from array import array
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from oshealth.errors import EmptyRepository, GitFailed, NotARepository, RepositoryNotFound
from oshealth.reference import RepoRef
from oshealth.snapshot import Cost, History, Snapshot, Tag, Tags, Texts, Tree, Unknown
from oshealth.sources import Limits, Look, Needs, open_source
from oshealth.sources.git.local import texts_at
from tests.git_repos import ADA, BO, FIRST, Link, Made, Submodule, a_repository, git
from tests.sources.conftest import NOW

NEEDS = Needs(texts=("readme*",))
DAY = 86_400


def collect(path: Path | str, look: Look, needs: Needs = NEEDS, revision: str = "") -> Snapshot:
    ref = RepoRef(path=str(path), revision=revision)
    return open_source(ref).collect(ref, needs, look)


def listing(folder: Path) -> list[tuple[str, int, int]]:
    """Every path below a folder with its size and time of change."""
    return sorted(
        (str(path), path.lstat().st_size, path.lstat().st_mtime_ns) for path in (folder, *folder.rglob("*"))
    )


def test_everything_that_git_holds_is_seen(tmp_path: Path, look: Look) -> None:
    repo = a_repository(
        tmp_path / "repo",
        [
            Made({"README": "Hello\n", "src/a.py": "1"}, tag="v1"),
            Made({"src/b.py": "2"}, by=BO, zone="+0530", branch="topic"),
            Made({"c": "3"}, by=BO, committer=ADA, zone="-0800", merges="topic"),
        ],
    )
    first, second = git(repo, "rev-parse", "main~1"), git(repo, "rev-parse", "main")
    snapshot = collect(repo, look)
    assert replace(snapshot, history=Unknown(""), cost=Cost()) == Snapshot(
        ref=RepoRef(path=str(repo)),
        revision=second,
        looked_at=NOW,
        as_of=NOW,
        url=str(repo),
        tree=Tree(("README", "c", "src/a.py")),
        texts=Texts({"README": "Hello\n"}),
        history=Unknown(""),
        tags=Tags((Tag("v1", first, FIRST),)),
        inherited=Unknown("owner defaults not read"),
    )
    assert isinstance(snapshot.history, History)
    assert [
        (made.id, made.author.name, made.committer.name, made.offset, made.is_merge)
        for made in snapshot.history
    ] == [
        (second, "Bo Example", "Ada Example", -480, True),
        (git(repo, "rev-parse", "topic"), "Bo Example", "Bo Example", 330, False),
        (first, "Ada Example", "Ada Example", 0, False),
    ]
    assert snapshot.history.authored == array("q", (FIRST + 2 * DAY, FIRST + DAY, FIRST))


def test_only_what_is_asked_for_is_read(tmp_path: Path, look: Look) -> None:
    repo = a_repository(tmp_path / "repo", [Made({"README": "Hello\n"})])
    snapshot = collect(repo, look, Needs(frozenset({"tree"})))
    assert snapshot.tree == Tree(("README",))
    assert (snapshot.texts, snapshot.history, snapshot.tags) == (Unknown("not asked for"),) * 3


def test_each_kind_of_place_shows_the_same_repository(tmp_path: Path, look: Look) -> None:
    repo = a_repository(tmp_path / "a repo", [Made({"README": "Hello\n", "sub/x": "y"})])
    git(repo, "checkout", "-q", "main")
    git(tmp_path, "clone", "-q", "--bare", str(repo), "bare.git")
    git(tmp_path, "clone", "-q", "--mirror", str(repo), "mirror")
    git(repo, "worktree", "add", "-q", "--detach", str(tmp_path / "linked"))
    git(tmp_path, "init", "-q", "outer")
    git(tmp_path / "outer", "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(repo), "inner")
    places = [
        repo,
        repo / "sub",
        repo / ".git",
        *(tmp_path / name for name in ("bare.git", "mirror", "linked")),
    ]
    seen = {str(place): collect(place, look).revision for place in [*places, tmp_path / "outer" / "inner"]}
    assert set(seen.values()) == {git(repo, "rev-parse", "main")}


def test_a_linked_worktree_shows_its_own_head(tmp_path: Path, look: Look) -> None:
    repo = a_repository(tmp_path / "repo", [Made({"a": "1"}), Made({"b": "2"}, branch="topic")])
    git(repo, "worktree", "add", "-q", str(tmp_path / "linked"), "topic")
    assert collect(tmp_path / "linked", look).revision == git(repo, "rev-parse", "topic")


def test_what_is_no_repository_is_told_apart(tmp_path: Path, look: Look) -> None:
    with pytest.raises(RepositoryNotFound, match="does not exist"):
        collect(tmp_path / "nowhere", look)
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("text")
    for name in ("folder", "file"):
        with pytest.raises(NotARepository, match="is not a git repository"):
            collect(tmp_path / name, look)


def test_an_empty_repository_and_an_unborn_branch(tmp_path: Path, look: Look) -> None:
    with pytest.raises(EmptyRepository, match="it has no commit yet"):
        collect(a_repository(tmp_path / "empty"), look)
    unborn = a_repository(tmp_path / "unborn", [Made(branch="work")])
    with pytest.raises(EmptyRepository, match="its default branch has no commit") as error:
        collect(unborn, look)
    assert error.value.hint == "Choose another one, as in --rev work."
    assert collect(unborn, look, revision="work").revision == git(unborn, "rev-parse", "work")


def test_a_detached_head_is_looked_at(tmp_path: Path, look: Look) -> None:
    repo = a_repository(tmp_path / "repo", [Made({"a": "1"}), Made({"a": "2"})])
    git(repo, "checkout", "-q", "--detach", "main~1")
    assert collect(repo, look).revision == git(repo, "rev-parse", "main~1")


def test_a_shallow_clone_has_a_partial_history(tmp_path: Path, look: Look) -> None:
    repo = a_repository(tmp_path / "repo", [Made({"a": str(number)}) for number in range(5)])
    git(tmp_path, "clone", "-q", "--depth=2", f"file://{repo}", "shallow")
    history = collect(tmp_path / "shallow", look).history
    assert isinstance(history, History)
    assert (len(history), history.partial) == (2, "a shallow clone: older commits are missing")


def test_a_partial_clone_says_what_it_lacks_and_fetches_nothing(tmp_path: Path, look: Look) -> None:
    repo = a_repository(tmp_path / "repo", [Made({"README": "Hello\n", "old": "x"}), Made({"b": "2"})])
    git(repo, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--bare", "--filter=blob:none", f"file://{repo}", "blobless")
    git(tmp_path, "clone", "-q", "--bare", "--filter=tree:0", f"file://{repo}", "treeless")
    blobless, treeless = collect(tmp_path / "blobless", look), collect(tmp_path / "treeless", look)
    assert blobless.texts == Texts({"README": Unknown("not in this partial clone")})
    assert blobless.tree == Tree(("README", "b", "old"))
    assert treeless.tree == Unknown("the files of this commit are not in this partial clone")
    assert isinstance(treeless.history, History)
    assert (len(treeless.history), treeless.history.partial) == (2, "")


def test_sha256_repositories_are_read(tmp_path: Path, look: Look) -> None:
    repo = a_repository(tmp_path / "repo", [Made({"README": "Hello\n"})], object_format="sha256")
    snapshot = collect(repo, look)
    assert isinstance(snapshot.history, History)
    assert snapshot.revision == snapshot.history.id(0) == git(repo, "rev-parse", "main")
    assert snapshot.history.id_width == 32


def test_a_past_date_is_the_last_first_parent_commit_by_then(tmp_path: Path, look: Look) -> None:
    """A commit of a topic branch that was merged later is not how the project stood."""
    repo = a_repository(
        tmp_path / "repo",
        [
            Made({"a": "1"}, at=FIRST, tag="v1"),
            Made({"b": "2"}, at=FIRST + DAY, branch="topic", tag="v2"),
            Made({"c": "3"}, at=FIRST + 2 * DAY, merges="topic", tag="v3"),
        ],
    )
    day = datetime.fromtimestamp(FIRST + DAY, UTC)
    snapshot = collect(repo, replace(look, as_of=day))
    assert (snapshot.revision, snapshot.as_of, snapshot.looked_at) == (
        git(repo, "rev-parse", "v1^{commit}"),
        day,
        NOW,
    )
    assert isinstance(snapshot.tags, Tags)
    assert [tag.name for tag in snapshot.tags.items] == ["v2", "v1"]
    with pytest.raises(EmptyRepository, match="no commit as early as 1999-12-31"):
        collect(repo, replace(look, as_of=datetime(1999, 12, 31, tzinfo=UTC)))


@pytest.mark.parametrize(
    "asked", ["side", "v1", "refs/heads/side", "main~1", "--all", ":/Work", "a b", "\x1b[1m"]
)
def test_a_revision_is_a_name_or_an_id_and_nothing_else(tmp_path: Path, look: Look, asked: str) -> None:
    repo = a_repository(tmp_path / "repo", [Made(tag="v1"), Made({"a": "b"}, branch="side")])
    if asked in {"side", "v1", "refs/heads/side"}:
        assert collect(repo, look, revision=asked).revision == git(repo, "rev-parse", f"{asked}^{{commit}}")
        return
    with pytest.raises(EmptyRepository, match="the revision asked for is no branch, tag or commit id"):
        collect(repo, replace(look, revision=asked))


def test_short_and_full_ids_are_found(tmp_path: Path, look: Look) -> None:
    repo = a_repository(tmp_path / "repo", [Made({"a": "1"}), Made({"a": "2"})])
    old = git(repo, "rev-parse", "main~1")
    assert {collect(repo, look, revision=text).revision for text in (old, old[:8])} == {old}
    with pytest.raises(EmptyRepository, match="it has no branch, tag or commit 0123abcd"):
        collect(repo, look, revision="0123abcd")


def test_a_date_before_the_depth_of_a_shallow_clone_is_said(tmp_path: Path, look: Look) -> None:
    repo = a_repository(tmp_path / "repo", [Made({"a": str(number)}) for number in range(5)])
    git(tmp_path, "clone", "-q", "--depth=2", f"file://{repo}", "shallow")
    early = replace(look, as_of=datetime.fromtimestamp(FIRST, UTC))
    with pytest.raises(EmptyRepository, match="its history is not here back to 2025-06-15") as error:
        collect(tmp_path / "shallow", early)
    assert error.value.hint == "It is a shallow clone: fetch the rest with git fetch --unshallow."


def test_a_look_takes_the_user_s_cache_and_the_clock_by_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    repo = a_repository(tmp_path / "repo", [Made({"README": "Hello\n"})])
    before = datetime.now(UTC).replace(microsecond=0)
    snapshot = collect(repo, Look())
    assert before <= snapshot.looked_at == snapshot.as_of <= datetime.now(UTC)
    assert [path.name for path in (tmp_path / "caches").iterdir()] == ["oshealth"]


def test_submodules_and_links_are_told_from_files(tmp_path: Path, look: Look) -> None:
    repo = a_repository(
        tmp_path / "repo",
        [
            Made(
                {
                    "vendor/thing": Submodule(),
                    "docs/start.txt": "Start\n",
                    "README": Link("docs/start.txt"),
                    "README.passwd": Link("/etc/passwd"),
                    "README.out": Link("../../etc/passwd"),
                    "README.link": Link("README"),
                    "README.folder": Link("docs"),
                    "docs/README.up": Link("../docs/./start.txt"),
                }
            )
        ],
    )
    snapshot = collect(repo, look, Needs(texts=("**/readme*",)))
    assert isinstance(snapshot.tree, Tree)
    assert snapshot.tree.submodules == ("vendor/thing",)
    assert "vendor/thing" not in snapshot.tree.paths
    assert snapshot.tree.links["README.passwd"] == "/etc/passwd"
    out = Unknown("a symbolic link out of the repository, not followed")
    assert snapshot.texts == Texts(
        {
            "README": "Start\n",
            "README.folder": Unknown("a symbolic link to no file of the repository"),
            "README.link": Unknown("a symbolic link to another link, not followed"),
            "README.out": out,
            "README.passwd": out,
            "docs/README.up": "Start\n",
        }
    )


def test_bytes_become_text_by_their_own_encoding(tmp_path: Path, look: Look) -> None:
    files: dict[str, str | bytes | Link | Submodule] = {
        "readme.bom": b"\xef\xbb\xbfGr\xc3\xbc\xc3\x9fe",
        "readme.16": "Grüße".encode("utf-16"),
        "readme.be": b"\xfe\xff" + "Grüße".encode("utf-16-be"),
        "readme.latin": "Grüße – “x”".encode("cp1252"),
        "readme.bin": b"\x89PNG\0\0",
        "readme.empty": b"",
        "readme.lfs": b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
    }
    texts = collect(a_repository(tmp_path / "repo", [Made(files)]), look).texts
    assert texts == Texts(
        {
            "readme.16": "Grüße",
            "readme.be": "Grüße",
            "readme.bin": Unknown("binary"),
            "readme.bom": "Grüße",
            "readme.empty": "",
            "readme.latin": "Grüße – “x”",
            "readme.lfs": Unknown("kept in Git LFS, not in git"),
        }
    )


def test_looking_changes_nothing_in_the_repository(tmp_path: Path, look: Look) -> None:
    repo = a_repository(tmp_path / "repo", [Made({"README": "Hello\n"}), Made({"a": "b"}, tag="v1")])
    git(repo, "checkout", "-q", "main")
    before = listing(repo)
    collect(repo, look)
    assert listing(repo) == before
    assert [path.name for path in tmp_path.iterdir() if path.name not in {"repo", "cache"}] == []
    assert list((tmp_path / "cache").iterdir()) == []


def test_variables_of_a_hook_around_us_do_not_matter(
    tmp_path: Path, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pre-commit and git hooks set GIT_DIR and friends; they are about another repository."""
    repo = a_repository(tmp_path / "repo", [Made({"README": "Hello\n"})])
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"):
        monkeypatch.setenv(name, str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", "'core.fsmonitor'='touch /tmp/never'")
    assert collect(repo, look).texts == Texts({"README": "Hello\n"})


def test_a_cache_that_cannot_be_made_is_said(tmp_path: Path, look: Look) -> None:
    repo = a_repository(tmp_path / "repo", [Made()])
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(GitFailed, match="cannot be created") as error:
        collect(repo, replace(look, cache=tmp_path / "file" / "cache"))
    assert error.value.hint == "Choose another cache folder."


def test_a_path_may_be_relative_or_begin_at_home(
    tmp_path: Path, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = a_repository(tmp_path / "repo", [Made()])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    head = git(repo, "rev-parse", "main")
    assert [collect(text, look).revision for text in ("repo", "./repo", "~/repo", os.fspath(repo))] == [
        head
    ] * 4


def test_texts_at_very_paths_are_those_of_a_whole_look(tmp_path: Path, look: Look) -> None:
    """Links are followed inside the tree, other spellings are other paths, and a folder is no text."""
    files: dict[str, str | bytes | Link | Submodule] = {
        "a.toml": "A\n",
        "B.toml": "B\n",
        "c.toml/inside": "C\n",
        ".github/d.yml": Link("../deep/e"),
        "deep/e": "E\n",
        "f.yml": Link("/etc/passwd"),
    }
    repo = a_repository(tmp_path / "repo", [Made(files)])
    asked = ("a.toml", "b.toml", "c.toml", ".github/d.yml", "f.yml", "none")
    found = texts_at(RepoRef(path=str(repo)), asked, look)
    whole = collect(repo, look, Needs(texts=asked)).texts
    assert isinstance(whole, Texts)
    assert found == {path: text for path, text in whole.by_path.items() if path in asked}
    assert found == {
        "a.toml": "A\n",
        ".github/d.yml": "E\n",
        "f.yml": Unknown("a symbolic link out of the repository, not followed"),
    }


def test_texts_at_very_paths_are_read_at_the_revision_asked_for(tmp_path: Path, look: Look) -> None:
    repo = a_repository(tmp_path / "repo", [Made({"a": "one"}, tag="v1"), Made({"a": "two"})])
    assert texts_at(RepoRef(path=str(repo)), ("a",), replace(look, revision="v1")) == {"a": "one"}


def test_texts_at_very_paths_are_found_where_not_all_files_are_listed(tmp_path: Path, look: Look) -> None:
    repo = a_repository(tmp_path / "repo", [Made({"a": "1", "b": "2", "z.toml": "Z\n"})])
    few = replace(look, limits=Limits(entries=2))
    assert texts_at(RepoRef(path=str(repo)), ("z.toml", "none"), few) == {"z.toml": "Z\n"}
