"""Options that several verbs share, so that a word means the same everywhere."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """Output formats; the words a user types."""

    terminal = "terminal"
    json = "json"


Targets = Annotated[
    list[str],
    typer.Argument(metavar="TARGET…", help="owner/repo, a URL, or a path.", show_default=False),
]
Target = Annotated[
    str, typer.Argument(metavar="TARGET", help="owner/repo, a URL, or a path.", show_default=False)
]
Profile = Annotated[
    str,
    typer.Option("--profile", metavar="NAME", help="Which rules count and how much (default: community)."),
]
Packs = Annotated[
    list[str] | None, typer.Option("--pack", metavar="PACK", help="A folder of rules, or an installed pack.")
]
Select = Annotated[
    list[str] | None, typer.Option("--select", metavar="NAME", help="Only these rules or categories.")
]
Ignore = Annotated[
    list[str] | None, typer.Option("--ignore", metavar="NAME", help="Not these rules or categories.")
]


def _format_names(incomplete: str) -> list[str]:
    from oshealth.formats import FORMATS  # noqa: PLC0415 - start-up

    return [name for name in FORMATS if name.startswith(incomplete)]


Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar="NAME[=FILE]",
        autocompletion=_format_names,
        help="How to print the result, or write it to a file; several at once: terminal, json, jsonl, csv, markdown, html, "
        "sarif, junit, github, gitlab, badge, shields.",
    ),
]
OutputFormat = Annotated[Format, typer.Option("--format", help="How to print the result.")]


def writable(file: Path | None) -> Path | None:
    """For `callback` of an option that names a file to write: said at once when it cannot be written."""
    from oshealth.cli.writing import check  # noqa: PLC0415 - start-up

    return check(file) if file else None


def seconds(number: float) -> float:
    """For `callback` of an option in seconds: `nan` is a number to Python and to nobody else."""
    if number != number:  # noqa: PLR0124 - only nan differs from itself
        raise typer.BadParameter("it is no number of seconds")
    return number


Output = Annotated[
    Path | None,
    typer.Option(
        "--output", metavar="FILE", help="Write the result to a file.", dir_okay=False, callback=writable
    ),
]
Revision = Annotated[
    str, typer.Option("--rev", metavar="REV", help="A branch, tag or commit instead of the default branch.")
]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of", formats=["%Y-%m-%d"], metavar="DATE", help="Judge the repository as it was that day."
    ),
]
Deep = Annotated[
    bool,
    typer.Option("--deep", help="Also read which files every commit touched (a remote one is cloned whole)."),
]
Offline = Annotated[bool, typer.Option("--offline", help="Use what is here already; no network.")]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colours (NO_COLOR is obeyed too).")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Every finding with all its evidence.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="One line a repository, no progress.")]
Limit = Annotated[
    list[str] | None,
    typer.Option(
        "--limit",
        metavar="NAME=NUMBER",
        help="How far to look: clone-bytes, entries, commits, text-bytes, texts-total, cache-bytes.",
    ),
]
Timeout = Annotated[
    float,
    typer.Option(
        "--timeout", min=1, metavar="SECONDS", help="Longest time for one repository.", callback=seconds
    ),
]
ForgeDepth = Annotated[
    str,
    typer.Option(
        "--depth",
        metavar="DEPTH",
        help="How far to look: git asks no forge, standard also the forge's API, survey the API alone (no clone).",
    ),
]
TokenFile = Annotated[
    Path | None,
    typer.Option(
        "--token-file",
        metavar="FILE",
        help="Access tokens, one a line: `token`, or `host token`.",
        dir_okay=False,
    ),
]
MaxWait = Annotated[
    float,
    typer.Option(
        "--max-wait",
        min=0,
        metavar="SECONDS",
        help="Longest wait for a forge's limit to pass.",
        callback=seconds,
    ),
]
