"""Rules meet facts: what rests on what, what is unknown, what is waived, and which letter comes of it."""

import dataclasses
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from oshealth.assessment import Asked, assess, unaudited, verdict
from oshealth.assessment.document import results_document
from oshealth.assessment.report import Report
from oshealth.errors import InvalidSettings, RepositoryNotFound, UnknownName
from oshealth.rulebook import Rulebook, Settings, compose
from oshealth.rulebook.packs import read_pack
from oshealth.rulebook.settings import Attestation, Waiver
from oshealth.snapshot import GROUPS, Snapshot, Texts, Tree, Unknown
from tests.builders import Work, a_snapshot

PACK = read_pack(Path(__file__).parent.parent / "packs" / "small")
BOOK = compose([PACK], "small")
HEALTHY = {"README.md": "# Thing", "guide.md": "Open a pull request."}
THREE = [Work(f"{name} Example <{name.lower()}@example.org>", 2, 30) for name in ("Ada", "Ben", "Cy")]


def outcomes(report: Report) -> dict[str, str]:
    """Rule and outcome, credit where it is partial."""
    return {
        finding.rule.removeprefix("small/"): finding.outcome
        + (f" {finding.credit}" if finding.outcome == "partial" else "")
        for finding in report.findings
    }


def test_a_healthy_project() -> None:
    """Everything decided, one lesser credit, one letter."""
    report = assess(a_snapshot(HEALTHY, THREE), BOOK)

    assert outcomes(report) == {
        "readme": "pass",
        "guide": "pass",
        "guide-says-how": "pass",
        "bus-factor": "partial 75",
        "steady": "pass",
    }
    # community 100; people (4·75 + 3·100) / 7 = 85.7; 60·100 + 40·85.7 = 94.3
    assert (report.score.score, report.score.coverage, report.grade.letter) == (94, 100, "A")
    assert [(step.rule, step.gain) for step in report.plan] == [("small/bus-factor", 5.7)]


def test_the_plan_says_what_is_missing_until_the_next_band() -> None:
    """In the finding and the plan of this repository; the words of the rule stay the same for everybody."""
    report = assess(a_snapshot(HEALTHY, THREE[:2]), BOOK)
    found = next(finding for finding in report.findings if finding.rule.endswith("bus-factor"))
    step = next(step for step in report.plan if step.rule == found.rule)
    asks = "Now 1 person; 2 people or more give 75 % of the points, 3 people or more give all of the points."
    assert (found.outcome, found.ahead) == ("fail", asks)
    assert step.fix == f"{asks} {found.fix}"
    written = results_document([report])["results"][0]
    kept = [one.get("ahead") for one in written["findings"]]  # type: ignore[typeddict-item, unused-ignore]
    assert [one for one in kept if one] == [asks]


def test_a_missing_document_fails_what_rests_on_it_so_that_deleting_never_helps() -> None:
    """The finding says which rule it rests on, and is no step of its own in the plan."""
    report = assess(a_snapshot({"README.md": "# Thing"}, THREE), BOOK)
    resting = next(finding for finding in report.findings if finding.rule == "small/guide-says-how")

    assert (resting.outcome, resting.rests_on, resting.reason) == (
        "fail",
        "small/guide",
        "rests on small/guide, which is fail",
    )
    assert "small/guide-says-how" not in [step.rule for step in report.plan]


def test_an_unseen_history_is_not_a_dead_project() -> None:
    """Commits that could not be listed make the findings unknown, never a fail; coverage says so."""
    report = assess(a_snapshot(HEALTHY, history=Unknown("clone refused")), BOOK)

    assert outcomes(report)["bus-factor"] == outcomes(report)["steady"] == "unknown"
    assert (report.score.score, report.score.coverage, report.score.low, report.score.high) == (
        100,
        60,
        60,
        100,
    )
    assert (report.grade.letter, report.grade.low, report.grade.high) == ("A", "C", "A")


def test_a_failed_gate_is_an_f_even_with_little_evidence() -> None:
    """The gate of the small profile is the README."""
    report = assess(a_snapshot({}, history=Unknown("clone refused")), BOOK)

    assert (report.grade.letter, report.grade.note) == ("F", "gate failed: small/readme")


def test_an_undecided_gate_withholds_the_letter() -> None:
    """No letter until somebody settles it, and exit code 3."""
    report = assess(a_snapshot({}, THREE, tree=Unknown("too large"), texts=Unknown("too large")), BOOK)

    assert (report.grade.letter, report.grade.withheld) == (None, True)
    assert verdict([report], Asked()).code == 3


def test_too_little_evidence_is_no_letter() -> None:
    """Below the minimum coverage there is neither a letter nor a pass."""
    report = assess(a_snapshot(HEALTHY, history=Unknown("clone refused")), BOOK, minimum_coverage=61)

    assert report.grade.note == "not enough evidence: coverage 60 is below 61"
    assert verdict([report], Asked()).code == 3


def test_what_was_asked_decides_the_exit_code() -> None:
    """1 below a promise; 3 where an answer was needed and is unknown; 3 outranks 1; 0 for a plain F."""
    good, unseen = (
        assess(a_snapshot(HEALTHY, THREE), BOOK),
        assess(a_snapshot(HEALTHY, history=Unknown("x")), BOOK),
    )
    bare = assess(a_snapshot({"README.md": "# x"}, THREE), BOOK)
    failed = assess(a_snapshot({}, THREE), BOOK)
    failed_and_unseen = assess(a_snapshot({}, history=Unknown("x")), BOOK)

    assert [
        verdict([good], Asked(fail_under=94)).code,
        verdict([good], Asked(fail_under=95)).code,
        verdict([bare], Asked(fail_on=("small/guide",))).code,
        verdict([bare], Asked(fail_on=("community",))).code,
        verdict([unseen], Asked(fail_on=("people",))).code,
        verdict([bare, unseen], Asked(fail_on=("people", "small/guide"))).code,
        verdict([failed], Asked()).code,
        verdict([failed], Asked(fail_on=("gate",))).code,
        verdict([failed_and_unseen], Asked()).code,
        verdict([failed_and_unseen], Asked(fail_on=("gate",), min_coverage=61)).code,
        verdict([good, unaudited("x/y", RepositoryNotFound("not found"))], Asked()).code,
    ] == [0, 1, 1, 1, 3, 3, 0, 1, 0, 3, 3]


def test_a_promise_about_an_unknown_rule_is_a_mistake() -> None:
    """A typing error in --fail-on must not pass silently."""
    with pytest.raises(UnknownName, match="unknown rule or category 'small/gide'"):
        verdict([assess(a_snapshot(HEALTHY, THREE), BOOK)], Asked(fail_on=("small/gide",)))


def test_an_undecided_gate_that_is_only_shown_fails_nobody_who_asks_for_gates() -> None:
    """`--fail-on gate` needs an answer only where the letter needs one."""
    shown = compose([PACK], "small")
    shown = replace(shown, profile=dataclasses.replace(shown.profile, gates={"small/readme": "show"}))
    unseen = a_snapshot(HEALTHY, THREE, tree=Unknown("x"), texts=Unknown("x"))

    codes = [
        verdict([assess(unseen, book, minimum_coverage=0)], Asked(fail_on=("gate",))).code
        for book in (shown, BOOK)
    ]
    assert codes == [0, 3]


def test_a_waiver_is_shown_and_not_counted_until_it_runs_out() -> None:
    """What rests on a waived rule does not apply."""
    waiver = Waiver(rule="small/guide", reason="Changes come by mailing list.", until=date(2026, 12, 31))
    report = assess(a_snapshot({"README.md": "# x"}, THREE), BOOK, Settings(waivers=(waiver,)))
    late = Waiver(rule="small/guide", reason="Changes come by mailing list.", until=date(2026, 1, 1))

    assert (outcomes(report)["guide"], outcomes(report)["guide-says-how"]) == ("waived", "not_applicable")
    assert (
        next(f for f in report.findings if f.rule == "small/guide").reason == "Changes come by mailing list."
    )
    over = assess(a_snapshot({}, THREE), BOOK, Settings(waivers=(late,)))
    assert (outcomes(over)["guide"], over.notes) == (
        "fail",
        ("the waiver of small/guide ran out on 2026-01-01",),
    )
    assert report.notes == ()


def test_a_gate_cannot_be_waived_and_a_waiver_must_name_a_rule() -> None:
    """Both are mistakes in the settings, with a hint."""
    for rule, said in (("small/readme", "is a gate"), ("small/gide", "unknown rule 'small/gide'")):
        waiver = Waiver(rule=rule, reason="We would rather not.")
        with pytest.raises(InvalidSettings, match=said):
            assess(a_snapshot({}), BOOK, Settings(file=".oshealth.yml", waivers=(waiver,)))


def test_a_promise_on_a_rule_that_there_is_not_is_a_mistake_in_the_settings() -> None:
    """It is said with the file, and before a result is shown that nobody was held to."""
    with pytest.raises(InvalidSettings) as caught:
        assess(a_snapshot({}), BOOK, Settings(file=".oshealth.yml", fail_on=("gate", "small/gide")))
    assert (str(caught.value), caught.value.hint) == (
        ".oshealth.yml: unknown rule or category 'small/gide'",
        "did you mean 'small/guide'?",
    )


def test_an_attestation_is_shown_beside_the_rule_and_never_scored() -> None:
    """A person's word is evidence for readers, not a pass."""
    said = Attestation(
        rule="small/guide-says-how", statement="It says so on our site.", by="us", date=date(2026, 1, 2)
    )
    files = {"README.md": "# x", "guide.md": "Be nice."}
    plain, attested = (
        assess(a_snapshot(files, THREE), BOOK, s) for s in (None, Settings(attestations=(said,)))
    )

    finding = next(f for f in attested.findings if f.rule == "small/guide-says-how")
    assert (finding.outcome, finding.evidence[-1].name, finding.evidence[-1].value) == (
        "needs_human",
        "attested by us on 2026-01-02",
        "It says so on our site.",
    )
    assert attested.score == plain.score


def test_selected_rules_have_a_score_and_no_letter() -> None:
    """A required rule outside the selection is judged and not counted."""
    book = compose([PACK], "small", select=("small/guide-says-how",))
    report = assess(a_snapshot(HEALTHY), book)

    assert (report.score.score, report.grade.letter) == (100, None)
    assert {finding.rule: finding.weight for finding in report.findings} == {
        "small/guide": 0,
        "small/guide-says-how": 2,
    }


def a_snapshot_without(snapshot: Snapshot, group: str) -> Snapshot:
    """The same evidence with one group unseen."""
    hidden: dict[str, Any] = {group: Unknown("hidden")}
    return replace(snapshot, **hidden)


FILES = st.dictionaries(
    st.sampled_from(["README.md", "guide.md", "guide.txt", "docs/guide.md"]),
    st.sampled_from(["", "# x", "Open a pull request.", "Be nice."]),
)


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """Some documents, some people, whatever their age."""
    work = [
        Work(f"P{n} Example <p{n}@example.org>", draw(st.integers(0, 900)), draw(st.integers(1, 30)))
        for n in range(3)
    ]
    return a_snapshot(draw(FILES), work[: draw(st.integers(0, 3))])


@given(snapshots(), st.sampled_from(["tree", "texts", "history", "tags"]))
def test_hiding_evidence_turns_nothing_into_its_opposite(snapshot: Snapshot, group: str) -> None:
    """A group that was not seen can make findings unknown; it never makes pass of fail or fail of pass."""
    before = outcomes(assess(snapshot, BOOK))
    after = outcomes(assess(a_snapshot_without(snapshot, group), BOOK))

    assert all(after[rule] in (came, "unknown") for rule, came in before.items())


@given(snapshots(), st.sampled_from(["README.md", "guide.md", "guide.txt", "docs/guide.md"]))
def test_deleting_a_document_never_helps(snapshot: Snapshot, path: str) -> None:
    """The lower end of the range does not rise when a file goes away."""
    tree, texts = snapshot.tree, snapshot.texts
    assert isinstance(tree, Tree)
    assert isinstance(texts, Texts)
    kept = {name: text for name, text in texts.by_path.items() if name != path}
    without = replace(snapshot, tree=Tree(tuple(p for p in tree.paths if p != path)), texts=Texts(kept))

    assert assess(without, BOOK).score.low <= assess(snapshot, BOOK).score.low


@given(snapshots(), st.permutations(sorted(PACK.rules)))
def test_the_same_snapshot_gives_the_same_report_whatever_the_order_of_rules(
    snapshot: Snapshot, order: Iterable[str]
) -> None:
    """Byte for byte, once findings are put in one order."""
    shuffled = replace(PACK, rules={name: PACK.rules[name] for name in order})
    one, other = (results_document([assess(snapshot, book)]) for book in (BOOK, compose([shuffled], "small")))

    assert one == other


def test_every_group_of_evidence_is_named() -> None:
    """The groups that examples and settings may name are those a snapshot has."""
    assert set(GROUPS) <= set(Snapshot.__struct_fields__)
    assert isinstance(BOOK, Rulebook)
