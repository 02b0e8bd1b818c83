"""`oshealth audit`: the straight line, from what was typed to a scorecard and an exit code."""

from pathlib import Path
from typing import Annotated

import typer

from oshealth.cli import options as o


def audit(
    targets: o.Targets,
    profile: o.Profile = "",
    pack: o.Packs = None,
    select: o.Select = None,
    ignore: o.Ignore = None,
    format: o.Formats = None,
    output: o.Output = None,
    rev: o.Revision = "",
    as_of: o.AsOf = None,
    fail_under: Annotated[
        int | None,
        typer.Option("--fail-under", min=0, max=100, metavar="SCORE", help="Exit 1 when the score is lower."),
    ] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-on", metavar="NAME", help="Exit 1 when this rule, category, or any `gate` fails."
        ),
    ] = None,
    min_coverage: Annotated[
        int | None,
        typer.Option(
            "--min-coverage", min=0, max=100, metavar="PERCENT", help="Exit 3 when less than this was seen."
        ),
    ] = None,
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="STANDARD", help="Lay the result out by a standard: osps, dpg, chaoss, …"
        ),
    ] = "",
    baseline: Annotated[
        Path | None,
        typer.Option(
            "--baseline",
            metavar="FILE",
            help="Exit 1 when a rule is worse than in this report.",
            dir_okay=False,
        ),
    ] = None,
    trend: Annotated[
        list[Path] | None,
        typer.Option(
            "--trend",
            metavar="FILE",
            help="Draw this on the page (from oshealth trend --format json).",
            dir_okay=False,
        ),
    ] = None,
    ignore_project_settings: Annotated[
        bool, typer.Option("--ignore-project-settings", help="Do not read the repository's own settings.")
    ] = False,
    settings_from: Annotated[
        str,
        typer.Option(
            "--settings-from", metavar="REV", help="Take the repository's settings from this revision."
        ),
    ] = "",
    trust_project_settings: Annotated[
        bool,
        typer.Option(
            "--trust-project-settings", help="For a remote target, or several: admit locations and waivers."
        ),
    ] = False,
    depth: o.ForgeDepth = "standard",
    token_file: o.TokenFile = None,
    max_wait: o.MaxWait = 60.0,
    deep: o.Deep = False,
    offline: o.Offline = False,
    timeout: o.Timeout = 300.0,
    limit: o.Limit = None,
    no_color: o.NoColor = False,
    verbose: o.Verbose = False,
    quiet: o.Quiet = False,
) -> None:
    """Audit repositories: what is there, what is missing, who it hangs on, and what to mend first.

    Exit codes: 0 done · 1 below what was asked · 2 asked wrongly · 3 could not be audited, or not enough evidence.
    """
    from oshealth.assessment import Asked  # noqa: PLC0415 - start-up
    from oshealth.auditing import Looking, Question, Trust  # noqa: PLC0415 - start-up
    from oshealth.cli.access import access_for  # noqa: PLC0415 - start-up
    from oshealth.cli.drawing import trends_in  # noqa: PLC0415 - start-up
    from oshealth.cli.limits import limits_of  # noqa: PLC0415 - start-up
    from oshealth.cli.outlets import outlets  # noqa: PLC0415 - start-up
    from oshealth.cli.running import Show, run  # noqa: PLC0415 - start-up
    from oshealth.formats import FORMATS  # noqa: PLC0415 - start-up

    trust: Trust = "none" if ignore_project_settings else "shown" if trust_project_settings else "own"
    question = Question(
        profile=profile,
        packs=tuple(pack or ()),
        select=tuple(select or ()),
        ignore=tuple(ignore or ()),
        min_coverage=min_coverage,
        trust=trust,
        settings_from=settings_from,
        fail_on=tuple(fail_on or ()),
        by=by,
    )
    looking = Looking(
        revision=rev,
        as_of=as_of,
        offline=offline,
        deep=deep,
        limits=limits_of(limit or (), timeout),
        access=access_for(targets, depth, token_file, max_wait),
    )
    formats = FORMATS
    if by:
        from oshealth.cli.standards import formats_by  # noqa: PLC0415 - start-up

        formats = formats_by(by, question.packs)
    where = outlets(format or (), output, formats)
    show = Show(
        no_color=no_color,
        verbose=verbose,
        quiet=quiet,
        outlets=where,
        trends=trends_in(trend or (), where),
        formats=formats,
    )
    if deep:
        from oshealth.cli.looking_back import WHOLE, announce  # noqa: PLC0415 - start-up: only `deep` needs it
        from oshealth.cli.targets import reference  # noqa: PLC0415 - start-up

        announce([reference(target) for target in targets], WHOLE, looking, show)
    asked = Asked(fail_under, tuple(fail_on or ()), min_coverage)
    if baseline is None:
        raise typer.Exit(run(targets, question, looking, asked, show))
    from oshealth.cli.changing import since  # noqa: PLC0415 - pydantic reads the earlier report

    raise typer.Exit(run(targets, question, looking, asked, show, since(baseline)))
