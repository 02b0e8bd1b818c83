"""`oshealth report`: the plan as an issue in one's own repository."""

import sys
from typing import Annotated

import typer

from oshealth.cli import options as o
from oshealth.cli.interrupting import InterruptedBySomebody
from oshealth.cli.plan import Until


def report(
    target: o.Target,
    issue: Annotated[
        bool, typer.Option("--issue", help="Open the issue, or bring the one that you opened up to date.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before writing.")] = False,
    until: Annotated[
        Until,
        typer.Option("--until", help="The grade to reach: a letter, the next one, or all there is to do."),
    ] = Until.next,
    profile: o.Profile = "",
    pack: o.Packs = None,
    depth: o.ForgeDepth = "standard",
    token_file: o.TokenFile = None,
    timeout: o.Timeout = 300.0,
    quiet: o.Quiet = False,
) -> None:
    """Show the plan as an issue; with --issue, write it to a repository that your token may write to.

    It asks first. Of the issues that are there it changes none but the one that it opened under the same account.
    """
    from oshealth.auditing import Looking, Question  # noqa: PLC0415 - start-up
    from oshealth.cli.access import access_for  # noqa: PLC0415 - start-up
    from oshealth.cli.reporting import Wish, run  # noqa: PLC0415 - start-up
    from oshealth.cli.running import Show  # noqa: PLC0415 - start-up
    from oshealth.sources import Limits  # noqa: PLC0415 - start-up

    looking = Looking(limits=Limits(seconds=timeout), access=access_for([target], depth, token_file))
    question = Question(profile=profile, packs=tuple(pack or ()))
    ask = _agreed if yes else _ask if sys.stdin.isatty() else None
    run(target, Wish(until.value, issue, ask), question, looking, Show(quiet=quiet))


def _agreed(_question: str) -> bool:
    return True


def _ask(question: str) -> bool:
    try:
        agreed: bool = typer.confirm(question, err=True)
    except typer.Abort as left:
        raise InterruptedBySomebody from left
    return agreed
