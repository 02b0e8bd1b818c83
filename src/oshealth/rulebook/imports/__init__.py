"""Coming from elsewhere: what another tool was told, as files of oshealth; and what could not be carried over, and why.

`IMPORTS` maps the word that a user types to a reader. Nothing of what is read is run, fetched, or taken for a path.
"""

from collections.abc import Callable, Mapping
from typing import Final

from oshealth.rulebook.imports import clomonitor, repolinter
from oshealth.rulebook.imports.carried import Carried

__all__ = ["IMPORTS", "Carried"]

IMPORTS: Final[Mapping[str, Callable[[str], Carried]]] = {
    "repolinter": repolinter.carried,
    "clomonitor": clomonitor.carried,
}
