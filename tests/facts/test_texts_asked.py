"""Every text that a fact reads is among those it asks for: read alone, it says what it says beside all others."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from oshealth.assessment.examples import snapshot_of
from oshealth.facts import CATALOGUE, facts_of
from oshealth.facts.base import Fact
from oshealth.facts.documents import linked_documents
from oshealth.facts.globs import select
from oshealth.rulebook import Rule
from oshealth.snapshot import Snapshot, Texts, Tree, Unknown
from tests.bundled import RULES


def seen_for(fact: Fact, snapshot: Snapshot, tree: Tree, texts: Texts) -> Snapshot:
    """The snapshot as a source would make it for this fact alone: its globs, its sample, what the README links to."""
    asked = {*select(tree.paths, fact.texts), *(fact.sample(tree) if fact.sample else ())}
    first = Texts({path: text for path, text in texts.by_path.items() if path in asked}, texts.partial)
    more = {*asked, *linked_documents(tree, first)}
    few = {path: text for path, text in texts.by_path.items() if path in more}
    return replace(snapshot, texts=replace(texts, by_path=few))


def readings(rule: Rule) -> Iterator[tuple[str, int, object, object]]:
    """For every example of a rule and every fact that the rule reads: what it says beside all texts, and alone."""
    for number, example in enumerate(rule.text.examples, start=1):
        snapshot = snapshot_of(example.given)
        if isinstance(snapshot.tree, Unknown) or isinstance(snapshot.texts, Unknown):
            continue
        for name in sorted(rule.text.reads.facts):
            alone = seen_for(CATALOGUE[name], snapshot, snapshot.tree, snapshot.texts)
            yield name, number, facts_of(snapshot).get(name), facts_of(alone).get(name)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_fact_asks_for_all_that_it_reads(rule: Rule) -> None:
    """Or a rule would be judged otherwise by itself than among all."""
    assert [
        (name, number, whole, alone) for name, number, whole, alone in readings(rule) if whole != alone
    ] == []


def test_the_readings_compared_are_not_few() -> None:
    """Counted, so that this cannot come to nothing without being noticed."""
    assert sum(1 for rule in RULES for _ in rule.text.examples if rule.text.reads.facts) > 500
