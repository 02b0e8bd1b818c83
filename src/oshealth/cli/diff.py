"""`oshealth diff`: what changed between two reports."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from oshealth.cli import options as o


class ChangeFormat(StrEnum):
    """Formats of changes; the words a user types."""

    terminal = "terminal"
    markdown = "markdown"
    json = "json"


def diff(
    old: Annotated[
        Path, typer.Argument(metavar="OLD", help="A report by --format json.", show_default=False)
    ],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="A later one.", show_default=False)],
    format: Annotated[
        ChangeFormat, typer.Option("--format", help="How to print it.")
    ] = ChangeFormat.terminal,
    output: o.Output = None,
    fail_on_worse: Annotated[
        bool, typer.Option("--fail-on-worse", help="Exit 1 when a rule decided both times got worse.")
    ] = False,
    no_color: o.NoColor = False,
) -> None:
    """Show what changed between two reports of a repository: rules that got worse, better, or are seen no longer."""
    from oshealth.cli.changing import run_diff  # noqa: PLC0415 - start-up
    from oshealth.cli.running import Show  # noqa: PLC0415 - start-up

    raise typer.Exit(run_diff(old, new, Show(format.value, output, no_color), fail_on_worse))
