"""THE FRONT DOOR: one file a verb. Nothing heavy is imported here; each verb loads what it needs when it runs."""

import gc
import io
import os
import signal
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Annotated, Final

import typer

from oshealth.cli.interrupting import InterruptedBySomebody
from oshealth.cli.writing import hand_over, tell
from oshealth.version import VERSION

INTERRUPTED = 130
BROKEN = 70

VERBS: Final[Mapping[str, tuple[str, str]]] = {
    "audit": ("audit:audit", "What is there, what is missing, and what to mend first."),
    "plan": ("plan:plan", "What to mend first, until a grade is reached."),
    "fix": ("fix:fix", "Write the documents that a project lacks."),
    "report": ("report:report", "Show the plan as an issue, or write it to a repository."),
    "compare": ("compare:compare", "Repositories side by side."),
    "diff": ("diff:diff", "What changed between two reports of a repository."),
    "baseline": ("baseline:app", "Keep a report that `audit --baseline` compares with."),
    "facts": ("facts:facts", "Every fact that was read of a repository, or why it is unknown."),
    "batch": ("batch:batch", "Audit every project of a list."),
    "history": ("history:history", "Past runs of a batch, or one repository over all of them."),
    "trend": ("trend:trend", "The score over time, and the changes that moved it."),
    "whatif": ("whatif:whatif", "The audit as it would be if these people had left."),
    "explain": ("explain:explain", "Why a rule matters, what it checks, and what it found."),
    "rules": ("rules:app", "Read, test, check and write rules."),
    "import": ("importing:import_", "Rules and exemptions of other tools, as rules and waivers."),
    "init": ("init:init", "Write a commented .oshealth.yml for this project."),
    "doctor": ("doctor:doctor", "Check git, the cache, the network and every token."),
}
"""The words a user types; where they stand (the file in this folder, and the function or group of verbs in it), and what
they do, in a line that a terminal of 80 columns holds.
"""

LOOKING: Final = frozenset(
    {"audit", "plan", "report", "compare", "facts", "batch", "trend", "whatif", "explain"}
)
"""Verbs that read facts."""


def front(first: str = "") -> typer.Typer:
    """The front door with the one verb that is asked `first`, or with all of them where that word is none."""
    app = typer.Typer(
        name="oshealth",
        help="Tells whether the community behind a repository can last, and what to mend first.",
        rich_markup_mode=None,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_front)
    for verb in [first] if first in VERBS else VERBS:
        place, short = VERBS[verb]
        file, _, name = place.partition(":")
        asked = getattr(import_module(f"oshealth.cli.{file}"), name)
        if isinstance(asked, typer.Typer):
            app.add_typer(asked, name=verb, short_help=short)
        else:
            app.command(verb, short_help=short)(asked)
    return app


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"oshealth {VERSION}")
        raise typer.Exit


def _front(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Tells whether the community behind a repository can last, and what to mend first."""


def main() -> None:
    """The entry point: every error becomes one clear line, what to do next, and an exit code. Never a traceback."""
    for closed in [name for name in ("stdout", "stderr") if getattr(sys, name) is None]:
        setattr(sys, closed, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - open as long as we are
    # Nobody's plugin has a say in how rules are read, and searching all that is installed for one takes time.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # what a terminal has no letters for is no mistake
    try:
        _run()
    except InterruptedBySomebody:
        tell("interrupted")
        sys.exit(INTERRUPTED)
    except Exception as error:
        sys.exit(_told(error))
    finally:
        # Python would look through everything for garbage once more as it ends, which took a quarter of an audit.
        gc.freeze()


def _run() -> None:
    """What was asked for, until it has left us: Python would tell only after its end what could not be printed."""
    verb = "".join(sys.argv[1:2])
    if verb in LOOKING and not {"-h", "--help"}.intersection(sys.argv):
        # Here, while the stack is low: from deep inside a verb, Python would get more of it and give it back
        # for each of hundreds of patterns that are compiled.
        import_module("oshealth.facts")
    try:
        front(verb)(prog_name="oshealth")
    except (SystemExit, OSError):
        hand_over()
        raise


def _interrupt(_signal: int, _frame: object) -> None:
    raise InterruptedBySomebody


def _told(error: Exception) -> int:
    """Says what happened and what to do next on stderr; the exit code. A file that the system refuses is no
    bug of ours; one that is shows its trace only on request.
    """
    from oshealth.errors import AskedWrongly, OshealthError  # noqa: PLC0415 - start-up
    from oshealth.formats.escape import clean  # noqa: PLC0415 - start-up

    if isinstance(error, OshealthError):
        tell(f"error: {clean(str(error))}")
        if error.hint:
            tell(f"hint: {clean(error.hint)}")
        return 2 if isinstance(error, AskedWrongly) else 3
    if os.environ.get("OSHEALTH_DEBUG"):
        raise error
    if isinstance(error, OSError) and error.filename:
        tell(f"error: {clean(str(error.filename), 200)}: {error.strerror}")
        tell("hint: check the name, and who may read it")
        return 2
    tell(f"internal error: {clean(f'{type(error).__name__}: {error}'[:300])}")
    tell("hint: this is a bug of oshealth; OSHEALTH_DEBUG=1 shows where. Please report it.")
    return BROKEN
