"""`.clomonitor.yml`: exemptions with their reasons become waivers of the rules that stand for the same check."""

from collections.abc import Mapping
from typing import Any, Final

from oshealth.facts.limits import Plain
from oshealth.facts.reading import at, mapping
from oshealth.rulebook.book import DEFAULT_PROFILE, compose
from oshealth.rulebook.imports.carried import MOST_ENTRIES, Carried, as_yaml, one_line, read_either
from oshealth.rulebook.packs import bundled_pack
from oshealth.rulebook.standards import A_PERSON, Item, standard_named

SHORTEST_REASON: Final = 10


def carried(text: str) -> Carried:
    """The waivers, as `.oshealth.yml`. Raises AskedWrongly for a file that is none of CLOMonitor."""
    written = read_either(text, "file of CLOMonitor")
    items = {item.id: item for item in standard_named("clomonitor", [bundled_pack()]).items}
    gates = compose([bundled_pack()], DEFAULT_PROFILE).profile.gates
    waivers: list[Mapping[str, Any]] = []
    ours: dict[str, tuple[str, ...]] = {}
    left: dict[str, str] = {}
    for exemption in _exemptions(written):
        check = one_line(at(exemption, "check"), 80) or "(an exemption without a check)"
        reason = one_line(at(exemption, "reason"), 1000)
        if why := _obstacle(items.get(check), reason):
            left[check] = why
            continue
        open_ = tuple(rule for rule in items[check].rules if rule not in gates)
        if not open_:
            left[check] = "it is a gate here, and a gate cannot be waived"
            continue
        ours[check] = open_
        waivers += [{"rule": rule, "reason": reason} for rule in open_]
    for key in mapping(written):
        if key != "exemptions":
            left[one_line(key, 80)] = "oshealth has nothing like it"
    files = {".oshealth.yml": as_yaml({"waivers": waivers}, "from .clomonitor.yml")} if waivers else {}
    return Carried(
        files, tuple(ours), ours, left, "put .oshealth.yml at the root of the repository" if waivers else ""
    )


def _exemptions(written: Plain) -> list[Plain]:
    given = at(written, "exemptions")
    return given[:MOST_ENTRIES] if isinstance(given, list) else []


def _obstacle(item: Item | None, reason: str) -> str:
    if item is None:
        return "CLOMonitor has no check of this name"
    if not item.rules:
        tells = "only a person can tell" if item.elsewhere == A_PERSON else f"{item.elsewhere} can tell"
        return f"oshealth does not ask for it; {tells}"
    if len(reason) < SHORTEST_REASON:
        return f"its reason is shorter than {SHORTEST_REASON} characters"
    return ""
