"""TELL: results as text. `FORMATS` maps the word that a user types to its renderer; none of them prints."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Final, TypeAlias

from oshealth.assessment.report import Result
from oshealth.formats.listing import Listed, Listing, listing_of
from oshealth.formats.style import Style, fitting

if TYPE_CHECKING:
    from oshealth.trend import Trend

__all__ = [
    "FACT_FORMATS",
    "FORMATS",
    "TREND_FORMATS",
    "Listed",
    "Listing",
    "Render",
    "RenderFacts",
    "RenderTrend",
    "Style",
    "fitting",
    "listing_of",
]

Render: TypeAlias = Callable[[Sequence[Result], Style], str]
RenderFacts: TypeAlias = Callable[[Sequence[Listed], Style], str]
RenderTrend: TypeAlias = "Callable[[Trend, Style], str]"


def _of(module: str, name: str = "render") -> Callable[..., str]:
    """A renderer whose module is loaded when something is rendered."""

    def render(results: object, style: Style) -> str:
        return str(getattr(import_module(f"oshealth.formats.{module}"), name)(results, style))

    return render


FORMATS: Final[Mapping[str, Render]] = {
    "terminal": _of("terminal"),
    "json": _of("json"),
    "jsonl": _of("jsonl"),
    "csv": _of("csv"),
    "markdown": _of("markdown"),
    "html": _of("html"),
    "sarif": _of("sarif"),
    "junit": _of("junit"),
    "github": _of("github"),
    "gitlab": _of("gitlab"),
    "badge": _of("badge"),
    "shields": _of("badge", "render_endpoint"),
}
FACT_FORMATS: Final[Mapping[str, RenderFacts]] = {
    "terminal": _of("terminal", "render_facts"),
    "json": _of("facts_json"),
}
TREND_FORMATS: Final[Mapping[str, RenderTrend]] = {
    "terminal": _of("trend"),
    "json": _of("trend_json"),
    "csv": _of("trend_csv"),
}
