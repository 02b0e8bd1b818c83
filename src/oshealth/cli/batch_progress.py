"""How a batch shows what it does: a line that moves where somebody is looking, plain lines now and then elsewhere."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Final, TypeAlias

from oshealth.formats.escape import clean
from oshealth.portfolio.batch import Moment, Stage
from oshealth.portfolio.budgets import Quota
from oshealth.portfolio.values import Run

Step: TypeAlias = Run | Stage | Moment
_EVERY: Final = 10.0


@contextmanager
def progress(*, quiet: bool, no_color: bool) -> Iterator[Callable[[Step], None]]:
    """Yields the function that shows a step, on stderr."""
    if quiet:
        yield lambda _step: None
    elif sys.stderr.isatty():
        with _moving(no_color) as show:
            yield show
    else:
        yield _Lines()


class _Lines:
    """A plain line at each stage, and every ten seconds."""

    def __init__(self) -> None:
        self.began = self.shown = monotonic()

    def __call__(self, step: Step) -> None:
        now = monotonic()
        if isinstance(step, Stage):
            self.began = self.shown = now
            _say(opening(step))
        elif isinstance(step, Moment) and (now - self.shown >= _EVERY or _is_over(step)):
            self.shown = now
            _say(f"{step.done:,} of {step.total:,}{told(step, now - self.began)}")


@contextmanager
def _moving(no_color: bool) -> Iterator[Callable[[Step], None]]:
    from rich.console import Console  # noqa: PLC0415 - start-up
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415 - start-up

    console = Console(stderr=True, no_color=no_color)
    columns = (
        TextColumn("{task.fields[depth]}", markup=False),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
    )
    told_column = TextColumn("{task.fields[told]}", markup=False)
    with Progress(*columns, told_column, console=console, transient=False) as bars:
        task = bars.add_task("", total=None, depth="reading", told="")
        began = monotonic()

        def show(step: Step) -> None:
            nonlocal task, began
            if isinstance(step, Stage):
                bars.remove_task(task)
                task = bars.add_task("", total=step.due, depth=step.depth, told=_kept(step))
                began = monotonic()
            elif isinstance(step, Moment):
                said = told(step, monotonic() - began).removeprefix(", ")
                bars.update(task, completed=step.done, total=step.total, told=said)

        yield show


def opening(stage: Stage) -> str:
    """What a stage is about, in words."""
    if stage.again:
        return f"{stage.depth}: once more at {stage.due:,} that failed for a reason that may have passed"
    return f"{stage.depth}: {stage.due:,} to look at{f', {_kept(stage)}' if stage.answered else ''}"


def _kept(stage: Stage) -> str:
    return f"{stage.answered:,} answered already" if stage.answered else ""


def told(moment: Moment, seconds: float) -> str:
    """Failures, speed, time left, what forges have left, and why it waits; each with a comma before it."""
    parts = [f"{moment.failed:,} failed" if moment.failed else ""]
    if moment.done and seconds > 1:
        rate = moment.done / seconds
        parts.append(f"{rate:.1f} a second" if rate >= 1 else f"{rate * 60:.1f} a minute")
        if not _is_over(moment):
            parts.append(f"{_long((moment.total - moment.done) / rate)} left")
    parts += [quota(moment.quotas), clean(moment.waiting)]
    return "".join(f", {part}" for part in parts if part)


def quota(quotas: Sequence[Quota]) -> str:
    """What forges have left for all tokens together."""
    known = [one for one in quotas if one.points is not None]
    return "; ".join(f"{one.points:,.0f} points left at {clean(one.host)}" for one in known)


def _long(seconds: float) -> str:
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} h"


def _is_over(moment: Moment) -> bool:
    return moment.done >= moment.total and not moment.waiting


def _say(line: str) -> None:
    print(f"oshealth: {line}", file=sys.stderr, flush=True)
