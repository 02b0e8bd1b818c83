"""The one table of all facts, by the files that hold them. A file is loaded when a fact of its families is asked for, so
that figures on people do not wait for what reads licenses.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Final

from oshealth.errors import UnknownName
from oshealth.facts.base import Fact, with_used

FILES: Final[Mapping[str, tuple[str, ...]]] = {
    "activity": ("history", "activity"),
    "authorship": ("contributors",),
    "backlog": ("changes", "issues"),
    "checklists": ("practice",),
    "ci": ("ci",),
    "contributors": ("contributors",),
    "documentation_link": ("documentation",),
    "documents": ("documents",),
    "flow": ("contributors",),
    "forge": ("project",),
    "funding": ("funding",),
    "funding_file": ("funding",),
    "funding_ledger": ("funding",),
    "funding_manifest": ("funding",),
    "governance": ("maintainers",),
    "guides": ("development", "documentation"),
    "headers_sample": ("license",),
    "independence": ("maintainers",),
    "integrators": ("contributors",),
    "interfaces": ("interfaces",),
    "keys": ("contributors",),
    "languages": ("tree",),
    "levels": ("contributors", "issues", "project"),
    "licensing": ("license",),
    "load": ("issues",),
    "localization": ("localization",),
    "manifests": ("manifests",),
    "maturity": ("project",),
    "metadata": ("citation", "codemeta", "identifiers", "publiccode", "zenodo"),
    "newcomers": ("newcomers",),
    "organisations": ("contributors",),
    "outreach": ("adopters", "community"),
    "project": ("project", "tree"),
    "public_good": ("public_good",),
    "purpose": ("project", "readme"),
    "readme": ("readme",),
    "recognition": ("recognition",),
    "registries": ("registry",),
    "relative_links": ("readme",),
    "releases": ("releases",),
    "renewal": ("contributors",),
    "responsiveness": ("changes", "conversation", "issues"),
    "review": ("changes", "reviews"),
    "rhythm": ("activity", "contributors"),
    "signoffs": ("history",),
    "sites": ("documentation",),
    "sponsors": ("funding",),
    "standing": ("project",),
    "statements": ("project", "readme"),
    "stewards": ("maintainers",),
    "tasks": ("newcomers",),
    "updates": ("ci",),
    "user_interfaces": ("interfaces",),
}
"""The families (the first words of names) of the facts in each file."""


class Catalogue(Mapping[str, Fact]):
    """All facts by name, in the order of the files; each with the needs and texts of those it uses."""

    def __init__(self) -> None:
        self._whole: dict[str, Fact] = {}

    def __getitem__(self, name: str) -> Fact:
        found = self._whole.get(name)
        if found is None:
            found = self._whole[name] = with_used(WRITTEN[name], WRITTEN)
        return found

    def named(self, words: Iterable[str]) -> tuple[str, ...]:
        """The names of the facts that the words mean, each a fact or a family of facts, in the order of the catalogue.

        Raises UnknownName for any other word.
        """
        wanted = frozenset(words)
        families = {word.partition(".")[0] for word in wanted}
        files = [file for file, its in FILES.items() if not families.isdisjoint(its)]
        names = [name for file in files for name in facts_in(file)]
        known = {*names, *(name.partition(".")[0] for name in names)}
        for word in sorted(wanted - known):
            raise UnknownName("fact", word, [*self, *dict.fromkeys(name.partition(".")[0] for name in self)])
        return tuple(name for name in names if not wanted.isdisjoint((name, name.partition(".")[0])))

    def __iter__(self) -> Iterator[str]:
        return iter(WRITTEN)

    def __len__(self) -> int:
        return len(WRITTEN)


class _Written(Mapping[str, Fact]):
    """The facts as their files say them."""

    def __init__(self) -> None:
        self._asked: dict[str, Fact] = {}

    def __getitem__(self, name: str) -> Fact:
        found = self._asked.get(name)
        if found is None:
            found = self._asked[name] = _written(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return (name for file in FILES for name in facts_in(file))

    def __len__(self) -> int:
        return sum(len(facts_in(file)) for file in FILES)


def _written(name: str) -> Fact:
    """The fact of that name, from the first file that has it. Raises KeyError."""
    family = name.partition(".")[0]
    for file, families in FILES.items():
        if family in families and name in facts_in(file):
            return facts_in(file)[name]
    raise KeyError(name)


@cache
def facts_in(file: str) -> Mapping[str, Fact]:
    """The facts that a file of this folder holds, by name."""
    facts: tuple[Fact, ...] = import_module(f"oshealth.facts.{file}").FACTS
    return {fact.name: fact for fact in facts}


WRITTEN: Final = _Written()
