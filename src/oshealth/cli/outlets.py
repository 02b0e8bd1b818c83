"""Where results go and in which format: one to stdout or `--output`, any number to files of their own."""

import os
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from oshealth.cli.writing import check
from oshealth.errors import AskedWrongly, UnknownName

DEFAULT: Final = "terminal"


class Outlet(Struct, frozen=True):
    """A format, and the file that it is written to; stdout without one."""

    format: str
    file: Path | None = None


def outlets(named: Sequence[str], output: Path | None, known: Collection[str]) -> tuple[Outlet, ...]:
    """What `--format NAME` and `--format NAME=FILE` ask for, terminal when nothing does.

    A format without a file of its own goes to `output`, else to stdout. Raises UnknownName for a format that is not
    known, AskedWrongly when two would go to the same place, into no folder, or when `output` is left over.
    """
    asked = tuple(_outlet(text, output, known) for text in named or (DEFAULT,))
    for outlet in asked:
        if outlet.file:
            check(outlet.file)
    places = Counter(outlet.file and os.path.realpath(outlet.file) for outlet in asked)
    place, times = places.most_common(1)[0]
    if times > 1:
        raise AskedWrongly(f"several formats would go to {place or 'stdout'}", "write --format NAME=FILE")
    if output is not None and os.path.realpath(output) not in places:
        raise AskedWrongly("nothing is left for --output: every format has a file", "leave --output out")
    return asked


def _outlet(text: str, output: Path | None, known: Collection[str]) -> Outlet:
    name, has_file, file = text.partition("=")
    if name not in known:
        raise UnknownName("format", name, known)
    if has_file and not file:
        raise AskedWrongly(f"--format {text} names no file", f"write --format {name}=FILE")
    return Outlet(name, Path(file) if has_file else output)
