"""WHAT DID IT: which commit made a finding come out differently, told by the files and lines that the finding rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeAlias

from msgspec import Struct

from oshealth.assessment import Finding
from oshealth.snapshot import Evidence
from oshealth.sources.git.touches import Touch

Lines: TypeAlias = Callable[[str], Sequence[str]]
"""The lines of a file by the id of its content; none where it cannot be read."""

_STEPS: Final = 32
_ROWS: Final = 4
"""So many versions of a file, and lines of a finding, are looked through at most."""

_TOUCHED: Final = {"A": "added", "D": "removed"}
_OF_HISTORY: Final = frozenset({"activity", "contributors", "history", "releases"})
"""Families of facts that are read from commits and tags, not from files."""
_SAMPLE: Final = ("window", "commits counted")


class Cause(Struct, frozen=True):
    """Why a finding came out differently, in a few words, and the commit that did it where a file changed."""

    why: str
    touch: Touch | None = None


def files_of(before: Finding, after: Finding) -> tuple[str, ...]:
    """The files that a change rests on: what is found now or was found then, and not both; else what is found at both."""
    now, then = _files(after), _files(before)
    return tuple(sorted((now ^ then) or now))


def cause_of(before: Finding, after: Finding, touches: Sequence[Touch], lines: Lines) -> Cause:
    """What made the difference. `touches` are those of the time between, the newest first.

    Where a count of the history moved, no file did. Else it is the newest commit that added the file which is found only
    now or removed the one found only before, or the one by which the line came or went that the finding rests on. Where
    that cannot be told it is the newest that touched such a file, and it is said how many more did.
    """
    wanted = files_of(before, after)
    fitting = [] if _has_moved(before, after) else [touch for touch in touches if touch.path in wanted]
    if not fitting:
        return Cause(_said(before, after))
    sure = _made(before, after, fitting) or _by_lines(before, after, fitting, lines)
    touch = sure or fitting[0]
    others = 0 if sure else sum(other.path == touch.path for other in fitting) - 1
    more = f", as in {others} commit{'s' * (others > 1)} before" if others else ""
    return Cause(f"{touch.path} {_TOUCHED.get(touch.kind, 'changed')}{more}", touch)


def _files(finding: Finding) -> set[str]:
    return {item.path for item in finding.evidence if item.kind == "path" and item.path}


def _made(before: Finding, after: Finding, touches: Iterable[Touch]) -> Touch | None:
    """The newest that added what is found only now, or removed what was found only then."""
    now, then = _files(after), _files(before)
    made = {"A": now - then, "D": then - now}
    return next((touch for touch in touches if touch.path in made.get(touch.kind, ())), None)


def _by_lines(before: Finding, after: Finding, touches: Sequence[Touch], lines: Lines) -> Touch | None:
    """The newest by which a line came that the finding rests on, or one went that it rested on."""
    found = set[int]()
    for path in dict.fromkeys(touch.path for touch in touches):
        places = [place for place, touch in enumerate(touches) if touch.path == path]
        back = [(touches[place].blob, touches[place].before, place) for place in places[:_STEPS]]
        on = [(touches[place].before, touches[place].blob, place) for place in places[: -_STEPS - 1 : -1]]
        found |= _parted(back, _rows(after, path), lines) | _parted(on, _rows(before, path), lines)
    return touches[min(found)] if found else None


def _rows(finding: Finding, path: str) -> list[int]:
    return [item.line for item in finding.evidence if item.path == path and item.line][:_ROWS]


def _parted(steps: Sequence[tuple[str, str, int]], rows: Iterable[int], lines: Lines) -> set[int]:
    """By which steps these lines of the first version are lost on the way: each leads from one version to another, and has a
    place. A line that was only written otherwise, with half of its words, is the same.
    """
    found = set[int]()
    for row in rows:
        line = "".join(lines(steps[0][0])[row - 1 : row])
        for _, there, place in steps:
            others = lines(there)
            if not line or not others:
                break
            line = line if line in others else _alike(line, others)
            if not line:
                found.add(place)
    return found


def _alike(line: str, others: Iterable[str]) -> str:
    """The line that shares most words with this one, at least half of them; else the empty string."""
    words = {*line.casefold().split()}
    shared, best = max(
        ((len(words.intersection(other.casefold().split())), other) for other in others), default=(0, "")
    )
    return best if shared and 2 * shared >= len(words) else ""


def _has_moved(before: Finding, after: Finding) -> bool:
    """Whether what is counted in the history differs: no file made it so, though one may stand beside it."""
    then, now = _figures(before), _figures(after)
    return any(
        name.partition(".")[0] in _OF_HISTORY and name in then and then[name] != value
        for name, value in now.items()
    )


def _said(before: Finding, after: Finding) -> str:
    """In a few words, where no file did it: the fact that moved, the finding that this one rests on, or the outcomes."""
    if before.rests_on or after.rests_on:
        return f"rests on {after.rests_on or before.rests_on}"
    then, now = _figures(before), _figures(after)
    moved = [name for name in now if name in then and now[name] != then[name]]
    if moved:
        words = moved[0].rpartition(".")[2].replace("_", " ")
        return f"{words} {then[moved[0]]} to {now[moved[0]]}"
    return f"{before.outcome} to {after.outcome}".replace("_", " ")


def _figures(finding: Finding) -> dict[str, object]:
    return {item.name: item.value for item in finding.evidence if _is_figure(item)}


def _is_figure(item: Evidence) -> bool:
    return item.kind == "fact" and isinstance(item.value, str | int | float) and item.name not in _SAMPLE
