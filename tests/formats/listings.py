"""A listing of facts for tests: an invented repository and a small catalogue of its own."""

from oshealth.facts import Fact, Facts, Value
from oshealth.formats import Listing, listing_of
from oshealth.snapshot import Evidence, Group, Unknown
from tests.builders import a_snapshot

_NEEDS: frozenset[Group] = frozenset({"history"})
_READINGS: dict[str, Value | Unknown] = {
    "contributors.active": Value(
        3,
        (
            Evidence("fact", name="commits counted", value=145),
            Evidence("fact", name="window", value="12 months"),
        ),
    ),
    "contributors.absence_factor": Value(1),
    "contributors.names_hidden": Value(("read", "write")),
    "license.expression": Value("Apache-2.0", (Evidence("path", "LICENSE", 1),)),
    "license.osi_approved": Value(True),
    "releases.days_since_last": Unknown("no tag names a version"),
    "funding.channels": Value(()),
}
_UNITS = {
    "contributors.active": "people",
    "contributors.absence_factor": "people",
    "releases.days_since_last": "days",
}
CATALOGUE = {
    name: Fact(
        name,
        "number",
        f"What {name.replace('.', ' and ').replace('_', ' ')} says.",
        lambda _, reading=reading: reading,  # type: ignore[misc]
        _NEEDS,
        _UNITS.get(name, ""),
        "CHAOSS" if name.startswith("contributors") else "",
    )
    for name, reading in _READINGS.items()
}


def facts() -> Facts:
    """Facts with every kind of reading."""
    return Facts(a_snapshot(), CATALOGUE)


def a_listing() -> Listing:
    """All of them."""
    return listing_of(facts())
