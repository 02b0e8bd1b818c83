"""`oshealth init`: writes a commented `.oshealth.yml`; never over an existing one."""

from pathlib import Path
from typing import Annotated

import typer

SETTINGS = """\
# What oshealth should know about this project. Every line is optional; delete what you do not need.
# Show all rules: oshealth rules list        Explain one: oshealth explain RULE

# Which rules count and how much.
profile: community

# Promises that a CI job can keep: `oshealth audit .` exits with 1 when one is broken.
# fail-under: 60              # the score, 0-100
# fail-on: [gate]             # rules, categories, or "gate"
# min-coverage: 50            # percent of the evidence that must have been seen (else exit 3)

# Documents that stand where nobody would look for them. Paths inside this repository.
# locations:
#   governance: docs/community/how-we-decide.md

# Rules that do not apply here. The reason is shown in every report; `until` makes it run out.
# waivers:
#   - rule: issue-and-change-templates
#     reason: Changes come by mailing list, and the guide says how.
#     until: 2027-12-31

# What only a person can tell. Shown beside the rule, never scored.
# attestations:
#   - rule: access-continuity
#     statement: Three people hold the keys to the registry and the domain.
#     by: the maintainers
#     date: 2026-01-31

# Further rules: folders of this repository that hold a pack.yaml, or installed packs.
# packs: [tools/health-rules]
"""


def init(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="[DIR]", help="Where to write it.", exists=True, file_okay=False, show_default="here"
        ),
    ] = Path(),
) -> None:
    """Write a commented .oshealth.yml for this project."""
    from oshealth.cli.writing import write  # noqa: PLC0415 - start-up
    from oshealth.errors import AskedWrongly  # noqa: PLC0415 - start-up

    path = folder / ".oshealth.yml"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(SETTINGS)
    except FileExistsError as error:
        raise AskedWrongly(f"{path} is already there", "edit it, or move it away first") from error
    except OSError as error:
        raise AskedWrongly(f"cannot write {path}: {error.strerror}", "choose another folder") from error
    write(f"wrote {path}\n")
