"""How much is said of what the project is for: in the README's first paragraph, and in the forge's description."""

from typing import Final
from unicodedata import east_asian_width

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.documents import readme_markup
from oshealth.snapshot import Evidence, Unknown


def length(text: str) -> int:
    """Characters of a text; a Chinese, Japanese or Korean one says as much as two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in " ".join(text.split()))


def _in_readme(facts: Facts) -> Reading:
    if readme_markup(facts) is None:
        return Value(0, (Evidence("absence", name="README"),))
    return _of(facts.get("readme.purpose"))


def _in_description(facts: Facts) -> Reading:
    return _of(facts.get("project.description"))


def _of(reading: Reading) -> Reading:
    if isinstance(reading, Unknown):
        return reading
    return Value(length(str(reading.value)), reading.evidence)


FACTS: Final = (
    Fact(
        name="readme.purpose_length",
        kind="number",
        definition="Length of the README's first paragraph (readme.purpose), Chinese, Japanese and Korean characters counted "
        "twice; 0 when there is no README.",
        read=_in_readme,
        needs=frozenset({"tree", "texts"}),
        unit="characters",
        source="OpenSSF Best Practices, description_good",
        uses=("readme.purpose",),
    ),
    Fact(
        name="project.description_length",
        kind="number",
        definition="Length of the description on the forge (project.description), counted likewise.",
        read=_in_description,
        needs=frozenset({"project"}),
        unit="characters",
        source="OpenSSF Best Practices, description_good",
        uses=("project.description",),
    ),
)
