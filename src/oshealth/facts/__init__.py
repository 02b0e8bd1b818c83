"""READ: pure functions from evidence to typed facts. `CATALOGUE` is the one table of all facts."""

from collections.abc import Mapping
from typing import Final

from oshealth.facts import (
    activity,
    authorship,
    backlog,
    checklists,
    ci,
    contributors,
    documents,
    flow,
    forge,
    funding,
    funding_file,
    funding_ledger,
    funding_manifest,
    governance,
    guides,
    headers_sample,
    independence,
    integrators,
    interfaces,
    keys,
    languages,
    levels,
    licensing,
    load,
    localization,
    manifests,
    maturity,
    metadata,
    newcomers,
    organisations,
    outreach,
    project,
    public_good,
    purpose,
    readme,
    recognition,
    registries,
    releases,
    renewal,
    responsiveness,
    review,
    rhythm,
    signoffs,
    sites,
    sponsors,
    standing,
    statements,
    stewards,
    tasks,
    updates,
)
from oshealth.facts.base import Fact, Facts, FactValue, Reading, Value, catalogued
from oshealth.facts.corrections import NOTHING_CORRECTED, Corrections
from oshealth.snapshot import Snapshot

__all__ = ["CATALOGUE", "Fact", "FactValue", "Facts", "Reading", "Value", "facts_of"]

_MODULES: Final[tuple[tuple[Fact, ...], ...]] = (
    activity.FACTS,
    authorship.FACTS,
    backlog.FACTS,
    checklists.FACTS,
    ci.FACTS,
    contributors.FACTS,
    documents.FACTS,
    flow.FACTS,
    forge.FACTS,
    funding.FACTS,
    funding_file.FACTS,
    funding_ledger.FACTS,
    funding_manifest.FACTS,
    governance.FACTS,
    guides.FACTS,
    headers_sample.FACTS,
    independence.FACTS,
    integrators.FACTS,
    interfaces.FACTS,
    keys.FACTS,
    languages.FACTS,
    levels.FACTS,
    licensing.FACTS,
    load.FACTS,
    localization.FACTS,
    manifests.FACTS,
    maturity.FACTS,
    metadata.FACTS,
    newcomers.FACTS,
    organisations.FACTS,
    outreach.FACTS,
    project.FACTS,
    public_good.FACTS,
    purpose.FACTS,
    readme.FACTS,
    recognition.FACTS,
    registries.FACTS,
    releases.FACTS,
    renewal.FACTS,
    responsiveness.FACTS,
    review.FACTS,
    rhythm.FACTS,
    signoffs.FACTS,
    sites.FACTS,
    sponsors.FACTS,
    standing.FACTS,
    statements.FACTS,
    stewards.FACTS,
    tasks.FACTS,
    updates.FACTS,
)

CATALOGUE: Final[Mapping[str, Fact]] = catalogued(fact for facts in _MODULES for fact in facts)


def facts_of(
    snapshot: Snapshot,
    locations: Mapping[str, str] | None = None,
    corrected: Corrections = NOTHING_CORRECTED,
    earlier: Facts | None = None,
) -> Facts:
    """The facts of a snapshot; `locations` maps kinds of documents to declared paths, `corrected` says who is who.

    `earlier` are the facts of an earlier moment, from which readings may go on.
    """
    return Facts(snapshot, CATALOGUE, locations or {}, corrected, earlier)
