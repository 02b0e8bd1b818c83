"""`oshealth facts`: the typed facts of repositories, or the catalogue of all facts."""

from typing import Annotated

import typer

from oshealth.cli import options as o


def facts(
    targets: Annotated[
        list[str] | None,
        typer.Argument(metavar="TARGET", help="owner/repo, a URL, or a path.", show_default=False),
    ] = None,
    list_all: Annotated[
        bool, typer.Option("--list", help="Show the catalogue: every fact and what it means.")
    ] = False,
    identities: Annotated[
        bool,
        typer.Option("--identities", help="By name: which identities were merged into one person, and why."),
    ] = False,
    people: Annotated[
        bool,
        typer.Option(
            "--people",
            help="By name: who did the work in the window, and when last; with --select, the facts that name people.",
        ),
    ] = False,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="NAME",
            help="Only these facts, or families of facts such as contributors; only what they need is read.",
        ),
    ] = None,
    format: o.OutputFormat = o.Format.terminal,
    output: o.Output = None,
    rev: o.Revision = "",
    as_of: o.AsOf = None,
    depth: o.ForgeDepth = "standard",
    token_file: o.TokenFile = None,
    max_wait: o.MaxWait = 60.0,
    deep: o.Deep = False,
    offline: o.Offline = False,
    timeout: o.Timeout = 300.0,
    limit: o.Limit = None,
    no_color: o.NoColor = False,
    quiet: o.Quiet = False,
) -> None:
    """Show what was read of a repository: every fact with its unit and source, or why it is unknown."""
    from oshealth.auditing import Looking  # noqa: PLC0415 - start-up
    from oshealth.cli.access import access_for  # noqa: PLC0415 - start-up
    from oshealth.cli.factual import run, run_list, run_roll  # noqa: PLC0415 - start-up
    from oshealth.cli.limits import limits_of  # noqa: PLC0415 - start-up
    from oshealth.cli.running import Show  # noqa: PLC0415 - start-up

    show = Show(format.value, output, no_color, quiet=quiet)
    if list_all:
        raise typer.Exit(run_list(show))
    if not targets:
        raise typer.BadParameter("name a TARGET, or use --list")
    if select and identities:
        raise typer.BadParameter("--select chooses facts; --identities shows people instead")
    looking = Looking(
        revision=rev,
        as_of=as_of,
        offline=offline,
        deep=deep,
        limits=limits_of(limit or (), timeout),
        access=access_for(targets, depth, token_file, max_wait),
    )
    if identities or (people and not select):
        raise typer.Exit(run_roll(targets, looking, show, identities, people))
    raise typer.Exit(run(targets, looking, show, tuple(select or ()), people))
