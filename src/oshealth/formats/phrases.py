"""Values in a few words: evidence, numbers, costs. Plain text that renderers escape each in their own way."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from oshealth.assessment.finding import Finding
from oshealth.assessment.report import Gate, Report, Result, Rung, Unaudited
from oshealth.facts import CATALOGUE
from oshealth.facts.documents import KINDS
from oshealth.facts.patterns import PATTERNS
from oshealth.reference import RepoRef
from oshealth.rulebook.probes import OutcomeName
from oshealth.rulebook.probes.base import Verdict
from oshealth.snapshot import Cost, Evidence, JsonValue

OUTCOMES: Final[Mapping[OutcomeName, str]] = {
    "pass": "pass",
    "partial": "partial",
    "fail": "fail",
    "unknown": "unknown",
    "needs_human": "for a person",
    "waived": "waived",
    "not_applicable": "not applicable",
}
REACHED: Final[Mapping[Verdict, tuple[OutcomeName, str]]] = {
    "yes": ("pass", "reached"),
    "no": ("fail", "not reached"),
    "unknown": ("unknown", "unknown"),
    "human": ("needs_human", "for a person"),
}
"""Whether a level is reached, as the outcome whose sign it bears, and in words."""
_IN_FULL: Final[Mapping[str, str]] = {
    "accessibility": "accessibility statement",
    "adopters": "list of adopters",
    "architecture": "architecture page",
    "authors": "list of authors",
    "citation": "citation file",
    "codemeta": "codemeta.json",
    "contributing": "contributing guide",
    "funding": "funding page",
    "funding.channels": "funding channels",
    "funding.in_manifests": "funding in manifests",
    "governance": "governance document",
    "license": "license file",
    "maintainers": "list of maintainers",
    "privacy": "privacy notice",
    "publiccode": "publiccode.yml",
    "readme": "README",
    "support": "support page",
}
"""Names that say too little by themselves where something is not found."""
_UNITS: Final = ("B", "kB", "MB", "GB", "TB")
_SHOWN: Final = 3
COUNTED: Final = " counted"
_ROOM: Final = 150  # characters of several pieces of evidence; a piece cut short says less than none
_WIDE: Final = 24  # characters of a list of places; longer ones are not repeated on every line


def name_of(ref: RepoRef, url: str) -> str:
    """What people call a repository: `owner/name`, with its host where that is no forge; a path by its folder."""
    if ref.host:
        return f"{ref.host}/{ref.slug}" if ref.forge == "git" else ref.slug
    return ref.slug if ref.slug.strip("./~") else RepoRef(path=url).slug if url.strip("./~") else ref.path


def names_of(results: Sequence[Result]) -> tuple[str, ...]:
    """What each repository is called beside the others: folders of one name by the paths that were given."""
    names = [one.target if isinstance(one, Unaudited) else name_of(one.ref, one.url) for one in results]
    times = Counter(names)
    return tuple(
        one.ref.path if times[name] > 1 and isinstance(one, Report) and one.ref.path else name
        for one, name in zip(results, names, strict=True)
    )


def rung(level: Rung) -> str:
    """A level of a ladder in words: `Level 2: unknown, no releases were seen`."""
    return f"{level.title}: {REACHED[level.reached][1]}" + (f", {level.reason}" if level.reason else "")


def day(moment: datetime) -> str:
    """The date in UTC, `2026-06-30`."""
    return f"{moment.astimezone(UTC):%Y-%m-%d}"


def count(number: int, one: str, many: str = "") -> str:
    """`1 rule`, `2 rules`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def singular(unit: str) -> str:
    """The unit of one: `day` for `days`, `person` for `people`."""
    return {"people": "person"}.get(unit, unit.removesuffix("s"))


def points(gain: float) -> str:
    """Points to gain, with sign and one decimal: `+4.1`."""
    return f"{gain:+.1f}"


def size(number: int) -> str:
    """Bytes in decimal units: `1.2 MB`."""
    amount, unit = float(number), 0
    while amount >= 999.5 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    return f"{amount:.1f} {_UNITS[unit]}" if unit and amount < 99.95 else f"{amount:.0f} {_UNITS[unit]}"


def costs(cost: Cost) -> tuple[str, ...]:
    """What looking took, in words; what was not used is not mentioned."""
    return tuple(
        phrase
        for number, phrase in (
            (cost.git_requests, count(cost.git_requests, "git request")),
            (cost.api_requests, count(cost.api_requests, "API request")),
            (cost.api_points, count(cost.api_points, "API point")),
            (cost.bytes, size(cost.bytes)),
            (cost.seconds, f"{cost.seconds:.1f} s"),
        )
        if number
    )


def value(given: JsonValue) -> str:
    """A value as people write it: yes and no, the first few of a list."""
    if given is None:
        return ""
    if isinstance(given, bool):
        return "yes" if given else "no"
    if isinstance(given, Mapping):
        return _first_few([f"{name} {value(item)}".strip() for name, item in given.items()])
    if isinstance(given, tuple):
        return _first_few([value(item) for item in given]) or "none"
    return f"{given:g}" if isinstance(given, float) else str(given)


def _first_few(words: Sequence[str]) -> str:
    more = len(words) - _SHOWN
    return ", ".join(words[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def evidence(item: Evidence, brief: bool = False) -> str:
    """One piece of evidence: `SECURITY.md:12 e-mail`, `contributors.active: 3`, `no governance in .github/, root`.

    `brief` says facts in plain words with their unit, and leaves out where a wide search looked.
    """
    given = value(item.value)
    name = _plain_name(item.name) if brief else item.name
    if brief and _is_wide_search(item):
        return f"no {_sought(name)} found"
    match item.kind:
        case "path":
            place = f"{item.path}:{item.line}" if item.line else item.path
            return " ".join(filter(None, (place, _named(name, given))))
        case "absence":
            looked = f"no {_sought(name)}" if name else "nothing"
            where = f" {'in' if name else 'like'} {item.path}" if item.path else " found"
            return looked + where + (f" ({given})" if given else "")
        case "commit":
            return " ".join(filter(None, (f"commit {given[:7]}", name)))
    return _named(name, _counted(item) if brief else given)


def sample(items: Iterable[Evidence]) -> str:
    """What a figure counts, of which window and how it was cut, in words: `23 issues; opened in the last 90 days`."""
    return "; ".join(
        f"{value(item.value)} {_counted_words(item.name)}".strip() for item in items if is_sample(item)
    )


def _counted_words(name: str) -> str:
    return name.removesuffix(COUNTED) if name.endswith(COUNTED) else ""


def is_sample(item: Evidence) -> bool:
    """Whether a piece of evidence says how much a figure rests on."""
    return item.kind == "fact" and (item.name in {"window", "sample"} or item.name.endswith(COUNTED))


def _sought(name: str) -> str:
    """What was not found: `link to documentation` for the pattern `documentation-link`."""
    return PATTERNS[name].called if name in PATTERNS else name


def _plain_name(name: str) -> str:
    """`contributors.top_share` as `top share`, `security-policy` as `security policy`."""
    if name in _IN_FULL:
        return _IN_FULL[name]
    if name in CATALOGUE:
        return name.partition(".")[2].replace("_", " ")
    return name.replace("-", " ") if name in KINDS else name


def _counted(item: Evidence) -> str:
    """The value of a fact with what it counts, unless its name says so; shares in percent."""
    fact, number = CATALOGUE.get(item.name), item.value
    if fact is None or isinstance(number, bool) or not isinstance(number, int | float):
        return value(number)
    if fact.unit.startswith("share"):
        return f"{number:.0%}".replace("%", " %")
    unit = "" if fact.unit in fact.name else singular(fact.unit) if number == 1 else fact.unit
    return f"{value(number)} {unit}".rstrip()


def _named(name: str, given: str) -> str:
    return ": ".join(filter(None, (name, given)))


def _is_wide_search(item: Evidence) -> bool:
    return item.kind == "absence" and bool(item.name) and len(item.path) > _WIDE


def search_notes(findings: Iterable[Finding]) -> tuple[str, ...]:
    """What wide searches could not look into or passed over, each once."""
    wide = (item for finding in findings for item in finding.evidence if _is_wide_search(item))
    return tuple(dict.fromkeys(note for item in wide if (note := value(item.value))))


def grounds(finding: Finding, most: int = 2) -> str:
    """Why a finding came out as it did, in a few words: its reason, else its first pieces of evidence."""
    return finding.reason or pointers(finding, most)


def pointers(finding: Finding, most: int = 2) -> str:
    """The first telling pieces of evidence of a finding, as many as a line or two hold; `--verbose` shows all."""
    words = [words for _, words in pointed(finding)[:most]]
    while len(words) > 1 and len("; ".join(words)) > _ROOM:
        words.pop()
    return "; ".join(words)


def pointed(finding: Finding) -> list[tuple[Evidence, str]]:
    """The telling pieces of evidence in plain words, none twice; the same thing sought in many places is one."""
    items = _telling(finding.evidence)
    sought = [item.name for item in items if item.kind == "absence"]
    words: dict[str, Evidence] = {}
    for item in items:
        is_repeated = item.kind == "absence" and item.name and sought.count(item.name) > 1
        phrase = f"no {_sought(_plain_name(item.name))} found" if is_repeated else evidence(item, brief=True)
        words.setdefault(phrase, item)
    return [(item, phrase) for phrase, item in words.items() if phrase]


def _telling(items: Sequence[Evidence]) -> Sequence[Evidence]:
    """Without facts that only repeat what the rest says: nothing beside "not found", a list beside its places; and with
    such a fact goes how much it counted.
    """
    absent = any(item.kind == "absence" and item.name for item in items)
    placed = any(item.kind == "path" and not _goes_along(item) for item in items)

    def repeats(item: Evidence) -> bool:
        if item.kind == "absence":
            return absent and not item.name
        is_fact = item.kind == "fact" and not item.name.startswith("attested")
        return is_fact and ((absent and not item.value) or (placed and isinstance(item.value, tuple)))

    kept, is_gone = [], False
    for item in items:
        if not _goes_along(item):
            is_gone = repeats(item)
        if not is_gone:
            kept.append(item)
    return kept


def _goes_along(item: Evidence) -> bool:
    """Whether a piece says how the figure before it was counted: in which window, up to which commit, with whose names."""
    return is_sample(item) or item.kind == "commit" or (item.kind == "path" and item.path == ".mailmap")


def gate_grounds(gate: Gate, report: Report) -> str:
    """Why a gate came out as it did: by the evidence of its finding, where that is in the report."""
    finding = next((finding for finding in report.findings if finding.rule == gate.rule), None)
    return (grounds(finding) if finding else "") or gate.reason


def root_of(finding: Finding, by_rule: Mapping[str, Finding]) -> Finding:
    """The finding that decided this one: itself, or the end of the chain of rules that it rests on."""
    seen = {finding.rule}
    while (below := by_rule.get(finding.rests_on)) and below.rule not in seen:
        seen.add(below.rule)
        finding = below
    return finding


def tally(findings: Iterable[Finding]) -> Mapping[OutcomeName, int]:
    """How many findings came to each outcome, in the order of `OUTCOMES`, without those that none came to."""
    outcomes = [finding.outcome for finding in findings]
    return {name: outcomes.count(name) for name in OUTCOMES if name in outcomes}
