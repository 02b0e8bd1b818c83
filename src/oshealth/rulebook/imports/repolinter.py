"""A rule set of Repolinter, version 1 or 2: what our own rules ask already is named, the rest becomes a pack of rules.

What needs a program of its own, a network or the length of a file is left, and said.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from oshealth.facts.limits import Plain
from oshealth.facts.reading import at, mapping, strings
from oshealth.rulebook.imports.carried import MOST_ENTRIES, Carried, as_yaml, one_line, read_either
from oshealth.rulebook.imports.checks import Obstacle, asked_of, condition_of, examples_of
from oshealth.rulebook.packs import bundled_pack

PACK: Final = "repolinter"
_WEIGHTS: Final = {"error": 3, "warning": 1}
_OURS: Final[Mapping[str, str]] = {
    "license-file-exists": "license-file",
    "license-detectable-by-licensee": "license-file",
    "readme-file-exists": "readme",
    "contributing-file-exists": "contributing-guide",
    "code-of-conduct-file-exists": "code-of-conduct",
    "code-of-conduct-file-contains-email": "code-of-conduct-contact",
    "changelog-file-exists": "changelog",
    "security-file-exists": "security-policy",
    "support-file-exists": "support-channel",
    "github-issue-template-exists": "issue-and-change-templates",
    "github-pull-request-template-exists": "issue-and-change-templates",
    "integrates-with-ci": "tests-in-ci",
    "source-license-headers-exist": "spdx-headers",
    "best-practices-badge-present": "fair-checklist",
    "package-metadata-exists": "dependency-list",
}
"""Rules of Repolinter's own set, by name, and the rule here that asks the same and more."""


class _Entry(NamedTuple):
    name: str
    kind: str
    level: str
    where: tuple[str, ...]
    options: Plain
    told: str


def carried(text: str) -> Carried:
    """A pack with a profile. Raises AskedWrongly for a file that is no rule set of Repolinter."""
    written = read_either(text, "rule set of Repolinter")
    known = bundled_pack().rules
    files: dict[str, str] = {}
    over: list[str] = []
    ours: dict[str, tuple[str, ...]] = {}
    left: dict[str, str] = {}
    for entry in _entries(mapping(at(written, "rules"))):
        own = _OURS.get(entry.name) or next(
            (rule for name, rule in _OURS.items() if entry.name.endswith(name)), ""
        )
        if entry.level == "off":
            left[entry.name] = "it was switched off"
        elif own in known:
            ours[entry.name] = (own,)
        else:
            try:
                path, rule = _rule(entry, files)
                files[path] = rule
                over.append(entry.name)
            except Obstacle as obstacle:
                left[entry.name] = str(obstacle)
    chosen = sorted({rule for rules in ours.values() for rule in rules})
    return Carried(
        _pack(files, chosen, {rule: known[rule].category for rule in chosen}),
        tuple(over),
        ours,
        left,
        f"oshealth audit . --pack DIR --profile {PACK}",
    )


def _entries(rules: Mapping[str, Plain]) -> Iterator[_Entry]:
    """The rules of both versions: in the first they stand under a condition, with their kind after a colon."""
    count = 0
    for key, value in rules.items():
        grouped = isinstance(value, dict) and not {"rule", "level"} & value.keys()
        for name, inner in mapping(value).items() if grouped else ((key, value),):
            if count == MOST_ENTRIES:
                return
            count += 1
            if isinstance(inner, list):
                yield _first_version(name, inner, () if key in {name, "all"} else (key,))
            else:
                yield _second_version(name, inner)


def _first_version(name: str, value: list[Plain], where: tuple[str, ...]) -> _Entry:
    short, _, kind = name.partition(":")
    options = value[1] if len(value) > 1 else {}
    return _Entry(_slug(short), kind or short, str(value[0]) if value else "off", where, options, "")


def _second_version(name: str, value: Plain) -> _Entry:
    return _Entry(
        _slug(name),
        one_line(at(value, "rule", "type"), 60),
        one_line(at(value, "level"), 20),
        tuple(strings(at(value, "where"))),
        at(value, "rule", "options"),
        one_line(at(value, "policyInfo"), 300),
    )


def _slug(name: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", name.lower()))[:60].strip("-") or "rule"


def _rule(entry: _Entry, taken: Mapping[str, str]) -> tuple[str, str]:
    """Path and text of a rule. Raises Obstacle for what cannot be carried over."""
    name = entry.name if entry.name[0].isalpha() else f"rule-{entry.name}"
    path = f"{PACK}/{name}.yaml"
    if path in taken:
        raise Obstacle("another rule has the same name")
    if entry.level not in _WEIGHTS:
        raise Obstacle(f"its level is {entry.level or 'missing'}, not error or warning")
    check = asked_of(entry.kind, entry.options)
    applies = condition_of(entry.where, check.applies)
    words = name.replace("-", " ")
    message = one_line(at(entry.options, "fail-message"), 300)
    rule: dict[str, Any] = {
        "title": f"{words[0].upper()}{words[1:]} (from Repolinter)",
        "why": entry.told or f"Carried over from Repolinter, where it was called {name}.",
        "since": "2026.1",
        "weight": _WEIGHTS[entry.level],
        **({"applies": applies} if applies else {}),
        "check": check.probe,
        "fix": message if len(message) >= 10 else f"Look at what is asked, and add what is missing: {words}.",
        "effort": "minutes",
        "examples": examples_of(check, plain=not entry.where),
    }
    return path, as_yaml(rule, "from a rule set of Repolinter")


def _pack(rules: Mapping[str, str], chosen: list[str], categories: Mapping[str, str]) -> Mapping[str, str]:
    """The pack around the rules, and a profile that asks them and those of ours that were asked before."""
    shelves = sorted(set(categories.values()))
    if not rules and not shelves:
        return {}
    shares = [PACK, *shelves] if rules else shelves
    share, rest = divmod(100, len(shares))
    profile = {
        "title": "From Repolinter",
        "version": "2026.1",
        "categories": {name: share + (rest if number == 0 else 0) for number, name in enumerate(shares)},
        "only": [*([PACK] if rules else []), *chosen],
        "minimum_coverage": 50,
    }
    pack = {
        "name": PACK,
        "title": "Rules from Repolinter",
        "about": "Carried over by oshealth import repolinter; what our own rules ask is asked by them.",
        "categories": {PACK: {"title": "From Repolinter", "share": 0}},
    }
    return {
        "pack.yaml": as_yaml(pack),
        f"profiles/{PACK}.yaml": as_yaml(profile),
        **rules,
    }
