"""The files of a batch: what is finished so far, each file whole or not at all."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from oshealth.errors import BatchStopped
from oshealth.formats.portfolio.rows import Value, csv_lines, json_lines, skipped_lines, values
from oshealth.formats.portfolio.workbook import Workbook
from oshealth.portfolio.ledger import Ledger
from oshealth.portfolio.values import Roster, Run


def publish(ledger: Ledger, run: Run, roster: Roster, folder: Path) -> None:
    """Writes all results so far. Raises BatchStopped when the disk is full."""
    _tables(ledger, run, roster, folder)
    found = (kept for target in roster.targets if (kept := ledger.kept(run, target.key)))
    _written(folder / "reports.jsonl", json_lines(found))
    if roster.skipped:
        _written(folder / "skipped.csv", skipped_lines(roster.skipped))


def _tables(ledger: Ledger, run: Run, roster: Roster, folder: Path) -> None:
    """results.csv and results.xlsx, in one pass over the rows."""

    def told(book: Workbook) -> Iterator[tuple[Value, ...]]:
        for row in roster.rows:
            cells = values(row, lambda key: ledger.kept(run, key))
            book.add(row, cells)
            yield cells

    with closing(Workbook(roster)) as book:
        _written(folder / "results.csv", csv_lines(roster.columns, told(book)))
        _whole(folder / "results.xlsx", lambda draft: book.save(draft, len(roster.rows), roster.skipped))


def _written(file: Path, lines: Iterable[str]) -> None:
    def write(draft: Path) -> None:
        with draft.open("w", encoding="utf-8", newline="") as opened:
            opened.writelines(lines)

    _whole(file, write)


def _whole(file: Path, write: Callable[[Path], None]) -> None:
    """Lets `write` fill a draft that takes the place of the file when it is whole."""
    draft = file.with_suffix(f"{file.suffix}.part")
    try:
        write(draft)
        draft.replace(file)
    except OSError as error:
        draft.unlink(missing_ok=True)
        message = f"{file} cannot be written: {error.strerror}"
        hint = "The ledger keeps what is finished; run the same command again."
        raise BatchStopped(message, hint) from error
