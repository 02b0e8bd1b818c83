"""The template filled in: one door through which every text comes onto the page, cleaned and escaped."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup
from msgspec.structs import replace

from oshealth.assessment.report import Report, Result, Unaudited
from oshealth.formats import phrases
from oshealth.formats.earlier import Earlier, trend_of
from oshealth.formats.escape import clean
from oshealth.formats.html.view import View, view_of
from oshealth.version import VERSION

LONGEST: Final = 2000
"""Characters of one text on the page; a link that is longer is cut, and then leads nowhere harmful."""


def render(results: Sequence[Result], trends: Sequence[Earlier] = ()) -> str:
    """The page of some results, each with the trend of its repository where there is one; it ends in a line break."""
    names = phrases.names_of(results)
    named = zip(results, names, strict=True)
    views = [_view(result, name, number, trends) for number, (result, name) in enumerate(named, start=1)]
    return filled("report.html.j2", views=views, back="")


def render_one(report: Report, back: str) -> str:
    """The page of one report among many; `back` leads to the page of all."""
    return filled("report.html.j2", views=[view_of(report, "r1")], back=back)


def filled(template: str, also: str = "", script: str = "", **values: object) -> str:
    """A template of this folder filled in, on the page around it: with our style, and the policy that admits it alone.

    `also` names a style beside the usual one, `script` the only script that may run.
    """
    style = _read("style.css") + (_read(also) if also else "")
    code = _read(script) if script else ""
    page = _environment().get_template(template)
    ours = {"style": Markup(style), "script": Markup(code)}  # noqa: S704 - both are files of ours
    digests = {"style_digest": _digest(style), "script_digest": _digest(code)}
    return page.render({**values, **ours, **digests, "version": VERSION}) + "\n"


def _digest(text: str) -> str:
    """As a content security policy writes it."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _view(result: Result, name: str, number: int, trends: Sequence[Earlier]) -> View | Unaudited:
    if isinstance(result, Unaudited):
        return result
    return replace(view_of(result, f"r{number}", trend_of(result, trends)), name=name)


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
        "thousands": "{:,}".format,
        "amount": "{:,.10g}".format,
        "day": phrases.day,
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
