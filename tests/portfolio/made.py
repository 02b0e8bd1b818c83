"""What tests of a batch share: a GitHub on loopback with many small repositories, and the program around it."""

import csv
import io
import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from oshealth.auditing import Question
from oshealth.errors import BatchStopped
from oshealth.portfolio.batch import Moment, Stage
from oshealth.portfolio.budgets import Budgets, Meter, Metered
from oshealth.portfolio.course import Course, CourseDepth, started
from oshealth.portfolio.kept import Kept
from oshealth.portfolio.ledger import open_ledger
from oshealth.portfolio.plan import Done, Job, Plan
from oshealth.portfolio.roster import read_roster
from oshealth.portfolio.values import Run
from oshealth.portfolio.work import work
from oshealth.portfolio.workers import Workers
from tests.cli.running import HEALTHY, PEOPLE, Ran, oshealth
from tests.git_repos import Made, a_repository
from tests.servers.git_http import GitServer, git_server
from tests.servers.github.from_git import git_fields
from tests.servers.github.hub import Hub, a_hub
from tests.servers.github.made import a_project

Watch: TypeAlias = Callable[[Run | Stage | Moment], None]

GOOD = "ghp_invented0000000000000000000000000000"
OTHER = "ghp_invented1111111111111111111111111111"


@dataclass(frozen=True)
class Place:
    """A folder to run in, and the GitHub that its environment names: git at `server`, the interfaces at `hub`."""

    folder: Path
    hub: Hub
    server: GitServer

    def environ(self, token: str = GOOD) -> Mapping[str, str]:
        """The variables that lead to the hub."""
        return {
            "GITHUB_SERVER_URL": self.server.address,
            "GITHUB_API_URL": self.hub.api.rest,
            "GITHUB_GRAPHQL_URL": self.hub.api.graphql,
            **({"GITHUB_TOKEN": token} if token else {}),
        }

    def batch(self, source: str, *options: str, token: str = GOOD, **more: Any) -> Ran:
        """`oshealth batch SOURCE --out out --allow-local --jobs 2 …`."""
        usual = ("--out", "out", "--allow-local", "--jobs", "2")
        return oshealth(
            "batch", source, *usual, *options, cwd=self.folder, environ=self.environ(token), **more
        )

    @property
    def prefix(self) -> str:
        """What the key of every repository begins with."""
        return f"{self.server.address}/example/"

    def a_list(self, count: int, name: str = "list.csv") -> str:
        """A table of so many projects of the hub, with a column of its own; its name."""
        rows = (f"Project {n},{self.server.address}/example/r{n},{n}\n" for n in range(count))
        (self.folder / name).write_text("project,repository,our number\n" + "".join(rows))
        return name

    def rows(self) -> list[dict[str, str]]:
        """The rows of results.csv."""
        return list(csv.DictReader(io.StringIO((self.folder / "out/results.csv").read_text("utf-8"))))

    def reports(self) -> list[dict[str, Any]]:
        """The results in reports.jsonl, without times and without what looking took."""
        lines = (self.folder / "out/reports.jsonl").read_text("ascii").splitlines()
        return [_timeless(json.loads(line)["results"][0]) for line in lines]

    def counted(self) -> dict[str, int]:
        """How many results the ledger holds for each repository."""
        with closing(sqlite3.connect(self.folder / "out/ledger.sqlite")) as table:
            return dict(table.execute("SELECT target, count(*) FROM results GROUP BY target").fetchall())


class Here:
    """Does the work in this very process, one job after the other."""

    width = 1

    def submit(self, plan: Plan, job: Job, token: str) -> "Future[Done]":
        done: Future[Done] = Future()
        done.set_result(work(plan, job, token))
        return done

    def meter(self, token: str) -> Metered:  # noqa: ARG002 - part of the promise
        return Meter()

    def renew(self) -> None:
        """Nothing is ever lost."""

    def stop(self) -> None:
        """Nothing goes on."""


@dataclass(frozen=True)
class Went:
    """How a run in this process went: the stages, what it was stopped by (empty for nothing), and the answers by key."""

    stages: tuple[Stage, ...]
    stopped: str
    answers: Mapping[str, Kept]

    def kinds(self) -> list[str]:
        return [kept.kind for kept in self.answers.values()]

    def depths(self) -> list[str]:
        return [kept.depth for kept in self.answers.values()]


def went(
    place: Place, name: str, depth: CourseDepth, *tokens: str, watch: Watch = lambda _step: None, **more: Any
) -> Went:
    """Goes through a list of the place in this process; `watch` sees each step, `more` are fields of Course, `budgets` in
    the place of tokens, and other `workers` than those Here.
    """
    roster = read_roster(str(place.folder / name), allow_local=True)
    budgets = more.pop("budgets", None) or Budgets.of({place.server.host: tokens} if tokens else {})
    workers: Workers = more.pop("workers", None) or Here()
    stages: list[Stage] = []
    stopped = ""
    with open_ledger(place.folder / "out") as ledger:
        apis = {place.server.host: place.hub.api}
        plan = Plan(
            Question(trust="told"), apis, place.folder / "cache", salt=ledger.salt(), allow_local=True
        )
        course = Course(name, depth, **more)
        try:
            for step in started(ledger, course, plan, roster, workers, budgets):
                stages += [step] if isinstance(step, Stage) else []
                watch(step)
        except BatchStopped as error:
            stopped = f"{error}. {error.hint}"
        run = ledger.runs()[-1]
        found = {target.key: ledger.kept(run, target.key) for target in roster.targets}
    return Went(tuple(stages), stopped, {key: kept for key, kept in found.items() if kept})


class Revoked(frozenset[str]):
    """Accepts its tokens for so many questions, and then no more."""

    questions = 0

    def __contains__(self, token: object) -> bool:
        self.questions -= 1
        return self.questions >= 0 and super().__contains__(token)


def _timeless(result: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in result.items() if key not in ("looked_at", "as_of", "cost")}


@contextmanager
def a_place(tmp_path: Path, count: int) -> Iterator[Place]:
    """A GitHub with `count` repositories `example/rN`, all of one content, and a folder beside it."""
    folder, served = tmp_path / "here", tmp_path / "served/example"
    folder.mkdir()
    served.mkdir(parents=True)
    lately = (
        int(time.time()) - 30 * 86_400 - 43_200
    )  # no whole number of days, so that ages stay the same meanwhile
    history = [Made({"src/more.py": f"x = {n}\n"}, by=PEOPLE[n % 3], at=lately + n) for n in range(1, 5)]
    one = a_repository(tmp_path / "one", [Made(HEALTHY, by=PEOPLE[0], at=lately), *history], bare=True)
    fields = git_fields(one)
    with a_hub() as hub, git_server(served.parent) as server:
        hub.repositories.cost = 1
        for number in range(count):
            hub.add(a_project(f"example/r{number}", **fields))
            (served / f"r{number}").symlink_to(one)
        yield Place(folder, hub, server)
