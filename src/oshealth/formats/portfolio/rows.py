"""The user's own rows, in their order and with their columns, and beside each what came of the repository it names."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import StringIO
from typing import Final, TypeAlias

from oshealth.assessment.document import SCHEMA_VERSION, ReportDocument, iso, tool_document
from oshealth.formats.quoting import cell, own_cell
from oshealth.portfolio.kept import Kept
from oshealth.portfolio.values import Entry, Row, Skipped

Answer: TypeAlias = Callable[[str], Kept | None]
Value: TypeAlias = str | int | None

COLUMNS: Final = (
    "oshealth_repository", "oshealth_status", "oshealth_grade", "oshealth_grade_low", "oshealth_grade_high",
    "oshealth_score", "oshealth_score_low", "oshealth_score_high", "oshealth_coverage", "oshealth_gates_failed",
    "oshealth_first_step", "oshealth_depth", "oshealth_looked_at", "oshealth_revision", "oshealth_other_repositories",
    "oshealth_name_now", "oshealth_note",
)  # fmt: skip
"""What is appended to the user's columns. The scores are integers, None where there is none; all else is text."""
_NO_SCORES: Final = (None, None, None, None)


def values(row: Row, answer: Answer) -> tuple[Value, ...]:
    """One row: its own cells untouched, then ours. Of several repositories the first is told of, the others are named."""
    if not row.targets:
        nothing: tuple[Value, ...] = (
            "",
            "no repository",
            "",
            "",
            "",
            *_NO_SCORES,
            "",
            "",
            "",
            "",
            "",
            "",
            "",
        )
        return (*row.cells, *nothing, row.note)
    kept = answer(row.targets[0])
    others = ", ".join(_briefly(key, answer(key)) for key in row.targets[1:])
    if kept is None:
        told: tuple[Value, ...] = ("not yet looked at", "", "", "", *_NO_SCORES, "", "", "", "", "")
        return (*row.cells, row.targets[0], *told, others, "", row.note)
    entry = kept.entry()
    report = entry.report
    mine = _failed(entry) if report is None else _reported(report)
    notes = "; ".join(filter(None, (_note(entry), row.note)))
    return (*row.cells, *mine, others, kept.name, notes)


def _reported(report: ReportDocument) -> tuple[Value, ...]:
    low, high = report["grade_range"] or ("", "")
    failed = " ".join(gate["rule"] for gate in report["gates"] if gate["outcome"] == "fail")
    first = report["plan"][0]["rule"] if report["plan"] else ""
    status = "audited" if report["grade"] else "audited, no grade"
    return (
        report["repository"]["ref"], status, report["grade"] or "", low, high, report["score"], *report["range"],
        report["coverage"], failed, first, report["depth"], report["looked_at"], report["repository"]["revision"],
    )  # fmt: skip


def _failed(entry: Entry) -> tuple[Value, ...]:
    status = "could not be audited, try again" if entry.kind == "passing" else "could not be audited"
    asked = entry.document["repository"]["ref"]
    return (asked, status, "", "", "", *_NO_SCORES, "", "", entry.depth, iso(entry.at), "")


def _note(entry: Entry) -> str:
    if entry.error is not None:
        return entry.error["message"]
    renamed = entry.traits.name
    asked = entry.document["repository"]
    moved = renamed and renamed.lower() != f"{asked['owner']}/{asked['name']}".lower()
    report = entry.report
    return "; ".join(
        filter(None, (f"now called {renamed}" if moved else "", report["grade_note"] if report else ""))
    )


def _briefly(key: str, kept: Kept | None) -> str:
    if kept is None or kept.kind != "report":
        return f"{key} (not audited)"
    return f"{key} ({kept.grade or 'no grade'}, {kept.low}-{kept.high})"


def csv_lines(columns: Sequence[str], told: Iterable[Sequence[Value]]) -> Iterator[str]:
    """The table as CSV, a line at a time, of the user's `columns` and what `values` tells; no cell begins a formula."""
    yield _line([own_cell(name) for name in columns] + list(COLUMNS))
    width = len(columns)
    for cells in told:
        ours = ("" if value is None else cell(str(value)) for value in cells[width:])
        yield _line([*(own_cell(str(value)) for value in cells[:width]), *ours])


def skipped_lines(skipped: Iterable[Skipped]) -> Iterator[str]:
    """What in a list names no repository that may be looked at, as CSV: where, the text, and why."""
    yield _line(["source", "number", "unit", "text", "reason"])
    for one in skipped:
        place = one.place
        yield _line([cell(place.source), str(place.number), place.unit, cell(one.text), cell(one.reason)])


def json_lines(found: Iterable[Kept]) -> Iterator[str]:
    """Every result as a results document of its own on one line, in ASCII (`schema_version: 1`)."""
    tool = json.dumps(tool_document(), separators=(",", ":"))
    for kept in found:
        yield f'{{"schema_version":{SCHEMA_VERSION},"tool":{tool},"names_people":false,"results":[{kept.text()}]}}\n'


def _line(cells: list[str]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()
