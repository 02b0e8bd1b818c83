"""License files as `explain` shows them: the text, what it was recognised as, and where it departs from what was published."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from textwrap import wrap
from typing import Final

from oshealth.facts import Facts
from oshealth.facts.licensing.identification import Change, Identification
from oshealth.facts.licensing.project import Read, project_license, text_of
from oshealth.formats.escape import clean, in_ascii
from oshealth.formats.style import Style
from oshealth.snapshot import Unknown

_WHOLE: Final = 40
_FIRST: Final = 6
_AROUND: Final = 1
_MOST_CHANGES: Final = 20
_MOST_BESIDE: Final = 6
_MOST_FILES: Final = 6
_LONGEST: Final = 160
_BY: Final = {"text": "by its words", "notice": "by a notice that names it", "": ""}


def license_lines(facts: Facts, style: Style) -> Iterator[str]:
    """Every license file, the project's own first, each with its text; lines that differ carry a mark and the difference.

    Long texts are shown in part: their beginning, and what surrounds the differences.
    """
    found = facts.once(project_license)
    if isinstance(found, Unknown):
        return
    others = [file for file in found.files if file not in found.chief]
    several = [*found.chief, *others]
    for file in several[:_MOST_FILES]:
        lines = ("", *_file(file, text_of(facts, file), style.width))
        yield from lines if style.unicode else map(in_ascii, lines)
    if len(several) > _MOST_FILES:
        yield f"  and {len(several) - _MOST_FILES} more license files"


def _file(file: Read, text: str, width: int) -> Iterator[str]:
    yield f"  {clean(file.path)}: {', '.join(_verdict(file.identified))}"
    if file.identified.reason:
        yield f"    a person should look: {clean(file.identified.reason)}"
    for other in file.identified.beside[:_MOST_BESIDE]:
        yield f"    beside the license: {other.words} other words from line {other.line} on"
    changes = file.identified.changes[:_MOST_CHANGES]
    by_line = {line: list(some) for line, some in groupby(changes, key=lambda change: change.line)}
    lines = text.split("\n", 200_000)
    before = 0
    for number in _shown(len(lines), {*by_line, *(other.line for other in file.identified.beside)}):
        if number > before + 1:
            yield "         …"
        before = number
        mark = "!" if number in by_line else " "
        start = f"    {number:>4} {mark} "
        yield from _wrapped(clean(lines[number - 1]), max(width, 40), start, " " * len(start))
        for change in by_line.get(number, ()):
            yield from _difference(change)
    if before < len(lines):
        yield f"         … {len(lines) - before} more lines"
    if len(file.identified.changes) > _MOST_CHANGES:
        yield f"    and {len(file.identified.changes) - _MOST_CHANGES} more differences"


def _verdict(known: Identification) -> Iterator[str]:
    if known.verdict == "none":
        yield "no license text that is known"
        return
    sure = "" if known.verdict == "sure" else "perhaps "
    yield f"{sure}{clean(known.expression)} {_BY[known.by]}".rstrip()
    if known.by == "text":
        yield f"{known.score:.0%} of it agree with the published text".replace("%", " %")
        yield "reworded" if known.modified else "unchanged but for names and layout"


def _difference(change: Change) -> Iterator[str]:
    if change.added:
        yield f"           + here:      {clean(change.added, _LONGEST)}"
    if change.removed:
        yield f"           - published: {clean(change.removed, _LONGEST)}"


def _wrapped(line: str, width: int, start: str, after: str) -> Iterator[str]:
    yield from wrap(line, width, initial_indent=start, subsequent_indent=after) or [start.rstrip()]


def _shown(size: int, marked: Iterable[int]) -> list[int]:
    """The numbers of the lines to show, rising."""
    if size <= _WHOLE:
        return list(range(1, size + 1))
    near = {line + step for line in marked for step in range(-_AROUND, _AROUND + 1)}
    return sorted(number for number in near | set(range(1, _FIRST + 1)) if 1 <= number <= size)
