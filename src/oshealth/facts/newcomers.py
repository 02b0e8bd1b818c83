"""How a project meets people from outside: whether they get a reply and are let in, and whether tasks wait for them.

Whether somebody was new when they came the forge does not say: after a first merge it calls them contributors. So
everybody outside the team counts once, by the first thing that was read of them.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.base import Kind as FactKind
from oshealth.facts.threads import MINIMUM, NEEDS, Kind, Sample, from_outside, sample, settled, share, threads
from oshealth.facts.windows import DAY, YEAR, Window, now
from oshealth.snapshot import Evidence, Label, Thread, Unknown

WAITING: Final = 7
_LABEL: Final = re.compile(
    r"(?<![a-z])(?:good[ _-]?first|first[ _-]?timers?|first[ _-]?(?:issue|bug|contribution)|beginners?|easy|starter|"
    r"help[ _-]?wanted|up[ _-]?for[ _-]?grabs|new[ _-]?(?:comers?|contributors?)|low[ _-]hanging[ _-]fruit)(?![a-z])",
    re.I,
)
_MOST_LABELS: Final = 100


def _firsts(found: Sample) -> tuple[Thread, ...]:
    """The earliest thread of everybody in a sample; whose account is gone cannot be told from others and stays out."""
    first: dict[str, Thread] = {}
    for thread in settled(found):
        known = first.get(thread.author)
        if thread.author and (known is None or (thread.opened, thread.number) < (known.opened, known.number)):
            first[thread.author] = thread
    return tuple(first.values())


def _acceptance(facts: Facts) -> Reading:
    window = Window(now(facts) - YEAR, now(facts), "opened in the last 365 days")
    found = sample(facts, "changes", window)
    if isinstance(found, Unknown):
        return found
    decided = [one for one in _firsts(found) if one.merged is not None or one.closed is not None]
    return share(
        sum(one.merged is not None for one in decided),
        len(decided),
        "first change requests that were decided",
        found,
    )


def _reply(facts: Facts) -> Reading:
    """Unknown when it hangs on people who do not show whether they are of the team."""
    window = Window(now(facts) - 180 * DAY, now(facts) - WAITING * DAY, f"opened {WAITING} to 180 days ago")
    samples = [sample(facts, kind, window) for kind in _KINDS]
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
    hidden = [one.team_answered for one in firsts if isinstance(one.team_answered, Unknown)]
    if 10 * len(hidden) > len(firsts):
        return hidden[0]
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


def is_for_newcomers(name: str) -> bool:
    """Whether a label of this name marks tasks for newcomers."""
    return bool(_LABEL.search(name[:100]))


def _labels(facts: Facts) -> tuple[Label, ...] | Unknown:
    """The labels for newcomers. Unknown when there are none among those that were read, and there may be others."""
    seen = facts.snapshot.conversation
    labels = seen if isinstance(seen, Unknown) else seen.labels
    if isinstance(labels, Unknown) or isinstance(seen, Unknown):
        return labels if isinstance(labels, Unknown) else Unknown("not given by the forge")
    found = tuple(label for label in labels if is_for_newcomers(label.name))
    if not found and (seen.partial or len(labels) >= _MOST_LABELS):
        return Unknown(seen.partial or f"there are more labels than the {len(labels)} that were read")
    return found


def _names(facts: Facts) -> Reading:
    labels = _labels(facts)
    if isinstance(labels, Unknown):
        return labels
    names = tuple(label.name for label in labels)
    return Value(names, (Evidence("api", name="labels for newcomers", value=names),))


def _tasks(facts: Facts) -> Reading:
    """Tasks under any of the labels; a task under two of them may count twice."""
    labels = _labels(facts)
    if isinstance(labels, Unknown):
        return labels
    counts = [label.open for label in labels]
    known = [count for count in counts if isinstance(count, int)]
    hidden = next((count for count in counts if isinstance(count, Unknown)), None)
    if hidden and not any(known):
        return hidden
    return Value(sum(known), tuple(_shown(labels)))


def _shown(labels: Iterable[Label]) -> Iterator[Evidence]:
    for label in labels:
        if isinstance(label.open, int):
            yield Evidence("api", name=f"open issues labelled {label.name[:60]}", value=label.open)


def _days_since_task(facts: Facts) -> Reading:
    labels = _labels(facts)
    if isinstance(labels, Unknown):
        return labels
    changed = [label.changed for label in labels if isinstance(label.changed, int)]
    hidden = next((label.changed for label in labels if isinstance(label.changed, Unknown)), None)
    if not changed:
        return hidden or Unknown("no open issue has a label for newcomers")
    return Value(max(0, now(facts) - max(changed)) // DAY, tuple(_shown(labels)))


def landed(facts: Facts) -> int | Unknown:
    """People outside the team whose first merged change request lies in the last 12 months, when all were read."""
    found = threads(facts, "changes")
    if isinstance(found, Unknown):
        return found
    if not found.is_whole:
        return Unknown("not all change requests were read, so a first one cannot be told from a later one")
    first: dict[str, int] = {}
    for one in found.items:
        if one.merged is not None and one.author and from_outside(one):
            first[one.author] = min(one.merged, first.get(one.author, one.merged))
    return sum(time > now(facts) - YEAR for time in first.values())


def _landed(facts: Facts) -> Reading:
    count = landed(facts)
    return (
        count
        if isinstance(count, Unknown)
        else Value(count, (Evidence("api", name="first changes", value=count),))
    )


def _fact(
    name: str, kind: FactKind, unit: str, definition: str, read: Callable[[Facts], Reading], source: str
) -> Fact:
    return Fact(f"newcomers.{name}", kind, definition, read, NEEDS, unit, source)


ENOUGH: Final = 0.8
"""From this share of replies on, newcomers are heard (see newcomers.reply_share)."""
_KINDS: Final[tuple[Kind, ...]] = ("issues", "changes")
_TASKS: Final = "Best Practices badge, small_tasks; CHAOSS, Issue Label Inclusivity"

FACTS: Final = (
    _fact(
        "acceptance_ratio",
        "number",
        "share of people (0 to 1)",
        "Of the people outside the team whose first change request of the last 12 months was decided, the part whose was "
        f"merged; unknown below {MINIMUM}.",
        _acceptance,
        "CHAOSS, Change Request Acceptance Ratio",
    ),
    _fact(
        "reply_share",
        "number",
        "share of people (0 to 1)",
        "Of the people outside the team, each by the first issue or change request of theirs opened 7 to 180 days ago, the "
        "part that somebody of the team answered: who shows that they belong to it, or was seen to label, close or merge "
        "what others sent. Unknown when whether it is 80 % hangs on people who show neither.",
        _reply,
        "CHAOSS, Newcomer Experience; Steinmacher et al. 2013",
    ),
    _fact(
        "labels",
        "list",
        "",
        "Labels of the forge that mark tasks for newcomers, such as `good first issue` or `help wanted`.",
        _names,
        _TASKS,
    ),
    _fact(
        "open_tasks",
        "number",
        "issues",
        "Open issues under labels for newcomers; of the usual labels only, others are not counted.",
        _tasks,
        _TASKS,
    ),
    _fact(
        "days_since_task_changed",
        "number",
        "days",
        "Whole days since something last happened in an open issue under a label for newcomers; unknown without one.",
        _days_since_task,
        _TASKS,
    ),
    _fact(
        "landed",
        "number",
        "people",
        "People outside the team whose first merged change request lies in the last 12 months; unknown unless all change "
        "requests were read.",
        _landed,
        "CHAOSS, New Contributors",
    ),
)
