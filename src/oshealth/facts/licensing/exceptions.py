"""Exceptions that widen a GNU license or Apache-2.0, recognised by their own wording."""

from oshealth.facts.licensing.spdx import judgements


def exceptions_in(beside: str, name: str) -> str:
    """The SPDX id of the exception that normalised words beside the license `name` grant, or the empty string."""
    for identifier, family, wordings in judgements().exceptions:
        if family in name and any(wording in beside for wording in wordings):
            return identifier
    return ""
