"""`oshealth rules`: read, test, check and write rules."""

from pathlib import Path
from typing import Annotated

import typer

from oshealth.cli import options as o

app = typer.Typer(help="Read, test, check and write rules.", rich_markup_mode=None, no_args_is_help=True)

Places = Annotated[
    list[Path] | None, typer.Argument(metavar="[PACK…]", help="Folders of rules (default: the bundled ones).")
]


@app.command("list")
def list_rules(
    profile: o.Profile = "",
    pack: o.Packs = None,
    select: o.Select = None,
    maps: Annotated[
        str,
        typer.Option("--maps", metavar="STANDARD", help="By a standard: osps, dpg, public-code, chaoss, …"),
    ] = "",
    format: o.OutputFormat = o.Format.terminal,
) -> None:
    """List the rules with category, weight and title; with --profile those that count in it, with --maps by standard."""
    from oshealth.cli.ruling import run_list  # noqa: PLC0415 - start-up
    from oshealth.cli.standards import run_maps  # noqa: PLC0415 - start-up

    if maps:
        raise typer.Exit(run_maps(maps, tuple(pack or ()), format.value))
    raise typer.Exit(run_list(profile, tuple(pack or ()), tuple(select or ()), format.value))


@app.command("show")
def show_rule(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="The id of a rule.")], pack: o.Packs = None
) -> None:
    """Print the YAML file of a rule."""
    from oshealth.cli.ruling import run_show  # noqa: PLC0415 - start-up

    raise typer.Exit(run_show(rule, tuple(pack or ())))


@app.command("test")
def try_rules(packs: Places = None, select: o.Select = None) -> None:
    """Run the examples inside rules: exit 1 when one does not come out as it says."""
    from oshealth.cli.ruling import run_test  # noqa: PLC0415 - start-up

    raise typer.Exit(run_test(tuple(packs or ()), tuple(select or ())))


@app.command("validate")
def validate_rules(packs: Places = None) -> None:
    """Check rules, profiles and what they name, without running anything: exit 2 at the first mistake."""
    from oshealth.cli.ruling import run_validate  # noqa: PLC0415 - start-up

    raise typer.Exit(run_validate(tuple(packs or ())))


@app.command("new")
def new_rule(
    rule: Annotated[str, typer.Argument(metavar="CATEGORY/RULE", help="Folder and id of the rule to write.")],
    pack: Annotated[
        Path,
        typer.Option("--pack", metavar="DIR", help="The pack to add it to; begun when it does not exist."),
    ] = Path("rules"),
) -> None:
    """Write a commented rule to begin with; never over an existing one."""
    from oshealth.cli.ruling import run_new  # noqa: PLC0415 - start-up

    raise typer.Exit(run_new(rule, pack))


@app.command("schema")
def schema(
    which: Annotated[
        str,
        typer.Argument(metavar="[KIND]", help="rule, profile, pack, standard, settings, report or facts."),
    ] = "rule",
) -> None:
    """Print the JSON Schema of rules (for editors), or of profile, pack, settings, report, facts."""
    from oshealth.cli.ruling import run_schema  # noqa: PLC0415 - start-up

    raise typer.Exit(run_schema(which))


@app.command("handbook")
def handbook(
    output: Annotated[
        Path, typer.Option("--output", metavar="DIR", help="The folder to write to.", file_okay=False)
    ],
    pack: Annotated[
        list[Path] | None, typer.Option("--pack", metavar="DIR", help="Rules of this folder too.")
    ] = None,
) -> None:
    """Write a site about all rules, a page a rule, to read offline or to publish."""
    from oshealth.cli.handbook import run_handbook  # noqa: PLC0415 - start-up

    raise typer.Exit(run_handbook(tuple(pack or ()), output))
