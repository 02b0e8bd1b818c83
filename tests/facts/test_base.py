"""What a fact is: needs that add up over the facts it uses."""

from functools import partial

from oshealth.facts import Facts, facts_of
from oshealth.facts.base import Fact, with_used
from oshealth.snapshot import Group, Unknown
from tests.builders import a_snapshot


def a_fact(name: str, group: Group, text: str, *uses: str) -> Fact:
    return Fact(
        name, "number", "given", lambda _: Unknown("never"), frozenset({group}), "", "", (text,), uses
    )


def test_a_fact_needs_what_the_facts_it_uses_need() -> None:
    """However far down, and also when two use each other: a source then fetches all of it in one go."""
    written = {
        "a.one": a_fact("a.one", "history", ".mailmap", "a.two"),
        "a.two": a_fact("a.two", "tree", "README*", "a.three"),
        "a.three": a_fact("a.three", "tags", "OWNERS", "a.two"),
    }
    book = {name: with_used(fact, written) for name, fact in written.items()}
    assert {name: (sorted(fact.needs), sorted(fact.texts)) for name, fact in book.items()} == {
        "a.one": (["history", "tags", "tree"], [".mailmap", "OWNERS", "README*"]),
        "a.two": (["tags", "tree"], ["OWNERS", "README*"]),
        "a.three": (["tags", "tree"], ["OWNERS", "README*"]),
    }


def test_what_depends_on_its_key_alone_is_made_once_from_moment_to_moment() -> None:
    """What was not asked at the moment before is made anew: nothing is kept for ever."""
    made: list[str] = []

    def asked(names: str, earlier: Facts | None) -> Facts:
        facts = facts_of(a_snapshot(), earlier=earlier)
        for name in names:
            facts.same(name, partial(made.append, name))
        return facts

    first = asked("aab", None)
    second = asked("bc", first)
    asked("abc", second)
    assert made == ["a", "b", "c", "a"]
