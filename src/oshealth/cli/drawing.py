"""`--trend FILE`: what `oshealth trend --format json` wrote, read before the look, for the page to draw."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from oshealth.cli.outlets import Outlet
from oshealth.errors import AskedWrongly

if TYPE_CHECKING:
    from oshealth.formats.earlier import Earlier


def trends_in(files: Sequence[Path], outlets: Sequence[Outlet]) -> "tuple[Earlier, ...]":
    """The trends in these files. Raises AskedWrongly for what is none, and where nothing would draw them."""
    if files and not any(outlet.format == "html" for outlet in outlets):
        raise AskedWrongly("only a page draws a trend", "add --format html=FILE")
    return tuple(_trend_in(file) for file in files)


def _trend_in(path: Path) -> "Earlier":
    from oshealth.formats.earlier import LARGEST, read_trend  # noqa: PLC0415 - start-up: pydantic reads it

    try:
        with path.open("rb") as file:
            text = file.read(LARGEST + 1)
    except OSError as error:
        raise AskedWrongly(
            f"cannot read {path}: {error.strerror}", "name a trend written by --format json"
        ) from error
    return read_trend(text, str(path))
