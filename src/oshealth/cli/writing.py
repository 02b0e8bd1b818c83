"""Where words go: results to stdout or into a file, whole; remarks to stderr. Where they cannot, one clear line says so."""

import os
import sys
from pathlib import Path
from stat import S_IMODE
from typing import TextIO

from oshealth.errors import AskedWrongly


def write(text: str, output: Path | None = None) -> None:
    """The result, whole, to stdout or a file, which keeps what it held until all is written.

    Raises AskedWrongly when it cannot be written there. A reader that has seen enough is no mistake: what is left goes
    nowhere.
    """
    if output is None:
        _hand(text)
        return
    try:
        _fill(output, text)
    except OSError as error:
        raise AskedWrongly(f"cannot write {output}: {error.strerror}", "choose another --output") from error


def tell(line: str) -> None:
    """A remark for whoever looks on. Nobody need: without a stderr there is just nothing to read."""
    try:
        print(f"oshealth: {line}", file=sys.stderr, flush=True)
    except OSError:
        _silence(sys.stderr)


def check(file: Path) -> Path:
    """The file, if it looks as if it could be written: for saying so before a look and not after it.

    Raises AskedWrongly.
    """
    try:
        if file.is_dir():
            raise AskedWrongly(f"cannot write {file}: it is a folder", "name a file in it")
        if not file.parent.is_dir():
            raise AskedWrongly(f"cannot write {file}: no folder {file.parent}", "create it first")
        place = file if file.exists() else file.parent
    except OSError as error:
        raise AskedWrongly(f"cannot write {file}: {error.strerror}", "choose another name") from error
    if not os.access(place, os.W_OK):
        raise AskedWrongly(f"cannot write {file}: {place} may not be written to", "choose another place")
    return file


def hand_over() -> None:
    """Sends off what was printed so far, while it can still be told that it could not be."""
    _hand("")


def _hand(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _silence(sys.stdout)
    except OSError as error:
        _silence(sys.stdout)
        raise AskedWrongly(f"cannot write to stdout: {error.strerror}", "choose another --output") from error


def _silence(stream: TextIO) -> None:
    """What is left in the buffer goes nowhere; Python would else try once more as it ends, and say so."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _fill(file: Path, text: str) -> None:
    """By a draft that takes the place of the file, where it is a file and its folder takes another one. What a link
    leads to is written, and the link stays.
    """
    place = Path(os.path.realpath(file))
    stands = file.exists()
    if stands and not (file.is_file() and os.access(place.parent, os.W_OK)):
        file.write_text(text, "utf-8", errors="backslashreplace")
        return
    draft = place.parent / f".oshealth-{os.getpid()}.part"
    try:
        draft.write_text(text, "utf-8", errors="backslashreplace")
        if stands:
            draft.chmod(S_IMODE(place.stat().st_mode))
        draft.replace(place)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
