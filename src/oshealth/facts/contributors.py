"""Who the work hangs on: the absence factor and its variants, and how many people are active.

Unless a definition says otherwise, figures count non-merge commits by people (see `identities`, `bots`) in
the window that `windows.chosen` picks. They are counts: no name or address of a contributor is ever in a
value or its evidence.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.identities import MAILMAP
from oshealth.facts.windows import (
    MONTH,
    UNDATED,
    Window,
    Work,
    all_time,
    chosen,
    evidence,
    twelve_months,
    twenty_four_months,
    unseen,
    work,
)
from oshealth.snapshot import Evidence, Group, Unknown

NEEDS: Final[frozenset[Group]] = frozenset({"history", "texts"})
TRUCK_FACTOR: Final = "contributors.truck_factor"
_CREDIT: Final = 720_720
_NOBODY: Final = Unknown("nobody has committed in the last 24 months")


def absence_factor(contributions: Iterable[int]) -> int:
    """The smallest number of contributors who together make at least half of all contributions; 0 for none.

    CHAOSS, Contributor Absence Factor: https://chaoss.community/?p=3944
    """
    ranked = sorted(contributions, reverse=True)
    total, reached = sum(ranked), 0
    for people, count in enumerate(ranked, start=1):
        reached += count
        if 2 * reached >= total:
            return people
    return 0


def in_window(read: Callable[[Facts, Work, Window], Reading]) -> Callable[[Facts], Reading]:
    """A reader of a fact from one that wants the work and the chosen window; Unknown where these are."""

    def reader(facts: Facts) -> Reading:
        done, window = facts.once(work), facts.once(chosen)
        if isinstance(done, Unknown):
            return done
        return window if isinstance(window, Unknown) else read(facts, done, window)

    return reader


def _absence_factor(facts: Facts, done: Work, window: Window) -> Reading:
    return Value(absence_factor(done.human.counts(window).values()), evidence(facts, window))


def _beside_truck_factor(facts: Facts) -> Reading:
    """The absence factor, and as evidence beside it the truck factor, where it was looked so deep."""
    found = in_window(_absence_factor)(facts)
    if isinstance(found, Unknown) or isinstance(facts.snapshot.changes, Unknown):
        return found
    who_wrote = facts.get(TRUCK_FACTOR)
    if isinstance(who_wrote, Unknown):
        return found
    beside = Evidence("fact", name=TRUCK_FACTOR, value=who_wrote.value)
    return Value(found.value, (beside, *found.evidence))


def _absence_factor_all_time(facts: Facts) -> Reading:
    done, window = facts.once(work), all_time(facts)
    if isinstance(done, Unknown):
        return done
    return unseen(facts, window) or _absence_factor(facts, done, window)


def _absence_factor_with_coauthors(facts: Facts, done: Work, window: Window) -> Reading:
    return Value(absence_factor(_shared(done, window).values()), evidence(facts, window))


def _shared(done: Work, window: Window) -> Counter[int]:
    """Credit of each person in a window, every commit shared equally by its author and its human
    co-authors.
    """
    people, credit = done.people, Counter[int]()
    place = done.human.within(window)
    for row, author in zip(done.human.rows[place], done.human.persons[place], strict=True):
        named = {author, *(people.of[index] for index in done.history.coauthors.get(row, ()))}
        persons = [person for person in named if not people.persons[person].is_bot]
        for person in persons:
            credit[person] += _CREDIT // len(persons)
    return credit


def _top_share(facts: Facts, done: Work, window: Window) -> Reading:
    counts = done.human.counts(window)
    if not counts:
        return _NOBODY
    return Value(round(max(counts.values()) / counts.total(), 3), evidence(facts, window))


def _active(facts: Facts, done: Work, window: Window) -> Reading:
    return Value(len(done.human.counts(window)), evidence(facts, window))


def _active_in_twelve_months(facts: Facts) -> Reading:
    done, window = facts.once(work), twelve_months(facts)
    if isinstance(done, Unknown):
        return done
    return unseen(facts, window) or _active(facts, done, window)


def _regular(facts: Facts, done: Work, window: Window) -> Reading:
    """Who came back within two years; what somebody did long ago is no sign of who is there."""
    window = twenty_four_months(facts) if window.start == UNDATED else window
    seen = done.human.between(window)
    last = seen.last_times()
    back = sum(last[person] - first >= MONTH for person, first in seen.first_times().items())
    return Value(back, evidence(facts, window))


def _bot_share(facts: Facts) -> Reading:
    done, window = facts.once(work), twelve_months(facts)
    if isinstance(done, Unknown):
        return done
    hidden = unseen(facts, window)
    if hidden:
        return hidden
    bots, people = done.automatic.total(window), done.human.total(window)
    if bots + people == 0:
        return Unknown("no commits in the last 12 months to take a share of")
    return Value(round(bots / (bots + people), 3), evidence(facts, window, bots + people))


def _window(facts: Facts, done: Work, window: Window) -> Reading:
    empty = window.start and done.newest_time <= window.start
    return Value(f"nobody in {window.name}" if empty else window.name, evidence(facts, window))


def _fact(name: str, unit: str, definition: str, read: Callable[[Facts], Reading], source: str = "") -> Fact:
    return Fact(
        name=f"contributors.{name}",
        kind="number",
        definition=definition,
        read=read,
        needs=NEEDS,
        unit=unit,
        source=source,
        texts=(MAILMAP,),
    )


_ABSENCE: Final = "CHAOSS, Contributor Absence Factor (https://chaoss.community/?p=3944)"

FACTS: Final = (
    _fact(
        "absence_factor",
        "people",
        "The smallest number of people who together made at least half of the non-merge commits by people "
        "in the last 12 months (with fewer than 20 commits: 24 months, then all time); 0 when nobody "
        "committed in 24 months. With --deep the truck factor stands beside it as evidence.",
        _beside_truck_factor,
        _ABSENCE,
    ),
    _fact(
        "absence_factor_all_time",
        "people",
        "The same over the whole history.",
        _absence_factor_all_time,
        _ABSENCE,
    ),
    _fact(
        "absence_factor_with_coauthors",
        "people",
        "A variant of the absence factor in which author and co-authors (Co-authored-by) share a commit "
        "equally.",
        in_window(_absence_factor_with_coauthors),
        _ABSENCE,
    ),
    _fact(
        "top_share",
        "share of commits (0 to 1)",
        "The part of the commits in the window that the most active person made; unknown when there are "
        "none.",
        in_window(_top_share),
    ),
    _fact(
        "active",
        "people",
        "People with commits in the window: 12 months, with fewer than 20 commits 24 months, then all time; "
        "0 when nobody committed in 24 months.",
        in_window(_active),
        "CHAOSS, Contributors",
    ),
    _fact(
        "active_in_twelve_months",
        "people",
        "People with commits in the last 12 months, however few the commits; the window is not widened.",
        _active_in_twelve_months,
        "CHAOSS, Contributors",
    ),
    _fact(
        "regular",
        "people",
        "People whose first and last commits in the window lie at least a month (a twelfth of a year) apart; "
        "the window is 12 months, with fewer than 20 commits 24 months, never more.",
        in_window(_regular),
    ),
    _fact(
        "bot_share",
        "share of commits (0 to 1)",
        "The part of the non-merge commits of the last 12 months that bots made.",
        _bot_share,
        "CHAOSS, Bot Activity",
    ),
    Fact(
        name="contributors.window",
        kind="text",
        definition="The window used for figures on people: the last 12 months, the last 24 months or all "
        "time.",
        read=in_window(_window),
        needs=NEEDS,
        texts=(MAILMAP,),
    ),
)
