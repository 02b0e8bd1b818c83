"""The files of a batch: what is finished so far, each file whole or not at all."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field

from oshealth.auditing import Question
from oshealth.errors import BatchStopped
from oshealth.formats.portfolio.links import is_page_name, page_name
from oshealth.formats.portfolio.page import portfolio_page, project_page
from oshealth.formats.portfolio.parquet import Frame
from oshealth.formats.portfolio.rows import Value, csv_lines, json_lines, skipped_lines, values
from oshealth.formats.portfolio.workbook import Workbook
from oshealth.portfolio.ledger import Ledger
from oshealth.portfolio.summary import summary_of
from oshealth.portfolio.values import Roster, Run
from oshealth.portfolio.work import book_of


class Outlet(Struct, frozen=True):
    """Where results go, and how they are told.

    `question` is what they were judged under; `importance` how much each repository matters by the number in the user's
    `column` (both empty without one). People may be named `with_names`; Parquet is written too where `parquet` says so;
    `pages` repositories have a page of their own, those that matter most first.
    """

    folder: Path
    question: Question
    importance: Mapping[str, float] = field(default_factory=dict)
    column: str = ""
    with_names: bool = False
    parquet: bool = False
    pages: int = 300


def publish(ledger: Ledger, run: Run, roster: Roster, outlet: Outlet) -> None:
    """Writes all results so far, each repository once, under whatever names it is in the list. Raises BatchStopped when
    the disk is full.
    """
    folder = outlet.folder
    summary = summary_of(ledger, run, roster, outlet.importance, outlet.column, with_names=outlet.with_names)
    roster = summary.roster
    pages = _pages(ledger, run, roster, outlet)
    _tables(ledger, run, roster, folder, pages)
    if outlet.parquet:
        _whole(folder / "results.parquet", lambda draft: _frame(draft, ledger, run, roster))
    found = (kept for target in roster.targets if (kept := ledger.kept(run, target.key)))
    _written(folder / "reports.jsonl", json_lines(found))
    if roster.skipped:
        _written(folder / "skipped.csv", skipped_lines(roster.skipped))
    _written(folder / "portfolio.html", [portfolio_page(summary, pages)])
    for name, is_told in (("skipped.csv", bool(roster.skipped)), ("results.parquet", outlet.parquet)):
        if not is_told:  # it would tell of an earlier run
            with _writable(folder / name):
                (folder / name).unlink(missing_ok=True)


def _pages(ledger: Ledger, run: Run, roster: Roster, outlet: Outlet) -> frozenset[str]:
    """The keys that have a page; one that stands already, with the moment of its report as its own, is not made again."""
    asked = outlet.question
    book = book_of(asked.profile, asked.packs, asked.select, asked.ignore)
    paged = {kept.target: kept.at for kept in ledger.briefs(run) if kept.kind == "report"}
    audited = [target.key for target in roster.targets if target.key in paged]
    wanted = sorted(audited, key=lambda key: -outlet.importance.get(key, 0.0))[: outlet.pages]
    for key in wanted:
        file = outlet.folder / "projects" / page_name(key)
        moment = datetime.fromisoformat(paged[key]).timestamp()
        if not file.is_file() or file.stat().st_mtime != moment:
            kept = ledger.kept(run, key)
            report = kept.entry().report if kept else None
            if report is not None:
                _written(file, [project_page(report, book)], moment)
    _cleared(outlet.folder / "projects", frozenset(map(page_name, wanted)))
    return frozenset(wanted)


def _cleared(folder: Path, wanted: Set[str]) -> None:
    """Takes away the pages of repositories that have none any more; files that are no such pages stay."""
    with _writable(folder):
        for file in sorted(folder.iterdir()) if folder.is_dir() else ():
            if is_page_name(file.name) and file.name not in wanted and not file.is_dir():
                file.unlink(missing_ok=True)


def _tables(ledger: Ledger, run: Run, roster: Roster, folder: Path, pages: frozenset[str]) -> None:
    """results.csv and results.xlsx, in one pass over the rows."""

    def told(book: Workbook) -> Iterator[tuple[Value, ...]]:
        for row in roster.rows:
            cells = values(row, lambda key: ledger.kept(run, key))
            book.add(row, cells)
            yield cells

    with _writable(folder / "results.xlsx"), closing(Workbook(roster, pages)) as book:
        _written(folder / "results.csv", csv_lines(roster.columns, told(book)))
        _whole(folder / "results.xlsx", lambda draft: book.save(draft, len(roster.rows), roster.skipped))


def _frame(file: Path, ledger: Ledger, run: Run, roster: Roster) -> None:
    with closing(Frame(file, roster.columns)) as frame:
        for row in roster.rows:
            frame.add(values(row, lambda key: ledger.kept(run, key)))


def _written(file: Path, lines: Iterable[str], moment: float | None = None) -> None:
    """Writes text; the file is then as old as `moment` says."""

    def write(draft: Path) -> None:
        with draft.open("w", encoding="utf-8", newline="") as opened:
            opened.writelines(lines)
        if moment is not None:
            os.utime(draft, (moment, moment))

    _whole(file, write)


def _whole(file: Path, write: Callable[[Path], None]) -> None:
    """Lets `write` fill a draft that takes the place of the file when it is whole."""
    draft = file.with_suffix(f"{file.suffix}.part")
    with _writable(file):
        try:
            file.parent.mkdir(exist_ok=True)
            write(draft)
            draft.replace(file)
        except OSError:
            draft.unlink(missing_ok=True)
            raise


@contextmanager
def _writable(file: Path) -> Iterator[None]:
    """Raises BatchStopped for whatever the disk refuses."""
    try:
        yield
    except OSError as error:
        message = f"{file} cannot be written: {error.strerror or error}"
        hint = "The ledger keeps what is finished; run the same command again."
        raise BatchStopped(message, hint) from error
