"""`oshealth history`: past runs of a batch, or what one repository came to in each of them."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from oshealth.cli import options as o


class Format(StrEnum):
    """Output formats of a history; the words a user types."""

    terminal = "terminal"
    json = "json"
    csv = "csv"


def history(
    out: Annotated[
        Path, typer.Argument(metavar="DIR", help="The --out folder of a batch.", show_default=False)
    ],
    target: Annotated[
        str, typer.Argument(metavar="[TARGET]", help="One repository of its list.", show_default=False)
    ] = "",
    format: Annotated[Format, typer.Option("--format", help="How to print the result.")] = Format.terminal,
    output: o.Output = None,
) -> None:
    """Past runs of a batch: how many were audited, how they were graded; or one repository over all runs."""
    from oshealth.cli.writing import write  # noqa: PLC0415 - start-up
    from oshealth.formats.portfolio.history import HISTORY_FORMATS  # noqa: PLC0415 - start-up
    from oshealth.portfolio.history import past_of, runs_told  # noqa: PLC0415 - start-up
    from oshealth.portfolio.ledger import read_ledger  # noqa: PLC0415 - start-up

    with read_ledger(out) as ledger:
        told = past_of(ledger, target) if target else runs_told(ledger)
    write(HISTORY_FORMATS[format.value](told), output)
