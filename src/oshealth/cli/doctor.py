"""`oshealth doctor`: whether everything is there that looking needs, and what will stay unknown."""

import typer

from oshealth.cli import options as o


def doctor(
    token_file: o.TokenFile = None,
    format: o.OutputFormat = o.Format.terminal,
    output: o.Output = None,
    no_color: o.NoColor = False,
) -> None:
    """Check git, the cache, the network and every token: what is left of it, and what will stay unknown.

    Costs no quota and shows no token. Exit codes: 0 all is well · 3 something is not.
    """
    from oshealth.cli.doctoring import run  # noqa: PLC0415 - start-up
    from oshealth.cli.running import Show  # noqa: PLC0415 - start-up

    raise typer.Exit(run(token_file, Show(format.value, output, no_color)))
