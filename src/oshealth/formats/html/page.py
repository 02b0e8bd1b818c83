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
from oshealth.formats.escape import clean
from oshealth.formats.html.view import View, view_of
from oshealth.version import VERSION

LONGEST: Final = 2000
"""Characters of one text on the page; a link that is longer is cut, and then leads nowhere harmful."""


def render(results: Sequence[Result]) -> str:
    """The page of some results, ending in a line break."""
    style = _read("style.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    views = [_view(result, number) for number, result in enumerate(results, start=1)]
    template = _environment().get_template("report.html.j2")
    return template.render(views=views, style=Markup(style), digest=digest, version=VERSION) + "\n"  # noqa: S704 - ours


def _view(result: Result, number: int) -> View | Unaudited:
    return result if isinstance(result, Unaudited) else view_of(result, f"r{number}")


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
    environment.filters |= {"counted": phrases.count, "points": phrases.points, "rung": phrases.rung}
    return environment


def _harmless(value: Any) -> Any:
    """What every expression of the template passes before it is escaped."""
    if value is None:
        return ""
    return clean(value, LONGEST) if isinstance(value, str) and not isinstance(value, Markup) else value
