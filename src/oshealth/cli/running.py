"""What `audit` does once its options are read: look, judge, render, write, and say with which exit code it ended."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from oshealth.assessment import Asked, Result, Verdict, verdict
from oshealth.auditing import Looking, Question, audit_all
from oshealth.cli.interrupting import InterruptedBySomebody
from oshealth.cli.outlets import Outlet
from oshealth.cli.targets import reference
from oshealth.cli.writing import tell, write
from oshealth.errors import AskedWrongly
from oshealth.formats import FORMATS, Render, Style
from oshealth.formats.escape import clean
from oshealth.formats.style import fitting
from oshealth.reference import RepoRef
from oshealth.sources.base import WAITING

if TYPE_CHECKING:
    from oshealth.formats.earlier import Earlier


class Show(Struct, frozen=True):
    """How to show results: the format, a file instead of stdout, and how much.

    `outlets` are the formats and places of `audit`, which knows several at once; `trends` are drawn on its pages;
    `formats` maps the words that an outlet may name to their renderers.
    """

    format: str = "terminal"
    output: Path | None = None
    no_color: bool = False
    verbose: bool = False
    quiet: bool = False
    outlets: tuple[Outlet, ...] = (Outlet("terminal"),)
    trends: "tuple[Earlier, ...]" = ()
    formats: Mapping[str, Render] = field(default_factory=lambda: FORMATS)

    def style(self) -> Style:
        """The style for where the text will go."""
        environ = dict(os.environ, NO_COLOR="1") if self.no_color or self.output else os.environ
        columns = shutil.get_terminal_size().columns if sys.stdout.isatty() and not self.output else None
        encoding = "utf-8" if self.output else sys.stdout.encoding
        style = fitting(environ, encoding, columns)
        return replace(style, verbose=self.verbose, quiet=self.quiet, trends=self.trends)


def without_past(_results: Sequence[Result]) -> Verdict:
    """What is said of changes when there is nothing earlier to compare with."""
    return Verdict(0)


def run(
    targets: Sequence[str],
    question: Question,
    looking: Looking,
    asked: Asked,
    show: Show,
    since: Callable[[Sequence[Result]], Verdict] = without_past,
) -> int:
    """Audits the targets and shows the results in each outlet; the exit code.

    `since` says what has changed since earlier reports, and whether that is acceptable.
    """
    references = [reference(target) for target in targets]
    question = _trusting(question, references)
    results: list[Result] = []
    try:
        with progress(show) as told:
            for result in audit_all(references, question=question, looking=replace(looking, tell=told)):
                results.append(result)  # noqa: PERF402 - what is finished when somebody interrupts must be kept
    except (KeyboardInterrupt, InterruptedBySomebody):
        if results:
            _publish(results, show)
        raise
    _publish(results, show)
    ended = verdict(results, asked) | since(results)
    if show.trends and not show.quiet:
        _say_undrawn(results, show)
    if ended.code or not show.quiet:  # quiet is for success: a failure says why
        for reason in dict.fromkeys(ended.reasons):
            tell(reason)
    return ended.code


def _say_undrawn(results: Sequence[Result], show: Show) -> None:
    from oshealth.formats.earlier import strangers  # noqa: PLC0415 - felt at start-up

    for name in strangers(show.trends, results):
        tell(f"no trend is drawn of {clean(name)}, which was not audited")


def _trusting(question: Question, references: Sequence[RepoRef]) -> Question:
    """Whose settings are obeyed: those of one path are its owner's, of many repositories at once all are strangers'."""
    if question.settings_from and not (len(references) == 1 and references[0].path):
        raise AskedWrongly(
            "--settings-from is for one local repository: the settings of others choose no rules",
            "audit it alone, by its path",
        )
    if question.settings_from and question.trust == "none":
        raise AskedWrongly(
            "--settings-from names settings that --ignore-project-settings refuses", "leave one of them out"
        )
    if len(references) > 1:
        return replace(question, trust="told") if question.trust == "own" else question
    is_own = question.trust == "shown" and any(ref.path for ref in references)
    return replace(question, trust="own") if is_own else question


def _publish(results: Sequence[Result], show: Show) -> None:
    """Each outlet gets the results; that one could not take them is said when the others have theirs."""
    refused: list[AskedWrongly] = []
    for outlet in show.outlets:
        style = replace(show, output=outlet.file).style()
        try:
            write(show.formats[outlet.format](results, style), outlet.file)
        except AskedWrongly as error:
            refused.append(error)
    if refused:
        raise refused[0]


@contextmanager
def progress(show: Show) -> Iterator[Callable[[str], None]]:
    """Shows on stderr what is going on, where somebody is looking; yields the function to tell it.

    Where nobody is, as in the log of a workflow, only the reason of a wait is said.
    """
    if show.quiet or not sys.stderr.isatty():
        yield lambda stage: None if show.quiet or not stage.startswith(WAITING) else tell(clean(stage))
        return
    from rich.console import Console  # noqa: PLC0415 - start-up
    from rich.text import Text  # noqa: PLC0415 - start-up

    console = Console(stderr=True, no_color=show.no_color)
    with console.status(Text("looking …")) as status:
        yield lambda stage: status.update(Text(clean(stage)))
