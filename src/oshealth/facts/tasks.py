"""Tasks that wait for newcomers: labels of the forge that mark them, and what lies under these."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from oshealth.compiled import compiled
from oshealth.facts.base import Fact, Facts, Kind, Reading, Value
from oshealth.facts.threads import NEEDS
from oshealth.facts.windows import DAY, now
from oshealth.snapshot import Evidence, Label, Unknown

_LABEL: Final = compiled(
    r"(?<![a-z])(?:good[ _-]?first|first[ _-]?timers?|first[ _-]?(?:issue|bug|contribution)|beginners?|easy|starter|"
    r"help[ _-]?wanted|up[ _-]?for[ _-]?grabs|new[ _-]?(?:comers?|contributors?)|low[ _-]hanging[ _-]fruit)(?![a-z])",
    re.I,
)
_MOST_LABELS: Final = 100


def is_for_newcomers(name: str) -> bool:
    """Whether a label of this name marks tasks for newcomers."""
    return bool(_LABEL.search(name[:100]))


def _labels(facts: Facts) -> tuple[Label, ...] | Unknown:
    """The labels for newcomers. Unknown when there are none among those that were read, and there may be others."""
    seen = facts.snapshot.conversation
    if isinstance(seen, Unknown):
        return seen
    if isinstance(seen.labels, Unknown):
        return seen.labels
    found = tuple(label for label in seen.labels if is_for_newcomers(label.name))
    if not found and (seen.partial or len(seen.labels) >= _MOST_LABELS):
        return Unknown(seen.partial or f"there are more labels than the {len(seen.labels)} that were read")
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


def _fact(name: str, kind: Kind, unit: str, definition: str, read: Callable[[Facts], Reading]) -> Fact:
    return Fact(f"newcomers.{name}", kind, definition, read, NEEDS, unit, _SOURCE)


_SOURCE: Final = "Best Practices badge, small_tasks; CHAOSS, Issue Label Inclusivity"

FACTS: Final = (
    _fact(
        "labels",
        "list",
        "",
        "Labels of the forge that mark tasks for newcomers, such as `good first issue` or `help wanted`.",
        _names,
    ),
    _fact(
        "open_tasks",
        "number",
        "issues",
        "Open issues under labels for newcomers; one under two of them counts twice. Unusual labels are counted only where "
        "the usual ones have none.",
        _tasks,
    ),
    _fact(
        "days_since_task_changed",
        "number",
        "days",
        "Whole days since something last happened in an open issue under a label for newcomers; unknown without one.",
        _days_since_task,
    ),
)
