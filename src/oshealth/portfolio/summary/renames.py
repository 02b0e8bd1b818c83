"""Repositories that a list, or earlier runs, call by an old name and by the new one: the forge tells, once they were
looked at.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from oshealth.portfolio.values import Project, Roster, Row, Target
from oshealth.reference import RepoRef

_Called: TypeAlias = tuple[str, str, str]


class Named(NamedTuple):
    """A repository by its key and its address, and the full name that the forge gives it today, empty where it told
    none.
    """

    key: str
    ref: RepoRef
    name: str


class Renamed(NamedTuple):
    """A repository as the list calls it, and its full name today."""

    name: str
    renamed: str


class Joined(Struct, frozen=True):
    """The list with each repository once: `stands` maps the key of every target to the key of the one that stands for it
    (its own, for most); `renamed` are those that have another name now.
    """

    roster: Roster
    stands: Mapping[str, str]
    renamed: tuple[Renamed, ...]


def stands_of(named: Sequence[Named]) -> dict[str, str]:
    """The key of the one that stands for each. What is the same repository at the same revision, by what the forge told,
    is stood for by what bears its name of today, else by what the forge told of, else by what comes first.
    """
    told = {_called(one.ref, one.name) for one in named if one.name}
    groups: dict[_Called | str, list[Named]] = {}
    for one in named:
        called = _called(one.ref, one.name or one.ref.slug)
        groups.setdefault(called if called in told else one.key, []).append(one)
    mains = ((min(several, key=_rank).key, several) for several in groups.values())
    return {one.key: main for main, several in mains for one in several}


def is_called(one: Named, ref: RepoRef) -> bool:
    """Whether a reference names a repository by its name of today."""
    return bool(one.name) and _called(one.ref, one.name) == _called(ref, ref.slug)


def joined(roster: Roster, names: Mapping[str, str]) -> Joined:
    """The list, its repositories joined by `names`: the full name that the forge gives each today, by key. A row that
    calls one by another name than the one that stands for it says so in its note.
    """
    named = [Named(target.key, target.ref, names.get(target.key, "")) for target in roster.targets]
    stands = stands_of(named)
    if all(key == main for key, main in stands.items()):
        return Joined(roster, stands, tuple(_renamed(named)))
    by_key = {target.key: target for target in roster.targets}
    rows: dict[str, set[int]] = {}
    for target in roster.targets:
        rows.setdefault(stands[target.key], set()).update(target.rows)
    once = replace(
        roster,
        targets=tuple(replace(by_key[main], rows=tuple(sorted(found))) for main, found in rows.items()),
        rows=tuple(_row(row, stands, by_key) for row in roster.rows),
        projects=tuple(_projects(roster.projects, stands, by_key)),
    )
    return Joined(once, stands, tuple(_renamed(named)))


def _called(ref: RepoRef, name: str) -> _Called:
    return ref.host, name.removesuffix(".git").casefold(), ref.revision


def _rank(one: Named) -> int:
    if not one.name:
        return 2
    return int(_called(one.ref, one.ref.slug) != _called(one.ref, one.name))


def _renamed(named: Iterable[Named]) -> Iterator[Renamed]:
    for one in named:
        if one.name and _rank(one):
            yield Renamed(one.ref.slug, one.name)


def _row(row: Row, stands: Mapping[str, str], by_key: Mapping[str, Target]) -> Row:
    """A row with the keys of those that stand. It may name repositories that `--limit` left out of the targets."""
    found = tuple(dict.fromkeys(stands.get(key, key) for key in row.targets))
    if found == row.targets:
        return row
    told = (
        f"{by_key[key].ref.slug} is the same repository as {by_key[stands[key]].ref.slug}"
        for key in row.targets
        if stands.get(key, key) != key
    )
    return replace(row, targets=found, note="; ".join(filter(None, (*told, row.note))))


def _projects(
    projects: Iterable[Project], stands: Mapping[str, str], by_key: Mapping[str, Target]
) -> Iterator[Project]:
    """The projects by those that stand. Each name that the list has stays a project, as with one address in two rows;
    those that have no name but that of their repository are one when that is one.
    """
    found: dict[str, Project] = {}
    for number, project in enumerate(projects):
        keys = tuple(dict.fromkeys(stands.get(key, key) for key in project.targets))
        known = by_key.get(keys[0])
        is_named = len(keys) > 1 or known is None or project.name != by_key[project.targets[0]].ref.slug
        name = project.name if is_named or known is None else known.ref.slug
        place = str(number) if is_named else f"\0{keys[0]}"
        rows = {*project.rows, *(found[place].rows if place in found else ())}
        found[place] = Project(name, keys, tuple(sorted(rows)))
    yield from found.values()
