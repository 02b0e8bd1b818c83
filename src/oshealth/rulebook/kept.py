"""What was read from YAML once, kept in this user's cache, so that an editable install starts as quickly as a wheel."""

import contextlib
import os
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from msgspec import json

from oshealth.places import default_cache
from oshealth.version import VERSION

FILE: Final = "corpus-{:08x}.json"

Stamp = tuple[str, int, int]
"""A file below a folder, its size in bytes, and when it was written, in nanoseconds."""


class KeptCorpus:
    """The plain values of the files in one folder as they stand there now, in the one place where they are kept.

    It is never needed: what cannot be kept or read is read from YAML again. A file is the same while its size and the
    moment it was written are, as for what Python keeps of modules.
    """

    def __init__(self, folder: Path) -> None:
        self.place = default_cache() / FILE.format(zlib.crc32(os.fsencode(folder)))
        self.mark = [VERSION, str(folder), [list(stamp) for stamp in sorted(_stamps(str(folder), ""))]]

    def read(self) -> Mapping[str, Any] | None:
        """The values by the name of their file, or None."""
        try:
            kept = json.decode(self.place.read_bytes())
            return dict(kept["files"]) if kept["of"] == self.mark else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, files: Mapping[str, Any]) -> None:
        """Puts values there, whole or not at all."""
        half = self.place.with_suffix(f".{os.getpid()}")
        try:
            self.place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            half.write_bytes(json.encode({"of": self.mark, "files": files}))
            half.replace(self.place)
        except OSError:
            with contextlib.suppress(OSError):
                half.unlink()


def _stamps(folder: str, before: str) -> Iterator[Stamp]:
    """Every YAML file below a folder; links are not followed."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _stamps(entry.path, f"{before}{entry.name}/")
            elif entry.name.endswith(".yaml") and entry.is_file(follow_symlinks=False):
                state = entry.stat(follow_symlinks=False)
                yield f"{before}{entry.name}", state.st_size, state.st_mtime_ns
