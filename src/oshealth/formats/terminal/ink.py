"""Ink: the tones and glyphs of the scorecard, and the one door through which every text comes onto the page."""

from collections.abc import Mapping
from io import StringIO
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from msgspec import Struct
from rich.text import Text

from oshealth.formats.escape import LONGEST, clean, in_ascii
from oshealth.formats.style import NARROWEST, Color, Style
from oshealth.rulebook.probes import OutcomeName

if TYPE_CHECKING:
    from rich.console import Console

Tone: TypeAlias = Literal["plain", "strong", "quiet", "good", "fair", "bad", "bad strong"]
Glyph: TypeAlias = Literal[
    "earned", "missed", "unseen", "rule", "dot", "branch", "ellipsis", "box top", "box side", "box low"
]

MEASURE: Final = 120
"""The widest that lines become: longer ones are hard to read, however wide the terminal."""

MARGIN: Final = 1
"""Blanks before every line, and as many cells left free at its end."""

# In 256 colours, those whose contrast is at least 3.8 to 1 on black and on white alike; a test measures it.
PALETTES: Final[Mapping[Color, Mapping[str, str]]] = {
    "none": {},
    "16": {"good": "green", "fair": "magenta", "bad": "red", "quiet": "dim", "strong": "bold"},
    "256": {
        "good": "color(28)",
        "fair": "color(166)",
        "bad": "color(160)",
        "quiet": "color(243)",
        "strong": "bold",
    },
}
GROUNDS: Final[Mapping[Color, str]] = {"none": "", "16": "{} reverse", "256": "color(231) on {}"}
"""A word stamped on a ground: in 256 colours white, which is seen on each of the tones."""

OUTCOME_TONES: Final[Mapping[OutcomeName, Tone]] = {
    "pass": "good",
    "partial": "fair",
    "fail": "bad",
    "unknown": "quiet",
    "needs_human": "quiet",
    "waived": "quiet",
    "not_applicable": "quiet",
}
OUTCOME_GLYPHS: Final[Mapping[OutcomeName, tuple[str, str]]] = {
    "pass": ("✓", "+"),
    "partial": ("~", "~"),
    "fail": ("✗", "x"),
    "unknown": ("?", "?"),
    "needs_human": ("☐", "o"),
    "waived": ("–", "-"),
    "not_applicable": ("·", "."),
}
_GLYPHS: Final[Mapping[Glyph, tuple[str, str]]] = {
    "earned": ("━", "#"),
    "missed": ("─", "-"),
    "unseen": ("·", "."),
    "rule": ("─", "-"),
    "dot": ("·", "|"),
    "branch": ("└", "\\"),
    "ellipsis": ("…", "..."),
    "box top": ("╭─────╮", "+-----+"),
    "box side": ("│", "|"),
    "box low": ("╰─────╯", "+-----+"),
}


class Ink(Struct, frozen=True):
    """A style, ready to write with."""

    style: Style

    @property
    def width(self) -> int:
        """The width of the page between its margins, in cells."""
        return max(NARROWEST, min(self.style.width, MEASURE)) - 2 * MARGIN

    def say(self, text: str, tone: Tone = "plain", longest: int = LONGEST) -> Text:
        """One harmless line in a tone; the only way from a string to the page."""
        line = clean(text, longest)
        return self._inked(line if self.style.unicode else in_ascii(line), tone)

    def glyph(self, name: Glyph, tone: Tone = "plain", times: int = 1) -> Text:
        """A glyph, or its stand-in in ASCII, several times in a row."""
        return self._inked(_GLYPHS[name][not self.style.unicode] * times, tone)

    def outcome(self, name: OutcomeName) -> Text:
        """The glyph of an outcome in its tone."""
        return self._inked(OUTCOME_GLYPHS[name][not self.style.unicode], OUTCOME_TONES[name])

    def stamp(self, text: str, tone: Tone, room: int = 1) -> Text:
        """A word on a ground of its tone, with `room` blanks on both sides: for what must not be overlooked."""
        blanks = " " * room
        stamped = Text.assemble(blanks, self.say(text, "strong"), blanks, end="")
        stamped.stylize(GROUNDS[self.style.color].format(PALETTES[self.style.color].get(tone, "default")))
        return stamped

    def _inked(self, text: str, tone: Tone) -> Text:
        return Text(text, self._look(tone), end="")

    def _look(self, tone: Tone) -> str:
        palette = PALETTES[self.style.color]
        return " ".join(filter(None, (palette.get(word, "") for word in tone.split())))


def ink_for(style: Style) -> Ink:
    """Ink for a style; the environment has no say, so that the same style gives the same text everywhere."""
    return Ink(style)


def console_for(style: Style) -> "Console":
    """What turns tones into what a terminal understands; a page without colours has no need of it."""
    from rich.console import Console  # noqa: PLC0415 - felt at the start of every audit in a pipe

    systems: Mapping[Color, Literal["standard", "256"] | None] = {
        "none": None,
        "16": "standard",
        "256": "256",
    }
    return Console(
        file=StringIO(),
        width=max(NARROWEST, style.width),
        color_system=systems[style.color],
        force_terminal=style.color != "none",
        legacy_windows=False,
        highlight=False,
        _environ={},
    )
