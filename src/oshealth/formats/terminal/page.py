"""The page: lines of text put beside and below each other by their width in terminal cells, then printed once."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from rich.text import Text

from oshealth.formats.terminal.ink import MARGIN, Ink, console_for

Lines: TypeAlias = list[Text]


def joined(*parts: Text | str) -> Text:
    """Texts and plain blanks one after the other."""
    line = Text(end="")
    for part in parts:
        line.append_text(part) if isinstance(part, Text) else line.append(part)
    return line


def separated(parts: Iterable[Text], separator: Text | str) -> Text:
    """Texts with a separator between them."""
    line = Text(end="")
    for number, part in enumerate(parts):
        line = joined(line, separator, part) if number else joined(part)
    return line


def wrapped(text: Text, width: int) -> Lines:
    """A text in lines of at most `width` cells; a word that is longer than a line is broken."""
    nowhere: Any = None  # Rich asks on which console, which matters where lines are stretched to fill it
    lines = text.wrap(nowhere, width, overflow="fold")
    return [_bare(line) for line in lines] or [Text(end="")]


def hanging(head: Text | str, body: Text, ink: Ink, indent: int | None = None) -> Lines:
    """A head with its body beside it, wrapped in the rest of the page; `indent` is where the body stands, in cells."""
    head = joined(head)
    indent = head.cell_len if indent is None else indent
    first, *others = wrapped(body, ink.width - indent)
    return [joined(padded(head, indent), first), *(joined(" " * indent, line) for line in others)]


def beside(left: Sequence[Text], right: Sequence[Text], gap: int) -> Lines:
    """Two blocks side by side, `gap` blanks between them."""
    indent = max((line.cell_len for line in left), default=0) + gap
    rows = max(len(left), len(right))
    columns = (
        [*left, *[Text()] * (rows - len(left))],
        [*right, *[Text()] * (rows - len(right))],
    )
    return [joined(padded(one, indent), other) for one, other in zip(*columns, strict=True)]


def packed(parts: Iterable[Text], separator: Text | str, width: int) -> Lines:
    """As many parts on a line as fit into `width` cells; none is broken that fits on a line of its own."""
    lines: Lines = []
    for part in parts:
        longer = joined(lines[-1], separator, part) if lines else part
        if lines and longer.cell_len <= width:
            lines[-1] = longer
        else:
            lines += wrapped(part, width)
    return lines


def padded(text: Text, width: int, right: bool = False) -> Text:
    """A text with blanks up to a width; `right` puts them before it."""
    blanks = " " * (width - text.cell_len)
    return joined(blanks, text) if right else joined(text, blanks)


def cut(text: Text, width: int, ink: Ink) -> Text:
    """A text of at most `width` cells, with an ellipsis where it was cut."""
    if text.cell_len <= width:
        return text
    sign = ink.glyph("ellipsis", "quiet")
    short = text.copy()
    short.truncate(max(0, width - sign.cell_len), overflow="crop")
    return joined(_bare(short), sign)


def heading(title: str, aside: str, ink: Ink) -> Lines:
    """A blank line and the title of a section, with a quiet word beside it."""
    line = (
        joined(ink.say(title, "strong"), "  ", ink.say(aside, "quiet")) if aside else ink.say(title, "strong")
    )
    return [Text(), *wrapped(line, ink.width)]


def ruler(ink: Ink) -> Text:
    """A quiet line across the page."""
    return ink.glyph("rule", "quiet", ink.width)


def printed(lines: Iterable[Text], ink: Ink) -> str:
    """The lines as one string; every line ends in a line break and none in a blank."""
    whole = [_bare(joined(" " * MARGIN, line)) for line in lines]
    if ink.style.color == "none":
        return "".join(f"{line.plain}\n" for line in whole)
    console = console_for(ink.style)
    with console.capture() as capture:
        for line in whole:
            console.print(line, soft_wrap=True)
    return capture.get()


def _bare(text: Text) -> Text:
    bare = text.copy()
    bare.end = "\n"
    bare.rstrip()
    return bare
