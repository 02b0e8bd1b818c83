"""Ctrl-C, and Ctrl-D at a question, as what is going on hears of it."""


class InterruptedBySomebody(BaseException):
    """Somebody wants to leave. No KeyboardInterrupt, which Typer would take for its own, and end with whatever it sees fit."""
