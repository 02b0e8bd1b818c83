"""The score: arithmetic over findings, in exact fractions, rounded once at the end.

In a category, coverage = decided weight / applicable weight and score = Σ weight·credit / Σ weight over what is
decided. The whole: score = Σ share·coverage·score / Σ share·coverage; coverage = Σ share·coverage / Σ share over the
categories in which something applies. So a category seen through one keyhole weighs as little as was seen.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import lcm
from typing import Any

from msgspec import Struct

from oshealth.assessment.finding import DECIDED, OPEN, Finding
from oshealth.rulebook.profile import LETTERS, Letter


class CategoryScore(Struct, frozen=True):
    """A category: its share in percent, its score (None when nothing is decided) and coverage, both 0–100."""

    id: str
    title: str
    share: int
    score: int | None
    coverage: int


class Score(Struct, frozen=True):
    """The whole: score (None when nothing is decided), coverage, and what the score could be if all were seen."""

    score: int | None
    coverage: int
    low: int
    high: int


def rounded(number: Fraction) -> int:
    """To the nearest whole, halves upwards."""
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)


class Sums(Struct, frozen=True):
    """A category added up: the weight that applies, the weight that is decided, and Σ weight·credit of that."""

    applicable: int
    decided: int
    earned: int

    @property
    def coverage(self) -> Fraction:
        """The decided part of what applies."""
        return Fraction(self.decided, self.applicable)


def by_category(findings: Iterable[Finding]) -> dict[str, Sums]:
    """Every category that has a finding, added up."""
    added: dict[str, tuple[int, int, int]] = {}
    for finding in findings:
        applicable, decided, earned = _adds(finding)
        sums = added.get(finding.category, (0, 0, 0))
        added[finding.category] = sums[0] + applicable, sums[1] + decided, sums[2] + earned
    return {name: Sums(*sums) for name, sums in added.items()}


def with_another(categories: Mapping[str, Sums], before: Finding, after: Finding) -> dict[str, Sums]:
    """The same with one finding in place of another one of its rule."""
    sums, less, more = categories[before.category], _adds(before), _adds(after)
    return {
        **categories,
        before.category: Sums(
            sums.applicable - less[0] + more[0],
            sums.decided - less[1] + more[1],
            sums.earned - less[2] + more[2],
        ),
    }


def _adds(finding: Finding) -> tuple[int, int, int]:
    """What a finding adds to its category: to what applies, to what is decided, and to what is earned."""
    decided = finding.weight if finding.outcome in DECIDED else 0
    open_ = finding.weight if finding.outcome in OPEN else 0
    return decided + open_, decided, decided * finding.credit


def exact_score(findings: Iterable[Finding], shares: Mapping[str, int]) -> tuple[Fraction | None, Fraction]:
    """Score and coverage before rounding; the score is None when nothing is decided."""
    return score_of(by_category(findings), shares)


def score_of(categories: Mapping[str, Sums], shares: Mapping[str, int]) -> tuple[Fraction | None, Fraction]:
    """The same of categories that are added up already."""
    weighed = [(shares.get(name, 0), sums) for name, sums in categories.items() if sums.applicable]
    common = lcm(*(sums.applicable for _, sums in weighed))
    seen = sum(share * sums.decided * (common // sums.applicable) for share, sums in weighed)
    earned = sum(share * sums.earned * (common // sums.applicable) for share, sums in weighed)
    applicable = common * sum(share for share, _ in weighed)
    return (Fraction(earned, seen) if seen else None), Fraction(100 * seen, applicable or 1)


def whole_score(sums: Mapping[str, Sums], shares: Mapping[str, int]) -> Score:
    """Score, coverage and range of all categories."""
    score, coverage = score_of(sums, shares)
    low = (score or Fraction(0)) * coverage / 100
    return Score(
        score=None if score is None else rounded(score),
        coverage=rounded(coverage),
        low=rounded(low),
        high=rounded(low + 100 - coverage),
    )


def category_scores(
    sums: Mapping[str, Sums], shares: Mapping[str, int], titles: Mapping[str, str]
) -> tuple[CategoryScore, ...]:
    """One line a category that has a share and in which something applies, in the order of `titles`."""
    return tuple(
        CategoryScore(
            id=name,
            title=title,
            share=shares.get(name, 0),
            score=rounded(Fraction(sums[name].earned, sums[name].decided)) if sums[name].decided else None,
            coverage=rounded(100 * sums[name].coverage),
        )
        for name, title in titles.items()
        if name in sums and sums[name].applicable and shares.get(name, 0)
    )


def letter(score: int, bounds: Mapping[Any, int]) -> Letter:
    """The best letter whose bound the score reaches; F below all of them."""
    return next((name for name in LETTERS[:-1] if score >= bounds[name]), "F")


def capped(given: Letter, at_most: Iterable[Letter]) -> Letter:
    """The worst of a letter and the caps on it."""
    return max((given, *at_most), key=LETTERS.index)
