"""Where a clone came from, by its own word: read as plain text, obeyed in nothing, and never told with a credential."""

import json
import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from oshealth.reference import RepoRef
from oshealth.snapshot import Snapshot
from oshealth.sources import Look, Needs, open_source
from oshealth.sources.git.back import look_back
from oshealth.sources.git.origin import origin_of
from tests.cli.running import oshealth
from tests.git_repos import Made, a_repository, git

KITE = RepoRef("https", "github.com", "example", "kite")
OVER_SSH = replace(KITE, scheme="ssh")
SECRET = "ghp_" + "0123456789abcdef" * 2


def configured(folder: Path, text: str | bytes) -> Path:
    path = folder / "config"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def section(url: str) -> str:
    return f'[core]\n\tbare = false\n[remote "origin"]\n\turl = {url}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n'


@pytest.mark.parametrize(
    ("url", "ref"),
    [
        ("https://github.com/example/kite.git", KITE),
        ("https://github.com/Example/Kite", replace(KITE, owner="Example", name="Kite")),
        (f"https://ada:{SECRET}@github.com/example/kite.git", KITE),
        (f"https://{SECRET}@github.com/example/kite", KITE),
        (f"https://github.com/example/kite?private_token={SECRET}", KITE),
        ("git@github.com:example/kite.git", OVER_SSH),
        ("ssh://git@github.com/example/kite.git", OVER_SSH),
        ("ada@git.example.org:team/kite.git", RepoRef("ssh", "git.example.org", "team", "kite.git")),
        ("ssh://ada@git.example.org:2222/team/kite.git", RepoRef("ssh", "git.example.org:2222", "team", "kite.git")),
        ("https://gitlab.com/group/sub/kite.git", RepoRef("https", "gitlab.com", "group/sub", "kite")),
    ],
)  # fmt: skip
def test_an_address_of_one_repository_is_told_without_account_and_credential(
    tmp_path: Path, url: str, ref: RepoRef
) -> None:
    assert origin_of(configured(tmp_path, section(url))) == ref


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/srv/git/kite.git",
        "../kite",
        "file:///srv/git/kite",
        "C:\\kite",
        "ext::sh -c 'touch /tmp/sprung'",
        "--upload-pack=touch",
        "https://github.com/example",
        "https://github.com/../../etc",
        "https://github.com/example/ki\x1b[31mte",
        "https://github.com/example/ki\u202ete",
        "https://[::1/example/kite",
        "https://github.com:99999/example/kite",
        '"https://github.com/example/kite"',
        "https://github.com/example/kite ; rm -rf",
        "https://" + "a/" * 4000 + "kite",
        "gh:example/kite",
        "user@:example/kite",
    ],
)
def test_whatever_else_stands_there_tells_nothing(tmp_path: Path, url: str) -> None:
    assert origin_of(configured(tmp_path, section(url))) is None


@pytest.mark.parametrize(
    "text",
    [
        b"",
        section(str(KITE.url)).encode("utf-16"),
        b"\xff\xfe" + section(KITE.url).encode(),
        section(KITE.url).encode() + b"\n" * (1 << 20),
        section(KITE.url).replace("origin", "upstream"),
        section(KITE.url) + section("https://github.com/example/other"),
        f'[alias]\n\tx = y \\\n[remote "origin"]\n\turl = {KITE.url}\n',
        f"[remote]\n\turl = {KITE.url}\n",
        '[include]\n\tpath = elsewhere\n[url "https://github.com/"]\n\tinsteadOf = gh:\n[remote "origin"]\n\turl = gh:a/b\n',
    ],
)
def test_a_file_that_git_would_read_otherwise_or_that_is_no_small_text_tells_nothing(
    tmp_path: Path, text: str | bytes
) -> None:
    """An included file is not looked for, and no address is rewritten."""
    configured(tmp_path, section(KITE.url)).rename(tmp_path / "elsewhere")
    assert origin_of(configured(tmp_path, text)) is None


def test_no_file_and_what_is_none_tell_nothing(tmp_path: Path) -> None:
    """A pipe is not opened, which would wait for ever."""
    os.mkfifo(tmp_path / "config")
    assert [origin_of(tmp_path / name) for name in ("config", "absent", ".")] == [None, None, None]


def collect(path: Path, look: Look) -> Snapshot:
    ref = RepoRef(path=str(path))
    return open_source(ref).collect(ref, Needs(texts=()), look)


def test_every_kind_of_clone_tells_it_and_stays_a_path(tmp_path: Path, look: Look) -> None:
    repo = a_repository(tmp_path / "repo", [Made({"README.md": "Hello\n"})])
    git(repo, "remote", "add", "origin", f"https://ada:{SECRET}@github.com/example/kite.git")
    git(repo, "worktree", "add", str(tmp_path / "beside"), "-b", "beside")
    for folder in (repo, tmp_path / "beside", repo / ".git"):
        seen = collect(folder, look)
        assert (seen.origin, seen.ref, seen.url) == (KITE, RepoRef(path=str(folder)), str(folder))


def test_looking_back_knows_it_too(tmp_path: Path, look: Look) -> None:
    repo = a_repository(tmp_path / "repo", [Made({"README.md": "Hello\n"})])
    git(repo, "remote", "add", "origin", "git@github.com:example/kite.git")
    with look_back(RepoRef(path=str(repo)), look) as past:
        (seen,) = past.snapshots(Needs(texts=()), [past.last])
    assert seen.origin == OVER_SSH


def test_a_report_keeps_the_folder_as_its_target_and_tells_no_credential(tmp_path: Path) -> None:
    files = {"README.md": "# Guide\n\nFlies.\n\nSee the [docs](https://example.github.io/kite/).\n"}
    repo = a_repository(tmp_path / "repo", [Made(files)])
    git(repo, "remote", "add", "origin", f"https://ada:{SECRET}@github.com/example/kite.git")
    ran = oshealth("audit", ".", "--format", "json", "--format", "terminal=t", "--verbose", cwd=repo)
    told = json.loads(ran.out)["results"][0]["repository"]
    assert (told["forge"], told["owner"], told["name"], told["url"]) == ("local", "", "", str(repo))
    assert not [
        text for text in (ran.out, ran.err, (repo / "t").read_text()) if SECRET in text or "ada:" in text
    ]
