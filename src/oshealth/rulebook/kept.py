"""What was read from YAML once, kept in this user's cache, so that an editable install starts as quickly as a wheel."""

import contextlib
import json
import os
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

from oshealth.places import default_cache
from oshealth.version import VERSION

FILE: Final = "corpus.json"


class KeptCorpus:
    """The plain values of files with just these texts, in the one place where they are kept.

    It is never needed: what cannot be kept or read is read from YAML again.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.place = default_cache() / FILE
        self.mark = sha256(json.dumps([VERSION, texts]).encode()).hexdigest()

    def read(self) -> Mapping[str, Any] | None:
        """The values by the name of their file, or None."""
        try:
            kept = json.loads(self.place.read_bytes())
            return dict(kept["files"]) if kept["of"] == self.mark else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, files: Mapping[str, Any]) -> None:
        """Puts values there, whole or not at all."""
        half = self.place.with_suffix(f".{os.getpid()}")
        with contextlib.suppress(OSError):
            self.place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            half.write_text(json.dumps({"of": self.mark, "files": files}), "utf-8")
            half.replace(self.place)
