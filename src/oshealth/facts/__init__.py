"""READ: pure functions from evidence to typed facts. `CATALOGUE` is the one table of all facts."""

from collections.abc import Mapping
from typing import Final

from oshealth.facts.base import Fact, Facts, FactValue, Reading, Value
from oshealth.facts.catalogue import WRITTEN, Catalogue
from oshealth.facts.corrections import NOTHING_CORRECTED, Corrections
from oshealth.snapshot import Snapshot

__all__ = ["CATALOGUE", "Fact", "FactValue", "Facts", "Reading", "Value", "facts_of"]

CATALOGUE: Final = Catalogue()


def facts_of(
    snapshot: Snapshot,
    locations: Mapping[str, str] | None = None,
    corrected: Corrections = NOTHING_CORRECTED,
    earlier: Facts | None = None,
) -> Facts:
    """The facts of a snapshot; `locations` maps kinds of documents to declared paths, `corrected` says who is who.

    `earlier` are the facts of an earlier moment, from which readings may go on. What the facts need is not asked here, so
    that none waits for the files of those it might use.
    """
    return Facts(snapshot, WRITTEN, locations or {}, corrected, earlier)
