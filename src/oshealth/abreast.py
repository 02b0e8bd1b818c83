"""SIDE BY SIDE: parts of one piece of work, each done by a copy of this process that goes on from here."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import NamedTuple, TypeVar

Part = TypeVar("Part")
Made = TypeVar("Made")


def processors() -> int:
    """How many processes are of use here: as many as processors may be used, and one where a process is not safely copied."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def abreast(parts: Sequence[Part], work: Callable[[Part], Made]) -> list[Made]:
    """What `work` makes of each part, in order: of the first one here, of each other one in a process of its own.

    What is made must be fit to be pickled. What a process does not deliver is made here, so that what stands in its way
    is raised here. No process outlives the call, or this process. A copy has none of the threads that run here: they
    must hold nothing that the work needs.
    """
    copies: list[_Copy | None] = []
    try:
        copies += [_copied(part, work) for part in parts[1:]]
        made = [work(part) for part in parts[:1]]
        for part, copy in zip(parts[1:], copies, strict=True):
            try:
                made.append(copy.answers.recv() if copy else work(part))
            except (EOFError, OSError):
                made.append(work(part))
        return made
    finally:
        for copy in filter(None, copies):
            copy.end()


def end_with_parent() -> None:
    """Sees to it that this process never outlives the one that began it, however that ends."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


class _Copy(NamedTuple):
    process: BaseProcess
    answers: Connection

    def end(self) -> None:
        self.answers.close()
        self.process.kill()
        self.process.join()


def _copied(part: Part, work: Callable[[Part], Made]) -> _Copy | None:
    """A copy of this process that works on a part; none where there is no room for one."""
    context = multiprocessing.get_context("fork")
    with ExitStack() as opened:
        try:
            answers, answer = map(opened.enter_context, context.Pipe(duplex=False))
            process = context.Process(target=_answer, args=(part, work, answer))
            _start(process)
        except OSError:
            return None
        answer.close()
        opened.pop_all()
    return _Copy(process, answers)


def _start(process: BaseProcess) -> None:
    """Begin a copy that never hears of Ctrl-C, which is for the process that began it."""
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)


def _answer(part: Part, work: Callable[[Part], Made], answer: Connection) -> None:
    """The life of a copy. It says nothing but its answer: what goes wrong is met again, and told, where it was begun."""
    code = 1
    try:
        end_with_parent()
        answer.send(work(part))
        code = 0
    finally:
        os._exit(code)
