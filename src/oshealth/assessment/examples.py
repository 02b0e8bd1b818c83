"""Rules tested by their own examples: evidence given in the YAML file, the outcome that must come of it."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from oshealth.assessment.conversations import conversation_of
from oshealth.assessment.evaluate import judge
from oshealth.facts import facts_of
from oshealth.reference import RepoRef, parse
from oshealth.rulebook import Rule, Rulebook
from oshealth.rulebook.given import Given, GivenProject, Work
from oshealth.rulebook.probes import Ground, OutcomeName
from oshealth.snapshot import (
    MERGE,
    SIGNED_OFF,
    Group,
    History,
    Identity,
    Inherited,
    Project,
    Snapshot,
    Tag,
    Tags,
    Texts,
    Tree,
    Unknown,
)

NOW: Final = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)
NOT_SEEN: Final = "not seen in this example"


class Tried(Struct, frozen=True):
    """One example of one rule: what was expected and what came."""

    rule: str
    number: int
    note: str
    expected: str
    came: str
    reason: str

    @property
    def holds(self) -> bool:
        """Whether the example came out as it says."""
        return self.expected == self.came


def try_examples(rule: Rule, rules: Mapping[str, Rule]) -> Iterator[Tried]:
    """Every example of a rule, judged together with the rules that it rests on."""
    for number, example in enumerate(rule.text.examples, start=1):
        came = _judged(rule, rules, snapshot_of(example.given))
        wanted = example.expect + ("" if example.credit is None else f" {example.credit}")
        got = came.outcome + ("" if example.credit is None else f" {came.credit}")
        yield Tried(rule.id, number, example.note, wanted, got, came.reason)


def _judged(rule: Rule, rules: Mapping[str, Rule], snapshot: Snapshot) -> Any:
    outcomes: dict[str, OutcomeName] = {}
    ground = Ground(facts_of(snapshot), outcomes)

    def settle(name: str) -> Any:
        for below in sorted(rules[name].text.reads.rules):
            if below not in outcomes:
                settle(below)
        finding = judge(rules[name], ground)
        outcomes[name] = finding.outcome
        return finding

    return settle(rule.id)


def snapshot_of(given: Given, now: datetime = NOW) -> Snapshot:
    """The snapshot that an example describes."""
    copies = {path.replace("{n}", str(n)): "" for path, many in given.copies.items() for n in range(many)}
    files = {**copies, **given.files}
    snapshot = Snapshot(
        ref=parse(given.repository) if given.repository else RepoRef(path="example"),
        revision="1" * 40,
        looked_at=now,
        as_of=now,
        tree=Tree(tuple(sorted({*files, *given.links})), dict(given.links)),
        texts=Texts(files),
        history=history_of(given.history, now),
        tags=_tags(given.tags, now),
        project=_project(given.project) if given.project else Unknown(NOT_SEEN),
        conversation=conversation_of(given.conversation, now) if given.conversation else Unknown(NOT_SEEN),
        inherited=Unknown("owner defaults not read")
        if given.inherited is None
        else _inherited(given.inherited),
    )
    for group in given.unknown:
        snapshot = _changed(snapshot, group, Unknown(NOT_SEEN))
    for group, reason in given.partial.items():
        snapshot = _changed(snapshot, group, replace(getattr(snapshot, group), partial=reason))
    return snapshot


def _changed(snapshot: Snapshot, group: Group, seen: Any) -> Snapshot:
    return replace(snapshot, **{group: seen})


def _project(given: GivenProject) -> Project:
    return Project(**{key: value for key, value in given.model_dump().items() if value is not None})


def _inherited(files: Mapping[str, str]) -> Inherited:
    return Inherited("github.com/example/.github", "2" * 40, Tree(tuple(sorted(files))), Texts(dict(files)))


def _tags(tags: Mapping[str, float], now: datetime) -> Tags:
    newest_first = sorted(tags.items(), key=lambda item: item[1])
    return Tags(
        tuple(Tag(name, "1" * 40, int((now - timedelta(days=age)).timestamp())) for name, age in newest_first)
    )


def history_of(work: Sequence[Work], now: datetime = NOW) -> History:
    """The commits of an example as columns, newest first."""
    rows = sorted(
        (
            (int((now - timedelta(days=some.days_ago + number * some.every)).timestamp()), some)
            for some in work
            for number in range(some.times)
        ),
        key=lambda row: -row[0],
    )
    people: dict[Identity, int] = {}

    def index(text: str) -> int:
        name, _, rest = text.partition(" <")
        return people.setdefault(Identity(name, rest.rstrip(">")), len(people))

    times = array("q", (time for time, _ in rows))
    return History(
        authors=array("I", (index(some.by) for _, some in rows)),
        committers=array("I", (index(some.committer or some.by) for _, some in rows)),
        authored=times,
        committed=times,
        offsets=array("h", bytes(2 * len(rows))),
        flags=bytes(MERGE * some.merge | SIGNED_OFF * some.signed_off for _, some in rows),
        ids=b"".join(number.to_bytes(20, "big") for number in range(1, len(rows) + 1)),
        coauthors={
            n: tuple(index(name) for name in some.coauthors)
            for n, (_, some) in enumerate(rows)
            if some.coauthors
        },
        identities=tuple(people),
    )


def failed_examples(book: Rulebook) -> list[Tried]:
    """The examples of all rules in a book that do not come out as they say."""
    rules = {rule.id: rule for rule in book.rules}
    return [tried for rule in book.rules for tried in try_examples(rule, rules) if not tried.holds]
