"""TELL: results as text. `FORMATS` maps the word that a user types to its renderer; none of them prints."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from oshealth.assessment.report import Result
from oshealth.formats import (
    badge,
    csv,
    facts_json,
    github,
    gitlab,
    html,
    json,
    jsonl,
    junit,
    markdown,
    sarif,
    terminal,
)
from oshealth.formats.listing import Listed, Listing, listing_of
from oshealth.formats.style import Style, fitting

__all__ = [
    "FACT_FORMATS",
    "FORMATS",
    "Listed",
    "Listing",
    "Render",
    "RenderFacts",
    "Style",
    "fitting",
    "listing_of",
]

Render: TypeAlias = Callable[[Sequence[Result], Style], str]
RenderFacts: TypeAlias = Callable[[Sequence[Listed], Style], str]

FORMATS: Final[Mapping[str, Render]] = {
    "terminal": terminal.render,
    "json": json.render,
    "jsonl": jsonl.render,
    "csv": csv.render,
    "markdown": markdown.render,
    "html": html.render,
    "sarif": sarif.render,
    "junit": junit.render,
    "github": github.render,
    "gitlab": gitlab.render,
    "badge": badge.render,
    "shields": badge.render_endpoint,
}
FACT_FORMATS: Final[Mapping[str, RenderFacts]] = {
    "terminal": terminal.render_facts,
    "json": facts_json.render,
}
