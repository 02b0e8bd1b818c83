"""How well one known text explains a stretch of an unknown one, and how the two differ."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from oshealth.facts.licensing.align import Run
from oshealth.facts.licensing.blanks import names_another
from oshealth.facts.licensing.guard import names_holder, says_the_same, turns
from oshealth.facts.licensing.identification import Change

_TITLE: Final = 12
_FEW: Final = 12
_SENTENCE: Final = 6
_BEGINNING: Final = 40
_MOST_OF_IT: Final = 0.8
"""The fewest words that are a beginning, and how much of it must stand before others for these to part it from the rest."""


class Match(Struct, frozen=True):
    """One known text laid on the stretch `start:end` of an unknown one.

    `matched` words are shared; `core` words belong to the license itself; `added` and `missing` count words within the
    stretch that only one side has. `gaps` are those differences as index ranges, `told` those of them that are more than
    names and layout; `turned` says that one of them may change what the license allows; `begins` is the word of the known
    text at which the stretch begins, `lacks` counts the words of the license that come after its end, `replaced` those that
    stand in the place of a few others, both sides together; `rival` names another license of which an incomplete text may
    be a part.
    """

    number: int
    start: int
    end: int
    matched: int
    core: int
    added: int
    missing: int
    gaps: tuple[tuple[int, int, int, int], ...]
    told: tuple[tuple[int, int, int, int], ...]
    turned: bool
    begins: int = 0
    lacks: int = 0
    replaced: int = 0
    rival: str = ""

    @property
    def recall(self) -> float:
        """The share of the known license that is there, 0–1."""
        return 1 - self.missing / self.core if self.core else 0.0

    @property
    def precision(self) -> float:
        """The share of the stretch that is the known license, 0–1."""
        return self.matched / (self.matched + self.added) if self.matched else 0.0

    @property
    def score(self) -> float:
        """Both together, 0–1; 1 when no word differs."""
        return self.recall * self.precision

    @property
    def reworded(self) -> float:
        """Words put in the place of a few others that are no blanks, as a share of the license, 0–1."""
        return self.replaced / self.core if self.core else 0.0

    def is_whole_without(self, other: "Match") -> bool:
        """Whether the stretch is the license from its first to its last word, but for names, and another match explains
        nothing before or after it."""
        is_whole = not (self.begins or self.lacks or self.told)
        return is_whole and self.start <= other.start and other.end <= self.end

    @property
    def is_within(self) -> bool:
        """Whether the stretch is the license word for word from its beginning, but for one part of it or its end."""
        return not self.begins and not self.added and len(self.gaps) <= 1

    @property
    def differs_early(self) -> bool:
        """Whether the first words, where a license says its name, are not those of the known text."""
        return self.begins > 0 or any(at < self.start + _TITLE for at, *_ in self.gaps)

    @property
    def weight(self) -> float:
        """What candidates are ranked by: how much is explained, and how well."""
        return self.matched * self.score**2


def match(
    words: Sequence[str],
    known: Sequence[str],
    shared: Sequence[Run],
    core: int,
    number: int,
    names: Sequence[str] = (),
) -> Match | None:
    """Lay a known text on an unknown one, with which it has the `shared` runs; None when these are nothing of substance.
    `names` are those that the known text gives its holder, in the place of which others may stand."""
    runs = _densest(shared)
    if not runs:
        return None
    start, end = runs[0].text, runs[-1].text + runs[-1].length
    in_core = sum(max(0, min(run.template + run.length, core) - run.template) for run in runs)
    gaps = tuple(_gaps(runs))
    added, blanks, replaced, turned = 0, 0, 0, False
    told = []
    for at, to, on, until in gaps:
        extra, gone = words[at:to], known[on:until]
        if extra and names_holder(extra):
            continue
        if says_the_same(extra, gone) or names_another(extra, known, (on, until), names):
            blanks += max(0, min(until, core) - on)
            continue
        told.append((at, to, on, until))
        added += len(extra)
        replaced += len(extra) + len(gone) if 0 < len(gone) <= _FEW and on < core else 0
        turned = turned or (on < core and turns(extra, gone) and not _is_moved(extra, known))
    turned = turned or _is_parted(shared, runs[0], words, known)
    matched = sum(run.length for run in runs)
    missing, lacks = core - in_core - blanks, max(0, core - runs[-1].template - runs[-1].length)
    return Match(
        number,
        start,
        end,
        matched,
        core,
        added,
        missing,
        gaps,
        tuple(told),
        turned,
        runs[0].template,
        lacks,
        replaced,
    )


def changes(
    found: Match, words: Sequence[str], lines: Sequence[int], known: Sequence[str]
) -> tuple[Change, ...]:
    """The differences of a match in words; what is missing at its beginning or end too."""
    told = []
    for at, to, on, until in found.told:
        added, removed = words[at:to], known[on : min(until, max(found.core, on))]
        if not (added or removed):
            continue
        line = lines[min(at, len(lines) - 1)] if lines else 0
        told.append(Change(line, " ".join(added), " ".join(removed)))
    head, tail = known[: found.begins], known[found.core - found.lacks : found.core]
    if lines and len(head) > _TITLE:
        told.insert(0, Change(lines[found.start], "", " ".join(head)))
    if lines and len(tail) > _TITLE:
        told.append(Change(lines[found.end - 1], "", " ".join(tail)))
    return tuple(told)


def _is_parted(shared: Sequence[Run], first: Run, words: Sequence[str], known: Sequence[str]) -> bool:
    """Whether more words than the beginning of a license has follow upon it, and may change what the rest allows."""
    head = next((run for run in shared if run.text < first.text and run.template <= _TITLE), None)
    if head is None or not _BEGINNING <= first.template <= head.length / _MOST_OF_IT:
        return False
    put_in = words[head.text + head.length : first.text]
    return turns(put_in, known[head.template + head.length : first.template]) and not _is_moved(put_in, known)


def _is_moved(extra: Sequence[str], known: Sequence[str]) -> bool:
    """Whether added words are the license's own, only told at another place or twice."""
    return len(extra) >= _SENTENCE and f" {' '.join(extra)} " in f" {' '.join(known)} "


def _gaps(runs: Sequence[Run]) -> list[tuple[int, int, int, int]]:
    gaps = []
    for before, after in pairwise(runs):
        gaps.append(
            (before.text + before.length, after.text, before.template + before.length, after.template)
        )
    return gaps


def _densest(runs: Sequence[Run]) -> list[Run]:
    """The neighbouring runs that share more words than lie between them, as many of them as pay."""
    best, best_sum = (0, 0), 0
    start, running = 0, 0
    for index, run in enumerate(runs):
        if index:
            running -= run.text - runs[index - 1].text - runs[index - 1].length
        if running <= 0:
            start, running = index, 0
        running += run.length
        if running > best_sum:
            best, best_sum = (start, index + 1), running
    return list(runs[best[0] : best[1]])
