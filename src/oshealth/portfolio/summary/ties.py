"""What ties the projects of a portfolio together: people, owners, fiscal hosts, packages. Counted in a table on disk, so that
ten thousand repositories take no more memory than a hundred.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Final

from msgspec import Struct

from oshealth.errors import BatchStopped
from oshealth.portfolio.values import Somebody, Traits

_SCHEMA: Final = """
CREATE TABLE people (id INTEGER PRIMARY KEY, project INTEGER, is_core INTEGER, name TEXT);
CREATE TABLE marks (mark TEXT, person INTEGER);
CREATE TABLE packages (project INTEGER, name TEXT, is_own INTEGER);
CREATE TABLE labels (project INTEGER, kind TEXT, name TEXT);
"""
_MOST_OF_ONE: Final = 10_000
_SHARED: Final = """
SELECT mark, person FROM marks WHERE mark IN (
  SELECT mark FROM marks JOIN people ON id = person GROUP BY mark HAVING count(DISTINCT project) > 1
) ORDER BY mark, person
"""
_NEEDED: Final = """
SELECT own.name, own.project, other.project FROM packages own JOIN packages other ON other.name = own.name
WHERE own.is_own AND NOT other.is_own AND other.project != own.project
GROUP BY own.name, own.project, other.project ORDER BY own.name, own.project, other.project
"""
_LABELS: Final = """
SELECT name, project FROM labels WHERE kind = ? GROUP BY name, project ORDER BY name, project
"""


class Shared(Struct, frozen=True):
    """Something that several projects have in common, and the names of these projects; `name` may be empty for people.

    For people `core` are the projects in which they belong to the smallest group that made half of the commits of the
    last 12 months. For a package `core` is the project that publishes it, `projects` those that need it.
    """

    name: str
    projects: tuple[str, ...]
    core: tuple[str, ...] = ()


class Ties(Struct, frozen=True):
    """All ties, the widest first. `with_people` counts the projects whose people were seen, `with_packages` those whose
    manifests name packages: of the others nothing is known.
    """

    people: tuple[Shared, ...]
    owners: tuple[Shared, ...]
    fiscal_hosts: tuple[Shared, ...]
    organisations: tuple[Shared, ...]
    packages: tuple[Shared, ...]
    with_people: int
    with_packages: int

    @property
    def pillars(self) -> tuple[Shared, ...]:
        """The people on whom several projects hang: they are of the core of more than one."""
        return tuple(one for one in self.people if len(one.core) > 1)


class Tying:
    """The ties in the making, see `tying`: `add` the traits of every repository, then ask what was `found`, once."""

    def __init__(self) -> None:
        self._table = sqlite3.connect("")  # a file of its own that vanishes with it
        self._table.executescript(_SCHEMA)
        self._people = 0

    def close(self) -> None:
        """Lets go of the table."""
        self._table.close()

    def add(self, project: int, owner: str, traits: Traits) -> None:
        """The traits of one repository of a project; `owner` is its host and owner, empty where it has none."""
        for somebody, is_core in _cores(traits.people):
            self._people += 1
            row = (self._people, project, is_core, somebody.name)
            self._table.execute("INSERT INTO people VALUES (?, ?, ?, ?)", row)
            marks = ((mark, self._people) for mark in somebody.marks)
            self._table.executemany("INSERT INTO marks VALUES (?, ?)", marks)
        packages = [(project, name, 1) for name in traits.provides]
        packages += [(project, name, 0) for name in traits.depends]
        self._table.executemany("INSERT INTO packages VALUES (?, ?, ?)", packages)
        labels = (("owner", owner), ("host", traits.fiscal_host))
        rows = [(project, kind, name) for kind, name in labels if name]
        rows += [(project, "organisation", name) for name in traits.organisations]
        self._table.executemany("INSERT INTO labels VALUES (?, ?, ?)", rows)

    def found(self, names: Sequence[str]) -> Ties:
        """All ties between projects; `names` are theirs."""
        return Ties(
            people=_widest(self._shared_people(names)),
            owners=_widest(self._labels("owner", names)),
            fiscal_hosts=_widest(self._labels("host", names)),
            organisations=_widest(self._labels("organisation", names)),
            packages=_widest(self._needed(names)),
            with_people=self._count("SELECT count(DISTINCT project) FROM people"),
            with_packages=self._count("SELECT count(DISTINCT project) FROM packages"),
        )

    def _count(self, query: str) -> int:
        return int(self._table.execute(query).fetchone()[0])

    def _shared_people(self, names: Sequence[str]) -> Iterator[Shared]:
        for group in self._same():
            wanted = ",".join("?" * len(group))
            query = (
                f"SELECT project, max(is_core), max(name) FROM people WHERE id IN ({wanted}) GROUP BY project"  # noqa: S608
            )
            rows = self._table.execute(query, group).fetchall()
            if len(rows) > 1:
                core = tuple(names[project] for project, is_core, _ in rows if is_core)
                yield Shared(
                    max(name for *_, name in rows), tuple(names[project] for project, *_ in rows), core
                )

    def _same(self) -> Iterator[list[int]]:
        """Groups of rows of people that are one person: each shares a mark with another."""
        root: dict[int, int] = {}

        def top(person: int) -> int:
            while root.setdefault(person, person) != person:
                root[person] = root[root[person]]
                person = root[person]
            return person

        first: dict[str, int] = {}
        with closing(self._table.execute(_SHARED)) as rows:
            for mark, person in rows:
                root[top(person)] = top(first.setdefault(mark, person))
        groups: dict[int, list[int]] = {}
        for person in sorted(root):
            groups.setdefault(top(person), []).append(person)
        yield from (group[:_MOST_OF_ONE] for group in groups.values())

    def _labels(self, kind: str, names: Sequence[str]) -> Iterator[Shared]:
        groups: dict[str, list[str]] = {}
        for name, project in self._table.execute(_LABELS, (kind,)):
            groups.setdefault(name, []).append(names[project])
        yield from (Shared(name, tuple(some)) for name, some in groups.items() if len(some) > 1)

    def _needed(self, names: Sequence[str]) -> Iterator[Shared]:
        groups: dict[tuple[str, int], list[str]] = {}
        for package, publisher, other in self._table.execute(_NEEDED):
            groups.setdefault((package, publisher), []).append(names[other])
        for (package, publisher), needing in groups.items():
            yield Shared(package, tuple(needing), (names[publisher],))


@contextmanager
def tying() -> Iterator[Tying]:
    """A table to tie in, gone afterwards. Raises BatchStopped where it cannot be kept."""
    table = Tying()
    try:
        yield table
    except sqlite3.Error as error:
        message = f"temporary files cannot be written: {error}"
        hint = "Make room, or set TMPDIR to a folder that has some; then run the same command again."
        raise BatchStopped(message, hint) from error
    finally:
        table.close()


def _cores(people: Sequence[Somebody]) -> Iterator[tuple[Somebody, bool]]:
    """Everybody, and whether they belong to the smallest group that made half of the commits."""
    half, sum_before = sum(one.commits for one in people) / 2, 0
    for one in sorted(people, key=lambda one: -one.commits):
        yield one, sum_before < half
        sum_before += one.commits


def _widest(found: Iterable[Shared]) -> tuple[Shared, ...]:
    return tuple(sorted(found, key=lambda one: (-len(one.core), -len(one.projects), one.name, one.projects)))
