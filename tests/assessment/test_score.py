"""The score is exact arithmetic, and it cannot be gamed: mending never lowers it, hiding never raises its lower end."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from oshealth.assessment.finding import Finding
from oshealth.assessment.score import (
    CategoryScore,
    Score,
    by_category,
    capped,
    category_scores,
    exact_score,
    letter,
    rounded,
    whole_score,
    with_another,
)

SHARES = {"community": 50, "people": 30, "money": 20}
OUTCOMES = st.sampled_from(["pass", "partial", "fail", "unknown", "needs_human", "not_applicable", "waived"])


def a_finding(
    outcome: str, weight: int = 1, category: str = "community", credit: int | None = None
) -> Finding:
    """A finding with the credit that fits its outcome."""
    fitting = {"pass": 100, "partial": 50}.get(outcome, 0) if credit is None else credit
    return Finding("a-rule", category, "A rule", outcome, fitting, weight)  # type: ignore[arg-type]


@st.composite
def findings(draw: st.DrawFn) -> list[Finding]:
    """Some findings in some categories."""
    rows = draw(
        st.lists(
            st.tuples(OUTCOMES, st.integers(0, 5), st.sampled_from(sorted(SHARES)), st.integers(1, 99)),
            max_size=12,
        )
    )
    return [
        a_finding(outcome, weight, category, credit if outcome == "partial" else None)
        for outcome, weight, category, credit in rows
    ]


def test_the_worked_example() -> None:
    """Community: 4 of 6 applicable weight decided, 75 earned; people: all decided, half earned."""
    some = [
        a_finding("pass", 3),
        a_finding("fail", 1),
        a_finding("unknown", 2),
        a_finding("not_applicable", 5),
        a_finding("waived", 5),
        a_finding("partial", 2, "people"),
    ]

    assert category_scores(
        by_category(some), SHARES, {"community": "Community", "people": "People", "money": "Money"}
    ) == (
        CategoryScore("community", "Community", 50, 75, 67),
        CategoryScore("people", "People", 30, 50, 100),
    )
    # score (50·4/6·75 + 30·50) / (50·4/6 + 30) = 63.2; coverage (50·4/6 + 30) / 80 = 79.2
    assert whole_score(by_category(some), SHARES) == Score(score=63, coverage=79, low=50, high=71)


def test_nothing_decided_is_no_score_and_the_range_is_everything() -> None:
    """Unknown is neither zero nor a hundred."""
    assert whole_score(by_category([a_finding("unknown", 3)]), SHARES) == Score(
        score=None, coverage=0, low=0, high=100
    )


def test_halves_are_rounded_upwards_once() -> None:
    """12.5 is 13, and 12.49… is 12."""
    assert [
        rounded(Fraction(25, 2)),
        rounded(Fraction(1249, 100)),
        rounded(Fraction(0)),
        rounded(Fraction(100)),
    ] == [
        13,
        12,
        0,
        100,
    ]


def test_letters_and_caps() -> None:
    """A bound is reached at its own value; a cap only ever lowers."""
    bounds = {"A": 80, "B": 65, "C": 50, "D": 35}

    assert [letter(points, bounds) for points in (100, 80, 79, 65, 50, 35, 34, 0)] == list("AABBCDFF")
    assert [capped("A", ["D", "B"]), capped("F", ["B"]), capped("C", [])] == ["D", "F", "C"]


@given(findings())
def test_scores_stay_between_0_and_100_and_the_range_holds_the_score(some: list[Finding]) -> None:
    """Whatever is found."""
    score = whole_score(by_category(some), SHARES)

    assert 0 <= score.low <= score.high <= 100
    assert 0 <= score.coverage <= 100
    assert score.score is None or score.low <= score.score <= score.high


@given(findings(), st.data())
def test_mending_a_finding_never_lowers_a_score(some: list[Finding], data: st.DataObject) -> None:
    """A fail or partial that passes raises the score or leaves it, at both ends of the range."""
    decided = [number for number, finding in enumerate(some) if finding.outcome in ("fail", "partial")]
    if not decided:
        return
    number = data.draw(st.sampled_from(decided))
    mended = [*some]
    mended[number] = replace(some[number], outcome="pass", credit=100)

    before, after = exact_score(some, SHARES), exact_score(mended, SHARES)

    assert after[1] == before[1]
    assert (after[0] or 0) >= (before[0] or 0)


@given(findings(), st.data())
def test_hiding_evidence_never_raises_the_lower_end(some: list[Finding], data: st.DataObject) -> None:
    """A decided finding that becomes unknown cannot improve what is certain, nor lower what is possible."""
    decided = [number for number, finding in enumerate(some) if finding.is_decided]
    if not decided:
        return
    number = data.draw(st.sampled_from(decided))
    hidden = [*some]
    hidden[number] = replace(some[number], outcome="unknown", credit=0)

    (before, seen), (after, left) = exact_score(some, SHARES), exact_score(hidden, SHARES)

    assert (after or 0) * left <= (before or 0) * seen
    assert (after or 0) * left / 100 + 100 - left >= (before or 0) * seen / 100 + 100 - seen


@given(findings(), st.randoms(use_true_random=False))
def test_the_order_of_findings_does_not_matter(some: list[Finding], random: object) -> None:
    """Sums do not know an order."""
    shuffled = [*some]
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert whole_score(by_category(shuffled), SHARES) == whole_score(by_category(some), SHARES)


@given(findings(), OUTCOMES, st.data())
def test_one_finding_in_place_of_another_adds_up_as_if_it_had_been_there(
    some: list[Finding], outcome: str, data: st.DataObject
) -> None:
    """Sums that are brought up to date are those of the findings as they are now."""
    if not some:
        return
    number = data.draw(st.sampled_from(range(len(some))))
    new = a_finding(outcome, some[number].weight, some[number].category)

    now = [*some[:number], new, *some[number + 1 :]]

    assert with_another(by_category(some), some[number], new) == by_category(now)
