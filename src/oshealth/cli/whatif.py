"""`oshealth whatif`: the audit of a repository as it would be if some people left."""

from typing import Annotated

import typer

from oshealth.cli import options as o


def whatif(
    target: o.Target,
    without: Annotated[
        list[str],
        typer.Option(
            "--without", metavar="NAME", help="A name, an e-mail address or an account; may be repeated."
        ),
    ],
    profile: o.Profile = "",
    pack: o.Packs = None,
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
    """Judge a repository as if these people had left: who is left to write, to merge, to maintain, and the score."""
    from oshealth.auditing import Looking, Question  # noqa: PLC0415 - start-up
    from oshealth.cli.access import access_for  # noqa: PLC0415 - start-up
    from oshealth.cli.limits import limits_of  # noqa: PLC0415 - start-up
    from oshealth.cli.running import Show  # noqa: PLC0415 - start-up
    from oshealth.cli.supposing import run  # noqa: PLC0415 - start-up

    question = Question(profile=profile, packs=tuple(pack or ()))
    looking = Looking(
        revision=rev,
        as_of=as_of,
        offline=offline,
        deep=deep,
        limits=limits_of(limit or (), timeout),
        access=access_for([target], depth, token_file, max_wait),
    )
    run(target, without, question, looking, Show(format.value, output, no_color, quiet=quiet))
