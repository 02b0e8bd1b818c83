"""What `oshealth trend` does once its options are read: say what will be fetched, look back, show."""

import sys
from collections.abc import Sequence
from dataclasses import replace

from oshealth.auditing import Looking, Question
from oshealth.cli.running import Show, progress, write
from oshealth.cli.targets import reference
from oshealth.errors import UnknownName
from oshealth.facts import CATALOGUE
from oshealth.formats.trend import TREND_FORMATS
from oshealth.trend import FACTS, Span, trend


def run(
    target: str, question: Question, looking: Looking, span: Span, facts: Sequence[str], show: Show
) -> None:
    """Shows a repository over time. Raises AskedWrongly or NotAudited."""
    for name in facts:
        if name not in CATALOGUE:
            raise UnknownName("fact", name, CATALOGUE)
    ref = reference(target)
    if not ref.path and not looking.offline and not show.quiet:
        print("oshealth: cloning all commits and trees, without the contents of files", file=sys.stderr)
    with progress(show) as told:
        found = trend(ref, question, replace(looking, tell=told), span, facts or FACTS)
    write(TREND_FORMATS[show.format](found, show.style()), show.output)
