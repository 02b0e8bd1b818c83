"""`oshealth fix`: missing documents of a work tree, written from templates and a few facts."""

import sys
from typing import Annotated

import typer

from oshealth.cli import options as o
from oshealth.cli.interrupting import InterruptedBySomebody


def fix(
    target: Annotated[str, typer.Argument(metavar="[TARGET]", help="The top of a work tree.")] = ".",
    said: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="A fact, instead of being asked for it."),
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="RULE", help="Only for these rules.")
    ] = None,
    write: Annotated[
        bool, typer.Option("--write/--dry-run", help="Write the files, or only show what would be written.")
    ] = False,
    as_of: o.AsOf = None,
) -> None:
    """Write the documents that a project lacks: conduct, security, contributing, governance, maintainers, support.

    Shows them as a patch; only --write writes them, never over a file and never through a link. Read them before you
    commit them: they are promises that you make.
    """
    from oshealth.auditing import Looking  # noqa: PLC0415 - start-up
    from oshealth.cli import fixing, writing  # noqa: PLC0415 - start-up

    ask = _ask if sys.stdin.isatty() else None
    texts = fixing.run(target, said or (), only or (), Looking(as_of=as_of), ask)
    if not texts:
        writing.tell("nothing is missing that could be written for you")
        return
    writing.write(fixing.diff(texts))
    if write:
        fixing.write(fixing.work_tree(target), texts)


def _ask(question: str, default: str) -> str:
    try:
        answer: str = typer.prompt(question, default=default or None, err=True)
    except typer.Abort as left:
        raise InterruptedBySomebody from left
    return answer
