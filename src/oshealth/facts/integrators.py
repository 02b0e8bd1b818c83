"""Who lets work in: people seen as committers of merges or of what others wrote, and as authors of merges that a
forge committed for them. Who pressed the button for another's squashed or rebased commit, git does not show.
"""

from collections.abc import Callable, Iterator, Set
from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.contributors import NEEDS, in_window
from oshealth.facts.identities import MAILMAP, People
from oshealth.facts.windows import Window, Work, evidence, work
from oshealth.snapshot import ASIDE, MERGE, Evidence, Unknown


def committers_in(done: Work, window: Window) -> set[int]:
    """The persons (no bots, no forges) who committed something in a window, be it a merge."""
    rows = done.everything.rows[done.everything.within(window)]
    return _persons(done.people, {*map(done.history.committers.__getitem__, rows)})


def _persons(people: People, identities: Set[int]) -> set[int]:
    return {people.of[one] for one in identities - people.forges if not people.programs[one]}


def _committers(facts: Facts, done: Work, window: Window) -> Reading:
    return Value(len(committers_in(done, window)), evidence(facts, window, done.everything.total(window)))


def integrators(facts: Facts, window: Window) -> frozenset[int]:
    """The persons who let work in, as far as git shows them; nobody where the history was not seen."""
    return facts.about(_integrators, window)


def _integrators(facts: Facts, window: Window) -> frozenset[int]:
    done = facts.once(work)
    if isinstance(done, Unknown):
        return frozenset()
    of, authors, flags = done.people.of, done.history.authors, done.history.flags
    committers, rows = done.history.committers, done.everything.rows[done.everything.within(window)]
    letting = {
        committers[row]
        for row in rows
        if _lets_in(flags[row]) or (of[authors[row]] != of[committers[row]] and not flags[row] & ASIDE)
    }
    people = _persons(done.people, letting)
    pressed = {of[authors[row]] for row in _rows_of_forge(done, window) if _lets_in(flags[row])}
    return frozenset(people | {person for person in pressed if not done.people.persons[person].is_bot})


def _lets_in(flags: int) -> bool:
    """Whether a commit is a merge into the main line; one aside only brings somebody's own branch up to date."""
    return flags & (MERGE | ASIDE) == MERGE


def _mergers(facts: Facts, done: Work, window: Window) -> Reading:
    by_forge = sum(1 for _ in _rows_of_forge(done, window))
    hidden = (Evidence("fact", name="commits signed by the forge", value=by_forge),) if by_forge else ()
    seen = evidence(facts, window, done.everything.total(window))
    return Value(len(integrators(facts, window)), seen + hidden)


def _rows_of_forge(done: Work, window: Window) -> Iterator[int]:
    forges, committers = done.people.forges, done.history.committers
    rows = done.everything.rows[done.everything.within(window)]
    return (row for row in rows if committers[row] in forges)


def _fact(name: str, definition: str, read: Callable[[Facts, Work, Window], Reading]) -> Fact:
    return Fact(
        name=f"contributors.{name}",
        kind="number",
        definition=definition,
        read=in_window(read),
        needs=NEEDS,
        unit="people",
        source="Best Practices badge, access_continuity (the committer as a sign of access)",
        texts=(MAILMAP,),
    )


FACTS: Final = (
    _fact(
        "committers",
        "People who committed something in the window, be it their own work or that of others.",
        _committers,
    ),
    _fact(
        "mergers",
        "People who in the window committed a merge into the main line or, on it, what somebody else wrote, or are the "
        "author of such a merge that the forge committed; who let in what the forge squashed or rebased, git does not show.",
        _mergers,
    ),
)
