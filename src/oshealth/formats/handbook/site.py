"""The pages of the handbook: templates filled in, each page with its own policy that lets nothing be fetched."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache, partial
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from oshealth.facts import CATALOGUE
from oshealth.formats.escape import clean
from oshealth.formats.handbook.views import Handbook, handbook_of, page_of
from oshealth.rulebook.packs import Pack
from oshealth.version import VERSION

GENERATOR: Final = f"oshealth handbook {VERSION}"
LONGEST: Final = 20_000
_DEEPEST: Final = 40  # blanks before a line


def pages(packs: Sequence[Pack]) -> Iterator[tuple[str, str]]:
    """Path and text of every page. Raises InvalidRule for a mistake in a pack."""
    book = handbook_of(packs)
    yield "index.html", _page("index", "", book)
    yield "profiles.html", _page("profiles", "", book)
    yield "facts.html", _page("facts", "", book, facts=[CATALOGUE[name] for name in sorted(CATALOGUE)])
    for view in book.rules.values():
        yield view.page, _page("rule", "../", book, view=view)
    for standard in book.standards:
        yield f"standards/{standard.id}.html", _page("standard", "../", book, standard=standard)


def _page(template: str, root: str, book: Handbook, **more: Any) -> str:
    style, script = _read("style.css"), _read("search.js") if template == "index" else ""
    known = {
        "book": book,
        "root": root,
        "style": Markup(style),  # noqa: S704 - ours
        "script": Markup(script),  # noqa: S704 - ours
        "policy": _policy(style, script),
        "generator": GENERATOR,
        "page_of": partial(_linked, root, book),
    }
    return _environment().get_template(f"{template}.html.j2").render(**known, **more) + "\n"


def _linked(root: str, book: Handbook, rule: str) -> str:
    """The address of a rule's page; empty for a rule that this handbook does not hold."""
    return root + page_of(rule) if rule in book.rules else ""


def _policy(style: str, script: str) -> str:
    """Nothing may be loaded; the style and the script of the page run by their hashes alone."""
    allowed = [f"style-src '{_digest(style)}'", *([f"script-src '{_digest(script)}'"] if script else [])]
    return "; ".join(["default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'"])


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_read),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _harmless(value: Any) -> Any:
    """What every expression of a template passes before it is escaped; lines and their indents are kept."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return "\n".join(map(_line, value.split("\n")))


def _line(text: str) -> str:
    """One line without anything that could style, break or reorder the page."""
    indent = min(len(text) - len(text.lstrip(" ")), _DEEPEST)
    return " " * indent + clean(text, LONGEST) + (" " if text.endswith(" ") and text.strip() else "")
