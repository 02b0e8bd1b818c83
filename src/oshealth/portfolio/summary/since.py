"""What has changed in a portfolio since the run before: who rose, who fell, who fell silent, by what was seen both times."""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct, field

from oshealth.assessment.document import ReportDocument
from oshealth.assessment.past import compared
from oshealth.portfolio.kept import Kept
from oshealth.portfolio.ledger import Ledger
from oshealth.portfolio.summary.renames import Named, stands_of
from oshealth.portfolio.values import Entry, Run
from oshealth.reference import parse

QUIET_DAYS: Final = 90
"""A project has stopped when nobody committed for so many days, and somebody had when it was looked at before."""


class Turn(Struct, frozen=True):
    """One project that changed: its letter and the lower end of its range then and now; the rules that got `better` and
    `worse`, decided both times; whether its activity `stopped`; `caution` says why the numbers may differ by themselves.
    """

    key: str
    was: tuple[str, int]
    now: tuple[str, int]
    better: tuple[str, ...]
    worse: tuple[str, ...]
    stopped: bool
    caution: str


class Since(Struct, frozen=True):
    """All that changed since `run`: `turns`, how many were compared, the keys that are `new`, and how many are `gone`."""

    run: Run
    turns: tuple[Turn, ...]
    compared: int
    new: tuple[str, ...]
    gone: int

    @property
    def stopped(self) -> tuple[Turn, ...]:
        """The projects whose activity stopped."""
        return tuple(turn for turn in self.turns if turn.stopped)


class Comparing(Struct):
    """The comparison with an earlier run in the making: `add` every entry of the run, then ask what was `found`.

    `earlier` maps the keys of this run to those under which the earlier run has the same repository.
    """

    ledger: Ledger
    run: Run
    earlier: Mapping[str, str]
    gone: int
    _turns: list[Turn] = field(default_factory=list)
    _new: list[str] = field(default_factory=list)
    _compared: int = 0

    def add(self, kept: Kept, entry: Entry) -> None:
        """Compares one report with that of the run before."""
        key = self.earlier.get(kept.target)
        before = self.ledger.kept(self.run, key) if key else None
        if before is None:
            self._new.append(kept.target)
        elif entry.report is not None and before.kind == "report":
            self._compared += 1
            if before.at != kept.at:
                self._turn(before.entry(), entry, entry.report)

    def _turn(self, was: Entry, now: Entry, report: ReportDocument) -> None:
        earlier = was.report
        if earlier is None:
            return
        told = compared(earlier, report)
        better, worse = (tuple(change.rule for change in told.only(sense)) for sense in ("better", "worse"))
        stopped = _stopped(was, now)
        if better or worse or stopped:
            ends = (_end(earlier), _end(report))
            self._turns.append(Turn(now.target, *ends, better, worse, stopped, told.caution))

    def found(self) -> Since:
        """Everything, those that fell most first."""
        turns = sorted(self._turns, key=lambda one: (one.now[1] - one.was[1], one.key))
        return Since(self.run, tuple(turns), self._compared, tuple(self._new), self.gone)


def comparing(ledger: Ledger, before: Run, names: Mapping[str, str]) -> Comparing:
    """The comparison of an earlier run with the one whose targets have these `names` today (empty where none was told). A
    repository is the same under another name.
    """
    told = {kept.target: kept.name for kept in ledger.briefs(before)}
    keys = dict.fromkeys((*names, *told))
    stands = stands_of([Named(key, parse(key), names.get(key) or told.get(key, "")) for key in keys])
    earlier = {stands[key]: key for key in _last_the_best(told, stands)}
    now = {stands[key] for key in names}
    found = {key: earlier[stands[key]] for key in names if stands[key] in earlier}
    return Comparing(ledger, before, found, sum(stand not in now for stand in earlier))


def _last_the_best(keys: Iterable[str], stands: Mapping[str, str]) -> list[str]:
    """The keys, those that stand for themselves at the end."""
    return sorted(keys, key=lambda key: stands[key] == key)


def run_before(ledger: Ledger, run: Run) -> Run | None:
    """The last whole run before a run; None for the first."""
    earlier = [one for one in ledger.runs() if one.number < run.number and one.ended is not None]
    return earlier[-1] if earlier else None


def _end(report: ReportDocument) -> tuple[str, int]:
    return report["grade"] or "", report["range"][0]


def _stopped(was: Entry, now: Entry) -> bool:
    before, after = was.traits.quiet_days, now.traits.quiet_days
    return before is not None and after is not None and before < QUIET_DAYS <= after
