"""From a sheet to a roster: every row with the repositories it names, every repository once, every project whole."""

from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from oshealth.compiled import compiled
from oshealth.errors import InvalidReference, OshealthError
from oshealth.portfolio.roster.borders import key_of, settled
from oshealth.portfolio.roster.cells import Said, is_nothing, read_cell
from oshealth.portfolio.roster.columns import Meaning, meaning_of
from oshealth.portfolio.roster.manifests import manifest_in
from oshealth.portfolio.roster.sheet import Line, Sheet
from oshealth.portfolio.values import Project, Roster, Row, Skipped, Target
from oshealth.reference import RepoRef

Owned: TypeAlias = Callable[[str], Iterable[RepoRef]]
_NO_REPOSITORY: Final = "no repository"
_SECRET: Final = compiled(r"//[^/\s]*@")


def no_owners(owner: str) -> Iterable[RepoRef]:
    """Stands where no forge may be asked for the repositories of an owner."""
    raise InvalidReference(f"the repositories of {owner} were not listed", "a forge must be asked for them")


class _Joining(Struct):
    """The roster in the making."""

    allow_local: bool
    owned: Owned
    rows: list[Row] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    refs: dict[str, RepoRef] = field(default_factory=dict)
    at: dict[str, list[int]] = field(default_factory=dict)
    projects: dict[str, tuple[str, dict[str, None], dict[int, None]]] = field(default_factory=dict)

    def take(self, line: Line, meaning: Meaning, is_prose: bool, name: str) -> None:
        """One row: its repositories are noted, and what is wrong with it."""
        number, before = len(self.rows), len(self.skipped)
        keys: dict[str, None] = {}
        names: dict[str, None] = {}
        for project, said in self._said(line, meaning, name):
            for key in self._keys(said, line, is_prose):
                keys[key] = None
                names[self._belongs(project, key, number)] = None
        if not keys and len(self.skipped) == before:
            self.skipped.append(Skipped(line.place, "", _NO_REPOSITORY))
        note = "; ".join(dict.fromkeys(one.reason for one in self.skipped[before:]))
        self.rows.append(Row(line.place, line.cells, tuple(keys), tuple(names), note))

    def _said(self, line: Line, meaning: Meaning, name: str) -> Iterable[tuple[str, Said]]:
        for index in meaning.addresses:
            behind = line.links[index] if index < len(line.links) else ""
            cell = line.cells[index]
            said = read_cell(cell)
            yield name, read_cell(behind) if behind and not said.refs else said
        for cell in line.cells:
            for project, address in manifest_in(cell):
                yield project, read_cell(address)

    def _keys(self, said: Said, line: Line, is_prose: bool) -> Iterable[str]:
        for text, reason in said.troubles:
            self.skipped.append(Skipped(line.place, _SECRET.sub("//…@", text[:200]), reason))
        refs = [(str(ref), ref) for ref in said.refs]
        for owner in said.owners:
            refs += [(f"org:{owner}", ref) for ref in self._of(owner, line)]
        for text, ref in refs:
            if is_prose and ref.forge == "git" and not ref.name.endswith(".git"):
                self.skipped.append(
                    Skipped(line.place, text, "a link, but to no repository on a known forge")
                )
                continue
            try:
                known = settled(ref, self.allow_local)
            except InvalidReference as error:
                self.skipped.append(Skipped(line.place, text, f"{error}: {error.hint}"))
                continue
            key = key_of(known)
            self.refs.setdefault(key, known)
            where = self.at.setdefault(key, [])
            if len(self.rows) not in where[-1:]:
                where.append(len(self.rows))
            yield key

    def _of(self, owner: str, line: Line) -> Iterable[RepoRef]:
        try:
            found = list(self.owned(owner))
        except OshealthError as error:
            self.skipped.append(Skipped(line.place, f"org:{owner}", str(error)))
            return []
        if not found:
            self.skipped.append(
                Skipped(line.place, f"org:{owner}", "the owner has no repository that may be seen")
            )
        return found

    def _belongs(self, project: str, key: str, row: int) -> str:
        name = project or self.refs[key].slug
        shown, keys, rows = self.projects.setdefault(project.casefold() or f"\0{key}", (name, {}, {}))
        keys[key] = None
        rows[row] = None
        return shown

    def finished(self, sheet: Sheet, notes: tuple[str, ...]) -> Roster:
        """Everything together."""
        targets = tuple(Target(key, ref, tuple(self.at[key])) for key, ref in self.refs.items())
        projects = tuple(
            Project(name, tuple(keys), tuple(rows)) for name, keys, rows in self.projects.values()
        )
        skipped = (*sheet.unreadable, *self.skipped)
        said = tuple(note for note in (*sheet.notes, *notes) if note)
        return Roster(
            sheet.kind, sheet.columns, tuple(self.rows), targets, projects, skipped, said, sheet.has_head
        )


def roster_of(
    sheet: Sheet, asked: tuple[str, ...] = (), *, allow_local: bool = False, owned: Owned = no_owners
) -> Roster:
    """The roster of a sheet; `asked` names the columns that hold addresses, `owned` lists what an owner has.

    A blank where the project's name stands means the project of the row above, as in cells that were merged. Raises
    AskedWrongly when no column holds addresses.
    """
    has_manifests = any(
        any(True for _ in manifest_in(cell)) for line in sheet.lines[:20] for cell in line.cells
    )
    meaning = (
        Meaning((), -1, "addresses are in funding manifests") if has_manifests else meaning_of(sheet, asked)
    )
    joining = _Joining(allow_local, owned)
    filled, above = 0, ""
    for line in sheet.lines:
        name = line.cells[meaning.project] if meaning.project >= 0 else ""
        name = "" if is_nothing(name) else name
        if (
            sheet.is_grid
            and not name
            and above
            and any(not is_nothing(line.cells[at]) for at in meaning.addresses)
        ):
            name, filled = above, filled + 1
        above = name
        joining.take(line, meaning, sheet.is_prose, name)
    fill = f"{filled} rows without a project's name were given that of the row above" if filled else ""
    return joining.finished(sheet, (meaning.note if len(sheet.columns) > 1 else "", fill))


def within(roster: Roster, most: int) -> Roster:
    """The roster with its first targets only; every row is kept."""
    return replace(roster, targets=roster.targets[:most])
