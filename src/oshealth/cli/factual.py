"""What `oshealth facts` does: look, read every fact, show them; or show the catalogue."""

import json
from collections.abc import Sequence
from dataclasses import replace

from oshealth.assessment import Unaudited, unaudited
from oshealth.auditing import Looking, look_for
from oshealth.cli.running import Show, progress, write
from oshealth.cli.targets import reference
from oshealth.errors import NotAudited
from oshealth.facts import CATALOGUE, facts_of
from oshealth.formats import FACT_FORMATS
from oshealth.formats.listing import Listed, listing_of
from oshealth.reference import RepoRef
from oshealth.rulebook.book import needs_of
from oshealth.rulebook.probes import Reads


def run(targets: Sequence[str], looking: Looking, show: Show) -> int:
    """Reads every fact of the targets and shows them; 3 when one could not be looked at."""
    references = [reference(target) for target in targets]
    with progress(show) as told:
        listings = [_listing(ref, replace(looking, tell=told)) for ref in references]
    write(FACT_FORMATS[show.format](listings, show.style()), show.output)
    return 3 if any(isinstance(listing, Unaudited) for listing in listings) else 0


def _listing(ref: RepoRef, looking: Looking) -> Listed:
    needs = needs_of(Reads(facts=frozenset(CATALOGUE)))
    try:
        return listing_of(facts_of(look_for(ref, needs, looking)))
    except NotAudited as error:
        return unaudited(str(ref), error, ref)


def run_list(show: Show) -> int:
    """Shows the catalogue of facts: name, kind, what it means, where the definition comes from."""
    facts = [CATALOGUE[name] for name in sorted(CATALOGUE)]
    if show.format == "json":
        rows = [
            {
                "name": fact.name,
                "kind": fact.kind,
                "unit": fact.unit,
                "definition": fact.definition,
                "source": fact.source,
                "needs": sorted(fact.needs),
            }
            for fact in facts
        ]
        write(json.dumps(rows, indent=2) + "\n", show.output)
        return 0
    lines = []
    for fact in facts:
        kind = f"{fact.kind}, {fact.unit}" if fact.unit else fact.kind
        source = f" [{fact.source}]" if fact.source else ""
        lines += [f"{fact.name}  ({kind})", f"    {fact.definition}{source}"]
    write("\n".join([*lines, "", f"{len(facts)} facts"]) + "\n", show.output)
    return 0
