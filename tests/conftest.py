"""What holds for all tests: how long an example of a property takes is never asserted, for a machine may be busy."""

import gc
import os
from pathlib import Path

from hypothesis import settings

settings.register_profile("untimed", settings(), deadline=None)
settings.load_profile("untimed")


def pytest_collection_finish() -> None:
    """What was loaded stays to the end, and is not looked through for garbage again; processes are measured cheaply."""
    gc.collect()
    gc.freeze()
    if os.environ.pop("COVERAGE_PROCESS_CONFIG", ""):
        os.environ["COVERAGE_PROCESS_START"] = str(Path(__file__).with_name("processes.coveragerc"))
        os.environ.setdefault("COVERAGE_FILE", str(Path(".coverage").absolute()))
