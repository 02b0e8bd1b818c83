"""git as a hardened subprocess: no configuration but ours, nothing executed, bounded time and output."""

from __future__ import annotations

import fcntl
import os
import selectors
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from threading import Thread
from typing import IO, TYPE_CHECKING, ClassVar, Final

from msgspec import Struct, field

from oshealth.errors import GitFailed, NotAudited, TooLarge
from oshealth.sources.discreet import Discreet

if TYPE_CHECKING:
    from pathlib import Path

    from oshealth.sources.deadline import Deadline

OLDEST: Final = (2, 31)
ANSWER_BYTES: Final = 64 << 20
_SAID_BYTES: Final = 16 << 10
_PIPE_BYTES: Final = 1 << 20
_TICK: Final = 0.1

_SETTINGS: Final[Mapping[str, str]] = {
    "advice.detachedHead": "false",
    "color.ui": "false",
    "core.alternateRefsCommand": "true",
    "core.askPass": "true",
    "core.attributesFile": "/dev/null",
    # Of a bomb in a pack that arrives, no more than this is held in memory; the rest is streamed.
    "core.bigFileThreshold": "4m",
    "core.bare": "true",
    # A commit-graph of a stranger's could tell other parents than the commits themselves.
    "core.commitGraph": "false",
    "core.fsmonitor": "false",
    "core.hooksPath": "/dev/null",
    "core.pager": "cat",
    "core.quotePath": "false",
    "core.sshCommand": "false",
    "credential.helper": "",
    "diff.external": "",
    "fetch.recurseSubmodules": "false",
    "fetch.unpackLimit": "1",
    "gc.auto": "0",
    "gpg.program": "false",
    "http.followRedirects": "false",
    "i18n.logOutputEncoding": "utf-8",
    "log.mailmap": "false",
    "log.showSignature": "false",
    "mailmap.blob": "",
    "mailmap.file": "",
    "maintenance.auto": "false",
    "protocol.allow": "never",
    "submodule.recurse": "false",
    "transfer.bundleURI": "false",
}
_ENVIRONMENT: Final[Mapping[str, str]] = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ASKPASS": "true",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    # Not after every commit: a whole history goes through the pipe.
    "GIT_FLUSH": "0",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_LFS_SKIP_SMUDGE": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "HOME": "/nonexistent",
    "LC_ALL": "C",
    "SSH_ASKPASS": "true",
}
_INHERITED: Final = ("PATH", "TMPDIR", "SYSTEMROOT")


class GitSaid(GitFailed):
    """git ended with an error; `said` is the start of what it wrote about it."""

    def __init__(self, verb: str, said: str) -> None:
        super().__init__(f"git {verb} failed: {last_word(said)}", "Check the repository with: git fsck")
        self.said = said


def last_word(said: str) -> str:
    """The line of git's complaint that says most, fit to be shown on one line."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = (
        [line for line in lines if line.startswith(("fatal:", "error:"))] or lines or ["no reason given"]
    )
    return "".join(char if char.isprintable() else " " for char in telling[0])[:300]


class Git(Discreet, Struct, frozen=True):
    """git at work on one git directory, in a neutral folder, until the deadline.

    `settings` and `environment` go over the hardened ones. `watch` is called some ten times a second while a command
    runs and may raise NotAudited, which stops the command.
    """

    hidden: ClassVar[tuple[str, ...]] = ("environment",)

    directory: Path
    deadline: Deadline
    settings: Mapping[str, str] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    watch: Callable[[], None] | None = None

    def run(self, verb: str, *arguments: str, feed: bytes = b"", limit: int = ANSWER_BYTES) -> bytes:
        """What the command writes. Raises GitSaid, OutOfTime, or TooLarge above `limit` bytes."""
        with self.stream(verb, *arguments, feed=feed) as out:
            answer = out.read(limit + 1)
            if len(answer) > limit:
                raise TooLarge(f"git {verb} answered with more than {limit} bytes")
        return answer

    @contextmanager
    def stream(self, verb: str, *arguments: str, feed: bytes = b"") -> Iterator[IO[bytes]]:
        """The output of a command to read from. A command that was not read to its end is stopped, without error."""
        attendant = _Attendant(self._start(verb, arguments, feed), self, feed)
        ended = False
        try:
            yield attendant.out
            ended = not attendant.out.read(1)
        finally:
            code = attendant.finish(ended)
            if attendant.trouble:
                raise attendant.trouble
        if ended and code:
            raise GitSaid(verb, attendant.said.decode("utf-8", "replace"))

    def _start(self, verb: str, arguments: tuple[str, ...], feed: bytes) -> subprocess.Popen[bytes]:
        require_git()
        self.deadline.check()
        settings = {**_SETTINGS, **self.settings}
        return subprocess.Popen(
            [
                "git",
                f"--git-dir={self.directory}",
                "--no-pager",
                *(word for key, value in settings.items() for word in ("-c", f"{key}={value}")),
                verb,
                *arguments,
            ],
            stdin=subprocess.PIPE if feed else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd="/",
            env=_environment(self.environment),
            start_new_session=True,
        )


class _Attendant:
    """Stands beside one process: feeds it, keeps the start of what it complains of, and stops it when it must end."""

    def __init__(self, process: subprocess.Popen[bytes], git: Git, feed: bytes) -> None:
        if process.stdout is None or process.stderr is None:
            raise ValueError("a process is attended by its pipes")
        self.out: IO[bytes] = process.stdout
        self.said = b""
        self.trouble: NotAudited | None = None
        _widen(self.out)
        self._process, self._git, self._complaints = process, git, process.stderr
        self._threads = [Thread(target=self._attend, daemon=True)]
        if process.stdin:
            self._threads.append(Thread(target=_write, args=(process.stdin, feed), daemon=True))
        for thread in self._threads:
            thread.start()

    def finish(self, ended: bool) -> int:
        """Wait for a process that ended by itself, stop any other; its exit code."""
        if not ended:
            _kill(self._process)
        for thread in self._threads:
            thread.join()
        self.out.close()
        self._complaints.close()
        return self._process.wait()

    def _attend(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._complaints, selectors.EVENT_READ)
            while True:
                if selector.select(_TICK):
                    data = os.read(self._complaints.fileno(), 1 << 16)
                    if not data:
                        break
                    self.said = (self.said + data)[:_SAID_BYTES]
                self._judge()
        while self._process.poll() is None:
            self._judge()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_TICK)

    def _judge(self) -> None:
        """Stop the process when time is over or whoever watches objects."""
        if self.trouble:
            return
        try:
            self._git.deadline.check()
            if self._git.watch:
                self._git.watch()
        except NotAudited as trouble:
            self.trouble = trouble
            _kill(self._process)


def _widen(pipe: IO[bytes]) -> None:
    """Let a pipe hold more, so that two processes wait less for each other; where that is not granted it stays."""
    with suppress(OSError, AttributeError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


def _write(pipe: IO[bytes], data: bytes) -> None:
    with suppress(OSError), pipe:
        pipe.write(data)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Stop a process and every one that it started."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return {**inherited, **_ENVIRONMENT, **more}


@cache
def require_git() -> None:
    """Raises GitFailed unless a git is installed that knows what we ask of it."""
    hint = f"Install git {'.'.join(map(str, OLDEST))} or newer."
    try:
        said = subprocess.run(
            ["git", "version"], capture_output=True, check=False, timeout=30
        ).stdout.decode()
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitFailed("git could not be started", hint) from error
    numbers = tuple(int(part) for part in said.split()[2].split(".")[:2] if part.isdigit()) if said else ()
    if numbers < OLDEST:
        raise GitFailed(f"{said.strip() or 'git'} is too old", hint)
