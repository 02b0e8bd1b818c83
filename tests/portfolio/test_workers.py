"""Who does the work: processes that may die, tokens that run out, and a cluster of Dask."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from oshealth.auditing import Question
from oshealth.errors import AskedWrongly
from oshealth.portfolio.batch import jobs_for
from oshealth.portfolio.budgets import Budgets, Quota, Rest
from oshealth.portfolio.cluster import cluster
from oshealth.portfolio.plan import Done, Job, Plan
from oshealth.reference import parse
from oshealth.sources import Access
from oshealth.sources.github.tokens import State
from tests.cli.running import PATIENCE, PROGRAM, around
from tests.portfolio.made import GOOD, OTHER, Here, Place, a_place, went
from tests.servers.github.hub import Handler

_CLUSTER = """
import sys
from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


_SHARED = """
from oshealth.portfolio.cluster import cluster
from oshealth.sources.github.tokens import State

first, second = cluster("dask://{address}"), cluster("dask://{address}")
before = first._client.list_datasets()
mine, yours = first.meter("{token}"), second.meter("{token}")
mine.take()
mine.take()
mine.give_back(State(left=12))
print(yours.read())
names = first._client.list_datasets()
print(len(names) - len(before))
print("{token}" in str(names))
second.stop()
first.stop()
"""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A GitHub with 25 repositories."""
    with a_place(tmp_path, 25) as made:
        yield made


def test_the_token_with_most_left_is_used_and_shared_out() -> None:
    """Jobs that use a token now count against it, until they say what is left."""
    budgets = Budgets.of({"github.com": (GOOD, OTHER)})
    taken = [budgets.take("github.com") for _ in range(4)]
    assert sorted(map(str, taken)) == sorted([GOOD, OTHER] * 2)
    budgets.give_back("github.com", GOOD, State(left=10))
    assert budgets.take("github.com") == OTHER
    assert budgets.quotas() == (Quota("github.com", 10, 2),)
    assert GOOD not in repr(budgets)


def test_a_token_rests_when_it_is_told_to_and_all_of_them_say_how_long() -> None:
    budgets = Budgets.of({"github.com": (GOOD, OTHER)})
    first, second = budgets.take("github.com"), budgets.take("github.com")
    budgets.give_back("github.com", str(first), State(0, 500))
    budgets.give_back("github.com", str(second), State(0, 100))
    resting = budgets.take("github.com")
    assert isinstance(resting, Rest)
    assert 99 < resting.seconds <= 100


def test_a_token_that_is_not_accepted_is_renewed_or_left_alone() -> None:
    budgets = Budgets.of({"github.com": (GOOD,)})
    budgets.give_back("github.com", str(budgets.take("github.com")), State(accepted=False))
    assert budgets.take("github.com") is None
    renewed = Budgets.of({"github.com": (GOOD,)}, {"github.com": _Renewed()})
    renewed.give_back("github.com", str(renewed.take("github.com")), State(accepted=False))
    assert renewed.take("github.com") == OTHER


class _Renewed:
    """Has one more token."""

    token = GOOD

    def in_time(self) -> str:
        return self.token

    def renew(self, refused: str) -> str:
        return OTHER if refused == GOOD else ""


def test_a_thousand_repositories_are_fifty_jobs(tmp_path: Path) -> None:
    """Surveys are of twenty; what cannot be surveyed is looked at by itself, with the forge or by git alone."""
    refs = {f"acme/r{n}": parse(f"acme/r{n}") for n in range(1000)}
    refs |= {
        "acme/x@v1": parse("acme/x@v1"),
        "https://forge.example.org/a/b": parse("https://forge.example.org/a/b"),
    }
    plan = Plan(Question(), Access().apis, tmp_path)
    jobs = list(jobs_for(refs, "survey", plan, Budgets.of({"github.com": (GOOD,)})))
    assert Counter((job.depth, job.host, len(job.refs)) for job in jobs) == {
        ("survey", "github.com", 20): 50,
        ("standard", "github.com", 1): 1,
        ("git", "", 1): 1,
    }
    assert {job.depth for job in jobs_for(refs, "survey", plan, Budgets())} == {"git"}


def test_a_worker_that_is_killed_takes_nothing_with_it(place: Place) -> None:
    """As the kernel does when memory runs out: the others go on, and what was lost is done again."""

    def slow(handler: Handler) -> None:
        time.sleep(2)
        handler.reply(503, {})

    place.hub.faults = [slow, slow]
    command = [*PROGRAM, "batch", place.a_list(25), "--out", "out", "--allow-local", "--depth", "survey"]
    with subprocess.Popen(
        command,
        cwd=place.folder,
        env=around(place.folder, place.environ()),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        while len(place.hub.log) < 2:
            time.sleep(0.05)
        os.kill(_workers_of(process.pid)[0], signal.SIGKILL)
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out, "Traceback" in err) == (
        0,
        "25 audited, 0 could not be; out/results.csv\n",
        False,
    )
    assert (len(place.counted()), set(place.counted().values())) == (25, {1})


class _Stumbling(Here):
    """Dies of one repository."""

    def submit(self, plan: Plan, job: Job, token: str) -> "Future[Done]":
        if any(key.endswith("/r3") for key in job.refs):
            done: Future[Done] = Future()
            done.set_exception(AttributeError("half a repository"))
            return done
        return super().submit(plan, job, token)


def test_a_repository_of_which_a_job_dies_takes_nobody_along(place: Place) -> None:
    """The others of the same question are asked about alone, and only that one fails."""
    seen = went(place, place.a_list(5), "survey", GOOD, workers=_Stumbling())
    assert seen.kinds() == ["report", "report", "report", "lasting", "report"]
    error = seen.answers[f"{place.prefix}r3"].entry().error
    assert error is not None
    assert error["message"] == "looking at it failed (AttributeError)"


def _workers_of(program: int) -> list[int]:
    """The processes of a session that were not started by the program itself, but by the server that forks them."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        fields = stat.read_text().rpartition(")")[2].split()
        if int(fields[3]) == program and int(fields[1]) not in (program, os.getpid()):
            found.append(int(stat.parent.name))
    return sorted(found)


@pytest.fixture(scope="module")
def cluster_address() -> Iterator[str]:
    """The address of a Dask LocalCluster of two workers, in processes of their own."""
    with subprocess.Popen(
        [sys.executable, "-c", _CLUSTER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.communicate("", timeout=PATIENCE)


def test_a_dask_cluster_of_two_gives_the_same_results(place: Place, cluster_address: str) -> None:
    """The same ledger and the same reports as from this machine alone."""
    name = place.a_list(25)
    place.batch(name, "--depth", "survey")
    alone = place.reports()
    (place.folder / "out").rename(place.folder / "alone")
    (place.folder.parent / "cache/answers.sqlite").unlink()
    executor = cluster_address.replace("tcp://", "dask://")
    spread = place.batch(name, "--depth", "survey", "--executor", executor)
    assert (spread.code, spread.out) == (0, "25 audited, 0 could not be; out/results.csv\n")
    assert place.reports() == alone
    assert set(place.counted().values()) == {1}


def test_batches_on_one_cluster_share_the_budget_of_a_token(cluster_address: str) -> None:
    """One actor for each token: what one of them learns of it, the other knows; its name does not tell the token."""
    script = _SHARED.format(address=cluster_address.removeprefix("tcp://"), token=OTHER)
    ran = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        env=os.environ,
    )
    assert ran.stdout.splitlines() == [
        "Reading(free=10.0, left=12, rests=0.0, accepted=True)",
        "1",
        "False",
    ]


@pytest.mark.parametrize("executor", ["spark://example.org", "dask://", "dask"])
def test_an_executor_that_there_is_not_is_said(executor: str) -> None:
    with pytest.raises(AskedWrongly, match=f"'{executor}' names no executor") as wrong:
        cluster(executor)
    assert wrong.value.hint == "Write --executor dask://HOST:PORT."
