"""`oshealth import`: what another tool was told, as rules, a profile and waivers of oshealth."""

from pathlib import Path
from typing import Annotated

import typer


def import_(
    tool: Annotated[str, typer.Argument(metavar="TOOL", help="repolinter or clomonitor.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Its rule set or its exemptions.")],
    output: Annotated[
        Path, typer.Option("--output", metavar="DIR", help="The folder to write to.", file_okay=False)
    ] = Path("oshealth-import"),
) -> None:
    """Turn a rule set of Repolinter, or exemptions of CLOMonitor, into rules, a profile and waivers.

    Says what came over, what oshealth's own rules ask anyway, and what could not be carried over, and why.
    """
    from oshealth.cli.importation import run_import  # noqa: PLC0415 - start-up

    raise typer.Exit(run_import(tool, file, output))
