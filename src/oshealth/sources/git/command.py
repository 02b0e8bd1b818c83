"""git as a hardened subprocess: no configuration but ours, nothing executed, bounded time and output."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from threading import Event
from typing import IO, TYPE_CHECKING, ClassVar, Final, NoReturn

from msgspec import Struct, field

from oshealth.errors import GitFailed, TooLarge
from oshealth.sources.discreet import Discreet
from oshealth.sources.git.attendant import Attendant

if TYPE_CHECKING:
    from pathlib import Path

    from oshealth.sources.deadline import Deadline

OLDEST: Final = (2, 31)
ANSWER_BYTES: Final = 64 << 20
_HINT: Final = f"Install git {'.'.join(map(str, OLDEST))} or newer."
_PROVEN: Final = Event()

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
    """git ended with an error; `said` is the start of what it wrote about it, `code` its exit code."""

    def __init__(self, verb: str, said: str, code: int = 0) -> None:
        super().__init__(f"git {verb} failed: {last_word(said)}", "Check the repository with: git fsck")
        self.said, self.code = said, code


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
        require_git()
        attendant = Attendant(self._start(verb, arguments, bool(feed)), self._judge, feed)
        ended = False
        try:
            yield attendant.out
            ended = not attendant.out.read(1)
        finally:
            code = attendant.finish(ended)
            if attendant.trouble:
                raise attendant.trouble
        if ended and code:
            raise GitSaid(verb, attendant.said.decode("utf-8", "replace"), code)

    def talk(self, verb: str, *arguments: str) -> Talk:
        """A command to talk to. Which git is installed is not asked first: whoever talks learns it from the answer."""
        return Talk(verb, self._start(verb, arguments, fed=True), self._judge)

    def _judge(self) -> None:
        self.deadline.check()
        if self.watch:
            self.watch()

    def _start(self, verb: str, arguments: tuple[str, ...], fed: bool) -> subprocess.Popen[bytes]:
        self.deadline.check()
        settings = {**_SETTINGS, **self.settings}
        command = (
            "git",
            f"--git-dir={self.directory}",
            "--no-pager",
            *(word for key, value in settings.items() for word in ("-c", f"{key}={value}")),
            verb,
            *arguments,
        )
        try:
            return subprocess.Popen(
                command,
                stdin=subprocess.PIPE if fed else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd="/",
                env=_environment(self.environment),
                start_new_session=True,
            )
        except OSError as error:
            raise GitFailed("git could not be started", _HINT) from error


class Talk:
    """A command that answers what it is asked for as long as it is needed; `finish` ends it.

    An answer that does not come raises GitSaid, or the reason for which the command was stopped; the talk is over then.
    """

    def __init__(self, verb: str, process: subprocess.Popen[bytes], judge: Callable[[], None]) -> None:
        self._verb, self._attendant = verb, Attendant(process, judge)

    def ask(self, question: bytes) -> None:
        """Ask. What is asked at once must not be more than a pipe always takes, or both sides could wait for ever."""
        if self._attendant.input is None:
            raise ValueError("a talk needs an input")
        with suppress(OSError):  # reading the answer tells why
            self._attendant.input.write(question)
            self._attendant.input.flush()

    def line(self) -> bytes:
        """The next line, without its end."""
        line = self._attendant.out.readline()
        return line[:-1] if line.endswith(b"\n") else self._broken()

    def bytes(self, number: int) -> bytes:
        """So many bytes."""
        content = self._attendant.out.read(number)
        return content if len(content) == number else self._broken()

    def finish(self) -> None:
        """Stop the command; it has nothing to lose."""
        self._attendant.finish(ended=False)

    def _broken(self) -> NoReturn:
        code = self._attendant.finish(ended=True)
        if self._attendant.trouble:
            raise self._attendant.trouble
        raise GitSaid(self._verb, self._attendant.said.decode("utf-8", "replace"), code)


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return {**inherited, **_ENVIRONMENT, **more}


def prove_git() -> None:
    """Note that the git that is installed did what no git does that is too old: it need not be asked for its version."""
    _PROVEN.set()


def require_git() -> None:
    """Raises GitFailed unless a git is installed that knows what we ask of it."""
    if not _PROVEN.is_set():
        _ask_version()


@cache
def _ask_version() -> None:
    try:
        said = subprocess.run(
            ["git", "version"], capture_output=True, check=False, timeout=30
        ).stdout.decode()
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitFailed("git could not be started", _HINT) from error
    numbers = tuple(int(part) for part in said.split()[2].split(".")[:2] if part.isdigit()) if said else ()
    if numbers < OLDEST:
        raise GitFailed(f"{said.strip() or 'git'} is too old", _HINT)
