"""What the page shows of one report: everything worked out, so that the template only places it."""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from oshealth.assessment.finding import Finding
from oshealth.assessment.report import Gate, Report
from oshealth.formats import phrases
from oshealth.formats.earlier import Earlier
from oshealth.formats.html.arithmetic import Arithmetic, arithmetic_of
from oshealth.formats.html.chart import Chart, chart_of
from oshealth.rulebook.probes import OutcomeName
from oshealth.rulebook.profile import LETTERS, Bounded, Letter
from oshealth.snapshot import Evidence, JsonValue

_GROUPS: Final[tuple[tuple[OutcomeName, str, bool], ...]] = (
    ("fail", "Fails", True),
    ("partial", "Partly there", True),
    ("needs_human", "Needs a person", False),
    ("waived", "Waived", False),
    ("pass", "Passes", False),
    ("not_applicable", "Does not apply", False),
)
_MOST_FIGURES: Final = 24
_MOST_BRIEF: Final = 3
_ON_PEOPLE: Final = frozenset(
    {"contributors.absence_factor", "contributors.regular", "contributors.top_share"}
)


class Proof(Struct, frozen=True):
    """One piece of evidence in words, and the page of its line on the forge, empty where there is none."""

    words: str
    link: str


class Shown(Struct, frozen=True):
    """A finding with its evidence, the points that mending it would bring, and the rules that rest on it.

    `brief` are the most telling pieces of evidence in plain words, `proofs` all of them to the
    letter (none where that says no more), `refs` the addresses where one can read on.
    """

    finding: Finding
    brief: tuple[Proof, ...]
    proofs: tuple[Proof, ...]
    gain: float
    resting: tuple[str, ...]
    refs: tuple[str, ...]


class Group(Struct, frozen=True):
    """The findings with one outcome, and whether a reader should see them at once."""

    outcome: OutcomeName
    title: str
    is_open: bool
    shown: tuple[Shown, ...]

    @property
    def resting(self) -> int:
        """How many more findings have this outcome because they rest on one of those."""
        return sum(len(one.resting) for one in self.shown)


class People(Struct, frozen=True):
    """Whom it hangs on: `core` people made half of the commits; `active` worked in two months or more; `top` is the
    share of the busiest in percent. What was not seen is None. `window` says of which time."""

    core: int | None
    active: int | None
    top: int | None
    window: str

    @property
    def figures(self) -> tuple[bool, ...]:
        """One figure a person, true for the core, as many as can be drawn."""
        core = self.core or 0
        return tuple(number < core for number in range(min(_MOST_FIGURES, max(core, self.active or 0))))


class Zone(Struct, frozen=True):
    """The scores that a letter has, from `start` on, and the middle of them."""

    letter: Letter
    start: int
    middle: float


class View(Struct, frozen=True):
    """One report as the page shows it; `anchor` is unique on the page."""

    anchor: str
    report: Report
    name: str
    web: str
    commit: str
    date: str
    gates: tuple[tuple[Gate, str], ...]
    groups: tuple[Group, ...]
    unseen: tuple[tuple[str, tuple[str, ...]], ...]
    people: People | None
    sums: Arithmetic
    zones: tuple[Zone, ...]
    tally: tuple[tuple[OutcomeName, int], ...]
    chart: Chart | None = None

    @property
    def is_open(self) -> bool:
        """Whether what was not seen could still change the letter."""
        grade = self.report.grade
        return grade.letter is not None and grade.low != grade.high


def view_of(report: Report, anchor: str, trend: Earlier | None = None) -> View:
    """Everything that the page shows of a report, and of the trend of its repository."""
    web = safe(report.ref.web_url)
    return View(
        anchor=anchor,
        report=report,
        name=phrases.name_of(report.ref, report.url),
        web=web,
        commit=report.revision,
        date=phrases.day(report.as_of),
        gates=tuple(
            (gate, phrases.gate_grounds(gate, report)) for gate in report.gates if gate.outcome == "fail"
        ),
        groups=tuple(group for one in _GROUPS if (group := _group(report, *one)).shown),
        unseen=_unseen(report),
        people=_people(report),
        sums=arithmetic_of(report),
        zones=_zones(report.bounds),
        tally=tuple(phrases.tally(report.findings).items()),
        chart=chart_of(trend, report) if trend else None,
    )


def _zones(bounds: Mapping[Bounded, int]) -> tuple[Zone, ...]:
    """The letters from the worst to the best, without those that no score can have."""
    zones: list[Zone] = []
    end = 100
    for letter in LETTERS:
        start = 0 if letter == "F" else bounds[letter]
        if start < end:
            zones.insert(0, Zone(letter, start, (start + end) / 2))
        end = start
    return tuple(zones)


def safe(url: str) -> str:
    """The address if it is one of the web, else nothing."""
    return url if url.startswith(("https://", "http://")) and len(url) < 2000 else ""


def _group(report: Report, outcome: OutcomeName, title: str, is_open: bool) -> Group:
    gains = {step.rule: step.gain for step in report.plan}
    gates = {gate.rule for gate in report.gates}
    found = [one for one in report.findings if one.outcome == outcome]
    rules = {one.rule for one in found}
    roots = [one for one in found if one.rests_on not in rules]
    roots.sort(key=lambda one: (one.rule not in gates, -gains.get(one.rule, 0.0), -one.weight))
    shown = tuple(_shown(finding, found, gains.get(finding.rule, 0.0), report) for finding in roots)
    return Group(outcome, title, is_open, shown)


def _shown(finding: Finding, beside: Sequence[Finding], gain: float, report: Report) -> Shown:
    by_rule = {one.rule: one for one in beside}
    resting = [one.rule for one in beside if one is not finding and phrases.root_of(one, by_rule) is finding]
    return Shown(
        finding,
        brief=tuple(
            Proof(words, _link(item, report)) for item, words in phrases.pointed(finding)[:_MOST_BRIEF]
        ),
        proofs=tuple(Proof(phrases.evidence(item), _link(item, report)) for item in _more(finding.evidence)),
        gain=gain,
        resting=tuple(resting),
        refs=tuple(filter(None, map(safe, finding.refs))),
    )


def _more(items: Sequence[Evidence]) -> Sequence[Evidence]:
    """All the evidence, unless it is a few places: these are told in full already."""
    return () if len(items) <= _MOST_BRIEF and all(item.kind == "path" for item in items) else items


def _link(item: Evidence, report: Report) -> str:
    if item.kind != "path" or not item.path:
        return ""
    return safe(report.ref.file_url(report.revision, item.path, item.line))


def _unseen(report: Report) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each reason why something is unknown, with the rules that it leaves open; what weighs most comes first."""
    by_rule = {finding.rule: finding for finding in report.findings}
    groups: dict[str, list[Finding]] = {}
    for finding in report.findings:
        if finding.outcome == "unknown":
            reason = phrases.root_of(finding, by_rule).reason or "no reason given"
            groups.setdefault(reason, []).append(finding)
    heaviest = sorted(groups.items(), key=lambda group: -sum(one.weight for one in group[1]))
    return tuple((reason, tuple(one.rule for one in found)) for reason, found in heaviest)


def _people(report: Report) -> People | None:
    """Read from the evidence of the findings on people; None where none of them saw anything."""
    seen: dict[str, JsonValue] = {}
    for finding in report.findings:
        told = {item.name: item.value for item in reversed(finding.evidence) if item.kind == "fact"}
        if told.keys() & _ON_PEOPLE:  # others have windows of their own
            seen = {**told, **seen}
    share = seen.get("contributors.top_share")
    people = People(
        core=_number(seen.get("contributors.absence_factor")),
        active=_number(seen.get("contributors.regular")),
        top=round(100 * share) if isinstance(share, float) else None,
        window=str(seen.get("window", "")),
    )
    return people if (people.core, people.active, people.top) != (None, None, None) else None


def _number(value: JsonValue) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
