"""Repositories made to harm whoever looks at them: nothing of theirs runs, blocks for long, or grows without bound."""

import os
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from oshealth.errors import NotARepository, NotAudited, OutOfTime
from oshealth.reference import RepoRef
from oshealth.snapshot import History, Identity, Snapshot, Tags, Texts, Tree, Unknown
from oshealth.sources import Limits, Look, Needs, open_source
from tests.git_repos import FIRST, Link, Made, a_repository, git

NEEDS = Needs(texts=("readme*", "**/*.md"))


def collect(path: Path | str, look: Look, needs: Needs = NEEDS) -> Snapshot:
    ref = RepoRef(path=str(path))
    return open_source(ref).collect(ref, needs, look)


def test_nothing_that_a_repository_configures_is_run(tmp_path: Path, look: Look) -> None:
    repo = a_repository(
        tmp_path / "repo",
        [Made({"README.md": "Hello\n", ".gitattributes": "* filter=evil diff=evil\n", ".gitmodules": "x"})],
    )
    trap = tmp_path / "sprung"
    evil = tmp_path / "evil"
    evil.write_text(f"#!/bin/sh\ntouch {trap}\n")
    evil.chmod(0o700)
    (repo / ".git" / "hooks").mkdir(exist_ok=True)
    for hook in ("post-checkout", "reference-transaction", "post-index-change", "fsmonitor-watchman"):
        shutil.copy(evil, repo / ".git" / "hooks" / hook)
    os.mkfifo(tmp_path / "pipe")
    config = f"""[core]
    repositoryformatversion = 1
    fsmonitor = {evil}
    hooksPath = {repo}/.git/hooks
    sshCommand = {evil}
    gitProxy = {evil}
    pager = {evil}
    editor = {evil}
    askPass = {evil}
    alternateRefsCommand = {evil}
    worktree = /etc
[include]
    path = {tmp_path}/pipe
[extensions]
    partialClone = origin
[remote "origin"]
    url = ext::{evil}
    promisor = true
    uploadpack = {evil}
[protocol "ext"]
    allow = always
[gpg]
    program = {evil}
[log]
    showSignature = true
    mailmap = true
[mailmap]
    file = /dev/zero
[diff]
    external = {evil}
[diff "evil"]
    command = {evil}
    textconv = {evil}
[filter "evil"]
    smudge = {evil}
    clean = {evil}
    required = true
[alias]
    log = !{evil}
    cat-file = !{evil}
    ls-tree = !{evil}
[credential]
    helper = !{evil}
[pager]
    log = {evil}
"""
    git_object(repo, "README.md").unlink()
    (repo / ".git" / "config").write_text(config)
    snapshot = collect(repo, look)
    assert snapshot.texts == Texts({"README.md": Unknown("not in this partial clone")})
    assert isinstance(snapshot.history, History)
    assert not trap.exists()


def git_object(repo: Path, path: str) -> Path:
    """The loose object of a file at the newest commit, unpacked so that it can be taken away."""
    packs = list((repo / ".git" / "objects" / "pack").glob("*.pack"))
    name = git(repo, "rev-parse", f"main:{path}")
    for pack in packs:
        content = pack.read_bytes()
        pack.with_suffix(".idx").unlink()
        pack.unlink()
        git(repo, "unpack-objects", "-q", feed=content)
    return repo / ".git" / "objects" / name[:2] / name[2:]


def test_replaced_and_grafted_commits_are_read_as_they_are(tmp_path: Path, look: Look) -> None:
    repo = a_repository(
        tmp_path / "repo", [Made({"a": "1"}), Made({"a": "2"}), Made({"a": "3"}, branch="other")]
    )
    honest = collect(repo, look)
    git(repo, "replace", "main", "other")
    (repo / ".git" / "info").mkdir(exist_ok=True)
    (repo / ".git" / "info" / "grafts").write_text(f"{git(repo, 'rev-parse', 'main')}\n")
    seen = collect(repo, look)
    assert replace(seen, cost=honest.cost) == honest


@pytest.mark.parametrize(
    "pointer",
    [
        "gitdir: /dev/zero",
        "gitdir: ../repo",
        "gitdir: \0",
        f"gitdir: {'x' * 9000}",
        "not a pointer",
        "gitdir:",
    ],
)
def test_a_hostile_git_file_is_no_repository(tmp_path: Path, look: Look, pointer: str) -> None:
    folder = tmp_path / "repo"
    folder.mkdir()
    (folder / ".git").write_text(pointer)
    with pytest.raises(NotARepository):
        collect(folder, look)


@pytest.mark.parametrize("name", ["HEAD", "packed-refs", "shallow", "config", "commondir"])
def test_pipes_in_place_of_files_do_not_block(tmp_path: Path, look: Look, name: str) -> None:
    repo = a_repository(tmp_path / "repo", [Made({"README.md": "Hello\n"})], bare=True)
    (repo / name).unlink(missing_ok=True)
    os.mkfifo(repo / name)
    if name == "HEAD":
        with pytest.raises(NotARepository):
            collect(repo, look)
    else:
        assert collect(repo, look).texts == Texts({"README.md": "Hello\n"})


def test_a_pipe_that_git_itself_opens_ends_at_the_deadline(tmp_path: Path, look: Look) -> None:
    repo = a_repository(tmp_path / "repo", [Made()], bare=True)
    os.mkfifo(repo / "objects" / "info" / "alternates")
    with pytest.raises(OutOfTime, match=r"longer than the 0\.5 seconds allowed"):
        collect(repo, replace(look, limits=Limits(seconds=0.5)))


def test_a_head_that_points_out_is_no_repository(tmp_path: Path, look: Look) -> None:
    repo = a_repository(tmp_path / "repo", [Made()], bare=True)
    for content in ("ref: ../../etc/passwd\n", "ref: HEAD\n", "x" * 40 + "\n", ""):
        (repo / "HEAD").write_text(content)
        with pytest.raises(NotARepository):
            collect(repo, look)


def test_names_and_messages_that_are_not_utf8_are_read(tmp_path: Path, look: Look) -> None:
    repo = a_repository(
        tmp_path / "repo",
        [
            Made(
                {"a": "1"},
                by=b"J\xfcrgen \xff <j@example.org>",
                message=b"Gr\xfc\xdfe\n\nSigned-off-by: \xff <x@example.org>",
            ),
            Made(
                {"a": "2"},
                by="[bold]Eve[/] \x1b[31m <eve@example.org>",
                message="\x1b]0;title\x07\n\nCo-authored-by: Bo <bo@example.org>",
            ),
            Made({"a": "3"}, by=" <>", message=b""),
        ],
    )
    history = collect(repo, look).history
    assert isinstance(history, History)
    newest, middle, oldest = history
    assert newest.author == Identity("", "")
    assert middle.author == Identity("[bold]Eve[/] \x1b[31m", "eve@example.org")
    assert middle.coauthors == (Identity("Bo", "bo@example.org"),)
    assert oldest.author == Identity(
        "J\N{REPLACEMENT CHARACTER}rgen \N{REPLACEMENT CHARACTER}", "j@example.org"
    )
    assert [made.is_signed_off for made in history] == [False, False, True]


def test_commits_that_declare_an_encoding_are_read_in_it(tmp_path: Path, look: Look) -> None:
    repo = a_repository(tmp_path / "repo", [Made({"a": "1"})])
    body = f"tree {git(repo, 'rev-parse', 'main^{tree}')}\nauthor J\xfcrgen <j@example.org> {FIRST} +0000\n"
    body += f"committer J\xfcrgen <j@example.org> {FIRST} +0000\nencoding ISO-8859-1\n\nGr\xfc\xdfe\n"
    commit = git(repo, "hash-object", "-t", "commit", "-w", "--stdin", feed=body.encode("latin-1"))
    git(repo, "update-ref", "refs/heads/main", commit)
    history = collect(repo, look).history
    assert isinstance(history, History)
    assert history.commit(0).author == Identity("Jürgen", "j@example.org")


@pytest.mark.parametrize(
    "author",
    [
        "no address and no date",
        "Ada <ada@example.org> 99999999999999999999999999 +0000",
        "Ada <ada@example.org> 18446744073709551614 +9999",
        "Ada <ada@example.org> -5 -99999999",
        "Ada <ada@example.org> yesterday",
        "<<<>>> 1 +0000",
        "",
    ],
)
def test_malformed_commits_do_not_break_the_history(tmp_path: Path, look: Look, author: str) -> None:
    repo = a_repository(tmp_path / "repo", [Made({"a": "1"})])
    tree, parent = git(repo, "rev-parse", "main^{tree}"), git(repo, "rev-parse", "main")
    body = f"tree {tree}\nparent {parent}\nauthor {author}\ncommitter {author}\n\nHostile\n"
    commit = git(repo, "hash-object", "-t", "commit", "-w", "--stdin", "--literally", feed=body.encode())
    git(repo, "update-ref", "refs/heads/main", commit)
    git(repo, "update-ref", "refs/tags/v1", commit)
    snapshot = collect(repo, look)
    assert isinstance(snapshot.history, History)
    assert [made.id for made in snapshot.history] == [commit, parent]
    assert snapshot.history.commit(1).author == Identity("Ada Example", "ada@example.org")
    assert isinstance(snapshot.tags, Tags)


def test_paths_with_line_breaks_and_control_characters_are_kept_whole(tmp_path: Path, look: Look) -> None:
    paths = ["README\n.md", "a\tb.md", "\x1b[31mred.md", "-rf.md", "\udcff.md", "ü.md", '"quoted".md']
    repo = a_repository(tmp_path / "repo", [Made(dict.fromkeys(paths, "x"))])
    snapshot = collect(repo, look)
    assert isinstance(snapshot.tree, Tree)
    assert isinstance(snapshot.texts, Texts)
    shown = {path.replace("\udcff", "\N{REPLACEMENT CHARACTER}") for path in paths}
    assert set(snapshot.tree.paths) == shown
    assert set(snapshot.texts.by_path) == shown
    assert set(snapshot.texts.by_path.values()) == {"x"}


def test_a_huge_file_is_never_read(tmp_path: Path, look: Look) -> None:
    size = 64 << 20
    repo = a_repository(tmp_path / "repo", [Made({"README": bytes(size), "README.md": "Hello\n"})])
    assert collect(repo, look).texts == Texts(
        {"README": Unknown(f"too large: {size} bytes, at most 1048576 are read"), "README.md": "Hello\n"}
    )


def test_all_texts_together_are_bounded(tmp_path: Path, look: Look) -> None:
    repo = a_repository(tmp_path / "repo", [Made({f"{number}.md": f"{number}" * 600 for number in range(4)})])
    texts = collect(repo, replace(look, limits=Limits(texts_total=1000))).texts
    assert isinstance(texts, Texts)
    read = [path for path, text in texts.by_path.items() if not isinstance(text, Unknown)]
    assert len(read) == 1
    assert set(texts.by_path.values()) - {texts.by_path[read[0]]} == {
        Unknown("not read: all texts together pass 1000 bytes")
    }


def test_two_hundred_thousand_files_are_listed(tmp_path: Path, look: Look) -> None:
    files = {f"data/{number // 1000}/{number}": "x" for number in range(200_000)}
    repo = a_repository(tmp_path / "repo", [Made({**files, "README.md": "Hello\n"})])
    whole = collect(repo, look)
    assert isinstance(whole.tree, Tree)
    assert (len(whole.tree.paths), whole.tree.partial) == (200_001, "")
    assert whole.texts == Texts({"README.md": "Hello\n"})
    part = collect(repo, replace(look, limits=Limits(entries=1000))).tree
    assert isinstance(part, Tree)
    assert (len(part.paths), part.partial) == (1000, "only its first 1000 files were listed")


def test_a_long_history_is_cut_at_the_limit(tmp_path: Path, look: Look) -> None:
    repo = a_repository(tmp_path / "repo", [Made({"a": str(number)}) for number in range(30)])
    history = collect(repo, replace(look, limits=Limits(commits=10))).history
    assert isinstance(history, History)
    assert (len(history), history.partial) == (10, "only the newest 10 commits were read")
    exact = collect(repo, replace(look, limits=Limits(commits=30))).history
    assert isinstance(exact, History)
    assert (len(exact), exact.partial) == (30, "")


def test_damage_in_the_middle_of_a_history_leaves_it_partial(tmp_path: Path, look: Look) -> None:
    repo = a_repository(tmp_path / "repo", [Made({"a": str(number)}) for number in range(5)])
    git_object(repo, "a")
    lost = git(repo, "rev-parse", "main~2")
    (repo / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    history = collect(repo, look).history
    assert isinstance(history, History)
    assert history.partial.startswith("git could not read every commit: ")


def test_a_link_without_end_is_not_followed(tmp_path: Path, look: Look) -> None:
    repo = a_repository(tmp_path / "repo", [Made({"README.md": Link("a/" * 5000), "readme": Link("\0")})])
    unread = Unknown("a symbolic link that cannot be read")
    assert collect(repo, look).texts == Texts({"README.md": unread, "readme": unread})


def test_tags_on_objects_that_are_lost_are_unknown(tmp_path: Path, look: Look) -> None:
    repo = a_repository(tmp_path / "repo", [Made({"a": "1"})])
    (repo / ".git" / "refs" / "tags" / "v1").write_text("1" * 40 + "\n")
    tags = collect(repo, look).tags
    assert isinstance(tags, Unknown)
    assert tags.reason.startswith("the tags could not be read: ")


def test_objects_that_are_garbage_end_in_one_clear_error(tmp_path: Path, look: Look) -> None:
    repo = a_repository(tmp_path / "repo", [Made({"README.md": "x"})])
    for pack in (repo / ".git" / "objects" / "pack").glob("*.pack"):
        pack.chmod(0o600)
        pack.write_bytes(b"PACK" + os.urandom(3000))
    with pytest.raises(NotAudited) as error:
        collect(repo, look)
    assert error.value.hint
