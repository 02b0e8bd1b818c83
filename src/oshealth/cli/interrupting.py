"""Ctrl-C, as what is going on hears of it."""


class InterruptedBySomebody(BaseException):
    """Ctrl-C. No KeyboardInterrupt, which Typer would take for its own, and end with whatever it sees fit."""
