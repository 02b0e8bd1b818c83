"""From the bytes of a file to its text, or to the reason why it has none."""

import codecs
from typing import Final

from oshealth.snapshot import Unknown

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE: Final = 2_000
_MOST: Final = 0.8
_CONTROL: Final = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f")
_LFS: Final = b"version https://git-lfs.github.com/spec/"


def decode(data: bytes) -> str | Unknown:
    """Text by its byte order mark, as UTF-8, as UTF-16 without a mark, else as Windows-1252.

    Unknown for binary data and Git LFS pointers.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if data.startswith(_LFS):
        return Unknown("kept in Git LFS, not in git")
    if b"\0" in data:
        return _wide(data) or Unknown("binary")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _wide(data: bytes) -> str:
    """UTF-16 without a mark, told by the zeros beside most of its letters; empty when the bytes are something else."""
    head = data[:_SAMPLE]
    for zeros, letters, encoding in (
        (head[1::2], head[::2], "utf-16-le"),
        (head[::2], head[1::2], "utf-16-be"),
    ):
        if len(data) % 2 == 0 and zeros.count(0) > _MOST * len(zeros) and 0 not in letters:
            text = data.decode(encoding, "replace")
            return text if _CONTROL.isdisjoint(text[:_SAMPLE]) else ""
    return ""
