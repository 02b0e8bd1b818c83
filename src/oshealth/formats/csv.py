"""Results as a table for spreadsheets and data frames: one row a repository, with a column for each category and rule."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import Final, TypeAlias

from oshealth.assessment.document import iso
from oshealth.assessment.report import Report, Result, Unaudited
from oshealth.formats import phrases
from oshealth.formats.quoting import cell
from oshealth.formats.style import Style

_Row: TypeAlias = Mapping[str, str | int]

COLUMNS: Final = (
    "repository", "forge", "revision", "as_of", "profile", "profile_version", "grade", "grade_low", "grade_high",
    "score", "score_low", "score_high", "coverage", "gates_failed", "first_step", "note", "error",
)  # fmt: skip


def render(results: Sequence[Result], style: Style) -> str:
    """A head and one row a result; what has no value is an empty cell, and no cell begins a formula."""
    del style  # a document for programs looks the same everywhere
    rows = [_unaudited(result) if isinstance(result, Unaudited) else _report(result) for result in results]
    extra = dict.fromkeys(name for row in rows for name in row if name not in COLUMNS)
    names = [*COLUMNS, *sorted(extra, key=lambda name: name.startswith("rule."))]
    table = StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerows(_written(names, rows))
    return table.getvalue()


def _written(names: Sequence[str], rows: Iterable[_Row]) -> Iterable[list[str]]:
    yield [cell(name) for name in names]
    for row in rows:
        yield [cell(str(row.get(name, ""))) for name in names]


def _unaudited(result: Unaudited) -> _Row:
    return {
        "repository": phrases.name_of(result.ref, "") if result.ref else result.target,
        "forge": result.ref.forge if result.ref else "",
        "error": f"{result.kind}: {result.message}",
    }


def _report(report: Report) -> _Row:
    score, grade = report.score, report.grade
    return {
        "repository": phrases.name_of(report.ref, report.url),
        "forge": report.ref.forge,
        "revision": report.revision,
        "as_of": iso(report.as_of),
        "profile": report.profile,
        "profile_version": report.profile_version,
        "grade": grade.letter or "",
        "grade_low": grade.low or "",
        "grade_high": grade.high or "",
        "score": "" if score.score is None else score.score,
        "score_low": score.low,
        "score_high": score.high,
        "coverage": score.coverage,
        "gates_failed": " ".join(gate.rule for gate in report.gates if gate.outcome == "fail"),
        "first_step": report.plan[0].rule if report.plan else "",
        "note": grade.note,
        **{f"category.{one.id}": "" if one.score is None else one.score for one in report.categories},
        **{f"rule.{finding.rule}": finding.outcome for finding in report.findings},
    }
