"""What `oshealth whatif` does once its options are read: look once, judge twice, show both."""

from collections.abc import Sequence

from msgspec.structs import replace

from oshealth.auditing import Looking, Question, case_of
from oshealth.cli.looking_back import WHOLE, announce
from oshealth.cli.running import Show, progress
from oshealth.cli.targets import reference
from oshealth.cli.writing import write
from oshealth.formats.whatif import WHATIF_FORMATS
from oshealth.whatif import what_if


def run(target: str, names: Sequence[str], question: Question, looking: Looking, show: Show) -> None:
    """Shows the repository with and without these people. Raises AskedWrongly or NotAudited."""
    ref = reference(target)
    if looking.deep:
        announce([ref], WHOLE, looking, show)
    with progress(show) as told:
        asked = what_if(case_of(ref, question=question, looking=replace(looking, tell=told)), names)
    write(WHATIF_FORMATS[show.format](asked, show.style()), show.output)
