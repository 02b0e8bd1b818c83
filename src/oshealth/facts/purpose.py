"""How much is said of what the project is for: in the README's first paragraph, and in the forge's description."""

from typing import Final
from unicodedata import east_asian_width

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.documents import readme_markup
from oshealth.facts.late import late
from oshealth.snapshot import Evidence, Unknown

FEWEST: Final = 40
"""Characters below which a sentence is hardly more than a name."""
_TELLS: Final = late(
    r"(?i)\b(?:is|are)\s+(?:an?|the|one|our)\s|\b(?:for|of|to|in|into|that|which|with|using|based on|powered by)\s+\S|"
    r"\b(?:helps?|lets?|makes?|provides?|offers?|implements?|installs?|adds?|manages?|creates?|converts?)\s+\S"
)
_LEADS_ON: Final = late(
    r"(?i)^\W*(?:see|visit|read|click|please|note|warning|welcome|add|include|run|use|get|download|you|we|for (?:more|further)|"
    r"in (?:lieu|order)|available|official documentation|the (?:output|following|latest|current)|from (?:version|v?\d)|"
    r"(?:(?:the|this|an?|official|main|content|source|code|home|houses)\s+){0,3}(?:repo(?:sitory)?|code|location)\s+(?:of|for|is|with)|"
    r"(?:this|the) (?:(?:code )?repo(?:sitory)?|project|package|library) (?:is|has been|was) (?:now |no longer |not )?"
    r"(?:deprecated|archived|moved|maintained|superseded))\b|"
    r"\b(?:deprecated|unmaintained|see the|read the|is available (?:at|on|from|in|here)|here)\b|"
    r"^[\"'“‘«„]|\b(?:three|several|following) \w+:$|^(?!.*\b(?:is|are) (?:an?|the)\b).*:$|"
    r"^(?!.*\b(?:helps?|lets?|allows?|makes?|for|of|in) (?:you|your)\b).*\b(?:you|your|my)\b"
)


def length(text: str) -> int:
    """Characters of a text; a Chinese, Japanese or Korean one says as much as two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in " ".join(text.split()))


def _in_readme(facts: Facts) -> Reading:
    if readme_markup(facts) is None:
        return Value(0, (Evidence("absence", name="README"),))
    return _of(facts.get("readme.purpose"))


def _in_description(facts: Facts) -> Reading:
    return _of(facts.get("project.description"))


def says_what_it_is(text: str) -> bool:
    """Whether a sentence of few words says what a thing is, does or is for: it leads nowhere, is no motto and no news."""
    said = " ".join(text.split())
    return bool(_TELLS().search(said)) and not _LEADS_ON().search(said)


def _in_few_words(facts: Facts) -> Reading:
    """The first paragraph, where it is a sentence of some length that says what this is."""
    if readme_markup(facts) is None:
        return Value(value=False, evidence=(Evidence("absence", name="README"),))
    purpose = facts.get("readme.purpose")
    if isinstance(purpose, Unknown):
        return purpose
    text = str(purpose.value)
    return Value(length(text) >= FEWEST and says_what_it_is(text), purpose.evidence)


def _of(reading: Reading) -> Reading:
    if isinstance(reading, Unknown):
        return reading
    return Value(length(str(reading.value)), reading.evidence)


FACTS: Final = (
    Fact(
        name="readme.says_what_it_is",
        kind="yes/no",
        definition=f"Whether the README's first paragraph (readme.purpose) is an English sentence of at least {FEWEST} "
        "characters that says what this is, does or is for: one that leads elsewhere, gives news or is a motto does not.",
        read=_in_few_words,
        needs=frozenset({"tree", "texts"}),
        source="reading of 60 first paragraphs of 40 to 59 characters",
        uses=("readme.purpose",),
    ),
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
