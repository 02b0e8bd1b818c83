"""The template filled in: one door through which every text comes onto the page, cleaned and escaped."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from oshealth.assessment.report import Result, Unaudited
from oshealth.formats import phrases
from oshealth.formats.earlier import Earlier, trend_of
from oshealth.formats.escape import clean
from oshealth.formats.html.view import View, view_of
from oshealth.version import VERSION

LONGEST: Final = 2000
"""Characters of one text on the page; a link that is longer is cut, and then leads nowhere harmful."""


def render(results: Sequence[Result], trends: Sequence[Earlier] = ()) -> str:
    """The page of some results, each with the trend of its repository where there is one; it ends in a line break."""
    views = [_view(result, number, trends) for number, result in enumerate(results, start=1)]
    return filled("report.html.j2", views=views)


def filled(template: str, **values: object) -> str:
    """A template of this folder filled in, on the page around it: with our style, and the policy that admits it alone."""
    style = _read("style.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = _environment().get_template(template)
    return page.render(values, style=Markup(style), digest=digest, version=VERSION) + "\n"  # noqa: S704 - ours


def _view(result: Result, number: int, trends: Sequence[Earlier]) -> View | Unaudited:
    if isinstance(result, Unaudited):
        return result
    return view_of(result, f"r{number}", trend_of(result, trends))


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_read),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["unaudited"] = lambda value: isinstance(value, Unaudited)
    environment.filters |= {
        "counted": phrases.count,
        "points": phrases.points,
        "rung": phrases.rung,
        "outcome": phrases.OUTCOMES.__getitem__,
    }
    return environment


def _harmless(value: Any) -> Any:
    """What every expression of the template passes before it is escaped."""
    if value is None:
        return ""
    return clean(value, LONGEST) if isinstance(value, str) and not isinstance(value, Markup) else value
