"""The doorstep of the program, also as `python -m oshealth`: until the command line stands, Ctrl-C ends it without a word."""

import signal


def main() -> None:
    """Opens the front door. Its modules take a moment to load, in which Python would answer Ctrl-C with a traceback."""
    is_ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_ours:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from oshealth.cli import main as front_door  # noqa: PLC0415 - only now that nobody can be startled

    if is_ours:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    front_door()


if __name__ == "__main__":
    main()
