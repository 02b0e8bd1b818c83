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
_LFS: Final = b"version https://git-lfs.github.com/spec/"


def decode(data: bytes) -> str | Unknown:
    """Text by its byte order mark, as UTF-8, else as Windows-1252. Unknown for binary data and Git LFS pointers."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if data.startswith(_LFS):
        return Unknown("kept in Git LFS, not in git")
    if b"\0" in data:
        return Unknown("binary")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
