"""A whole run, from the roster to its end: what is due, in which passes, and what earlier runs already answer."""

import hashlib
import json
from collections.abc import Generator, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Final, Literal, TypeAlias

from msgspec import Struct, field

from oshealth.portfolio.batch import Batch, Moment, Stage
from oshealth.portfolio.budgets import Budgets
from oshealth.portfolio.choosing import Choice, chosen
from oshealth.portfolio.ledger import Asked, Ledger
from oshealth.portfolio.plan import Plan
from oshealth.portfolio.values import Roster, Run
from oshealth.portfolio.work import book_of
from oshealth.portfolio.workers import Workers
from oshealth.reference import RepoRef
from oshealth.snapshot import Depth
from oshealth.sources.base import utc_now
from oshealth.version import VERSION

CourseDepth: TypeAlias = Literal["git", "survey", "standard", "auto"]
HALF_A_DAY: Final = 43_200.0


class Course(Struct, frozen=True):
    """How a batch goes.

    A run that ended less than `max_age` seconds ago is gone on with, and results of earlier runs that are younger are
    taken over. `retry_failed` also tries again what failed for a lasting reason. `max_wait` is how many seconds a limit
    or the network is waited for. `choice` says what `auto` looks at twice.
    """

    name: str
    depth: CourseDepth
    max_age: float = HALF_A_DAY
    retry_failed: bool = False
    max_wait: float = 4_200.0
    choice: Choice = field(default_factory=Choice)


def asked_of(course: Course, plan: Plan) -> Asked:
    """What a run is about. Raises AskedWrongly for a profile, pack or rule that there is not."""
    asked = plan.question
    book = book_of(asked.profile, asked.packs, asked.select, asked.ignore)
    if course.choice.rule:
        book.rule(course.choice.rule)
    said = [
        VERSION, book.profile_id, book.profile.version, [_contents(name) for name in asked.packs], asked.select,
        asked.ignore, asked.min_coverage, plan.with_names,
    ]  # fmt: skip
    digest = hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]
    return Asked(course.name, course.depth, book.profile_id, VERSION, digest)


def _contents(pack: str) -> str:
    """A pack by name; one in a folder by what is in it, so that a rule that was changed is another question."""
    folder = Path(pack)
    if not folder.is_dir():
        return pack
    found = hashlib.sha256()
    for file in sorted(folder.rglob("*.yaml")):
        found.update(f"{file.relative_to(folder)}\0".encode() + file.read_bytes())
    return found.hexdigest()


def begun(ledger: Ledger, course: Course, plan: Plan, roster: Roster) -> Run:
    """The run to work on, with all that answers in it already."""
    now = utc_now()
    since = now - timedelta(seconds=course.max_age)
    run = ledger.begin(asked_of(course, plan), [target.key for target in roster.targets], now, since)
    ledger.take_over(run, since)
    ledger.forget_failed(run, course.retry_failed)
    return run


def gone_through(batch: Batch, course: Course, roster: Roster) -> Iterator[Stage | Moment]:
    """Works until every target of the roster has its answer, and ends the run. Raises BatchStopped."""
    refs = {target.key: target.ref for target in roster.targets}
    first: Depth = "survey" if course.depth == "auto" else course.depth
    yield from _stage(batch, refs, first, deep=False)
    if course.depth == "auto":
        again = chosen(batch.ledger.first_looks(batch.run), course.choice)
        yield from _stage(batch, {key: refs[key] for key in again if key in refs}, "standard", deep=True)
    batch.ledger.end(batch.run, utc_now())


def _stage(
    batch: Batch, refs: Mapping[str, RepoRef], depth: Depth, *, deep: bool
) -> Iterator[Stage | Moment]:
    answered = batch.ledger.answered(batch.run, deep)
    due = {key: ref for key, ref in refs.items() if key not in answered}
    yield Stage(depth, len(due), len(refs) - len(due))
    if due:
        yield from batch.work(due, depth, deep)


def started(
    ledger: Ledger, course: Course, plan: Plan, roster: Roster, workers: Workers, budgets: Budgets
) -> Generator[Run | Stage | Moment, None, None]:
    """The run, its stages and every moment of them; the workers are stopped whatever happens."""
    run = begun(ledger, course, plan, roster)
    yield run
    try:
        shared = budgets.metered(workers.meter)
        yield from gone_through(Batch(ledger, run, plan, workers, shared, course.max_wait), course, roster)
    finally:
        workers.stop()
