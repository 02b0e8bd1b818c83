"""Style: how wide, how colourful and how talkative a rendering is; chosen once, from what the output can show."""

import codecs
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from oshealth.formats.earlier import Earlier

Color: TypeAlias = Literal["none", "16", "256"]

NARROWEST: Final = 40
DEFAULT_WIDTH: Final = 80


class Style(Struct, frozen=True):
    """What a rendering may use.

    `width` is in terminal cells (below 40 counts as 40); `color` is the palette, "none" for no escape sequence at
    all; without `unicode` every glyph and every foreign letter has a stand-in in ASCII. `quiet` is one line a
    repository, `verbose` every finding with all its evidence. `trends` are drawn where there is room for a drawing,
    each beside the result of its repository.
    """

    width: int = DEFAULT_WIDTH
    color: Color = "none"
    unicode: bool = True
    verbose: bool = False
    quiet: bool = False
    trends: "tuple[Earlier, ...]" = ()


def fitting(environ: Mapping[str, str], encoding: str, columns: int | None = None) -> Style:
    """The style that fits an output: `columns` is the width of the terminal, None for a pipe or a file.

    Heeds NO_COLOR (https://no-color.org), FORCE_COLOR (https://force-color.org), TERM, COLORTERM and COLUMNS.
    """
    return Style(
        width=_width(environ, columns),
        color=_color(environ, columns is not None),
        unicode=_speaks_unicode(encoding) and environ.get("TERM") != "linux",
    )


def _width(environ: Mapping[str, str], columns: int | None) -> int:
    said = environ.get("COLUMNS", "")
    if said.isascii() and said.isdigit() and 0 < len(said) < 5 and int(said):
        return int(said)
    return columns or DEFAULT_WIDTH


def _color(environ: Mapping[str, str], is_terminal: bool) -> Color:
    forced = environ.get("FORCE_COLOR", "") not in ("", "0")
    term = environ.get("TERM", "")
    if environ.get("NO_COLOR") or not (is_terminal or forced) or (term == "dumb" and not forced):
        return "none"
    rich_palette = "256" in term or environ.get("COLORTERM", "") in ("truecolor", "24bit")
    return "256" if rich_palette else "16"


def _speaks_unicode(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name.startswith("utf")
    except LookupError:
        return False
