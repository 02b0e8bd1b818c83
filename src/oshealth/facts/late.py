"""Patterns that are compiled when they are first asked: most audits ask few of them, and compiling all is felt at start-up."""

import re
from collections.abc import Callable
from functools import cache
from typing import TypeAlias

from oshealth.compiled import compiled

Late: TypeAlias = Callable[[], re.Pattern[str]]


def late(source: str, flags: int = 0) -> Late:
    """The pattern, behind a call that compiles it once."""
    return cache(lambda: compiled(source, flags))
