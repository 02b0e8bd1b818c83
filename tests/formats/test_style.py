"""What an output can show."""

from collections.abc import Mapping

import pytest

from oshealth.formats import Style, fitting

XTERM = {"TERM": "xterm-256color"}


@pytest.mark.parametrize(
    ("environ", "encoding", "columns", "style"),
    [
        (XTERM, "utf-8", 120, Style(120, "256", True)),
        ({"TERM": "xterm"}, "UTF-8", 100, Style(100, "16", True)),
        ({"TERM": "foot", "COLORTERM": "truecolor"}, "utf8", 100, Style(100, "256", True)),
        (XTERM, "utf-8", None, Style(80, "none", True)),
        (XTERM | {"COLUMNS": "132"}, "utf-8", None, Style(132, "none", True)),
        (XTERM | {"COLUMNS": "0"}, "utf-8", 90, Style(90, "256", True)),
        (XTERM | {"COLUMNS": "wide"}, "utf-8", 90, Style(90, "256", True)),
        (XTERM | {"NO_COLOR": "1", "FORCE_COLOR": "1"}, "utf-8", 80, Style(80, "none", True)),
        (XTERM | {"NO_COLOR": ""}, "utf-8", 80, Style(80, "256", True)),
        (XTERM | {"FORCE_COLOR": "1"}, "utf-8", None, Style(80, "256", True)),
        ({"FORCE_COLOR": "1"}, "utf-8", None, Style(80, "16", True)),
        ({"FORCE_COLOR": "0"}, "utf-8", None, Style(80, "none", True)),
        ({"TERM": "dumb"}, "utf-8", 80, Style(80, "none", True)),
        ({"TERM": "linux"}, "utf-8", 80, Style(80, "16", False)),
        ({}, "ANSI_X3.4-1968", None, Style(80, "none", False)),
        ({}, "no such encoding", None, Style(80, "none", False)),
    ],
)
def test_a_style_fits_its_output(
    environ: Mapping[str, str], encoding: str, columns: int | None, style: Style
) -> None:
    assert fitting(environ, encoding, columns) == style
