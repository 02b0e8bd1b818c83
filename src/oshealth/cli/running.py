"""What `audit` does once its options are read: look, judge, render, write, and say with which exit code it ended."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from oshealth.assessment import Asked, Result, verdict
from oshealth.auditing import Looking, Question, audit_all
from oshealth.cli.outlets import Outlet
from oshealth.cli.targets import reference
from oshealth.errors import AskedWrongly
from oshealth.formats import FORMATS, Style
from oshealth.formats.style import fitting


@dataclass(frozen=True, slots=True)
class Show:
    """How to show results: the format, a file instead of stdout, and how much."""

    format: str = "terminal"
    output: Path | None = None
    no_color: bool = False
    verbose: bool = False
    quiet: bool = False

    def style(self) -> Style:
        """The style for where the text will go."""
        environ = dict(os.environ, NO_COLOR="1") if self.no_color or self.output else os.environ
        columns = shutil.get_terminal_size().columns if sys.stdout.isatty() and not self.output else None
        encoding = "utf-8" if self.output else sys.stdout.encoding
        return replace(fitting(environ, encoding, columns), verbose=self.verbose, quiet=self.quiet)


def run(
    targets: Sequence[str],
    question: Question,
    looking: Looking,
    asked: Asked,
    show: Show,
    outlets: Sequence[Outlet] = (Outlet("terminal"),),
) -> int:
    """Audits the targets and shows the results in each outlet; the exit code."""
    references = [reference(target) for target in targets]
    with progress(show) as told:
        results = list(audit_all(references, question=question, looking=replace(looking, tell=told)))
    publish(results, show, outlets)
    ended = verdict(results, asked)
    if not show.quiet:
        for reason in dict.fromkeys(ended.reasons):
            print(f"oshealth: {reason}", file=sys.stderr)
    return ended.code


def publish(results: Sequence[Result], show: Show, outlets: Sequence[Outlet]) -> None:
    """The results in each format, each where it belongs. Raises AskedWrongly when a file cannot be written."""
    for outlet in outlets:
        style = replace(show, output=outlet.file).style()
        write(FORMATS[outlet.format](results, style), outlet.file)


def write(text: str, output: Path | None) -> None:
    """The result, whole, to stdout or a file. Raises AskedWrongly when the file cannot be written."""
    if output is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    try:
        output.write_text(text, "utf-8")
    except OSError as error:
        raise AskedWrongly(f"cannot write {output}: {error.strerror}", "choose another --output") from error


@contextmanager
def progress(show: Show) -> Iterator[Callable[[str], None]]:
    """Shows on stderr what is going on, where somebody is looking; yields the function to tell it."""
    if show.quiet or not sys.stderr.isatty():
        yield lambda _stage: None
        return
    from rich.console import Console  # noqa: PLC0415 - start-up
    from rich.text import Text  # noqa: PLC0415 - start-up

    from oshealth.formats.escape import clean  # noqa: PLC0415 - start-up

    console = Console(stderr=True, no_color=show.no_color)
    with console.status(Text("looking …")) as status:
        yield lambda stage: status.update(Text(clean(stage)))
