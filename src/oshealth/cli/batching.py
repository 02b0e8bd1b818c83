"""What `oshealth batch` does once its options are read: read the list, work, write what is finished, say how it ended."""

import os
import sys
from collections.abc import Iterator, Mapping, Sized
from contextlib import closing
from pathlib import Path
from typing import Final, cast, get_args

from msgspec import Struct

from oshealth.auditing import Question
from oshealth.cli.batch_access import apis, budgets_for, owned
from oshealth.cli.batch_progress import progress
from oshealth.cli.limits import limits_of
from oshealth.cli.publishing import Outlet, publish
from oshealth.compiled import compiled
from oshealth.errors import AskedWrongly, UnknownName
from oshealth.formats.escape import clean
from oshealth.formats.portfolio.parquet import arrow
from oshealth.portfolio.budgets import Budgets
from oshealth.portfolio.choosing import Choice
from oshealth.portfolio.course import Course, CourseDepth, started
from oshealth.portfolio.importance import importance_of
from oshealth.portfolio.ledger import Ledger, open_ledger
from oshealth.portfolio.plan import Plan
from oshealth.portfolio.roster import read_roster, within
from oshealth.portfolio.summary.renames import joined
from oshealth.portfolio.values import Roster, Run
from oshealth.portfolio.workers import Processes, Workers
from oshealth.sources import Limits, default_cache

_AGE: Final = compiled(r"(\d{1,6})([hdw]?)")
_SECONDS: Final[Mapping[str, float]] = {"h": 3_600.0, "d": 86_400.0, "w": 604_800.0, "": 86_400.0}
_SHOWN: Final = 10
_UNTOLD: Final = (
    "no token: no forge is asked, only git is read (set GITHUB_TOKEN to a token, which needs no scope for "
    "public repositories)"
)


class Wish(Struct, frozen=True):
    """The options of `oshealth batch` as they were typed."""

    source: str
    out: Path
    columns: tuple[str, ...] = ()
    depth: str = ""
    top: int = 0
    deepen: str = ""
    importance: str = ""
    max_age: str = "12h"
    retry_failed: bool = False
    limit: tuple[str, ...] = ()
    allow_local: bool = False
    people: bool = False
    parquet: bool = False
    pages: int = 300
    jobs: int = 0
    executor: str = ""
    token_file: Path | None = None
    max_wait: float = 4_200.0
    timeout: float = 300.0
    no_color: bool = False
    quiet: bool = False


def run(wish: Wish, question: Question) -> int:
    """The whole batch; its exit code. Raises OshealthError."""
    most, limits = _limits(wish)
    if wish.parquet:
        arrow()
    age = _age(wish.max_age)
    roster = within(_roster(wish), most)
    known = apis()
    asks_forges = any(target.ref.host in known for target in roster.targets)
    budgets = budgets_for((target.ref for target in roster.targets), wish.token_file)
    depth = _depth(wish, budgets, asks_forges)
    tenth = 0 if wish.deepen else max(1, len(roster.targets) // 10)
    choice = Choice(
        wish.top or tenth, wish.deepen, importance_of(roster, wish.importance) if wish.importance else {}
    )
    course = Course(wish.source, depth, age, wish.retry_failed, wish.max_wait, choice)
    _introduce(roster, wish, depth, has_token=bool(budgets.by_host) or not asks_forges or wish.depth == "git")
    with open_ledger(wish.out) as ledger:
        salt = ledger.salt()
        plan = Plan(question, known, default_cache(), limits, salt, wish.people, wish.allow_local)
        _work(ledger, course, plan, roster, wish, budgets)
        return _ended(ledger, roster, wish)


def _roster(wish: Wish) -> Roster:
    return read_roster(
        wish.source,
        wish.columns,
        allow_local=wish.allow_local,
        owned=owned(wish.token_file, wish.max_wait),
        stdin=sys.stdin.buffer if sys.stdin else None,
    )


def _work(ledger: Ledger, course: Course, plan: Plan, roster: Roster, wish: Wish, budgets: Budgets) -> None:
    """Works; what is finished is written out however it ends."""
    try:
        with (
            closing(started(ledger, course, plan, roster, _workers(wish), budgets)) as steps,
            progress(quiet=wish.quiet, no_color=wish.no_color) as show,
        ):
            for step in steps:
                show(step)
    finally:
        for run in ledger.runs()[-1:]:
            outlet = Outlet(
                wish.out,
                plan.question,
                course.choice.importance,
                wish.importance,
                wish.people,
                wish.parquet,
                wish.pages,
            )
            publish(ledger, run, roster, outlet)


def _workers(wish: Wish) -> Workers:
    if wish.executor:
        from oshealth.portfolio.cluster import cluster  # noqa: PLC0415 - an extra

        return cluster(wish.executor)
    return Processes(wish.jobs or min(8, 2 * (os.cpu_count() or 1)))


def _limits(wish: Wish) -> tuple[int, Limits]:
    """How many repositories at most, and how far to look at each."""
    counts = [word for word in wish.limit if word.isdecimal()]
    if len(counts) > 1 or any(int(word) < 1 for word in counts):
        raise AskedWrongly("--limit wants one number of repositories", "for example --limit 50")
    limits = limits_of((word for word in wish.limit if not word.isdecimal()), wish.timeout)
    return (int(counts[0]) if counts else sys.maxsize), limits


def _age(text: str) -> float:
    found = _AGE.fullmatch(text)
    if not found:
        raise AskedWrongly(f"--max-age {text!r} is no age", "write 12h, 7d or 4w")
    return int(found[1]) * _SECONDS[found[2]]


def _depth(wish: Wish, budgets: Budgets, asks_forges: bool) -> CourseDepth:
    """The depth that was asked for, else the best that is to be had."""
    if wish.depth and wish.depth not in get_args(CourseDepth):
        raise UnknownName("depth", wish.depth, get_args(CourseDepth))
    if wish.depth in ("survey", "auto") and asks_forges and not budgets.by_host:
        raise AskedWrongly(f"--depth {wish.depth} needs a token", "Set GITHUB_TOKEN, or choose --depth git.")
    if not budgets.by_host and (asks_forges or not wish.depth):
        return "git"
    return cast("CourseDepth", wish.depth or "standard")


def _introduce(roster: Roster, wish: Wish, depth: str, *, has_token: bool) -> None:
    """Says what was understood, before anything begins."""
    if wish.quiet:
        return
    _say(
        f"{clean(wish.source)}: {roster.kind}, {_counted(roster.rows, 'row')}, "
        f"{_counted(roster.projects, 'project')}, {_counted(roster.targets, 'repository', 'repositories')}, "
        f"depth {depth}"
    )
    for note in roster.notes:
        _say(clean(note))
    if not has_token:
        _say(_UNTOLD)
    for one in roster.skipped[:_SHOWN]:
        _say(clean(f"{one.place}: {f'{one.text}: ' if one.text else ''}{one.reason}"))
    if len(roster.skipped) > _SHOWN:
        _say(
            f"… and {len(roster.skipped) - _SHOWN:,} more that name no repository, all in {wish.out}/skipped.csv"
        )


def _counted(several: Sized, one: str, more: str = "") -> str:
    return f"{len(several):,} {one if len(several) == 1 else more or f'{one}s'}"


def _ended(ledger: Ledger, roster: Roster, wish: Wish) -> int:
    kinds = {"report": 0, "passing": 0, "lasting": 0, "": 0}
    for kind in _kinds(ledger, ledger.runs()[-1], roster):
        kinds[kind] += 1
    failed = kinds["passing"] + kinds["lasting"]
    print(f"{kinds['report']:,} audited, {failed:,} could not be; {wish.out / 'results.csv'}")
    if kinds["passing"] and not wish.quiet:
        _say(f"{kinds['passing']:,} may be had later: the same command tries them again")
    if not roster.targets and not wish.quiet:
        _say("the list names no repository that may be looked at")
    return 3 if failed or kinds[""] or not roster.targets else 0


def _kinds(ledger: Ledger, latest: Run, roster: Roster) -> Iterator[str]:
    """What became of each repository, one with two names counted once; empty for one that was not looked at."""
    found = {kept.target: kept for kept in ledger.briefs(latest)}
    for target in joined(roster, {key: kept.name for key, kept in found.items()}).roster.targets:
        yield found[target.key].kind if target.key in found else ""


def _say(line: str) -> None:
    print(f"oshealth: {line}", file=sys.stderr)
