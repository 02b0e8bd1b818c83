"""How a score was made, step by step, so that a reader can do it again with a pencil."""

from collections.abc import Iterable
from fractions import Fraction

from msgspec import Struct

from oshealth.assessment.finding import Finding
from oshealth.assessment.report import Report
from oshealth.assessment.score import CategoryScore


class Sum(Struct, frozen=True):
    """One category: the weights that apply, that were decided, and Σ weight·credit / 100 of the decided."""

    category: CategoryScore
    applicable: int
    decided: int
    earned: Fraction

    @property
    def coverage(self) -> Fraction:
        """Decided / applicable, 0 to 1."""
        return Fraction(self.decided, self.applicable) if self.applicable else Fraction(0)

    @property
    def counts(self) -> Fraction:
        """Share · coverage: how much the category weighs in the score."""
        return self.category.share * self.coverage

    @property
    def brings(self) -> Fraction:
        """Share · coverage · score, where the score is earned / decided in percent."""
        return self.counts * (100 * self.earned / self.decided if self.decided else 0)

    def numbers(self) -> tuple[str, ...]:
        """The row of a table: earned, decided, applicable, share, what it counts and what it brings."""
        return (
            plain(self.earned),
            str(self.decided),
            str(self.applicable),
            str(self.category.share),
            plain(self.counts),
            plain(self.brings),
        )


class Arithmetic(Struct, frozen=True):
    """All categories, and the two sums whose quotient is the score."""

    sums: tuple[Sum, ...]

    @property
    def counts(self) -> Fraction:
        """Σ share · coverage."""
        return sum((one.counts for one in self.sums), Fraction(0))

    @property
    def brings(self) -> Fraction:
        """Σ share · coverage · score."""
        return sum((one.brings for one in self.sums), Fraction(0))

    @property
    def shares(self) -> int:
        """Σ share over the categories in which something applies."""
        return sum(one.category.share for one in self.sums)

    @property
    def score(self) -> str:
        """The quotient before rounding, with two decimals; a dash where nothing was decided."""
        return plain(self.brings / self.counts) if self.counts else "–"

    @property
    def coverage(self) -> str:
        """Σ share · coverage / Σ share in percent, with two decimals."""
        return plain(100 * self.counts / self.shares) if self.shares else "–"

    def totals(self) -> tuple[str, str, str]:
        """Σ share, Σ share · coverage and Σ share · coverage · score, as they stand in a table."""
        return str(self.shares), plain(self.counts), plain(self.brings)


def plain(number: Fraction) -> str:
    """At most two decimals, and none for a whole number."""
    return f"{float(number):.2f}".rstrip("0").rstrip(".")


def arithmetic_of(report: Report) -> Arithmetic:
    """The arithmetic behind a report's score."""
    return Arithmetic(tuple(_sum(category, report.findings) for category in report.categories))


def _sum(category: CategoryScore, findings: Iterable[Finding]) -> Sum:
    own = [finding for finding in findings if finding.category == category.id]
    decided = [finding for finding in own if finding.is_decided]
    return Sum(
        category,
        applicable=sum(finding.weight for finding in own if finding.is_decided or finding.is_open),
        decided=sum(finding.weight for finding in decided),
        earned=Fraction(sum(finding.weight * finding.credit for finding in decided), 100),
    )
