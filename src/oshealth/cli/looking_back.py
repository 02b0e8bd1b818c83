"""What `oshealth trend` does once its options are read: say what will be fetched, look back, show."""

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec.structs import replace

from oshealth.abreast import processors
from oshealth.auditing import Looking, Question, size_of
from oshealth.cli.running import Show, progress
from oshealth.cli.targets import reference
from oshealth.cli.writing import tell, write
from oshealth.errors import UnknownName
from oshealth.facts import CATALOGUE
from oshealth.formats import TREND_FORMATS
from oshealth.reference import RepoRef
from oshealth.trend import FACTS, Span, trend

_ASKED: Final = 20
_JOBS: Final = 4
WHOLE: Final = "all commits, trees and contents (--deep)"


def announce(refs: Iterable[RepoRef], what: str, looking: Looking, show: Show) -> None:
    """Says on stderr, before it begins, what is cloned of remote repositories when it is more than usual, and how much
    that is, where the forge tells it.
    """
    remote = [ref for ref in refs if not ref.path]
    if remote and not looking.offline and not show.quiet:
        sizes = [size_of(ref, looking) for ref in remote[:_ASKED]]
        known = [size for size in sizes if isinstance(size, int)]
        told = (
            f"; the forge keeps {_megabytes(sum(known))} of {_whole(len(known), len(remote))}"
            if known
            else ""
        )
        tell(f"cloning {what}{told}")


def _megabytes(kilobytes: int) -> str:
    return f"{kilobytes / 1000:,.0f} MB".replace(",", " ") if kilobytes >= 1000 else "less than 1 MB"


def _whole(known: int, remote: int) -> str:
    if known == remote:
        return "it in all" if remote == 1 else "them in all"
    return f"{known} of the {remote}"


def run(
    target: str,
    question: Question,
    looking: Looking,
    show: Show,
    *,
    span: Span,
    facts: Sequence[str],
    jobs: int,
) -> None:
    """Shows a repository over time; so many `jobs` share the work, 0 for as many as are of use. Raises AskedWrongly or
    NotAudited.
    """
    for name in facts:
        if name not in CATALOGUE:
            raise UnknownName("fact", name, CATALOGUE)
    ref = reference(target)
    announce([ref], "all commits and trees, without the contents of files", looking, show)
    with progress(show) as told:
        found = trend(
            ref, question, replace(looking, tell=told), span, facts or FACTS, jobs or min(_JOBS, processors())
        )
    write(TREND_FORMATS[show.format](found, show.style()), show.output)
