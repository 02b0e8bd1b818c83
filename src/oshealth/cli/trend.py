"""`oshealth trend`: one repository over the years, and what moved its score."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from oshealth.cli import options as o


class Format(StrEnum):
    """Output formats of a trend; the words a user types."""

    terminal = "terminal"
    json = "json"
    csv = "csv"


def trend(
    target: o.Target,
    every: Annotated[
        str, typer.Option("--every", metavar="STEP", help="Months or years, as in 3m or 1y.")
    ] = "3m",
    since: Annotated[
        datetime | None,
        typer.Option(
            "--since", formats=["%Y-%m-%d"], metavar="DATE", help="Not the moments before this day."
        ),
    ] = None,
    fact: Annotated[
        list[str] | None,
        typer.Option("--fact", metavar="NAME", help="A fact to tell at each moment; repeatable."),
    ] = None,
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs",
            min=0,
            max=64,
            metavar="N",
            help="How many processes share the work on a local repository.",
        ),
    ] = 0,
    profile: o.Profile = "",
    pack: o.Packs = None,
    format: Annotated[Format, typer.Option("--format", help="How to print the result.")] = Format.terminal,
    output: o.Output = None,
    rev: o.Revision = "",
    as_of: o.AsOf = None,
    token_file: o.TokenFile = None,
    offline: o.Offline = False,
    timeout: o.Timeout = 300.0,
    limit: o.Limit = None,
    no_color: o.NoColor = False,
    quiet: o.Quiet = False,
) -> None:
    """Judge a repository at many moments of its history, by today's rules, and say which changes moved the score.

    Only what git holds is known for the past. A remote repository is cloned with all commits and trees, without the
    contents of files; those that are asked for come in one batch.
    """
    from oshealth.auditing import Looking, Question  # noqa: PLC0415 - start-up
    from oshealth.cli.access import access_for  # noqa: PLC0415 - start-up
    from oshealth.cli.limits import limits_of  # noqa: PLC0415 - start-up
    from oshealth.cli.looking_back import run  # noqa: PLC0415 - start-up
    from oshealth.cli.running import Show  # noqa: PLC0415 - start-up
    from oshealth.trend import Span  # noqa: PLC0415 - start-up

    question = Question(profile=profile, packs=tuple(pack or ()))
    looking = Looking(
        revision=rev,
        as_of=as_of,
        offline=offline,
        limits=limits_of(limit or (), timeout),
        access=access_for([target], "standard", token_file),
    )
    show = Show(format.value, output, no_color, quiet=quiet)
    run(target, question, looking, show, span=Span(every, since), facts=tuple(fact or ()), jobs=jobs)
