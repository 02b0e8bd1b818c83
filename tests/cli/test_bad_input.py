"""Targets and repositories made to harm or to confuse: each ends in one clear line and the right exit code.

The whole program runs as its own process. Nothing is written but the cache, nothing takes long, no traceback is shown.
"""

import hashlib
import json
import os
import re
import socket
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli.running import NOW, Ran, oshealth
from tests.git_repos import Link, Made, Submodule, a_repository, git
from tests.servers.git_http import GitServer, drip, git_server, hang_up, page, status

GIB: Final = 1 << 30
MIB: Final = 1 << 20
AS_OF: Final = ("--as-of", "2026-06-30")
CONTROLS: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
PROSE: Final = "# Birds\n\n" + "It counts the birds of an invented island for everybody who asks. " * 12
STYLES: Final = re.compile("\x1b\\[[0-9;]*m")


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Path]:
    """A folder to work in. When the test is over, nothing around it may have changed but the cache."""
    folder = tmp_path / "work"
    folder.mkdir()
    yield folder
    assert {path.name for path in tmp_path.iterdir()} <= {"work", "cache", "served", "trap", "trap.sh"}


def traces(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Everything below a folder with its mode, its size and the time of its last change."""
    found = {}
    for path in sorted(folder.rglob("*")):
        seen = path.lstat()
        found[str(path.relative_to(folder))] = (seen.st_mode, seen.st_size, seen.st_mtime_ns)
    return found


def audited(work: Path, *arguments: str, memory: int = 0) -> tuple[Ran, list[Any]]:
    """The run and its results as JSON; the folder is left as it was, and nobody sees a traceback."""
    before = traces(work)
    arenas = {"MALLOC_ARENA_MAX": "1"} if memory else {}  # each would take 64 MiB of the address space
    ran = oshealth("audit", *arguments, "--format", "json", cwd=work, environ=arenas, memory=memory)
    assert traces(work) == before
    assert "Traceback" not in ran.err
    assert "internal error" not in ran.err
    return ran, json.loads(ran.out)["results"]


def errors(results: list[Any]) -> list[tuple[str, str, str]]:
    """Kind, message and hint of every target that could not be audited."""
    return [(one["error"]["kind"], one["error"]["message"], one["error"]["hint"]) for one in results]


def finding(result: Any, rule: str) -> Any:
    return next(one for one in result["findings"] if one["rule"] == rule)


def test_places_that_are_no_repository_get_one_clear_line_each(work: Path) -> None:
    """And what to do; one after the other in one run, which ends with 3."""
    (work / "folder").mkdir()
    (work / "file").write_text("x")
    os.mkfifo(work / "pipe")
    a_repository(work / "just-begun")
    a_repository(work / "unborn", [Made({"README": "x"}, branch="trunk")], head="gone")
    (work / "led-astray").mkdir()
    (work / "led-astray" / ".git").write_text("gitdir: /dev/zero\n")
    targets = (
        "./nowhere",
        "nowhere",
        "./folder",
        "./file",
        "./pipe",
        "./led-astray",
        "./just-begun",
        "./unborn",
    )
    clone = "Give the path of a clone; a folder that was unpacked from an archive has no history."

    ran, results = audited(work, *targets)

    assert ran.code == 3
    assert errors(results) == [
        ("not-found", "./nowhere does not exist", "Check the spelling of the path."),
        (
            "not-found",
            "nowhere does not exist",
            "Check the spelling of the path. One on GitHub is written owner/repo.",
        ),
        ("not-a-repository", "./folder is not a git repository", clone),
        ("not-a-repository", "./file is not a git repository", clone),
        ("not-a-repository", "./pipe is not a git repository", clone),
        ("not-a-repository", "./led-astray is not a git repository", clone),
        ("empty", "it has no commit yet", "Nothing can be said of an empty repository."),
        ("empty", "its default branch has no commit", "Choose another one, as in --rev trunk."),
    ]


def test_a_day_before_there_was_git_is_too_early(work: Path) -> None:
    """And no other day is taken for it."""
    a_repository(work / "repo", [Made({"README": "x"})])

    ran, results = audited(work, "./repo", "--as-of", "0001-01-01")

    assert ran.code == 3
    assert errors(results) == [("empty", "it has no commit as early as 0001-01-01", "Choose a later date.")]


def test_a_failure_is_as_clear_to_a_person(work: Path) -> None:
    """The card of a place that is not there: what happened, what to do."""
    ran = oshealth("audit", "./nowhere", cwd=work)

    assert (ran.code, ran.err) == (3, "")
    assert ran.out == (
        f" ./nowhere\n {'─' * 78}\n ✗ Not audited  ./nowhere does not exist\n   Check the spelling of the path.\n"
    )


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GitServer]:
    """Addresses on loopback behind which something is wrong."""
    root = tmp_path_factory.mktemp("served")
    with git_server(root) as served:
        served.faults.update(
            {
                "/acme/page": page,
                "/acme/hang-up": hang_up,
                "/acme/broken": status(503),
                "/acme/private": status(401),
                "/acme/drip": drip,
            }
        )
        yield served


def test_servers_that_are_none_get_one_clear_line_each(work: Path, server: GitServer) -> None:
    """HTML, a refusal, an answer that breaks off, one that drips for ever: said within the time allowed."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}/acme/nobody"
        names = ("page", "hang-up", "broken", "private", "drip")
        addresses = [*(f"{server.address}/acme/{name}" for name in names), nobody]
        ran, results = audited(work, *addresses, "--timeout", "2")

    retry = "Check the address and the network, or try again later."
    said = errors(results)
    assert ran.code == 3
    assert [(kind, hint) for kind, _, hint in said] == [
        ("unreachable", "Give the address that git clones from."),
        ("unreachable", retry),
        ("unreachable", retry),
        ("not-found", "If it is private, give an access token for its host (over ssh: a key in the agent)."),
        ("timeout", "Allow more time, or clone the repository and audit the local path."),
        ("unreachable", retry),
    ]
    assert [message for _, message, _ in said if "\n" in message or CONTROLS.search(message)] == []
    assert said[0][1] == f"{addresses[0]} answers, but not as a git server"
    assert said[4][1] == "it took longer than the 2 seconds allowed"


def evil_config(script: Path, included: str) -> str:
    """A configuration that runs a script wherever git allows it."""
    keys = ("fsmonitor", "pager", "sshCommand", "askPass", "alternateRefsCommand")
    core = "".join(f"\t{key} = {script}\n" for key in keys)
    return (
        f"[core]\n\trepositoryformatversion = 0\n{core}\thooksPath = {script.parent}\n"
        f'[filter "evil"]\n\tsmudge = {script}\n\tclean = {script}\n'
        f"[alias]\n\tlog = !{script}\n\tls-tree = !{script}\n[include]\n\tpath = {included}\n"
    )


def test_nothing_that_a_repository_configures_is_run(work: Path, tmp_path: Path) -> None:
    """The trap is real: plain git springs it. oshealth does not, nor does it read what is included for ever."""
    repo = a_repository(work / "repo", [Made({"README.md": PROSE, ".gitattributes": "* filter=evil\n"})])
    git(repo, "reset", "-q", "--hard", "main")
    trap, script = tmp_path / "trap", tmp_path / "trap.sh"
    script.write_text(f"#!/bin/sh\ntouch {trap}\n")
    script.chmod(0o700)
    (repo / ".git" / "config").write_text(evil_config(script, os.devnull))
    git(repo, "status")
    assert trap.exists()
    trap.unlink()
    (repo / ".git" / "config").write_text(evil_config(script, "/dev/zero"))

    ran, results = audited(work, "./repo", *AS_OF)

    assert (ran.code, finding(results[0], "readme")["outcome"]) == (0, "pass")
    assert not trap.exists()


EVIL: Final = "[bold red]x[/] \x1b[31m\x1b]0;title\x07\x9b2J\r\u202egnp"


def an_evil_repository(folder: Path) -> Path:
    """Whatever a repository can name holds markup and control characters, and its license is a link to a system file."""
    name = EVIL.replace("/", "|")
    files: dict[str, str | bytes | Link | Submodule] = {
        "README.md": f"# {EVIL}\n\n" + f"It counts the birds {EVIL} of an island. " * 40,
        f".github/workflows/{name}.yml": "on: push\njobs: {test: {steps: [{run: pytest}]}}\n",
        "MAINTAINERS.md": f"# Maintainers\n\n- {EVIL} (@ada-example)\n",
        ".github/FUNDING.yml": 'custom: ["https://example.org/\\e[31m[red]"]\n',
        "LICENSE": Link("/etc/passwd"),
    }
    person = EVIL.replace("\r", "")
    made = [
        Made(
            {} if number else files,
            message=EVIL,
            by=f"{person}{'' if number % 2 else 'y'} <eve@example.org>",
            at=NOW - (24 - number) * 86_400,
            branch="\u202e<b>]red]",
            tag="v1.0\u202e]" if number == 0 else "",
        )
        for number in range(24)
    ]
    return a_repository(folder, made, head=made[0].branch)


def test_hostile_text_styles_nothing_and_breaks_nothing(work: Path) -> None:
    """Control characters and markup in names, messages, paths, headings, branches and tags, in every way to show them."""
    repo = an_evil_repository(work / "repo")
    runs = [
        oshealth("audit", ".", "--verbose", *AS_OF, cwd=repo, environ={"FORCE_COLOR": "1"}),
        oshealth("audit", ".", "--format", "json", *AS_OF, cwd=repo),
        oshealth("facts", ".", "--people", "--identities", *AS_OF, cwd=repo),
        oshealth("facts", ".", *AS_OF, cwd=repo),
    ]

    assert [ran.code for ran in runs] == [3, 3, 0, 0]
    assert [CONTROLS.findall(STYLES.sub("", ran.out + ran.err)) for ran in runs] == [[], [], [], []]
    assert ["[bold red]x" in STYLES.sub("", ran.out) for ran in runs] == [True, True, True, True]
    assert "root:" not in "".join(ran.out for ran in runs)
    license_file = finding(json.loads(runs[1].out)["results"][0], "license-file")
    assert (license_file["outcome"], license_file["reason"]) == (
        "unknown",
        "LICENSE: it is a link that leads to no file of the repository",
    )


def zeros(repo: Path, size: int) -> str:
    """Stores a file of so many zeros (whole MiB) and gives its id.

    git would take half a minute to compress two GiB of them; here one compressed MiB is written again and again.
    """
    block, head = bytes(MIB), b"blob %d\0" % size
    squeezed, name, checksum = zlib.compressobj(1), hashlib.sha1(head), zlib.adler32(head)  # noqa: S324 - git's id
    start = squeezed.compress(head) + squeezed.flush(zlib.Z_FULL_FLUSH)
    same = squeezed.compress(block) + squeezed.flush(zlib.Z_FULL_FLUSH)
    for _ in range(size // MIB):
        name.update(block)
        checksum = zlib.adler32(block, checksum)
    key = name.hexdigest()
    file = repo / "objects" / key[:2] / key[2:]
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(start + same * (size // MIB) + b"\x03\x00" + checksum.to_bytes(4, "big"))
    return key


def huge(folder: Path, size: int) -> Path:
    """A bare repository whose README is a file of so many zeros."""
    repo = a_repository(folder, [Made({"a": "1"})], bare=True)
    tree = git(repo, "mktree", feed=f"100644 blob {zeros(repo, size)}\tREADME\n".encode())
    git(repo, "update-ref", "refs/heads/main", git(repo, "commit-tree", "-m", "All of it", tree))
    return repo


def test_two_gigabytes_named_readme_are_not_read(work: Path) -> None:
    """They have no room in the memory that the run is given, and there is no time to read them either."""
    repo = huge(work / "repo", 2 * GIB)
    assert git(repo, "cat-file", "-s", "main:README") == "2147483648"

    ran, results = audited(work, "./repo", *AS_OF, memory=GIB // 2)

    assert ran.code == 3
    readme = finding(results[0], "readme")
    assert (readme["outcome"], readme["reason"]) == (
        "unknown",
        "too large: 2147483648 bytes, at most 1048576 are read",
    )


def test_a_bomb_on_the_wire_is_not_held_in_memory(work: Path, tmp_path: Path) -> None:
    """What is a quarter of a MiB in the pack would be 384 MiB in memory, which the run is not given."""
    (tmp_path / "served").mkdir()
    huge(tmp_path / "served" / "acme" / "bomb", 384 * MIB)
    with git_server(tmp_path / "served") as served:
        ran, results = audited(work, f"{served.address}/acme/bomb", *AS_OF, memory=350 * MIB)

    assert (ran.code, finding(results[0], "readme")["reason"]) == (
        3,
        "too large: 402653184 bytes, at most 1048576 are read",
    )


def test_what_is_no_text_or_no_usual_text_is_told_apart(work: Path) -> None:
    """A binary README is unknown; one in UTF-16 is read; SHA-256 makes no difference; many code owners take no time."""
    owners = "".join(f"/src/{number}/ @person-{number % 300}\n" for number in range(100_000))
    a_repository(work / "binary", [Made({"README.md": bytes(range(256)) * 20})])
    a_repository(work / "utf-16", [Made({"README.md": PROSE.encode("utf-16")})])
    a_repository(work / "sha256", [Made({"README.md": PROSE})], object_format="sha256")
    a_repository(work / "few", [Made({"README.md": PROSE, "CODEOWNERS": owners[: 2**19]})])
    a_repository(work / "many", [Made({"README.md": PROSE, "CODEOWNERS": owners})])

    _, results = audited(work, "./binary", "./utf-16", "./sha256", "./few", "./many", *AS_OF)

    assert [finding(one, "readme")["outcome"] for one in results] == ["unknown", *["pass"] * 4]
    assert finding(results[0], "readme")["reason"] == "binary"
    assert len(results[2]["repository"]["revision"]) == 64
    assert [(finding(one, "maintainers-listed")["outcome"]) for one in results[3:]] == ["pass", "unknown"]
