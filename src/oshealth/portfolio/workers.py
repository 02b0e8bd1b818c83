"""The processes that do the work: a pool on this machine, renewed when one of them is lost."""

import gc
import multiprocessing
import signal
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from typing import Final, Protocol

from oshealth.abreast import end_with_parent
from oshealth.portfolio.budgets import Meter, Metered
from oshealth.portfolio.plan import Done, Job, Plan

_PRELOADED: Final = [
    "oshealth.portfolio.work",
    "oshealth.sources.github.survey",
    "oshealth.sources.git.remote",
    "httpx",
]


_GARBAGE: Final = 100_000  # an audit makes little, and looking for it all the time is felt


class Workers(Protocol):
    """Takes jobs. `width` is how many at a time keep it busy."""

    @property
    def width(self) -> int:
        """How many jobs at a time keep it busy."""
        ...

    def submit(self, plan: Plan, job: Job, token: str) -> "Future[Done]":
        """Begins a job. Raises BrokenExecutor when a worker was lost."""
        ...

    def meter(self, token: str) -> Metered:
        """A meter for a token, kept where all who use the token here can see it."""
        ...

    def renew(self) -> None:
        """Goes on after a worker was lost; whatever was running is lost too."""
        ...

    def stop(self) -> None:
        """Ends everything now."""
        ...


class Processes:
    """Processes on this machine. They end with the one that started them, however that ends."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._pool = self._begun()

    def _begun(self) -> ProcessPoolExecutor:
        how = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        context = multiprocessing.get_context(how)
        context.set_forkserver_preload(_PRELOADED)
        return ProcessPoolExecutor(self.width, mp_context=context, initializer=_settle)

    def submit(self, plan: Plan, job: Job, token: str) -> "Future[Done]":
        """See Workers."""
        return self._pool.submit(_work, plan, job, token)

    def meter(self, token: str) -> Metered:  # noqa: ARG002 - one process hands out all tokens
        """See Workers."""
        return Meter()

    def renew(self) -> None:
        """See Workers."""
        self.stop()
        self._pool = self._begun()

    def stop(self) -> None:
        """See Workers. What git was doing for a worker ends with it."""
        processes = list((self._pool._processes or {}).values())
        for process in processes:
            with suppress(OSError, ValueError):
                process.terminate()
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.join(5)


def _work(plan: Plan, job: Job, token: str) -> Done:
    from oshealth.portfolio.work import work  # noqa: PLC0415 - the process that hands out the work needs none of it

    return work(plan, job, token)


def _settle() -> None:
    """A worker leaves Ctrl-C to its parent, stops git when it is told to end, and never outlives its parent."""
    gc.freeze()  # what was loaded before the work began is never garbage
    gc.set_threshold(_GARBAGE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    end_with_parent()


def _leave(_signal: int, _frame: object) -> None:
    raise SystemExit(0)
