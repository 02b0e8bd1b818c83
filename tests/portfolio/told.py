"""A portfolio for tests of what is told of one: a list as people keep it, and a real ledger with reports in it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from oshealth.assessment.report import Result
from oshealth.portfolio.kept import Kept, keep
from oshealth.portfolio.ledger import Asked, Ledger, open_ledger
from oshealth.portfolio.roster import read_roster
from oshealth.portfolio.values import Roster, Run, Traits
from oshealth.reference import RepoRef
from tests.formats.reports import NOW

ASKED = Asked("grants.csv", "git", "community", "0", "same")


@dataclass(frozen=True)
class Told:
    """A ledger with a run in it, and the list that the run is about."""

    ledger: Ledger
    run: Run
    roster: Roster

    def answer(self, key: str) -> Kept | None:
        """What the run has for a repository."""
        return self.ledger.kept(self.run, key)


def a_roster(folder: Path, text: str, name: str = "grants.csv") -> Roster:
    """The list that such a file is read as."""
    (folder / name).write_text(text, "utf-8")
    return read_roster(str(folder / name))


@contextmanager
def a_told(
    folder: Path,
    roster: Roster,
    results: Mapping[str, Result],
    traits: Mapping[str, Traits] | None = None,
    earlier: Sequence[tuple[Mapping[str, Result], Mapping[str, Traits]]] = (),
) -> Iterator[Told]:
    """A ledger in `folder` where every repository (by `owner/name`) has its result; `earlier` runs came 30 days apart."""
    with open_ledger(folder / "out") as ledger:
        for number, (found, kinds) in enumerate([*earlier, (results, traits or {})]):
            now = NOW + timedelta(days=30 * number)
            run = ledger.begin(replace(ASKED, digest=str(number)), list(found), now, now)
            ledger.note(run, list(_kept(found, kinds, now)))
            ledger.end(run, now)
        yield Told(ledger, ledger.runs()[-1], roster)


def _kept(results: Mapping[str, Result], traits: Mapping[str, Traits], now: datetime) -> Iterator[Kept]:
    for name, result in results.items():
        ref = RepoRef.parse(name)
        yield keep(str(ref), replace(result, ref=ref), "git", now, traits.get(name, Traits()))
