"""How often git is started for one look: each start costs as much as reading a hundred files."""

import json
import os
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

import pytest
from msgspec.structs import replace

from oshealth.reference import RepoRef
from oshealth.snapshot import History
from oshealth.sources import Look, Needs, open_source
from oshealth.sources.git.command import GitSaid, require_git
from oshealth.sources.git.local import opened
from tests.cli.running import Ran, oshealth
from tests.git_repos import FIRST, Link, Made, Submodule, a_repository, git
from tests.servers.git_http import GitServer
from tests.sources.test_hostile import git_object

Files: TypeAlias = dict[str, str | bytes | Link | Submodule]

FILES: Files = {
    "README.md": "# Thing\n\nSee [the guide](docs/guide.md).\n",
    "docs/guide.md": "# How\n",
    "LICENSE": Link("docs/license.txt"),
    "docs/license.txt": "Apache\n",
    "pyproject.toml": "[project]\nname = 'thing'\n",
}
MANY: Files = {f".github/ISSUE_TEMPLATE/{number}.md": f"{number:05}\n" * 5000 for number in range(90)}
REFUSES = r"""case " $* " in *" --batch-command "*) echo "error: unknown option \`batch-command'" >&2; exit 129;; esac"""
ONE_LOOK = ["cat-file", "ls-tree", "log", "for-each-ref"]
NEEDS = Needs(texts=("readme*", "license"), linked=lambda *_: ["docs/guide.md"])


class Watched:
    """A git on the PATH that notes how it is started; `begin` is what it does first, as a line of a shell."""

    def __init__(self, folder: Path, begin: str = ":") -> None:
        self.folder, self.log = folder, folder / "log"
        folder.mkdir()
        program = folder / "git"
        program.write_text(
            f'#!/bin/sh\nprintf "%s\\n" "$*" >> "{self.log}"\n{begin}\nexec "{shutil.which("git")}" "$@"\n'
        )
        program.chmod(0o700)

    @property
    def path(self) -> str:
        return f"{self.folder}{os.pathsep}{os.environ['PATH']}"

    def verbs(self) -> list[str]:
        """What git was asked for, in order; without what a server beside us asked it for."""
        lines = self.log.read_text().splitlines()
        return [_verb(line.split(" ")) for line in lines if line.startswith(("--git-dir=", "version"))]


def _verb(words: Sequence[str]) -> str:
    """The word after all settings."""
    verbs = (
        word
        for before, word in zip(["", *words], words, strict=False)
        if not word.startswith("-") and before != "-c"
    )
    return next(verbs)


def _report(ran: Ran) -> object:
    """A report without what differs from run to run."""
    [report] = json.loads(ran.out)["results"]
    return {name: value for name, value in report.items() if name not in {"looked_at", "cost"}}


def test_a_local_audit_takes_four_processes(tmp_path: Path) -> None:
    """One answers for every object, settings and linked documents among them; git is not asked for its version."""
    repo = a_repository(tmp_path / "repo", [Made(FILES, tag="v1"), Made({"a": "1"}, tag="v2")])
    git(repo, "tag", "-a", "-m", "A tag of a tag", "v3", "v1")
    git(tmp_path, "clone", "-q", "--bare", str(repo), "bare.git")
    git(repo, "worktree", "add", "-q", "--detach", str(tmp_path / "linked"))
    (tmp_path / "work").mkdir()
    seen: dict[Path, list[str]] = {}
    for place in (repo, tmp_path / "bare.git", tmp_path / "linked"):
        watched = Watched(tmp_path / f"bin-{len(seen)}")
        ran = oshealth("audit", str(place), cwd=tmp_path / "work", environ={"PATH": watched.path})
        assert (ran.code, ran.err) == (0, "")
        seen[place] = watched.verbs()
    assert list(seen.values()) == [ONE_LOOK] * 3


@pytest.mark.parametrize(
    ("options", "verbs"),
    [
        (("--rev", "v1"), ONE_LOOK),
        (("--as-of", "2025-06-17"), ["cat-file", "rev-list", *ONE_LOOK[1:]]),
        (("--settings-from", "v1"), ["cat-file", "ls-tree", "ls-tree", "log", "for-each-ref"]),
        (("--ignore-project-settings",), ONE_LOOK),
    ],
)
def test_a_revision_takes_no_more_and_a_date_or_settings_of_another_revision_one(
    tmp_path: Path, options: tuple[str, ...], verbs: list[str]
) -> None:
    repo = a_repository(tmp_path / "repo", [Made(FILES, tag="v1"), Made({"a": "1"})])
    watched = Watched(tmp_path / "bin")
    ran = oshealth("audit", str(repo), *options, cwd=repo, environ={"PATH": watched.path})
    assert (ran.code, ran.err, watched.verbs()) == (0, "", verbs)


def test_a_sha256_repository_is_asked_for_its_format_first(tmp_path: Path) -> None:
    repo = a_repository(tmp_path / "repo", [Made(FILES)], object_format="sha256")
    watched = Watched(tmp_path / "bin")
    ran = oshealth("audit", str(repo), cwd=repo, environ={"PATH": watched.path})
    assert (ran.code, ran.err, watched.verbs()) == (0, "", ["version", "config", *ONE_LOOK])


def test_a_git_without_batch_command_tells_the_same_by_two_processes(tmp_path: Path) -> None:
    """git learned to answer both questions in one process with 2.36; before, it says what it can do, and stops.

    What is asked for is much more than a pipe holds: nobody waits for ever.
    """
    repo = a_repository(tmp_path / "repo", [Made(FILES, tag="v1"), Made(MANY)])
    git(repo, "tag", "-a", "-m", "A tag of a tag", "v2", "v1")
    command = ("audit", str(repo), "--format", "json", "--as-of", "2026-01-01")
    recent = oshealth(*command, cwd=repo)
    older = Watched(tmp_path / "bin", REFUSES)
    ran = oshealth(*command, cwd=repo, environ={"PATH": older.path})
    assert (ran.code, ran.err, _report(ran)) == (0, "", _report(recent))
    dated = ["rev-list", "cat-file", "ls-tree", "log", "for-each-ref"]
    assert older.verbs() == ["cat-file", "version", "cat-file", *dated]


def test_a_git_that_is_too_old_is_said(tmp_path: Path) -> None:
    repo = a_repository(tmp_path / "repo", [Made(FILES)])
    old = Watched(tmp_path / "bin", f'[ "$1" = version ] && echo git version 2.30.2 && exit\n{REFUSES}')
    ran = oshealth("audit", str(repo), cwd=repo, environ={"PATH": old.path})
    assert (ran.code, old.verbs()) == (3, ["cat-file", "version"])
    assert "git version 2.30.2 is too old" in ran.out
    assert "Install git 2.31 or newer." in ran.out


def test_a_machine_without_git_is_told_what_to_install(tmp_path: Path) -> None:
    repo = a_repository(tmp_path / "repo", [Made(FILES)])
    ran = oshealth("audit", str(repo), cwd=repo, environ={"PATH": "/nowhere"})
    assert ran.code == 3
    assert "git could not be started" in ran.out
    assert "Install git 2.31 or newer." in ran.out


def test_an_object_that_cannot_be_read_ends_one_process_and_not_the_look(tmp_path: Path, look: Look) -> None:
    """The next question is answered by another one."""
    repo = a_repository(tmp_path / "repo", [Made({"README.md": os.urandom(500)})])
    loose = git_object(repo, "README.md")
    loose.chmod(0o600)
    loose.write_bytes(loose.read_bytes()[:40])
    with opened(RepoRef(path=str(repo)), look) as near:
        names = [git(repo, "rev-parse", f"main{part}") for part in (":README.md", "", "^{tree}")]
        with pytest.raises(GitSaid, match="git cat-file failed: "):
            near.repository.contents(names[:1])
        assert near.repository.kinds(["HEAD^{commit}", "nothing"]) == [
            (names[1], "commit", near.repository.kinds(names[1:2])[0][2]),
            ("nothing", "missing", 0),
        ]
        with pytest.raises(GitSaid, match="an object is not there"):
            near.repository.contents(["1" * 40])
        [(kind, content)] = near.repository.objects.contents(names[1:2], 10)
        assert (kind, content) == ("commit", f"tree {names[2]}".encode()[:10])
        assert near.repository.kinds(names[2:])[0][:2] == (names[2], "tree")


@pytest.mark.parametrize("defaults", [False, True])
def test_a_remote_look_fetches_in_batches_and_reads_with_four_processes(
    server: GitServer, look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, defaults: bool
) -> None:
    """Fetched are the commits, the listing, the texts, what a link among them leads to, and linked documents."""
    a_repository(server.root / "acme" / "thing", [Made(FILES, tag="v1")], bare=True)
    a_repository(server.root / "acme" / ".github", [Made({"README.md": "Hello\n"})], bare=True)
    ref = RepoRef(scheme="http", host=server.host, owner="acme", name="thing")
    needs = NEEDS if defaults else replace(NEEDS, groups=NEEDS.groups - {"inherited"})
    require_git()  # once a process, whoever was first
    watched = Watched(tmp_path / "bin")
    monkeypatch.setenv("PATH", watched.path)
    first = open_source(ref).collect(ref, needs, look)
    begun = watched.verbs()
    watched.log.unlink()
    second = open_source(ref).collect(ref, needs, look)
    assert replace(second, cost=first.cost) == first
    beside = Counter(fetch=2, **{"cat-file": 1, "ls-tree": 1}) if defaults else Counter[str]()
    assert Counter(begun) == Counter(["fetch"] * 5 + ONE_LOOK) + beside
    assert Counter(watched.verbs()) == Counter(["fetch", *ONE_LOOK]) + beside - Counter(fetch=defaults)


def test_a_history_reads_the_same_however_it_arrives(
    tmp_path: Path, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Identities are numbered by what arrives together: pieces of one size, not what a slow git happened to write."""
    people = [f"{'A long name ' * 20}{number} <{number}@example.org>" for number in range(6000)]
    made = [Made(by=people[at], committer=people[3000 + at], at=FIRST + at) for at in range(3000)]
    ref = RepoRef(path=str(a_repository(tmp_path / "repo", made)))
    needs = Needs(frozenset({"history"}))
    at_once = open_source(ref).collect(ref, needs, look).history
    slowly = f"""case " $* " in *" log "*) {shutil.which("git")} "$@" | (for size in 1 900000 5000; do
        head -c $size; sleep 0.02; done; cat); exit;; esac"""
    monkeypatch.setenv("PATH", Watched(tmp_path / "bin", slowly).path)
    assert open_source(ref).collect(ref, needs, look).history == at_once
    assert isinstance(at_once, History)
    assert len(at_once) == 3000
