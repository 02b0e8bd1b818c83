"""What the page of a portfolio shows, worked out of its summary, so that the template only places it."""

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from oshealth.formats.portfolio.links import page_name
from oshealth.formats.portfolio.risks import Map, map_of
from oshealth.portfolio.summary import Gap, Line, Shared, Summary, Turn
from oshealth.portfolio.summary.gaps import Price, prices
from oshealth.rulebook.profile import LETTERS

MOST_ROWS: Final = 5_000
_MOST_NAMES: Final = 6
_FIRST_GAPS: Final = 12
_MOST_DOCUMENTS: Final = 8


class Part(Struct, frozen=True):
    """A part of all projects: `percent` of them, `settled` percent keep it whatever was not seen."""

    name: str
    count: int
    percent: float
    settled: int = 0
    settled_percent: float = 0.0


class Some(Struct, frozen=True):
    """The first of many, and how many more there are."""

    shown: Sequence[Line]
    more: int


class Tied(Struct, frozen=True):
    """Something that projects share: what it is, the projects in words, and for a package the one that publishes it."""

    name: str
    projects: str
    own: str = ""


class Turned(Struct, frozen=True):
    """A project that changed, with its name."""

    name: str
    turn: Turn


class PortfolioView(Struct, frozen=True):
    """Everything on the page. `pages` are the keys that have a page of their own; `fell` lost something since the run
    before, `rose` only gained.
    """

    summary: Summary
    pages: frozenset[str]
    standing: tuple[Part, ...]
    letters: tuple[Part, ...]
    gaps: tuple[Gap, ...]
    more_gaps: tuple[Gap, ...]
    documents: tuple[Gap, ...]
    prices: tuple[Price, ...]
    map: Map | None
    league: Some
    thin: Some
    failed: Some
    pillars: tuple[Tied, ...]
    owners: tuple[Tied, ...]
    hosts: tuple[Tied, ...]
    organisations: tuple[Tied, ...]
    packages: tuple[Tied, ...]
    fell: tuple[Turned, ...]
    rose: tuple[Turned, ...]
    stopped: tuple[Turned, ...]

    @property
    def audited(self) -> int:
        """How many repositories have a report."""
        briefs = (brief for line in self.summary.lines for brief in (line.main, *line.others))
        return len({brief.key for brief in briefs if brief.standing in ("graded", "thin")})

    def page(self, key: str) -> str:
        """The address of a repository's own page, empty where it has none."""
        return f"projects/{page_name(key)}" if key in self.pages else ""


def view_of(summary: Summary, pages: frozenset[str]) -> PortfolioView:
    """The page of a summary."""
    graded = summary.standing("graded")
    with_report = summary.standing("graded", "thin")
    ties = summary.ties
    turns = summary.since.turns if summary.since else ()
    names = {brief.key: line.name for line in summary.lines for brief in (*line.others, line.main)}
    turned = [Turned(names.get(turn.key, turn.key), turn) for turn in turns]
    return PortfolioView(
        summary=summary,
        pages=pages,
        standing=_standing(summary),
        letters=_letters(graded, len(summary.lines)),
        gaps=summary.gaps[:_FIRST_GAPS],
        more_gaps=summary.gaps[_FIRST_GAPS:],
        documents=tuple(gap for gap in summary.gaps if gap.is_document and gap.missing)[:_MOST_DOCUMENTS],
        prices=prices(summary.gaps),
        map=map_of(with_report) if summary.importance else None,
        league=_some(graded),
        thin=_some(summary.standing("thin")),
        failed=_some(summary.standing("failed", "waiting")),
        pillars=_pillars(ties.pillars, with_names=summary.with_names),
        owners=tuple(_tied(one) for one in ties.owners),
        hosts=tuple(_tied(one) for one in ties.fiscal_hosts),
        organisations=tuple(_tied(one) for one in ties.organisations),
        packages=tuple(_tied(one) for one in ties.packages),
        fell=tuple(one for one in turned if one.turn.worse),
        rose=tuple(one for one in reversed(turned) if one.turn.better and not one.turn.worse),
        stopped=tuple(one for one in turned if one.turn.stopped),
    )


def _standing(summary: Summary) -> tuple[Part, ...]:
    total = len(summary.lines)
    counted = [
        ("with a letter", len(summary.standing("graded"))),
        ("not enough evidence", len(summary.standing("thin"))),
        ("could not be looked at", len(summary.standing("failed"))),
        ("not looked at yet", len(summary.standing("waiting"))),
    ]
    return tuple(Part(name, count, _percent(count, total)) for name, count in counted if count)


def _letters(lines: Sequence[Line], total: int) -> tuple[Part, ...]:
    parts = []
    for letter in LETTERS:
        some = [line for line in lines if line.main.grade == letter]
        settled = sum(line.main.is_settled for line in some)
        parts.append(Part(letter, len(some), _percent(len(some), total), settled, _percent(settled, total)))
    return tuple(parts)


def _percent(count: int, total: int) -> float:
    return round(100 * count / total, 1) if total else 0.0


def _some(lines: Sequence[Line]) -> Some:
    return Some(lines[:MOST_ROWS], max(0, len(lines) - MOST_ROWS))


def _pillars(people: Iterable[Shared], *, with_names: bool) -> tuple[Tied, ...]:
    """By name where that was asked for; else as counts for each set of projects."""
    if with_names:
        told = [Tied(one.name or "somebody without a name", _listed(one.core)) for one in people]
        return tuple(told)
    sets: dict[tuple[str, ...], int] = {}
    for one in people:
        sets[one.core] = sets.get(one.core, 0) + 1
    widest = sorted(sets.items(), key=lambda item: (-len(item[0]), -item[1], item[0]))
    return tuple(
        Tied("1 person" if count == 1 else f"{count} people", _listed(core)) for core, count in widest
    )


def _tied(one: Shared) -> Tied:
    return Tied(one.name, _listed(one.projects), _listed(one.core))


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
