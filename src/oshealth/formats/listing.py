"""A listing of facts: what `oshealth facts TARGET` tells of one repository, before it is written in a format."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

from oshealth.assessment.report import Unaudited
from oshealth.errors import UnknownName
from oshealth.facts import Fact, Facts, Reading
from oshealth.facts.base import nameless
from oshealth.reference import RepoRef


class Listing(Struct, frozen=True):
    """The facts of one repository at one moment, each with its entry in the catalogue; with people's names only where
    `names_people`.
    """

    ref: RepoRef
    revision: str
    url: str
    as_of: datetime
    facts: tuple[tuple[Fact, Reading], ...]
    names_people: bool = False


Listed: TypeAlias = Listing | Unaudited


def listing_of(facts: Facts, names: Iterable[str] = (), people: bool = False) -> Listing:
    """The named facts of a snapshot, all of them without names; people are named in them only when that is asked for.

    Raises UnknownName for one not in the catalogue.
    """
    wanted = tuple(names) or tuple(facts.catalogue)
    for name in wanted:
        if name not in facts.catalogue:
            raise UnknownName("fact", name, facts.catalogue)
    seen = facts.snapshot
    known = [(facts.catalogue[name], facts.get(name)) for name in wanted]
    told = tuple((fact, reading if people else nameless(fact, reading)) for fact, reading in known)
    return Listing(seen.ref, seen.revision, seen.url, seen.as_of, told, people)
