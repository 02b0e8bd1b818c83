"""`oshealth plan`: what to do first, until a grade is reached."""

from enum import StrEnum
from typing import Annotated

import typer

from oshealth.cli import options as o


class PlanFormat(StrEnum):
    """Formats of a plan; the words a user types."""

    terminal = "terminal"
    markdown = "markdown"
    json = "json"


class Until(StrEnum):
    """How far a plan goes."""

    next = "next"
    A = "A"
    B = "B"
    C = "C"
    D = "D"
    all = "all"


def plan(
    target: o.Target,
    until: Annotated[
        Until,
        typer.Option("--until", help="The grade to reach: a letter, the next one, or all there is to do."),
    ] = Until.next,
    profile: o.Profile = "",
    pack: o.Packs = None,
    format: Annotated[PlanFormat, typer.Option("--format", help="How to print it.")] = PlanFormat.terminal,
    output: o.Output = None,
    rev: o.Revision = "",
    as_of: o.AsOf = None,
    depth: o.ForgeDepth = "standard",
    token_file: o.TokenFile = None,
    offline: o.Offline = False,
    timeout: o.Timeout = 300.0,
    no_color: o.NoColor = False,
) -> None:
    """Plan what to mend first, by the points it brings and the effort it takes, until a grade is reached.

    `--format markdown` is a checklist to paste into an issue.
    """
    from oshealth.auditing import Looking, Question  # noqa: PLC0415 - start-up
    from oshealth.cli.access import access_for  # noqa: PLC0415 - start-up
    from oshealth.cli.planning import run_plan  # noqa: PLC0415 - start-up
    from oshealth.cli.running import Show  # noqa: PLC0415 - start-up
    from oshealth.sources import Limits  # noqa: PLC0415 - start-up

    question = Question(profile=profile, packs=tuple(pack or ()))
    looking = Looking(
        revision=rev,
        as_of=as_of,
        offline=offline,
        limits=Limits(seconds=timeout),
        access=access_for([target], depth, token_file),
    )
    run_plan(target, until.value, question, looking, Show(format.value, output, no_color))
