"""`oshealth baseline write`: today's report, kept as what later ones are held against."""

from pathlib import Path
from typing import Annotated

import typer

from oshealth.cli import options as o

FILE = Path(".oshealth-baseline.json")

app = typer.Typer(help="Keep a report that `audit --baseline` compares with.", no_args_is_help=True)


@app.callback()
def _baseline() -> None:
    """Keep a report that `audit --baseline` compares with."""


@app.command()
def write(
    targets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TARGET…]", help="owner/repo, a URL, or a path (default: here).", show_default=False
        ),
    ] = None,
    profile: o.Profile = "",
    pack: o.Packs = None,
    output: Annotated[
        Path,
        typer.Option(
            "--output", metavar="FILE", help="Where to keep it.", dir_okay=False, callback=o.writable
        ),
    ] = FILE,
    rev: o.Revision = "",
    as_of: o.AsOf = None,
    depth: o.ForgeDepth = "standard",
    token_file: o.TokenFile = None,
    offline: o.Offline = False,
    quiet: o.Quiet = False,
) -> None:
    """Audit, and write the report that later audits are compared with: `oshealth audit --baseline FILE`."""
    from oshealth.auditing import Looking, Question  # noqa: PLC0415 - start-up
    from oshealth.cli.access import access_for  # noqa: PLC0415 - start-up
    from oshealth.cli.changing import keep  # noqa: PLC0415 - start-up
    from oshealth.cli.running import Show  # noqa: PLC0415 - start-up
    from oshealth.cli.targets import reference  # noqa: PLC0415 - start-up

    question = Question(profile=profile, packs=tuple(pack or ()))
    looking = Looking(
        revision=rev, as_of=as_of, offline=offline, access=access_for(targets or ["."], depth, token_file)
    )
    show = Show("json", output, quiet=quiet)
    raise typer.Exit(keep([reference(target) for target in targets or ["."]], question, looking, show))
