"""Source-available licenses and addenda that no SPDX text covers, recognised by the names they give themselves."""

from typing import Final

from oshealth.compiled import compiled

_NAMED: Final = (
    ("LicenseRef-Commons-Clause", compiled(r"\bcommons clause\b")),
    ("LicenseRef-RSAL", compiled(r"\bredis source available license\b")),
    ("LicenseRef-Confluent-Community", compiled(r"\bconfluent community license\b")),
    ("LicenseRef-Timescale", compiled(r"\btimescale license agreement\b")),
    ("LicenseRef-PolyForm-Shield-1.0.0", compiled(r"\bpolyform shield license 1 0 0\b")),
    ("LicenseRef-PolyForm-Perimeter-1.0.0", compiled(r"\bpolyform perimeter license 1 0 0\b")),
    ("LicenseRef-PolyForm-Strict-1.0.0", compiled(r"\bpolyform strict license 1 0 0\b")),
    ("LicenseRef-PolyForm-Internal-Use-1.0.0", compiled(r"\bpolyform internal use license 1 0 0\b")),
    ("LicenseRef-PolyForm-Free-Trial-1.0.0", compiled(r"\bpolyform free trial license 1 0 0\b")),
    ("LicenseRef-Llama-Community", compiled(r"\bllama \d(?: \d)? community license agreement\b")),
    (
        "LicenseRef-OpenRAIL",
        compiled(r"\b(?:creativeml|bigscience|bigcode) open ?rail\b|\bopen ?rail m license\b"),
    ),
)
_GRANTS: Final = compiled(r"\b(?:grants?|does not include|subject to|you may|right to sell)\b")
_HEAD: Final = 600


def addendum_in(beside: str) -> str:
    """The LicenseRef of the restrictive license or addendum that normalised words are; empty when they are none."""
    head = beside[:_HEAD]
    found = next((name for name, wording in _NAMED if wording.search(head)), "")
    return found if found and _GRANTS.search(beside) else ""
