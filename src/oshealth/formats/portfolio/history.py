"""Past runs, or the past of one repository, as a table of text, as JSON and as CSV."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import StringIO
from typing import Any, Final, TypeAlias

from oshealth.assessment.document import iso, tool_document
from oshealth.formats.escape import clean
from oshealth.formats.json import written
from oshealth.formats.quoting import cell
from oshealth.portfolio.history import Past, RunTold

Told: TypeAlias = Sequence[RunTold] | Past
_Row: TypeAlias = Mapping[str, str | int | None]
_LETTERS: Final = ("A", "B", "C", "D", "F")


def terminal(told: Told) -> str:
    """Columns of text under their names, and how the last row differs from the first."""
    rows = _rows(told)
    if not rows:
        return "no run yet\n"
    names = list(rows[0])
    texts = [names, *([_shown(row[name]) for name in names] for row in rows)]
    widths = [max(len(line[column]) for line in texts) for column in range(len(names))]
    lines = ["  ".join(map(str.rjust, line, widths)).rstrip() for line in texts]
    title = [clean(told.target), ""] if isinstance(told, Past) else []
    return "\n".join([*title, *lines, *_difference(rows)]) + "\n"


def json(told: Told) -> str:
    """One document: `runs`, or the `target` and its `moments`."""
    head: dict[str, Any] = {"schema_version": 1, "tool": tool_document()}
    if isinstance(told, Past):
        return written({**head, "target": told.target, "moments": _rows(told)})
    return written({**head, "runs": _rows(told)})


def table(told: Told) -> str:
    """The same rows as CSV."""
    rows, text = _rows(told), StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([list(rows[0])] if rows else [])
    writer.writerows([cell(_plain(value)) for value in row.values()] for row in rows)
    return text.getvalue()


HISTORY_FORMATS: Final[Mapping[str, Callable[[Told], str]]] = {
    "terminal": terminal,
    "json": json,
    "csv": table,
}


def _rows(told: Told) -> list[_Row]:
    if isinstance(told, Past):
        return [
            {
                "run": run.number,
                "looked_at": kept.at,
                "depth": kept.depth,
                "profile": run.profile,
                "grade": kept.grade,
                "score": kept.score,
                "low": kept.low,
                "high": kept.high,
                "coverage": kept.coverage,
                "outcome": {"report": "audited", "passing": "failed for now"}.get(kept.kind, "failed"),
            }
            for run, kept in told.moments
        ]
    return [_run(one) for one in told]


def _run(told: RunTold) -> _Row:
    run = told.run
    return {
        "run": run.number,
        "began": iso(run.began),
        "state": "whole" if run.ended else "unfinished",
        "depth": run.depth,
        "profile": run.profile,
        "repositories": told.targets,
        "audited": told.audited,
        "failed": told.failed,
        **{letter: told.grades.get(letter, 0) for letter in _LETTERS},
        "no_grade": told.grades.get("", 0),
        "median_low": told.low,
        "median_coverage": told.coverage,
    }


def _difference(rows: Sequence[_Row]) -> Iterable[str]:
    """Whether things got better since the first look of the same depth and profile as the last one, by the lower end of
    the range, which does not grow by looking less.
    """
    name = "low" if "low" in rows[0] else "median_low"
    lows = [row[name] for row in rows if all(row[kind] == rows[-1][kind] for kind in ("depth", "profile"))]
    first, last = lows[0], lows[-1]
    if len(lows) > 1 and isinstance(first, int) and isinstance(last, int):
        yield ""
        yield f"{name.replace('_', ' ')} of the range: {first} then, {last} now ({last - first:+d})"


def _shown(value: str | int | None) -> str:
    return "-" if value in (None, "") else clean(str(value))


def _plain(value: str | int | None) -> str:
    return "" if value is None else str(value)
