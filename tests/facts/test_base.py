"""What a fact is: needs that add up over the facts it uses."""

from oshealth.facts.base import Fact, catalogued
from oshealth.snapshot import Group, Unknown


def a_fact(name: str, group: Group, text: str, *uses: str) -> Fact:
    return Fact(
        name, "number", "given", lambda _: Unknown("never"), frozenset({group}), "", "", (text,), uses
    )


def test_a_fact_needs_what_the_facts_it_uses_need() -> None:
    """However far down, and also when two use each other: a source then fetches all of it in one go."""
    book = catalogued(
        [
            a_fact("a.one", "history", ".mailmap", "a.two"),
            a_fact("a.two", "tree", "README*", "a.three"),
            a_fact("a.three", "tags", "OWNERS", "a.two"),
        ]
    )
    assert {name: (sorted(fact.needs), sorted(fact.texts)) for name, fact in book.items()} == {
        "a.one": (["history", "tags", "tree"], [".mailmap", "OWNERS", "README*"]),
        "a.two": (["tags", "tree"], ["OWNERS", "README*"]),
        "a.three": (["tags", "tree"], ["OWNERS", "README*"]),
    }
