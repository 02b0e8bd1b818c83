"""Whether a project could go on without the organisation that does most of its work: who is named as a maintainer from
elsewhere. Addresses tell what they can; a private one tells nothing, and then nothing is said.
"""

from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.contributors import NEEDS, in_window
from oshealth.facts.identities import MAILMAP
from oshealth.facts.organisations import affiliation, organisation, peopled, unaffiliable
from oshealth.facts.stewards import LISTED, MAX_ENTRY, MAX_LISTED, Register, addresses_in, register
from oshealth.facts.windows import Window, Work, evidence
from oshealth.snapshot import Evidence, Unknown


def _outside(facts: Facts, done: Work, window: Window) -> Reading:
    listed, seen = facts.get(LISTED), facts.once(affiliation)
    if isinstance(seen, Unknown):
        return seen
    hidden = unaffiliable(seen)
    if hidden or isinstance(listed, Unknown):
        return hidden or listed
    entries = listed.value[:MAX_LISTED] if isinstance(listed.value, tuple) else ()
    if not entries:
        return Unknown("no maintainers are listed")
    known = facts.once(register)
    homes = [peopled(facts, _homes(entry[:MAX_ENTRY], known, done)) for entry in entries]
    outside = sum(bool(home) and seen.top not in home for home in homes)
    unclear = sum(not home for home in homes)
    if unclear and not outside:
        return Unknown(
            f"the addresses of {unclear} of {len(entries)} listed maintainers tell no organisation"
        )
    counted = Evidence("fact", name="maintainers listed", value=len(entries))
    return Value(outside, (counted, *listed.evidence, *evidence(facts, window)))


def _homes(entry: str, known: Register, done: Work) -> frozenset[str]:
    """The organisations behind the addresses of a listed person: those listed, and those that they committed from."""
    identities, persons = done.history.identities, done.people.persons
    used = (identities[index].email for person in known.find(entry) for index in persons[person].identities)
    return frozenset(map(organisation, (*addresses_in(entry), *used)))


FACTS: Final = (
    Fact(
        name="maintainers.outside_top_organisation",
        kind="number",
        definition="How many of the listed maintainers have an address of another organisation and none of the one that "
        "made most of the affiliable commits; unknown when nobody has and some addresses tell none, when nobody is "
        "listed, and when less than half of the commits come from addresses that tell an organisation.",
        read=in_window(_outside),
        needs=NEEDS,
        unit="people",
        source="Apache Project Maturity Model, IN30; Best Practices badge, contributors_unassociated",
        texts=(MAILMAP,),
        uses=(LISTED,),
    ),
)
