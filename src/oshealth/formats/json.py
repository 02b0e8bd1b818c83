"""The report as JSON, for other programs: never wrapped, coloured or cut; pure ASCII, so that no pipe can spoil it."""

import json
import re
from collections.abc import Sequence
from typing import Any, Final

from oshealth.assessment.document import results_document
from oshealth.assessment.report import Result
from oshealth.compiled import compiled
from oshealth.formats.style import Style

_BEYOND: Final = compiled(r"[^ -~\n]")


def render(results: Sequence[Result], style: Style) -> str:
    """The results document (`schema_version: 1`, see `oshealth.formats.schemas`), ending in a line break."""
    del style  # a document for programs looks the same everywhere
    return written(results_document(results))


def written(document: Any) -> str:
    """A document as JSON in ASCII; half a surrogate pair, which is no character, becomes a question mark.

    Raises ValueError for NaN and infinities, which JSON has not.
    """
    text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)
    return _BEYOND.sub(_escaped, text) + "\n"


def _escaped(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "replace").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))
