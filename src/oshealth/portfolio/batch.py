"""The loop of a batch: jobs out to workers, results into the ledger at once, budgets kept, troubles sat out."""

import errno
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from time import monotonic, sleep
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from oshealth.assessment.report import unaudited
from oshealth.errors import AskedWrongly, BatchStopped, LimitUsedUp, OshealthError
from oshealth.portfolio.budgets import Budgets, Quota, Rest
from oshealth.portfolio.kept import Kept, keep
from oshealth.portfolio.ledger import Ledger
from oshealth.portfolio.plan import Done, Job, Plan
from oshealth.portfolio.values import Run
from oshealth.portfolio.workers import Workers
from oshealth.reference import RepoRef
from oshealth.snapshot import Depth
from oshealth.sources.base import utc_now
from oshealth.sources.git.border import is_reached

TOGETHER: Final = 20
_TICK: Final = 0.5
_MOST_TRIES: Final = 3
_AT_ONCE: Final = 500  # jobs that are asked in one go whether they have to wait
_MOST_TURNS: Final = 5
_STREAK: Final = 30
_MOST_LOSSES: Final = 10
_AGAIN: Final = "The same command goes on where this one stopped."


class Moment(Struct, frozen=True):
    """How far a batch is: targets `done` of `total` in this pass, of which `failed`; why it waits, empty when it does not;
    what forges have left; and what was finished since the moment before.
    """

    done: int
    total: int
    failed: int
    waiting: str
    quotas: tuple[Quota, ...]
    fresh: tuple[Kept, ...] = ()


class Stage(Struct, frozen=True):
    """A part of the run begins: its depth, how many repositories are due in it, and how many are answered already.

    `again`: these failed a moment ago for a reason that may have passed.
    """

    depth: Depth
    due: int
    answered: int
    again: bool = False


class Batch(Struct):
    """A batch at work on one run. `max_wait` is how many seconds it waits for a limit or the network before it stops."""

    ledger: Ledger
    run: Run
    plan: Plan
    workers: Workers
    budgets: Budgets
    max_wait: float
    _queue: deque[Job] = field(default_factory=deque)
    _running: "dict[Future[Done], tuple[Job, str]]" = field(default_factory=dict)
    _done: int = 0
    _failed: int = 0
    _total: int = 0
    _streak: list[Kept] = field(default_factory=list)
    _losses: int = 0

    def work(self, refs: Mapping[str, RepoRef], depth: Depth, deep: bool = False) -> Iterator[Stage | Moment]:
        """Looks at all of them, and once more at what failed for a passing reason. Raises BatchStopped."""
        yield from self._pass(refs, depth, deep)
        kinds = self.ledger.answered(self.run, deep)
        passing = {key: ref for key, ref in refs.items() if kinds.get(key) == "passing"}
        if passing:
            yield Stage(depth, len(passing), len(refs) - len(passing), again=True)
            yield from self._pass(passing, depth, deep)

    def _pass(self, refs: Mapping[str, RepoRef], depth: Depth, deep: bool) -> Iterator[Moment]:
        self._queue = deque(jobs_for(refs, depth, self.plan, self.budgets))
        self._done, self._failed, self._total = 0, 0, len(refs)
        while self._queue or self._running:
            waiting = self._hand_out()
            finished = wait(self._running, _TICK, FIRST_COMPLETED).done if self._running else set()
            if not finished and not self._running:
                sleep(_TICK)
            fresh = tuple(one for future in finished for one in self._noted(future, deep))
            yield Moment(self._done, self._total, self._failed, waiting, self.budgets.quotas(), fresh)
            if len(self._streak) >= _STREAK:
                yield from self._network()

    def _hand_out(self) -> str:
        """Gives jobs to workers while there are tokens for them; why some wait, empty when none does."""
        waiting = ""
        for _ in range(min(len(self._queue), _AT_ONCE)):
            is_suspect = self._queue[0].tries or any(job.tries for job, _ in self._running.values())
            if len(self._running) >= self.workers.width or (is_suspect and self._running):
                break  # what was lost before runs alone, so that it takes nobody along
            job = self._queue.popleft()
            try:
                token = self._token(job)
            except BatchStopped:
                self._queue.appendleft(job)
                if self._running:
                    break  # what is at work is let finish
                raise
            if isinstance(token, Rest):
                self._queue.append(job)
                waiting = f"the limit of {job.host} is used up for another {token.seconds:.0f} seconds"
                continue
            try:
                self._running[self.workers.submit(self.plan, job, token)] = (job, token)
            except BrokenExecutor:
                self.budgets.give_back(job.host, token, None)
                self._queue.appendleft(job)
                self._renew()
                break
        return waiting

    def _token(self, job: Job) -> str | Rest:
        """What a job may use. Raises BatchStopped when that takes too long, or when no token is accepted any more."""
        if not job.host:
            return ""
        token = self.budgets.take(job.host)
        if token is None:
            message = f"{job.host} accepts none of the tokens any more"
            raise BatchStopped(message, f"Make a new token. {_AGAIN}")
        if isinstance(token, Rest) and token.seconds > self.max_wait:
            minutes = max(1, round(token.seconds / 60))
            message = f"the limit of {job.host} is used up for another {minutes} minutes"
            raise BatchStopped(message, f"Wait, or add a token of somebody else. {_AGAIN}")
        return token

    def _noted(self, future: "Future[Done]", deep: bool) -> Sequence[Kept]:
        """The results of a job, durable."""
        kept = self._taken(future)
        if kept:
            self.ledger.note(self.run, kept, deep)
            self._count(kept)
        return kept

    def _taken(self, future: "Future[Done]") -> Sequence[Kept]:
        """The results of a job; what must be done again is in the queue then."""
        if future not in self._running:
            return ()  # lost together with another one, and in the queue again
        job, token = self._running.pop(future)
        try:
            done = future.result()
        except BrokenExecutor:
            self.budgets.give_back(job.host, token, None)
            self._renew()
            return self._lost(job)
        except AskedWrongly:
            raise
        except Exception as error:  # whatever a job dies of, the batch goes on
            self.budgets.give_back(job.host, token, None)
            trouble = _trouble(error)
            if len(job.refs) > 1:
                self._queue.extend(_alone(job))  # it may be the fault of one of them
                return ()
            return [self._failure(job, key, trouble) for key in job.refs]
        self.budgets.give_back(job.host, token, done.token)
        if done.again and job.turned_away >= _MOST_TURNS:
            trouble = LimitUsedUp("the forge turned it away again and again", _AGAIN)
            return [*done.kept, *(self._failure(job, key, trouble) for key in done.again)]
        if done.again:
            refs = {key: job.refs[key] for key in done.again}
            self._queue.append(replace(job, refs=refs, turned_away=job.turned_away + 1))
        return done.kept

    def _renew(self) -> None:
        """After a worker was lost, all that was running is lost with it, and tried again. Raises BatchStopped when that
        goes on and on.
        """
        self._losses += 1
        if self._losses > _MOST_LOSSES:
            raise BatchStopped(
                "the processes that do the work end again and again", "Is there enough memory?"
            )
        lost = list(self._running.values())
        self._running.clear()
        for job, token in lost:
            self.budgets.give_back(job.host, token, None)
            self._queue.extend(_alone(job))
        self.workers.renew()

    def _lost(self, job: Job) -> Sequence[Kept]:
        if job.tries + 1 < _MOST_TRIES:
            self._queue.extend(_alone(job))
            return ()
        trouble = OshealthError(
            "the process that looked at it ended without a word", "Is there enough memory?"
        )
        trouble.kind = "worker-lost"
        return [self._failure(job, key, trouble) for key in job.refs]

    def _failure(self, job: Job, key: str, trouble: OshealthError) -> Kept:
        return keep(key, unaudited(str(job.refs[key]), trouble, job.refs[key]), job.depth, utc_now())

    def _count(self, fresh: Iterable[Kept]) -> None:
        self._losses = 0
        for one in fresh:
            self._done += 1
            self._failed += one.kind != "report"
            self._streak = [*self._streak, one] if one.kind == "passing" else []

    def _network(self) -> Iterator[Moment]:
        """After many failures in a row: is it they, or is it our network? Waits for it. Raises BatchStopped."""
        hosts = {one.entry().document["repository"]["url"] for one in self._streak}
        self._streak = []
        began = monotonic()
        while not any(map(is_reached, sorted(hosts))):
            if monotonic() - began > self.max_wait:
                raise BatchStopped("the network seems to be lost: nothing can be reached", _AGAIN)
            yield Moment(self._done, self._total, self._failed, "the network seems to be lost", ())
            sleep(5)


def jobs_for(refs: Mapping[str, RepoRef], depth: Depth, plan: Plan, budgets: Budgets) -> Iterator[Job]:
    """The jobs of one pass: surveys of up to 20 on hosts that can be surveyed, everything else one by one, by git where
    no forge can be asked.
    """
    by_host: dict[str, dict[str, RepoRef]] = {}
    for key, ref in refs.items():
        asked = depth != "git" and ref.host in plan.apis and bool(budgets.by_host.get(ref.host))
        if asked and depth == "survey" and not ref.revision:
            together = by_host.setdefault(ref.host, {})
            together[key] = ref
            if len(together) == TOGETHER:
                yield Job("survey", ref.host, by_host.pop(ref.host))
        else:
            yield Job("standard" if asked else "git", ref.host if asked else "", {key: ref})
    for host, together in by_host.items():
        yield Job("survey", host, together)


def _alone(job: Job) -> Iterator[Job]:
    """A lost job again, each repository by itself."""
    for key, ref in job.refs.items():
        yield replace(job, refs={key: ref}, tries=job.tries + 1)


def _trouble(error: Exception) -> OshealthError:
    if isinstance(error, OshealthError):
        return error
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        raise BatchStopped("the disk is full", f"Make room. {_AGAIN}") from error
    return OshealthError(f"looking at it failed ({type(error).__name__})", "Please report this as a bug.")
