"""Who stands beside one process: feeds it, keeps the start of what it complains of, and stops it when it must end."""

from __future__ import annotations

import fcntl
import os
import selectors
import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import IO, Final

from oshealth.errors import NotAudited

_SAID_BYTES: Final = 16 << 10
_PIPE_BYTES: Final = 1 << 20
_TICK: Final = 0.1


class Attendant:
    """Attends a process until it is finished. `judge` is called some ten times a second and may raise NotAudited, which
    stops the process and is kept as `trouble`. What the process writes is read from `out`.

    With a `feed`, that is all it is given; without one, its input stays open for whoever talks to it.
    """

    def __init__(
        self, process: subprocess.Popen[bytes], judge: Callable[[], None], feed: bytes | None = None
    ) -> None:
        if process.stdout is None or process.stderr is None:
            raise ValueError("a process is attended by its pipes")
        self.out: IO[bytes] = process.stdout
        self.input = process.stdin
        self.said = b""
        self.trouble: NotAudited | None = None
        _widen(self.out)
        self._process, self._judged_by, self._complaints = process, judge, process.stderr
        self._threads = [Thread(target=self._attend, daemon=True)]
        if process.stdin and feed is not None:
            self._threads.append(Thread(target=_write, args=(process.stdin, feed), daemon=True))
        for thread in self._threads:
            thread.start()

    def finish(self, ended: bool) -> int:
        """Wait for a process that ended by itself, stop any other; its exit code."""
        if not ended:
            _kill(self._process)
        for thread in self._threads:
            thread.join()
        for pipe in (self.out, self._complaints, self.input):
            if pipe:
                with suppress(OSError):  # what it was still to be told, if it is gone
                    pipe.close()
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
        """Stop the process when it may not go on."""
        if self.trouble:
            return
        try:
            self._judged_by()
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
