"""Who looks at changes before they land, and who lets them in: shares and counts of people, never their names."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.threads import (
    KINDS,
    MINIMUM,
    NEEDS,
    Sample,
    by_people,
    counted,
    few,
    hidden,
    opened,
    sample,
    share,
    threads,
)
from oshealth.facts.windows import YEAR, now
from oshealth.snapshot import Thread, Unknown

_YEAR: Final = 365


def merged(facts: Facts, wanted: Callable[[Thread], bool] = by_people) -> Sample | Unknown:
    """The change requests of the last 12 months that were merged; by default those that people opened."""
    return sample(facts, "changes", opened(_YEAR, facts), lambda one: one.merged is not None and wanted(one))


def _share_of_merged(holds: Callable[[Thread], bool | Unknown]) -> Callable[[Facts], Reading]:
    """A share of the merged change requests; unknown when more than a tenth of them could not be told."""

    def read(facts: Facts) -> Reading:
        found = merged(facts)
        if isinstance(found, Unknown):
            return found
        answers = [holds(one) for one in found.threads]
        return hidden(answers, len(answers)) or share(
            answers.count(True), len(answers), "merged change requests", found
        )

    return read


def _approved(one: Thread) -> bool | Unknown:
    return one.approved


def _by_two(one: Thread) -> bool | Unknown:
    """Approved, or let in, by somebody else than the author."""
    if isinstance(one.merged_by, str) and one.merged_by not in {"", one.author}:
        return True
    return one.approved


def _reviews(facts: Facts) -> tuple[Counter[str], Sample] | Unknown:
    """How many change requests of the last 12 months each account reviewed."""
    found = sample(facts, "changes", opened(_YEAR, facts), by_people)
    if isinstance(found, Unknown):
        return found
    if unseen := hidden([one.reviewers for one in found.threads], len(found.threads)):
        return unseen
    told = (one.reviewers for one in found.threads if isinstance(one.reviewers, tuple))
    return Counter(who for reviewers in told for who in reviewers if who), found


def _top_reviewer(facts: Facts) -> Reading:
    seen = _reviews(facts)
    if isinstance(seen, Unknown):
        return seen
    counts, found = seen
    return share(max(counts.values(), default=0), counts.total(), "reviews of change requests", found)


def _reviewers(facts: Facts) -> Reading:
    seen = _reviews(facts)
    if isinstance(seen, Unknown):
        return seen
    counts, found = seen
    return few(len(found.threads), found.words, found) or Value(
        len(counts), counted(len(found.threads), found)
    )


def mergers(facts: Facts) -> tuple[frozenset[str], Sample] | Unknown:
    """Accounts of people that merged in the last 12 months, and the merged change requests, programs' too. Unknown when
    fewer than two are seen and programs merged more than a tenth of what people sent: for whom, nobody says.
    """
    found = merged(facts, lambda _: True)
    if isinstance(found, Unknown):
        return found
    people = frozenset(
        one.merged_by for one in found.threads if isinstance(one.merged_by, str) and one.merged_by
    )
    unseen = hidden([one.merged_by for one in found.threads if by_people(one)], len(found.threads))
    return unseen if unseen and len(people) < 2 else (people, found)


def _mergers(facts: Facts) -> Reading:
    found = mergers(facts)
    if isinstance(found, Unknown):
        return found
    people, of = found
    if len(people) < 2 and (too_few := few(len(of.threads), "merged change requests", of)):
        return too_few
    return Value(len(people), counted(len(of.threads), of, "merged change requests"))


def at_work(facts: Facts) -> frozenset[str]:
    """Lower-case accounts of people seen in the last 12 months to merge, close or review what others sent, or whose
    change requests were merged; empty when the conversation was not seen.
    """
    start = now(facts) - YEAR
    return frozenset(
        who.casefold()
        for kind in KINDS
        if not isinstance(found := threads(facts, kind), Unknown)
        for one in found.items
        for who in _acting(one, start)
        if who
    )


def _acting(one: Thread, start: int) -> Iterator[str]:
    if one.merged is not None and one.merged > start:
        yield from (who for who in (one.merged_by, one.author) if isinstance(who, str))
    if (
        one.closed is not None
        and one.closed > start
        and isinstance(one.closed_by, str)
        and one.closed_by != one.author
    ):
        yield one.closed_by
    if one.opened > start and isinstance(one.reviewers, tuple):
        yield from one.reviewers


def _fact(name: str, unit: str, definition: str, read: Callable[[Facts], Reading], source: str) -> Fact:
    return Fact(name, "number", definition, read, NEEDS, unit, source)


_SHARE: Final = "share of change requests (0 to 1)"
_REVIEWS: Final = "CHAOSS, Change Request Reviews"

FACTS: Final = (
    _fact(
        "changes.approved_share",
        _SHARE,
        "Of the change requests that people opened in the last 12 months and that were merged, the part that a human other "
        "than the author approved.",
        _share_of_merged(_approved),
        _REVIEWS,
    ),
    _fact(
        "changes.two_person_share",
        _SHARE,
        "Of the change requests that people opened in the last 12 months and that were merged, the part that a human other "
        "than the author approved or merged.",
        _share_of_merged(_by_two),
        "Best Practices badge, two_person_review; OpenSSF Scorecard, Code-Review",
    ),
    _fact(
        "reviews.top_share",
        "share of reviews (0 to 1)",
        "The part of the reviews (a person and a change request of somebody else, once each) on the change requests opened "
        f"in the last 12 months that the busiest reviewer made; unknown below {MINIMUM} reviews.",
        _top_reviewer,
        _REVIEWS,
    ),
    _fact(
        "reviews.people",
        "people",
        "People who reviewed a change request of somebody else that was opened in the last 12 months.",
        _reviewers,
        _REVIEWS,
    ),
    _fact(
        "changes.mergers",
        "people",
        "People who merged change requests that were opened in the last 12 months, by their accounts; with fewer than two "
        f"people unknown when programs merged more than a tenth, and when there are fewer than {MINIMUM}.",
        _mergers,
        "Best Practices badge, access_continuity",
    ),
)
