"""Workers on a Dask cluster that stands already (extra `[dask]`): the same jobs, spread over other machines."""

import hashlib
from concurrent.futures import Future
from importlib import import_module
from typing import Any, Final

from oshealth.errors import AskedWrongly, BatchStopped
from oshealth.portfolio.budgets import Meter, Metered, Reading
from oshealth.portfolio.plan import Done, Job, Plan
from oshealth.sources.github.tokens import State

_PER_THREAD: Final = 2
_SECONDS: Final = 20


class Actor:
    """A meter that lives on the cluster as a Dask actor: all batches that use the same token there share it."""

    def __init__(self, actor: Any) -> None:
        self._actor = actor

    def read(self) -> Reading:
        """See Metered."""
        reading: Reading = self._actor.read().result(_SECONDS)
        return reading

    def take(self) -> None:
        """See Metered."""
        self._actor.take().result(_SECONDS)

    def give_back(self, state: State) -> None:
        """See Metered."""
        self._actor.give_back(state).result(_SECONDS)


class Cluster:
    """A Dask cluster. Its own recovery tries what a lost machine was doing again elsewhere."""

    def __init__(self, address: str) -> None:
        try:
            dask: Any = import_module("distributed")
        except ImportError as error:
            raise AskedWrongly("--executor dask needs Dask", "pip install 'oshealth[dask]'") from error
        try:
            self._client: Any = dask.Client(address, timeout=_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise AskedWrongly(
                f"no Dask scheduler answers at {address}", "Write --executor dask://HOST:PORT."
            ) from error
        self._executor: Any = self._client.get_executor(pure=False, retries=2)

    @property
    def width(self) -> int:
        """Twice as many as there are threads, so that no worker waits for the next job."""
        return max(1, _PER_THREAD * sum(map(int, self._client.nthreads().values())))

    def submit(self, plan: Plan, job: Job, token: str) -> "Future[Done]":
        """See Workers."""
        from oshealth.portfolio.work import work  # noqa: PLC0415 - needed on the other side

        submitted: Future[Done] = self._executor.submit(work, plan, job, token)
        return submitted

    def meter(self, token: str) -> Metered:
        """The meter of a token: one actor for each, known on the cluster by a digest that tells nothing of the token."""
        name = f"oshealth-{hashlib.sha256(token.encode()).hexdigest()[:24]}"
        try:
            kept = self._client.get_dataset(name)
        except KeyError:
            kept = self._client.submit(Meter, actor=True, pure=False)
            self._client.publish_dataset(kept, name=name, override=True)
        with self._client.as_current():  # by which the actor learns whom to ask
            return Actor(kept.result(_SECONDS))

    def renew(self) -> None:
        """The cluster renews itself; that it is lost as a whole ends the batch."""
        raise BatchStopped("the Dask cluster is lost", "The same command goes on where this one stopped.")

    def stop(self) -> None:
        """See Workers. The cluster stays."""
        self._executor.shutdown(wait=False)
        self._client.close(timeout=5)


def cluster(executor: str) -> Cluster:
    """The cluster that `dask://HOST:PORT` names. Raises AskedWrongly for anything else."""
    scheme, _, address = executor.partition("://")
    if scheme != "dask" or not address:
        raise AskedWrongly(f"{executor!r} names no executor", "Write --executor dask://HOST:PORT.")
    return Cluster(f"tcp://{address}")
