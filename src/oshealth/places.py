"""Where oshealth keeps things on this machine."""

import os
from pathlib import Path


def default_cache() -> Path:
    """Where clones, answers and what was compiled are kept: OSHEALTH_CACHE, else the folder of this user's caches."""
    if said := os.environ.get("OSHEALTH_CACHE"):
        return Path(said)
    import platformdirs  # noqa: PLC0415  (only looking needs it, not the start of the command line)

    return Path(platformdirs.user_cache_dir("oshealth", appauthor=False))
