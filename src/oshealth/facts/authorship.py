"""Who wrote which file, by degree of authorship, and how many people may go before half of the files lose all of
their authors: the truck factor of Avelino, Passos, Hora and Valente, ICPC 2016 (https://arxiv.org/abs/1604.06766).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from math import log
from typing import Final

from msgspec import Struct, field

from oshealth.changes import NO_SOURCE, Changes
from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.identities import MAILMAP, People, people
from oshealth.facts.source_files import is_source
from oshealth.snapshot import Evidence, Unknown

BASE, FIRST, OWN, OTHERS = 3.293, 1.098, 0.164, 0.321
SHARE: Final = 0.75
LEAST: Final = 3.293
COVERED: Final = 0.5
FOLDER_FILES: Final = 5
_TOLD: Final = 20
_ADDED: Final = "AC"
_WRITTEN: Final = "ACMT"
"""Kinds of changes to a file that keeps its name, as git calls them: added, copied, modified, its type changed."""


class _Past(Struct):
    """What happened to one file under all the names it had: who added it, and how often who changed it."""

    first: set[int] = field(default_factory=set)
    own: dict[int, int] = field(default_factory=dict)


class Authorship(Struct, frozen=True):
    """The authors (indexes of `People.persons`) of every source file of the tree that somebody wrote; `is_exact` when
    contents were missing and renames with changes could not be followed.
    """

    by_file: Mapping[str, frozenset[int]]
    is_exact: bool = False

    def orphaned(self, gone: Set[int]) -> tuple[str, ...]:
        """The files all of whose authors are gone."""
        return tuple(path for path, authors in self.by_file.items() if authors <= gone)

    def coverage(self, gone: Set[int]) -> float:
        """The part of the files that still has an author, 0 to 1."""
        return 1 - len(self.orphaned(gone)) / len(self.by_file) if self.by_file else 0.0


class Departure(Struct, frozen=True):
    """One more author gone: who, the part of the files that still has authors then, the folders orphaned by it."""

    person: int
    coverage: float
    folders: tuple[str, ...]


def degree(is_first: bool, own: int, others: int) -> float:
    """The degree of authorship of a developer who made `own` changes to a file to which others made `others`."""
    return BASE + FIRST * is_first + OWN * own - OTHERS * log(1 + others)


def authorship(facts: Facts) -> Authorship | Unknown:
    """Who wrote the files of the tree; use as `facts.once(authorship)`."""
    changes, everybody, tree = facts.snapshot.changes, facts.once(people), facts.snapshot.tree
    history = facts.snapshot.history
    for group in (changes, everybody, tree, history):
        if isinstance(group, Unknown):
            return group
    assert not isinstance(changes, Unknown)  # noqa: S101 - the loop above, for the type checker
    assert not isinstance(everybody, Unknown)  # noqa: S101
    assert not isinstance(tree, Unknown)  # noqa: S101
    assert not isinstance(history, Unknown)  # noqa: S101
    if changes.partial or tree.partial:
        return Unknown(changes.partial or tree.partial)
    wrote = [everybody.of[author] for author in history.authors]
    pasts = _pasts(changes, wrote)
    authors = {
        path: _authors(pasts[path], everybody) for path in tree.paths if path in pasts and is_source(path)
    }
    return Authorship({path: found for path, found in authors.items() if found}, changes.is_exact)


def _pasts(changes: Changes, wrote: list[int]) -> dict[str, _Past]:
    """The past of every file by its last name, oldest change first; a change to a name that was given up in the
    meantime counts for the new one.
    """
    names = changes.names
    by_name: dict[int, _Past] = {}
    columns = (changes.rows, changes.paths, changes.sources, changes.kinds)
    for row, name, source, code in zip(*map(reversed, columns), strict=True):
        person, kind = wrote[row], chr(code)
        is_moved = kind == "R" and source != NO_SOURCE
        if not is_moved and kind not in _WRITTEN:
            continue
        past = by_name[name] = by_name.get(source if is_moved else name) or _Past()
        if kind in _ADDED:
            past.first.add(person)
        else:
            past.own[person] = past.own.get(person, 0) + 1
    return {names[name]: past for name, past in by_name.items()}


def _authors(past: _Past, everybody: People) -> frozenset[int]:
    """The people whose degree is over three quarters of the highest, and high enough or theirs from the start."""
    total, own = sum(past.own.values()), past.own.get
    degrees = {
        person: degree(person in past.first, own(person, 0), total - own(person, 0))
        for person in {*past.first, *past.own}
        if not everybody.persons[person].is_bot
    }
    highest = max(degrees.values(), default=0.0)
    return frozenset(
        person
        for person, found in degrees.items()
        if highest > 0 and found / highest > SHARE and (found >= LEAST or person in past.first)
    )


def departures(found: Authorship, gone: Set[int] = frozenset()) -> tuple[Departure, ...]:
    """Authors taken away one after the other, the one of most files first, until less than half of the files have
    any; `gone` have left already. Their number is the truck factor. In time linear in files and authors.
    """
    files: dict[int, list[str]] = {}
    for path, authors in found.by_file.items():
        for person in authors:
            files.setdefault(person, []).append(path)
    leaving, steps = _Leaving(found), list[Departure]()
    for person in gone & files.keys():
        leaving.let_go(files[person])
    for person in sorted(files.keys() - gone, key=lambda one: (-len(files[one]), one)):
        if leaving.coverage < COVERED:
            break
        folders = leaving.let_go(files[person])
        steps.append(Departure(person, round(leaving.coverage, 3), folders))
    return tuple(steps)


class _Leaving:
    """How many authors each file has left, how many files any, and which folders lost theirs, while people leave."""

    def __init__(self, found: Authorship) -> None:
        self._left = {path: len(authors) for path, authors in found.by_file.items()}
        self._every = Counter(folder for path in found.by_file for folder in _folders(path))
        self._lost = Counter[str]()
        self._orphaned: set[str] = set()
        self._covered = len(self._left)

    @property
    def coverage(self) -> float:
        """The part of the files that still has an author, 0 to 1."""
        return self._covered / len(self._left) if self._left else 0.0

    def let_go(self, files: Iterable[str]) -> tuple[str, ...]:
        """One author of these files leaves; the folders orphaned by it, but none inside an orphaned one."""
        new = set[str]()
        for path in files:
            self._left[path] -= 1
            if not self._left[path]:
                self._covered -= 1
                self._lost.update(_folders(path))
                new.update(_folders(path))
        new = {
            folder for folder in new - self._orphaned if _is_orphaned(self._lost[folder], self._every[folder])
        }
        self._orphaned |= new
        return tuple(
            sorted(folder for folder in new if self._orphaned.isdisjoint(_folders(folder.rstrip("/"))))
        )


def _is_orphaned(lost: int, every: int) -> bool:
    return every >= FOLDER_FILES and 2 * lost > every


def orphaned_folders(found: Authorship, gone: Set[int]) -> tuple[str, ...]:
    """Folders of at least five source files, at any depth, more than half of whose files lost all of their authors;
    inside an orphaned folder no further one is told.
    """
    every = Counter(folder for path in found.by_file for folder in _folders(path))
    lost = Counter(folder for path in found.orphaned(gone) for folder in _folders(path))
    orphaned = {folder for folder, count in lost.items() if _is_orphaned(count, every[folder])}
    return tuple(sorted(folder for folder in orphaned if not orphaned & {*_folders(folder.rstrip("/"))}))


def _folders(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[: deep + 1]) + "/" for deep in range(len(parts))]


def _truck_factor(facts: Facts) -> Reading:
    found = facts.once(authorship)
    return found if isinstance(found, Unknown) else truck_factor(found)


def truck_factor(found: Authorship, gone: Set[int] = frozenset()) -> Reading:
    """The truck factor, with what each departure costs as evidence; unknown without any authored source file."""
    if not found.by_file:
        return Unknown("no source file has an author in the history")
    steps = departures(found, gone)
    cut = (
        (Evidence("fact", name="renames followed", value="only those without changes"),)
        if found.is_exact
        else ()
    )
    told = (
        *cut,
        *_sample(found),
        *map(_told, enumerate(steps[:_TOLD], 1)),
    )
    return Value(len(steps), told)


def _sample(found: Authorship) -> tuple[Evidence, ...]:
    """What a figure on authorship counts: the files of today that somebody wrote, over their whole past."""
    return (
        Evidence("fact", name="window", value="all time"),
        Evidence("fact", name="source files with authors counted", value=len(found.by_file)),
    )


def _told(step: tuple[int, Departure]) -> Evidence:
    number, departure = step
    name = f"departure {number}: files that still have authors {departure.coverage:.0%}, folders orphaned"
    return Evidence("fact", name=name, value=departure.folders[:_TOLD])


def _orphaned_by_first(facts: Facts) -> Reading:
    found = facts.once(authorship)
    if isinstance(found, Unknown):
        return found
    steps = departures(found)
    return Value(steps[0].folders if steps else (), _sample(found))


FACTS: Final = (
    Fact(
        name="contributors.truck_factor",
        kind="number",
        definition="How many people, those of most source files first, must leave until less than half of the source "
        "files have an author left, by degree of authorship over their whole past, renames followed. Only with --deep.",
        read=_truck_factor,
        needs=frozenset({"changes", "history", "tree", "texts"}),
        unit="people",
        source="Avelino, Passos, Hora and Valente, ICPC 2016 (https://arxiv.org/abs/1604.06766)",
        texts=(MAILMAP,),
    ),
    Fact(
        name="contributors.orphaned_folders",
        kind="list",
        definition="Folders of at least five source files, most of which would have no author left if the author of "
        "most files left. Only with --deep.",
        read=_orphaned_by_first,
        needs=frozenset({"changes", "history", "tree", "texts"}),
        source="degree of authorship as in contributors.truck_factor",
        texts=(MAILMAP,),
    ),
)
