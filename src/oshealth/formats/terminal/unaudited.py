"""A target that could not be audited, as one clear block."""

from oshealth.assessment.report import Unaudited
from oshealth.formats.terminal.ink import Ink
from oshealth.formats.terminal.page import Lines, cut, hanging, joined, ruler


def not_audited(result: Unaudited, ink: Ink) -> Lines:
    """What could not be audited, why, and what to do next."""
    name = ink.say(result.target, "strong")
    head = joined(ink.outcome("fail"), " ", ink.say("Not audited", "bad strong"), "  ")
    lines = [cut(name, ink.width, ink), ruler(ink), *hanging(head, ink.say(result.message), ink)]
    return [*lines, *hanging("", ink.say(result.hint), ink, 2)] if result.hint else lines
