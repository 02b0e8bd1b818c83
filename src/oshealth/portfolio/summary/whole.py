"""The summary of a run: one pass over its results, with a few words of each kept in memory."""

from collections.abc import Iterable, Iterator, Mapping
from statistics import median_low

from msgspec import Struct

from oshealth.portfolio.kept import Kept
from oshealth.portfolio.ledger import Ledger
from oshealth.portfolio.summary.brief import Brief, Standing, brief_of
from oshealth.portfolio.summary.gaps import Gap, Gaps
from oshealth.portfolio.summary.renames import Joined, Renamed, joined
from oshealth.portfolio.summary.since import Since, comparing, run_before
from oshealth.portfolio.summary.ties import Ties, tying
from oshealth.portfolio.values import Entry, Roster, Run, Skipped, Target


class Line(Struct, frozen=True):
    """A project in the league: its name, the repository that stands for it (the first one named), the others, and how
    much it matters by the user's own column, None where that holds no number.
    """

    name: str
    main: Brief
    others: tuple[Brief, ...] = ()
    importance: float | None = None


class Summary(Struct, frozen=True):
    """A whole run. `lines` are all projects, `graded` ones first by the lower end of the range.

    `roster` holds each repository once, under whatever names it stands in the list; `renamed` are those that have another
    name now. `repeated` are repositories that stand in several rows, with the places of these; `importance` is the name
    of the user's column, empty without one; `with_names` when people may be named.
    """

    run: Run
    roster: Roster
    lines: tuple[Line, ...]
    gaps: tuple[Gap, ...]
    ties: Ties
    since: Since | None
    renamed: tuple[Renamed, ...] = ()
    importance: str = ""
    with_names: bool = False

    def standing(self, *wanted: Standing) -> tuple[Line, ...]:
        """The projects that stand so, in order."""
        return tuple(line for line in self.lines if line.main.standing in wanted)

    @property
    def coverage(self) -> int | None:
        """The median over all projects that have a report, in percent; None without any."""
        found = [line.main.coverage for line in self.standing("graded", "thin")]
        return median_low(found) if found else None

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """What in the list names no repository."""
        return self.roster.skipped

    @property
    def repeated(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Repositories that several rows name: what they are called, and where these rows are, such as `line 7`."""
        places = [f"{row.place.unit} {row.place.number}" for row in self.roster.rows]
        return tuple(
            (target.ref.slug, tuple(places[row] for row in target.rows))
            for target in self.roster.targets
            if len(target.rows) > 1
        )


def summary_of(
    ledger: Ledger,
    run: Run,
    roster: Roster,
    importance: Mapping[str, float | None],
    column: str = "",
    *,
    with_names: bool = False,
) -> Summary:
    """The summary of a run; `importance` is the number in the user's `column` by repository. Raises BatchStopped."""
    names = {kept.target: kept.name for kept in ledger.briefs(run)}
    once = joined(roster, names)
    roster, importance = once.roster, _heaviest(importance, once)
    before = run_before(ledger, run)
    compared = comparing(ledger, before, names) if before else None
    gaps = Gaps()
    mains = {project.targets[0] for project in roster.projects}
    belongs = _belongs(roster)
    with tying() as ties:
        briefs: dict[str, Brief] = {}
        for target, kept, entry in _entries(ledger, run, roster):
            briefs[target.key] = brief_of(target, kept, entry)
            if kept is None or entry is None:
                continue
            if compared:
                compared.add(kept, entry)
            if entry.report is None:
                continue
            for project in belongs[target.key]:
                ties.add(project, _owner(target), entry.traits)
            if target.key in mains:
                gaps.add(entry.report)
        found = ties.found([project.name for project in roster.projects])
    return Summary(
        run=run,
        roster=roster,
        lines=tuple(sorted(_lines(roster, briefs, importance), key=_order)),
        gaps=gaps.found(),
        ties=found,
        since=compared.found() if compared else None,
        renamed=once.renamed,
        importance=column,
        with_names=with_names,
    )


def _heaviest(importance: Mapping[str, float | None], once: Joined) -> dict[str, float | None]:
    """The largest number that one of the names of a repository has."""
    found: dict[str, float | None] = {}
    for key, number in importance.items():
        main = once.stands.get(key, key)
        found[main] = max((one for one in (found.get(main), number) if one is not None), default=None)
    return found


def _entries(ledger: Ledger, run: Run, roster: Roster) -> Iterator[tuple[Target, Kept | None, Entry | None]]:
    for target in roster.targets:
        kept = ledger.kept(run, target.key)
        yield target, kept, kept.entry() if kept else None


def _belongs(roster: Roster) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, project in enumerate(roster.projects):
        for key in project.targets:
            found.setdefault(key, []).append(number)
    return found


def _owner(target: Target) -> str:
    ref = target.ref
    return f"{ref.host}/{ref.owner}".casefold() if ref.host and ref.owner else ""


def _lines(
    roster: Roster, briefs: Mapping[str, Brief], importance: Mapping[str, float | None]
) -> Iterable[Line]:
    for project in roster.projects:
        found = [briefs[key] for key in project.targets if key in briefs]
        if found:
            numbers = [one for key in project.targets if (one := importance.get(key)) is not None]
            yield Line(project.name, found[0], tuple(found[1:]), max(numbers, default=None))


def _order(line: Line) -> tuple[int, int, int, str]:
    main = line.main
    standing = ("graded", "thin", "failed", "waiting").index(main.standing)
    return standing, -main.low, -main.coverage, line.name.casefold()
