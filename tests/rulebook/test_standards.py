"""Standards by others: complete lists of items, with the rules that stand for each."""

import pytest

from oshealth.errors import InvalidRule, UnknownName
from oshealth.rulebook.located import Located
from oshealth.rulebook.standards import A_PERSON, Item, StandardText, standard_named
from oshealth.rulebook.written import checked
from tests.bundled import PACK

WRITTEN = {
    "title": "Example Standard",
    "version": "1.0",
    "source": "https://example.org/standard",
    "license": "CC0-1.0",
    "about": "An invented one.",
    "items": {"All": {"a": "The first", "b": "The second"}},
}


@pytest.mark.parametrize(
    ("standard", "version", "items"),
    [
        ("osps", "v2026.02.19", 64),
        ("dpg", "1.1.7", 11),
        ("public-code", "0.8.0", 16),
        ("best-practices", "criteria of 2026-06", 129),
        ("scorecard", "v5", 20),
        ("clomonitor", "checks of 2025", 35),
        ("dpg-maturity", "2026-05", 18),
        ("opencode", "2025", 5),
        ("chaoss", "2025-10", 28),
        ("fair-software", "five recommendations", 5),
    ],
)
def test_a_standard_is_listed_whole(standard: str, version: str, items: int) -> None:
    """The counts are those of the published versions; CHAOSS is listed as far as a repository can show it."""
    found = standard_named(standard, [PACK])

    assert (found.text.version, len(found.items)) == (version, items)
    assert [item.words for item in found.items if not 5 <= len(item.words) <= 90] == []


def test_every_map_of_a_rule_leads_to_an_item() -> None:
    """A misspelt id would stand nowhere and nobody would see it."""
    items = {name: {item.id for item in standard_named(name, [PACK]).items} for name in PACK.standards}
    lost = [
        (rule.id, standard, item)
        for rule in PACK.rules.values()
        for standard, names in rule.text.maps.items()
        for item in names
        if item not in items.get(standard, ())
    ]
    assert lost == []


def test_an_item_names_its_rules_or_who_can_tell() -> None:
    items = {item.id: item for item in standard_named("osps", [PACK]).items}

    assert items["OSPS-GV-03.01"] == Item(
        "Level 1", "OSPS-GV-03.01", "It is said how to contribute", ("contributing-guide",)
    )
    assert items["OSPS-SA-03.01"].rules == ()
    assert items["OSPS-SA-03.01"].elsewhere == A_PERSON
    assert items["OSPS-BR-06.01"].elsewhere == "OpenSSF Scorecard"


def test_a_standard_that_does_not_exist_is_told() -> None:
    with pytest.raises(UnknownName, match="unknown standard 'ospsy'"):
        standard_named("ospsy", [PACK])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"items": {"One": {"a": "x"}, "Two": {"a": "x"}}}, "an item stands in two groups"),
        ({"elsewhere": {"A tool": ["c"]}}, "elsewhere names 'c', which is no item"),
        ({"source": "ftp://example.org"}, "a source is a web address"),
    ],
)
def test_a_mistake_in_a_standard_is_told(change: dict[str, object], said: str) -> None:
    with pytest.raises(InvalidRule, match=said):
        checked(StandardText, Located({**WRITTEN, **change}, "example.yaml", {}))
