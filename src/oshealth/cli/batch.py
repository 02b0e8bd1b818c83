"""`oshealth batch`: a whole list of projects, over night if need be, into a folder of results."""

from pathlib import Path
from typing import Annotated

import typer

from oshealth.cli import options as o


def batch(
    list_: Annotated[
        str,
        typer.Argument(
            metavar="LIST",
            help="A CSV, XLSX, JSON, YAML, Markdown or text file, a folder, - for standard input, or org:NAME.",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out", metavar="DIR", help="The folder for the ledger and the results.", file_okay=False
        ),
    ],
    column: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="NAME", help="The column that holds addresses; repeatable."),
    ] = None,
    depth: Annotated[
        str,
        typer.Option(
            "--depth",
            metavar="DEPTH",
            help="git, survey (20 repositories a request, no clone), standard, or auto: a survey, then standard for some "
            "(default: standard with a token, git without one).",
        ),
    ] = "",
    top: Annotated[
        int, typer.Option("--top", min=0, metavar="N", help="auto: look twice at so many (default: a tenth).")
    ] = 0,
    deepen: Annotated[
        str,
        typer.Option(
            "--deepen", metavar="RULE", help="auto: look twice at those that this rule did not pass."
        ),
    ] = "",
    importance: Annotated[
        str,
        typer.Option("--importance", metavar="COLUMN", help="A column of numbers: what matters comes first."),
    ] = "",
    profile: o.Profile = "",
    pack: o.Packs = None,
    select: o.Select = None,
    ignore: o.Ignore = None,
    max_age: Annotated[
        str,
        typer.Option(
            "--max-age", metavar="AGE", help="Take over results younger than this: 12h, 7d, 0 for none."
        ),
    ] = "12h",
    retry_failed: Annotated[
        bool,
        typer.Option("--retry-failed", help="Also try again what failed for a reason that does not pass."),
    ] = False,
    limit: Annotated[
        list[str] | None,
        typer.Option(
            "--limit", metavar="N", help="Only the first N repositories; or NAME=NUMBER as in audit."
        ),
    ] = None,
    allow_local: Annotated[
        bool,
        typer.Option(
            "--allow-local", help="Admit paths, file://, http, ssh and addresses of the own network."
        ),
    ] = False,
    people: Annotated[
        bool, typer.Option("--people", help="Keep names of people, to tell on whom several projects hang.")
    ] = False,
    pages: Annotated[
        int,
        typer.Option(
            "--pages", min=0, metavar="N", help="A page of its own for so many, what matters most first."
        ),
    ] = 300,
    parquet: Annotated[
        bool, typer.Option("--parquet", help="Also write results.parquet (extra [parquet]).")
    ] = False,
    jobs: Annotated[
        int, typer.Option("--jobs", min=0, max=256, metavar="N", help="How many to look at at a time.")
    ] = 0,
    executor: Annotated[
        str,
        typer.Option(
            "--executor", metavar="ADDRESS", help="dask://HOST:PORT: spread the work over a cluster."
        ),
    ] = "",
    token_file: o.TokenFile = None,
    max_wait: Annotated[
        float,
        typer.Option(
            "--max-wait", min=0, metavar="SECONDS", help="Longest wait for a limit or the network to pass."
        ),
    ] = 4_200.0,
    timeout: o.Timeout = 300.0,
    no_color: o.NoColor = False,
    quiet: o.Quiet = False,
) -> None:
    """Audit every project of a list. What is finished is kept at once; the same command goes on where it stopped.

    Settings that audited repositories keep do not apply. Exit codes: 0 done · 2 asked wrongly · 3 some could not be
    audited, or the batch had to stop · 130 interrupted.
    """
    from oshealth.auditing import Question  # noqa: PLC0415 - start-up
    from oshealth.cli.batching import Wish, run  # noqa: PLC0415 - start-up

    question = Question(
        profile=profile,
        packs=tuple(pack or ()),
        select=tuple(select or ()),
        ignore=tuple(ignore or ()),
        trust="told",
    )
    wish = Wish(
        source=list_,
        out=out,
        columns=tuple(column or ()),
        depth=depth,
        top=top,
        deepen=deepen,
        importance=importance,
        max_age=max_age,
        retry_failed=retry_failed,
        limit=tuple(limit or ()),
        allow_local=allow_local,
        people=people,
        parquet=parquet,
        pages=pages,
        jobs=jobs,
        executor=executor,
        token_file=token_file,
        max_wait=max_wait,
        timeout=timeout,
        no_color=no_color,
        quiet=quiet,
    )
    raise typer.Exit(run(wish, question))
