"""A check-up as text for a terminal, and as JSON."""

import json
from collections.abc import Callable, Mapping
from typing import Final

from oshealth.formats.style import Style
from oshealth.formats.terminal.ink import Ink, ink_for
from oshealth.formats.terminal.page import Lines, hanging, heading, joined, padded, printed
from oshealth.rulebook.probes import OutcomeName
from oshealth.sources.checked import Checked
from oshealth.sources.checkup import Checkup

_OUTCOMES: Final[Mapping[str, OutcomeName]] = {"good": "pass", "remark": "partial", "bad": "fail"}
_NAMES: Final = 16


def render_terminal(found: Checkup, style: Style) -> str:
    """Each thing on a line with a sign, what there is to know of it below; at the end what will be unknown, and why."""
    ink = ink_for(style)
    lines: Lines = []
    for title, items in found.sections:
        lines += heading(title, "", ink)
        for item in items:
            lines += _item(item, ink)
    lines += heading("will be unknown", "", ink)
    for name, reason in found.unknown:
        start = joined(ink.outcome("unknown"), " ")
        lines += hanging(start, joined(ink.say(name, "strong"), ink.say(f": {reason}", "quiet")), ink)
    return printed(lines, ink)


def _item(item: Checked, ink: Ink) -> Lines:
    start = joined(ink.outcome(_OUTCOMES[item.state]), " ", padded(ink.say(item.name), _NAMES))
    more = [line for text in item.more for line in hanging("", ink.say(text, "quiet"), ink, 4)]
    return [*hanging(start, ink.say(item.says), ink), *more]


def render_json(found: Checkup, _style: Style) -> str:
    """Sections of items, what will be unknown, and whether nothing is bad."""
    sections = [
        {"title": title, "items": [item._asdict() for item in items]} for title, items in found.sections
    ]
    unknown = [{"what": name, "why": reason} for name, reason in found.unknown]
    return json.dumps({"sound": found.is_sound, "sections": sections, "unknown": unknown}, indent=2) + "\n"


CHECKUP_FORMATS: Final[Mapping[str, Callable[[Checkup, Style], str]]] = {
    "terminal": render_terminal,
    "json": render_json,
}
