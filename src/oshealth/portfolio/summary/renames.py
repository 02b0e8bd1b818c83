"""Repositories that a list calls by an old name and by the new one: the forge tells, once they were looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from oshealth.portfolio.values import Project, Roster, Target


class Renamed(NamedTuple):
    """A repository as the list calls it, and its full name today."""

    name: str
    renamed: str


@dataclass(frozen=True, slots=True)
class Joined:
    """The list with each repository once: `stands` maps the key of every target to the key of the one that stands for it
    (its own, for most); `renamed` are those that have another name now.
    """

    roster: Roster
    stands: Mapping[str, str]
    renamed: tuple[Renamed, ...]


def joined(roster: Roster, names: Mapping[str, str]) -> Joined:
    """The list, its repositories joined by `names`: the full name that the forge gives each today, by key; empty where
    it told none. What bears its name of today stands for what has it otherwise, else what is named first.
    """
    groups: dict[tuple[str, str], list[Target]] = {}
    for target in roster.targets:
        groups.setdefault((target.ref.host, _today(target, names) or target.key), []).append(target)
    stands: dict[str, str] = {}
    targets: dict[str, Target] = {}
    for (_, name), group in groups.items():
        main = next((target for target in group if target.ref.slug.casefold() == name), group[0])
        rows = sorted({row for target in group for row in target.rows})
        targets[main.key] = replace(main, rows=tuple(rows))
        stands.update((target.key, main.key) for target in group)
    return Joined(
        replace(roster, targets=tuple(targets.values()), projects=_projects(roster, stands)),
        stands,
        tuple(
            Renamed(target.ref.slug, names[target.key])
            for target in roster.targets
            if names.get(target.key, "").casefold() not in ("", target.ref.slug.casefold())
        ),
    )


def _today(target: Target, names: Mapping[str, str]) -> str:
    """The name by which a target on a forge is the same as another; empty for what lies on this disk."""
    return (names.get(target.key) or target.ref.slug).casefold() if target.ref.host else ""


def _projects(roster: Roster, stands: Mapping[str, str]) -> tuple[Project, ...]:
    """The projects by those that stand: as with one address in two rows, each name that the list has stays a project.
    A project may name repositories that `--limit` left out of the targets.
    """
    return tuple(
        replace(project, targets=tuple(dict.fromkeys(stands.get(key, key) for key in project.targets)))
        for project in roster.projects
    )
