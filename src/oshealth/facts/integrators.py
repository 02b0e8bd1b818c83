"""Who lets work in: people seen as committers of merges or of what others wrote, and as authors of merges that a
forge committed for them. Who pressed the button for another's squashed or rebased commit, git does not show.
"""

from collections import Counter
from collections.abc import Callable, Set
from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.contributors import NEEDS, in_window
from oshealth.facts.identities import MAILMAP, People
from oshealth.facts.windows import Window, Work, evidence, work
from oshealth.snapshot import ASIDE, MERGE, Evidence, Unknown


def committers_in(done: Work, window: Window) -> set[int]:
    """The persons (no bots, no forges) who committed something in a window, be it a merge."""
    rows = done.everything.rows[done.everything.within(window)]
    return _persons(done.people, {*map(done.history.committers.__getitem__, rows)} - done.people.forges)


def _persons(people: People, identities: Set[int]) -> set[int]:
    return {people.of[one] for one in identities if not people.programs[one]}


def _committers(facts: Facts, done: Work, window: Window) -> Reading:
    return Value(len(committers_in(done, window)), evidence(facts, window, done.everything.total(window)))


def integrators(facts: Facts, window: Window) -> frozenset[int]:
    """The persons who let work in, as far as git shows them; nobody where the history was not seen."""
    return facts.about(_integrators, window)


def _integrators(facts: Facts, window: Window) -> frozenset[int]:
    done = facts.once(work)
    if isinstance(done, Unknown):
        return frozenset()
    history, place = done.history, done.everything.within(window)
    of, rows, authors = done.people.of, done.everything.rows[place], done.everything.authors[place]
    committers = map(history.committers.__getitem__, rows)
    kinds = {*zip(authors, committers, map(history.flags.__getitem__, rows), strict=True)}
    letting = {
        committer
        for author, committer, flags in kinds
        if _lets_in(flags) or (of[author] != of[committer] and not flags & ASIDE)
    }
    forges = done.people.forges
    pressed = {author for author, committer, flags in kinds if committer in forges and _lets_in(flags)}
    return frozenset(_persons(done.people, letting - forges) | _persons(done.people, pressed))


def _lets_in(flags: int) -> bool:
    """Whether a commit is a merge into the main line; one aside only brings somebody's own branch up to date."""
    return flags & (MERGE | ASIDE) == MERGE


def _mergers(facts: Facts, done: Work, window: Window) -> Reading:
    rows = done.everything.rows[done.everything.within(window)]
    committers = Counter(map(done.history.committers.__getitem__, rows))
    by_forge = sum(committers[forge] for forge in done.people.forges)
    hidden = (Evidence("fact", name="commits signed by the forge", value=by_forge),) if by_forge else ()
    seen = evidence(facts, window, done.everything.total(window))
    return Value(len(integrators(facts, window)), seen + hidden)


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
