"""What `diff`, `baseline` and `audit --baseline` do: read earlier reports, and say what changed since."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from oshealth.assessment import Asked, Result, Unaudited, Verdict, verdict
from oshealth.assessment.document import ReportDocument, results_document
from oshealth.assessment.past import LARGEST, Comparison, Sense, compared, matching, read_reports
from oshealth.assessment.verdict import BELOW, DONE, NOT_ENOUGH
from oshealth.auditing import Looking, Question, audit_all
from oshealth.cli.running import Show, progress
from oshealth.cli.writing import tell, write
from oshealth.errors import AskedWrongly, NotAudited
from oshealth.formats import FORMATS
from oshealth.formats.changes import CHANGE_FORMATS, in_words
from oshealth.formats.escape import clean
from oshealth.reference import RepoRef

_SINCE: Final[Mapping[Sense, str]] = {
    "worse": "worse than the baseline",
    "better": "better than the baseline",
    "lost": "no longer seen",
}


def reports_in(path: Path) -> tuple[ReportDocument, ...]:
    """The reports in a file, or on each line of one in jsonl. Raises AskedWrongly."""
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST + 1)
    except OSError as error:
        raise AskedWrongly(
            f"cannot read {path}: {error.strerror}", "name a report written by --format json"
        ) from error
    if text.startswith(b'{"schema_version"'):
        return tuple(report for line in text.splitlines() for report in read_reports(line, str(path)))
    return read_reports(text, str(path))


def since(baseline: Path | None) -> Callable[[Sequence[Result]], Verdict]:
    """What holds results against a file of earlier reports, read now; without one it has nothing to say.

    Raises AskedWrongly for a file that holds no reports.
    """
    past = reports_in(baseline) if baseline else None
    return lambda results: Verdict(DONE) if past is None else held_against(past, results)


def held_against(past: Sequence[ReportDocument], results: Sequence[Result]) -> Verdict:
    """Did anything get worse? Only rules that were decided both times count; what got better is said too.

    A result that the earlier reports do not hold cannot be answered for: not enough evidence.
    """
    ended = Verdict(DONE)
    for result in results_document(results)["results"]:
        if "error" not in result:
            ended |= _held(result, matching(result, past, len(results) == 1))
    return ended


def _held(report: ReportDocument, before: ReportDocument | None) -> Verdict:
    if before is None:
        return Verdict(NOT_ENOUGH, (f"the baseline holds no report of {report['repository']['ref']}",))
    comparison = _compared(before, report)
    return Verdict(BELOW if comparison.only("worse") else DONE, tuple(_told(comparison)))


def _compared(before: ReportDocument, after: ReportDocument) -> Comparison:
    """Where each report stands alone, nobody has said that they belong together: two addresses may be two repositories."""
    was, now = before["repository"], after["repository"]
    told = compared(before, after)
    if was["owner"] and now["owner"] and (was["owner"], was["name"]) != (now["owner"], now["name"]):
        return replace(told, caution=f"these may be two repositories: {was['ref']}, then {now['ref']}")
    return told


def _told(comparison: Comparison) -> list[str]:
    notes = [f"baseline: {comparison.caution}"] if comparison.caution else []
    return notes + [
        f"{words}: {change.rule}: {in_words(change)}"
        for sense, words in _SINCE.items()
        for change in comparison.only(sense)
    ]


def keep(references: Sequence[RepoRef], question: Question, looking: Looking, show: Show) -> int:
    """Audits and writes what later audits are held against; the exit code.

    Raises NotAudited, and writes nothing, when one of them cannot be audited: a good baseline stays as it is.
    """
    with progress(show) as told:
        results = list(audit_all(references, question=question, looking=replace(looking, tell=told)))
    for result in results:
        if isinstance(result, Unaudited):
            raise NotAudited(f"{result.target}: {result.message}; no baseline was written", result.hint)
    write(FORMATS["json"](results, show.style()), show.output)
    if not show.quiet:
        write(f"wrote {show.output}\n")
    return verdict(results, Asked()).code


def run_diff(old: Path, new: Path, show: Show, fail_on_worse: bool) -> int:
    """Shows what changed between two files of reports; the exit code."""
    before, after = reports_in(old), reports_in(new)
    pairs = [(matching(report, before, len(after) == 1), report) for report in after]
    comparisons = [_compared(earlier, report) for earlier, report in pairs if earlier]
    for earlier, report in pairs:
        if earlier is None and comparisons:
            tell(f"only in {new}: {clean(report['repository']['ref'])}")
    if not comparisons:
        raise AskedWrongly(
            f"{old} and {new} have no repository in common", "compare two reports of the same one"
        )
    write(CHANGE_FORMATS[show.format](comparisons, show.style()), show.output)
    return BELOW if fail_on_worse and any(one.only("worse") for one in comparisons) else DONE
