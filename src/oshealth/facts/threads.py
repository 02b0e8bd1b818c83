"""Issues and change requests as samples: which were read, how long each waited for an answer, and the middle of that.

A forge tells of the newest ones only, so every figure names how many it rests on and how far back they reach.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final, Literal, NamedTuple, TypeAlias

from msgspec import Struct

from oshealth.facts.base import Facts, Reading, Value
from oshealth.facts.windows import DAY, Window, last, now
from oshealth.snapshot import Evidence, Group, Thread, Threads, Unknown

Kind: TypeAlias = Literal["issues", "changes"]
Answer: TypeAlias = Callable[[Thread], int | Unknown | None]

KINDS: Final[tuple[Kind, ...]] = ("issues", "changes")
NEEDS: Final[frozenset[Group]] = frozenset({"conversation"})
MINIMUM: Final = 5
"""Below this many threads a share or a median says nothing."""
SLOW: Final = 30 * DAY
WITHDRAWN: Final = 7 * DAY
_WORDS: Final = {"issues": "issues", "changes": "change requests"}


class Sample(Struct, frozen=True):
    """Threads of one kind that belong to a window; `reach` says how they were cut, empty when all were read."""

    kind: Kind
    threads: tuple[Thread, ...]
    window: str
    reach: str = ""

    @property
    def words(self) -> str:
        """What they are, in words."""
        return _WORDS[self.kind]


def counted(size: int, sample: Sample, of: str = "") -> tuple[Evidence, ...]:
    """The evidence of a figure on `size` threads of a sample."""
    rests_on = [
        Evidence("fact", name=f"{of or sample.words} counted", value=size),
        Evidence("fact", name="window", value=sample.window),
    ]
    cut = [Evidence("fact", name="sample", value=sample.reach)] if sample.reach else []
    return (*rests_on, *cut)


def few(size: int, of: str, sample: Sample) -> Unknown | None:
    """Why `size` things of a kind are too few; None when they are not."""
    if size >= MINIMUM:
        return None
    among = f" among {sample.reach}" if sample.reach else ""
    return Unknown(f"{of} {sample.window}{among}: {size or 'none'}; at least {MINIMUM} are needed to tell")


def hidden(answers: Collection[object], whole: int) -> Unknown | None:
    """The first of the answers that could not be seen, when there are more of them than a tenth of a whole; else None."""
    unseen = [answer for answer in answers if isinstance(answer, Unknown)]
    return unseen[0] if 10 * len(unseen) > whole else None


def threads(facts: Facts, kind: Kind) -> Threads | Unknown:
    """All issues or change requests that were read, and their counts."""
    seen = facts.snapshot.conversation
    if isinstance(seen, Unknown):
        return seen
    return seen.issues if kind == "issues" else seen.changes


def opened(days: int, facts: Facts) -> Window:
    """The window of what was opened in the last so many days."""
    return last(days, now(facts), f"opened in the last {days} days")


def by_people(thread: Thread) -> bool:
    """Whether no program opened it; a deleted account is taken for a person."""
    return thread.author_kind != "bot"


def from_outside(thread: Thread) -> bool:
    """Whether somebody opened it who is not of the team: no program, no maintainer's own note, no draft."""
    return by_people(thread) and thread.standing != "team" and not thread.is_draft


def sample(
    facts: Facts, kind: Kind, window: Window, wanted: Callable[[Thread], bool] = from_outside
) -> Sample | Unknown:
    """The threads opened in a window, newest first; for one that lies in the past, earlier ones that were asked for too."""
    found = threads(facts, kind)
    if isinstance(found, Unknown):
        return found
    earlier = found.earlier if isinstance(found.earlier, tuple) and window.end < now(facts) else ()
    known = {thread.number for thread in found.items} if earlier else set()
    read = (*found.items, *(thread for thread in earlier if thread.number not in known))
    chosen = tuple(thread for thread in read if window.start < thread.opened <= window.end and wanted(thread))
    return Sample(kind, chosen, window.name, _reach(found, earlier, window, now(facts)))


def _reach(found: Threads, earlier: tuple[Thread, ...], window: Window, end: int) -> str:
    """How far what was read goes back; empty when that is as far as the window does."""
    oldest = min((thread.opened for thread in found.items), default=window.end)
    if found.is_whole or oldest <= window.start:
        return ""
    days = max(0, end - oldest) // DAY
    if not earlier:
        return f"the newest {len(found.items)}, back to {days} days ago"
    return f"the newest {len(found.items)}, and the newest {len(earlier)} of those opened 2 to 12 months ago"


def widened(facts: Facts, kind: Kind, days: tuple[int, int]) -> Sample | Unknown:
    """The threads from outside in the shorter of two windows if it holds enough of them, else in the longer one."""
    shorter, longer = days
    found = sample(facts, kind, opened(shorter, facts))
    if isinstance(found, Unknown) or len(settled(found)) >= MINIMUM:
        return found
    return sample(facts, kind, opened(longer, facts))


class Wait(NamedTuple):
    """How long a thread waited, in seconds: until its answer, or so far."""

    seconds: int
    is_answered: bool


def settled(found: Sample) -> tuple[Thread, ...]:
    """The threads of a sample but those that their authors withdrew within a week, before anybody answered."""
    return tuple(thread for thread in found.threads if not _withdrawn(thread))


def _withdrawn(thread: Thread) -> bool:
    by_author = isinstance(thread.closed_by, Unknown) or thread.closed_by in {thread.author, ""}
    return thread.answered is None and by_author and closed_at_once(thread)


def closed_at_once(thread: Thread) -> bool:
    """Whether it was closed within a week and not merged."""
    return thread.closed is not None and thread.merged is None and thread.closed - thread.opened < WITHDRAWN


class Waited(Struct, frozen=True):
    """How long the threads of a sample waited."""

    times: tuple[Wait, ...]
    of: Sample

    @property
    def answered(self) -> int:
        """How many got an answer."""
        return sum(wait.is_answered for wait in self.times)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """How many were judged, of which window, and how many still wait."""
        waiting = len(self.times) - self.answered
        still = (Evidence("fact", name="still unanswered", value=waiting),) if waiting else ()
        return (*counted(len(self.times), self.of), *still)

    def too_few(self) -> Unknown | None:
        """Why these are too few to tell; None when they are not."""
        return few(len(self.times), f"{self.of.words} by others", self.of)


def waited(found: Sample | Unknown, facts: Facts, answer: Answer) -> Waited | Unknown:
    """How long each thread of a sample waited. Unknown when more than a tenth of the answers could not be seen."""
    if isinstance(found, Unknown):
        return found
    judged = settled(found)
    if unseen := hidden([answer(thread) for thread in judged], len(judged)):
        return unseen
    return Waited(tuple(_waits(judged, now(facts), answer)), found)


def _waits(judged: Iterable[Thread], end: int, answer: Answer) -> Iterator[Wait]:
    for thread in judged:
        answered = answer(thread)
        if isinstance(answered, int):
            yield Wait(max(0, answered - thread.opened), is_answered=True)
        elif answered is None:
            yield Wait(max(0, (thread.closed or end) - thread.opened), is_answered=False)


def middle(times: Iterable[Wait]) -> Wait:
    """The median wait: half of all got their answer in this time. Whoever still waits comes last.

    When the middle one still waits, the time is what more than half have waited at least, and `is_answered` is False.
    """
    several = [*times]
    half = (len(several) - 1) // 2
    median = sorted(several, key=lambda wait: (not wait.is_answered, wait.seconds))[half]
    if median.is_answered:
        return median
    return Wait(sorted(wait.seconds for wait in several)[half], is_answered=False)


def median_days(found: Waited | Unknown) -> Reading:
    """The median wait in days. Where the middle one still waits, what it has waited at least if that is 30 days or
    more: less than that is unknown, for an answer may still come soon.
    """
    if isinstance(found, Unknown):
        return found
    if too_few := found.too_few():
        return too_few
    median = middle(found.times)
    if median.is_answered or median.seconds >= SLOW:
        return Value(in_days(median.seconds), found.evidence)
    return Unknown(
        f"more than half of {len(found.times)} {found.of.words} have no answer yet, but too recently opened to tell "
        f"(median wait so far: {in_days(median.seconds):g} days)"
    )


def in_days(seconds: int) -> float:
    """Seconds as days, to a tenth."""
    return round(seconds / DAY, 1)


def share(part: int, whole: int, of: str, found: Sample) -> Reading:
    """A part of a whole, from 0 to 1; unknown when the whole is too small. `of` says what was counted."""
    return few(whole, of, found) or Value(round(part / whole, 3), counted(whole, found, of))
