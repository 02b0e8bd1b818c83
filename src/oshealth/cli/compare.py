"""`oshealth compare`: repositories beside each other."""

from enum import StrEnum

import typer

from oshealth.cli import options as o


class CompareFormat(StrEnum):
    """Formats of a comparison; the words a user types. For programs, `audit A B --format json` has it all."""

    terminal = "terminal"
    markdown = "markdown"


def compare(
    targets: o.Targets,
    profile: o.Profile = "",
    pack: o.Packs = None,
    format: CompareFormat = typer.Option(CompareFormat.terminal, "--format", help="How to print it."),
    output: o.Output = None,
    as_of: o.AsOf = None,
    depth: o.ForgeDepth = "standard",
    token_file: o.TokenFile = None,
    offline: o.Offline = False,
    timeout: o.Timeout = 300.0,
    no_color: o.NoColor = False,
) -> None:
    """Audit repositories and show them side by side: grade, score, categories, and the rules in which they differ."""
    from oshealth.auditing import Looking, Question  # noqa: PLC0415 - start-up
    from oshealth.cli.access import access_for  # noqa: PLC0415 - start-up
    from oshealth.cli.planning import run_compare  # noqa: PLC0415 - start-up
    from oshealth.cli.running import Show  # noqa: PLC0415 - start-up
    from oshealth.sources import Limits  # noqa: PLC0415 - start-up

    if len(targets) < 2:
        raise typer.BadParameter("name two TARGETs or more")
    question = Question(profile=profile, packs=tuple(pack or ()))
    looking = Looking(
        as_of=as_of,
        offline=offline,
        limits=Limits(seconds=timeout),
        access=access_for(targets, depth, token_file),
    )
    raise typer.Exit(run_compare(targets, question, looking, Show(format.value, output, no_color)))
