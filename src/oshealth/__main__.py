"""The doorstep of the program, also as `python -m oshealth`: until the command line stands, Ctrl-C ends it without a word."""

import atexit
import gc
import os
import signal
import sys
import threading


def main() -> None:
    """Opens the front door. Its modules take a moment to load, in which Python would answer Ctrl-C with a traceback."""
    is_ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_ours:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    # What is loaded and what an audit makes is kept: looking for garbage again and again would take an eighth of its time.
    gc.set_threshold(1_000_000)
    from oshealth.cli import main as front_door  # noqa: PLC0415 - only now that nobody can be startled

    if is_ours:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        front_door()
    except SystemExit as leaving:
        _leave(leaving)


def _leave(leaving: SystemExit) -> None:
    """Ends the process at once. Python would first take apart, piece by piece, all that an audit made: a twentieth of it."""
    if not isinstance(leaving.code, int | None) or threading.active_count() > 1:
        raise leaving
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):  # closed: Python knows what to say
        raise leaving from None
    os._exit(leaving.code or 0)


if __name__ == "__main__":
    main()
