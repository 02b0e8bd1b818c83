"""The program at noon of 30 June 2026, whatever day it is: only what reads the clock is told otherwise."""

import sys
from functools import partial

from oshealth import sources
from oshealth.sources import base
from tests.servers.github.made import NOW

AT_NOON = (sys.executable, "-c", "from tests.cli.at_noon import run; run()")


def run() -> None:
    """The command line, with a clock that stands still."""
    sources.Look = base.Look = partial(base.Look, clock=lambda: NOW)  # type: ignore[misc, assignment]
    from oshealth.cli import main  # noqa: PLC0415 - after the clock was set

    main()
