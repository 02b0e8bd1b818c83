"""What must hold over the whole bundled corpus, whatever rules come to it."""

import json
from collections import Counter
from dataclasses import replace

import pytest

from oshealth.assessment.evaluate import evaluate
from oshealth.facts import facts_of
from oshealth.rulebook import Rulebook
from oshealth.rulebook.plain import plain
from oshealth.rulebook.rule import Rule
from tests.builders import Work, a_snapshot
from tests.bundled import PACK, RULES

ABOUT_WORDING = frozenset(
    [
        "contribution-requirements",
        "code-of-conduct-contact",
        "decision-rule",
        "defined-roles",
        "conflict-resolution",
        "path-to-maintainer",
        "succession",
        "inbound-rights",
        "development-setup",
        "vulnerability-response-time",
    ]
)
"""Rules that look for wording in documents: where they find none, a person must read."""

FOR_OTHER_PROFILES = {"public-code", "public-good", "research"}
"""Categories that say nothing about a community, judged when selected or when a profile gives them a share."""

SILENT = "This text exists and is long enough, yet it says nothing that any rule listens for at all. " * 8


def test_a_rule_outweighs_all_that_rest_on_it() -> None:
    """One missing document must not cost more through the rules that rest on it than it weighs itself."""
    above: Counter[str] = Counter()
    for rule in RULES:
        for required in rule.text.requires:
            above[required] += rule.text.weight
    heavier = {name: weight for name, weight in above.items() if weight > PACK.rules[name].text.weight}
    assert heavier == {}


def test_no_rule_hides_what_it_looks_for_in_a_regular_expression() -> None:
    """Words and named patterns can be read and argued with by anybody; `says` is for packs that need one of their own."""
    said = [rule.id for rule in RULES if '"says":' in json.dumps(plain(replace(rule.text, examples=())))]
    assert said == []


def test_every_rule_stands_in_a_category_that_has_a_share() -> None:
    """A category without a share would never be judged, unless another profile than the default asks for it."""
    book = Rulebook.load()
    assert {rule.category for rule in RULES if not book.share(rule.category)} == FOR_OTHER_PROFILES


def test_a_rule_has_one_file_and_the_file_one_rule() -> None:
    """The file name is the id, the folder the category, and no id stands in two folders."""
    files = {path.relative_to(PACK.folder).as_posix() for path in PACK.folder.glob("*/*.yaml")}
    rules = {name for name in files if not name.startswith(("profiles/", "standards/"))}
    assert rules == {f"{rule.category}/{rule.id}.yaml" for rule in RULES}


def test_gates_rest_on_no_other_rule() -> None:
    """A gate that could be unsettled by another rule would be no gate."""
    gates = Rulebook.load().profile.gates
    assert {name: PACK.rules[name].text.requires for name in gates if name in PACK.rules} == {
        name: () for name in gates if name in PACK.rules
    }


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_a_rule_says_where_its_demand_comes_from(rule: Rule) -> None:
    """References are stable https pages; a rule maps to a standard, or it is informational."""
    assert [ref for ref in rule.text.refs if not ref.startswith("https://")] == []
    assert len(rule.text.refs) in {1, 2, 3}


def test_silence_in_a_document_is_never_a_fail() -> None:
    """A search for words that finds none has not read the text: a person must, and nothing is held against it."""
    documents = ("CONTRIBUTING.md", "GOVERNANCE.md", "CODE_OF_CONDUCT.md", "SECURITY.md", "README.md")
    files = dict.fromkeys(documents, f"# A title\n\n{SILENT}\n")
    files["MAINTAINERS.md"] = "# Maintainers\n\n* Ada Example (@ada-example)\n* Ben Example (@ben-example)\n"
    findings = evaluate(Rulebook.load(), facts_of(a_snapshot(files, work=[Work(times=30)])))
    outcomes = {found.rule: found.outcome for found in findings if found.rule in ABOUT_WORDING}
    assert outcomes == dict.fromkeys(outcomes, "needs_human")


def test_what_was_not_looked_at_fails_nothing() -> None:
    """With nothing seen at all, no rule of the corpus passes or fails."""
    snapshot = a_snapshot()
    unseen = type(snapshot)(ref=snapshot.ref, revision="", looked_at=snapshot.looked_at, as_of=snapshot.as_of)
    findings = evaluate(Rulebook.load(), facts_of(unseen))
    assert {
        found.rule: found.outcome for found in findings if found.outcome not in {"unknown", "needs_human"}
    } == {}
