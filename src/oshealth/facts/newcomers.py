"""How a project meets people from outside: whether they get a reply, and whether what they send is let in.

Whether somebody was new when they came the forge does not say: after a first merge it calls them contributors. So
everybody outside the team counts once, by the first thing that was read of them.
"""

from collections.abc import Callable
from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.threads import (
    KINDS,
    MINIMUM,
    NEEDS,
    Sample,
    closed_at_once,
    from_outside,
    hidden,
    sample,
    settled,
    share,
    threads,
)
from oshealth.facts.windows import DAY, YEAR, Window, now
from oshealth.snapshot import Evidence, Thread, Unknown

WAITING: Final = 7
"""Days that a reply may take before a missing one counts."""
ENOUGH: Final = 0.8
"""From this share of replies on, newcomers are heard (see newcomers.reply_share)."""


def _firsts(found: Sample) -> tuple[Thread, ...]:
    """The earliest thread of everybody in a sample; whose account is gone cannot be told from others and stays out."""
    first: dict[str, Thread] = {}
    for thread in settled(found):
        known = first.get(thread.author)
        if thread.author and (known is None or (thread.opened, thread.number) < (known.opened, known.number)):
            first[thread.author] = thread
    return tuple(first.values())


def _acceptance(facts: Facts) -> Reading:
    """Unknown when more than a tenth may have been withdrawn by their authors instead of declined."""
    window = Window(now(facts) - YEAR, now(facts), "opened in the last 365 days")
    found = sample(facts, "changes", window)
    if isinstance(found, Unknown):
        return found
    decided = [one for one in _firsts(found) if one.merged is not None or one.closed is not None]
    doubts = [one.answered for one in decided if closed_at_once(one)]
    return hidden(doubts, len(decided)) or share(
        sum(one.merged is not None for one in decided),
        len(decided),
        "first change requests that were decided",
        found,
    )


def _reply(facts: Facts) -> Reading:
    """Unknown when it hangs on people who do not show whether they are of the team."""
    window = Window(now(facts) - 180 * DAY, now(facts) - WAITING * DAY, f"opened {WAITING} to 180 days ago")
    samples = [sample(facts, kind, window) for kind in KINDS]
    seen = [found for found in samples if isinstance(found, Sample)]
    if len(seen) < len(samples):
        return next(found for found in samples if isinstance(found, Unknown))
    everything = Sample(
        "issues",
        tuple(one for found in seen for one in found.threads),
        window.name,
        next((found.reach for found in seen if found.reach), ""),
    )
    return _replied(_firsts(everything), everything)


def _replied(firsts: tuple[Thread, ...], found: Sample) -> Reading:
    if unseen := hidden([one.team_answered for one in firsts], len(firsts)):
        return unseen
    by_team = sum(isinstance(one.team_answered, int) for one in firsts)
    by_anybody = sum(isinstance(one.answered, int) for one in firsts)
    few_or_share = share(by_team, len(firsts), "first issues and change requests", found)
    if (
        isinstance(few_or_share, Unknown)
        or by_team >= ENOUGH * len(firsts)
        or by_anybody < ENOUGH * len(firsts)
    ):
        return few_or_share
    return Unknown(
        f"{by_anybody - by_team} of {len(firsts)} were answered by people who do not show whether they are of the team"
    )


def _landed(facts: Facts) -> Reading:
    found = threads(facts, "changes")
    if isinstance(found, Unknown):
        return found
    if not found.is_whole:
        return Unknown("not all change requests were read, so a first one cannot be told from a later one")
    first: dict[str, int] = {}
    for one in found.items:
        if one.merged is not None and one.author and from_outside(one):
            first[one.author] = min(one.merged, first.get(one.author, one.merged))
    count = sum(time > now(facts) - YEAR for time in first.values())
    return Value(count, (Evidence("api", name="first changes", value=count),))


def _fact(name: str, definition: str, read: Callable[[Facts], Reading], source: str) -> Fact:
    unit = "people" if name == "landed" else "share of people (0 to 1)"
    return Fact(f"newcomers.{name}", "number", definition, read, NEEDS, unit, source)


FACTS: Final = (
    _fact(
        "acceptance_ratio",
        "Of the people outside the team whose first change request of the last 12 months was decided, the part whose was "
        f"merged; unknown below {MINIMUM}.",
        _acceptance,
        "CHAOSS, Change Request Acceptance Ratio",
    ),
    _fact(
        "reply_share",
        "Of the people outside the team, each by the first issue or change request of theirs opened 7 to 180 days ago, the "
        "part that somebody of the team answered: who shows that they belong to it, or was seen to label, close or merge "
        "what others sent. Unknown when whether it is 80 % hangs on people who show neither.",
        _reply,
        "CHAOSS, Newcomer Experience; Steinmacher et al. 2013",
    ),
    _fact(
        "landed",
        "People outside the team whose first merged change request lies in the last 12 months; unknown unless all change "
        "requests were read.",
        _landed,
        "CHAOSS, New Contributors",
    ),
)
