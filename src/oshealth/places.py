"""Where oshealth keeps things on this machine."""

import os
import sys
from pathlib import Path


def default_cache() -> Path:
    """Where clones, answers and what was compiled are kept: OSHEALTH_CACHE, else the folder of this user's caches."""
    if said := os.environ.get("OSHEALTH_CACHE"):
        return Path(said)
    if sys.platform == "linux":  # in one place by the XDG rules, which platformdirs takes 3 ms to know
        stated = os.environ.get("XDG_CACHE_HOME", "")
        return Path(stated if os.path.isabs(stated) else os.path.expanduser("~/.cache"), "oshealth")
    import platformdirs  # noqa: PLC0415 - start-up

    return Path(platformdirs.user_cache_dir("oshealth", appauthor=False))
