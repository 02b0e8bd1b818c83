"""Real repositories for tests, made by one `git fast-import` each. Everybody in them is invented."""

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

FIRST: Final = 1_750_000_000
ADA: Final = "Ada Example <ada@example.org>"
BO: Final = "Bo Example <bo@example.org>"
_QUIET: Final = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_AUTHOR_NAME": "Ada Example",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada Example",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
    "GIT_AUTHOR_DATE": f"{FIRST} +0000",
    "GIT_COMMITTER_DATE": f"{FIRST} +0000",
}


@dataclass(frozen=True)
class Link:
    """A symbolic link to `target`, written as it stands."""

    target: str


@dataclass(frozen=True)
class Submodule:
    """Another repository, mounted at a commit that is not here."""

    commit: str = "1" * 40


@dataclass(frozen=True)
class Made:
    """One commit: what it adds and removes, by whom and when (seconds since 1970; by default a day after the one before).

    `merges` names the branches that it merges, with blanks between.
    """

    files: Mapping[str, "str | bytes | Link | Submodule"] = field(default_factory=dict)
    message: str | bytes = "Work"
    by: str | bytes = ADA
    committer: str | bytes = ""
    at: int = 0
    zone: str = "+0000"
    branch: str = "main"
    merges: str = ""
    tag: str = ""
    removes: tuple[str, ...] = ()


def git(folder: Path, *arguments: str, feed: bytes = b"") -> str:
    """Run git in a folder, with no configuration but the repository's own."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        input=feed,
        capture_output=True,
        check=True,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), **_QUIET},
    )
    return done.stdout.decode("utf-8", "surrogateescape").strip()


def a_repository(
    folder: Path,
    commits: Iterable[Made] = (),
    *,
    bare: bool = False,
    head: str = "main",
    object_format: str = "sha1",
) -> Path:
    """A repository with these commits in a new folder (its work tree is not checked out)."""
    folder.mkdir(parents=True, exist_ok=True)
    options = ["--bare"] if bare else []
    git(folder, "init", "-q", "-b", head, f"--object-format={object_format}", *options)
    stream = b"".join(_stream(commits))
    if stream:
        git(folder, "-c", "fastimport.unpackLimit=0", "fast-import", "--quiet", "--force", feed=stream)
    return folder


def more(folder: Path, *commits: Made) -> None:
    """Further commits on top of the branches of a repository."""
    have = set(git(folder, "for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads").split())
    git(
        folder,
        "-c",
        "fastimport.unpackLimit=0",
        "fast-import",
        "--quiet",
        "--force",
        feed=b"".join(_stream(commits, have)),
    )


def _stream(commits: Iterable[Made], have: Iterable[str] = ()) -> Iterator[bytes]:
    begun = set(have)
    fresh: set[str] = set()
    for number, made in enumerate(commits):
        branch = made.branch.encode()
        at = made.at or FIRST + number * 86_400
        when = b" %d %s\n" % (at, made.zone.encode())
        by = _bytes(made.by)
        yield b"commit refs/heads/%s\nauthor %s%s" % (branch, by, when)
        yield b"committer %s%s" % (_bytes(made.committer) or by, when)
        yield _data(_bytes(made.message))
        if made.branch in begun and made.branch not in fresh:
            yield b"from refs/heads/%s^0\n" % branch
        for merged in made.merges.split():
            yield b"merge refs/heads/%s\n" % merged.encode()
        begun.add(made.branch)
        fresh.add(made.branch)
        for path in made.removes:
            yield b"D %s\n" % _quoted(path)
        for path, content in made.files.items():
            yield _entry(path, content)
        yield b"\n"
        if made.tag:
            yield b"tag %s\nfrom refs/heads/%s\ntagger %s%s" % (made.tag.encode(), branch, by, when)
            yield _data(b"A version")


def _quoted(path: str) -> bytes:
    return b'"' + b"".join(b"\\%03o" % byte for byte in path.encode("utf-8", "surrogateescape")) + b'"'


def _entry(path: str, content: "str | bytes | Link | Submodule") -> bytes:
    name = _quoted(path)
    if isinstance(content, Submodule):
        return b"M 160000 %s %s\n" % (content.commit.encode(), name)
    if isinstance(content, Link):
        return b"M 120000 inline %s\n" % name + _data(content.target.encode())
    return b"M 100644 inline %s\n" % name + _data(_bytes(content))


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()
