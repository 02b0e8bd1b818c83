"""Reports of earlier days, read back from their JSON, and what has changed since."""

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from msgspec import Struct
from pydantic import TypeAdapter, ValidationError

from oshealth.assessment.document import SCHEMA_VERSION, FindingDocument, ReportDocument, ResultsDocument
from oshealth.assessment.finding import DECIDED
from oshealth.errors import AskedWrongly
from oshealth.rulebook.probes import OutcomeName

Sense: TypeAlias = Literal["worse", "better", "lost", "settled", "new", "gone"]

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of the largest report that is read back."""


class Change(Struct, frozen=True):
    """What became of one rule: `worse` and `better` where it was decided both times, else why it cannot be compared.

    `lost` was decided and is not now, `settled` the other way round; `new` and `gone` are rules that only one of the
    reports asked. The outcome that is not there is empty.
    """

    sense: Sense
    rule: str
    before: OutcomeName | Literal[""]
    after: OutcomeName | Literal[""]
    credit_before: int = 0
    credit_after: int = 0


class Comparison(Struct, frozen=True):
    """Two reports of one repository and all that changed between them; `caution` is empty when they compare fairly."""

    before: ReportDocument
    after: ReportDocument
    changes: tuple[Change, ...]
    caution: str = ""

    def only(self, sense: Sense) -> tuple[Change, ...]:
        """The changes in one sense."""
        return tuple(change for change in self.changes if change.sense == sense)


def read_reports(text: str | bytes, name: str) -> tuple[ReportDocument, ...]:
    """The audited results of a JSON report. Raises AskedWrongly, with `name`, for what is no such report."""
    if len(text) > LARGEST:
        raise AskedWrongly(f"{name} is larger than any report", "write it with oshealth audit --format json")
    try:
        document = TypeAdapter(ResultsDocument).validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        version = first["input"]
        if first["loc"] == ("schema_version",) and isinstance(version, int) and version > SCHEMA_VERSION:
            raise AskedWrongly(
                f"{name} was written by a newer oshealth (schema_version {version})",
                "bring this one up to date, or write the report anew",
            ) from error
        where = ".".join(map(str, first["loc"])) or "the document"
        message = f"{name} is no report of oshealth: {where}: {first['msg']}"
        raise AskedWrongly(message, "write it with oshealth audit --format json") from error
    return tuple(result for result in document["results"] if "error" not in result)


def matching(report: ReportDocument, others: Sequence[ReportDocument], alone: bool) -> ReportDocument | None:
    """The other report of the same repository. Where both stand `alone`, they belong together whatever their names,
    since a path is called differently on every machine.
    """
    if alone and len(others) == 1:
        return others[0]
    name = report["repository"]["ref"]
    return next((other for other in others if other["repository"]["ref"] == name), None)


def compared(before: ReportDocument, after: ReportDocument) -> Comparison:
    """All scored rules whose outcome or credit changed, in the order of the later report; then those that are gone."""
    old = {finding["rule"]: finding for finding in before["findings"] if finding["weight"]}
    scored = [finding for finding in after["findings"] if finding["weight"]]
    changed = [_change(old.pop(finding["rule"], None), finding) for finding in scored]
    gone = [Change("gone", finding["rule"], finding["outcome"], "") for finding in old.values()]
    return Comparison(before, after, (*filter(None, changed), *gone), _caution(before, after))


def _change(old: FindingDocument | None, new: FindingDocument) -> Change | None:
    if old is None:
        return Change("new", new["rule"], "", new["outcome"], 0, new["credit"])
    was, now = old["outcome"], new["outcome"]
    if (was, old["credit"]) == (now, new["credit"]):
        return None
    sense = _sense(was in DECIDED, now in DECIDED, new["credit"] - old["credit"])
    return Change(sense, new["rule"], was, now, old["credit"], new["credit"]) if sense else None


def _sense(was_decided: bool, is_decided: bool, gain: int) -> Sense | None:
    if was_decided and is_decided:
        return "better" if gain > 0 else "worse" if gain < 0 else None
    if was_decided:
        return "lost"
    return "settled" if is_decided else None


def _caution(before: ReportDocument, after: ReportDocument) -> str:
    """What makes the scores of two reports differ although nothing in the repository need have changed."""
    was, now = before["profile"], after["profile"]
    if was != now:
        return f"judged by other rules: {was['id']} {was['version']}, then {now['id']} {now['version']}"
    if before["depth"] != after["depth"]:
        return f"looked at in another depth: {before['depth']}, then {after['depth']}"
    return ""
