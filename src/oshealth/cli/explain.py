"""`oshealth explain`: one rule in words, and with a target what it came to there and why."""

from typing import Annotated

import typer

from oshealth.cli import options as o


def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="The id of a rule; see `oshealth rules list`.")],
    target: Annotated[
        str | None,
        typer.Argument(metavar="[TARGET]", help="Judge it on this repository.", show_default=False),
    ] = None,
    pack: o.Packs = None,
    rev: o.Revision = "",
    as_of: o.AsOf = None,
    offline: o.Offline = False,
    no_color: o.NoColor = False,
) -> None:
    """Explain a rule: why it matters, what it checks, how to mend it; with TARGET, what it found there."""
    from oshealth.auditing import Looking, Question  # noqa: PLC0415 - start-up
    from oshealth.cli.access import access_for  # noqa: PLC0415 - start-up
    from oshealth.cli.explaining import run  # noqa: PLC0415 - start-up
    from oshealth.cli.running import Show  # noqa: PLC0415 - start-up

    access = access_for([target] if target else [])
    looking = Looking(revision=rev, as_of=as_of, offline=offline, access=access)
    question = Question(packs=tuple(pack or ()))
    raise typer.Exit(run(rule, target, question, looking, Show(no_color=no_color, verbose=True)))
