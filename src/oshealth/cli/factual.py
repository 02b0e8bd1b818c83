"""What `oshealth facts` does: look, read every fact, show them; or show the catalogue."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from oshealth.assessment import Unaudited, unaudited
from oshealth.auditing import Looking, look_for, settings_in
from oshealth.cli.running import Show, progress
from oshealth.cli.targets import reference
from oshealth.cli.writing import write
from oshealth.errors import NotAudited
from oshealth.facts import CATALOGUE, Facts, facts_of
from oshealth.formats import FACT_FORMATS
from oshealth.formats.listing import Listed, listing_of
from oshealth.reference import RepoRef
from oshealth.rulebook.book import Wanted, needs_of
from oshealth.rulebook.probes import Reads
from oshealth.rulebook.settings import corrections_of

if TYPE_CHECKING:
    from oshealth.formats.roll_json import Rolled


def run(
    targets: Sequence[str], looking: Looking, show: Show, select: Sequence[str] = (), people: bool = False
) -> int:
    """Reads every fact of the targets, or those that are named by fact or family, and shows them; 3 when one could not be
    looked at.
    """
    references = [reference(target) for target in targets]
    names = CATALOGUE.named(select) if select else tuple(CATALOGUE)
    if looking.deep:
        from oshealth.cli.looking_back import WHOLE, announce  # noqa: PLC0415 - start-up: only `deep` needs it

        announce(references, WHOLE, looking, show)
    with progress(show) as told:
        listings = [_listing(ref, names, people, replace(looking, tell=told)) for ref in references]
    write(FACT_FORMATS[show.format](listings, show.style()), show.output)
    return 3 if any(isinstance(listing, Unaudited) for listing in listings) else 0


def _listing(ref: RepoRef, names: tuple[str, ...], people: bool, looking: Looking) -> Listed:
    needs = needs_of(Reads(facts=frozenset(names)))
    try:
        return listing_of(_facts(ref, needs, looking), names, people)
    except NotAudited as error:
        return unaudited(str(ref), error, ref)


def _facts(ref: RepoRef, needs: Wanted, looking: Looking) -> Facts:
    """The facts of a snapshot, under what a local repository's own settings say of places and people."""
    seen = look_for(ref, needs, looking)
    settings = settings_in(seen)
    return facts_of(seen, settings.paths if settings else None, corrections_of(settings))


def run_roll(targets: Sequence[str], looking: Looking, show: Show, identities: bool, people: bool) -> int:
    """Shows people by name: what was merged and why, who did the work; 3 when one could not be looked at."""
    from oshealth.formats.roll import ROLL_FORMATS  # noqa: PLC0415 - start-up: facts alone need none of it

    references = [reference(target) for target in targets]
    with progress(show) as told:
        rolls = [_roll(ref, replace(looking, tell=told), identities, people) for ref in references]
    write(ROLL_FORMATS[show.format](rolls, show.style()), show.output)
    return 3 if any(isinstance(roll, Unaudited) for roll in rolls) else 0


def _roll(ref: RepoRef, looking: Looking, identities: bool, people: bool) -> "Rolled":
    from oshealth.formats.roll_json import roll_of  # noqa: PLC0415 - start-up: facts alone need none of it

    needs = needs_of(Reads(facts=frozenset({"contributors.active"})))
    try:
        return roll_of(_facts(ref, needs, looking), identities, people)
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
