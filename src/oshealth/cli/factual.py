"""What `oshealth facts` does: look, read every fact, show them; or show the catalogue."""

from collections.abc import Sequence

from oshealth.audit import Looking
from oshealth.cli.running import Show, write


def run(targets: Sequence[str], looking: Looking, show: Show) -> int:
    """Reads every fact of the targets and shows them; the exit code."""
    raise NotImplementedError(targets, looking, show)


def run_list(show: Show) -> int:
    """Shows the catalogue of facts."""
    write("", show.output)
    return 0
