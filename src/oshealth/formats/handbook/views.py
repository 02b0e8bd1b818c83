"""What the pages of the handbook show, worked out: rules with their neighbours, weights, standards and examples."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from oshealth.facts import CATALOGUE, Fact
from oshealth.rulebook import Rule, Rulebook
from oshealth.rulebook.book import compose
from oshealth.rulebook.given import Example
from oshealth.rulebook.packs import Category, Pack
from oshealth.rulebook.standards import Standard, standard_named
from oshealth.rulebook.wording import in_words

MOST_FILES: Final = 6
MOST_LINES: Final = 60


class ExampleView(Struct, frozen=True):
    """An example: what it comes to, what is special in it, its files (path and text), and what else is given."""

    expect: str
    note: str
    trap: str
    files: tuple[tuple[str, str], ...]
    more: int
    rest: str


class RuleView(Struct, frozen=True):
    """A rule as its page shows it; `page` is its address from the root of the site."""

    rule: Rule
    page: str
    category: str
    weights: tuple[tuple[str, int], ...]
    applies: str
    check: str
    partial: str
    facts: tuple[Fact, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    maps: tuple[tuple[str, str, tuple[str, ...]], ...]
    examples: tuple[ExampleView, ...]


class Handbook(Struct, frozen=True):
    """Everything that the site tells: rules by category, profiles, standards, and who is where."""

    rules: Mapping[str, RuleView]
    categories: tuple[tuple[str, tuple[RuleView, ...]], ...]
    books: Mapping[str, Rulebook]
    standards: tuple[Standard, ...]


def handbook_of(packs: Sequence[Pack]) -> Handbook:
    """The handbook of some packs, the first of which brings the profiles that matter. Raises InvalidRule."""
    books = {name: compose(packs, name) for pack in packs for name in pack.profiles}
    rules = {rule.id: rule for pack in packs for rule in pack.rules.values()}
    standards = tuple(standard_named(name, packs) for pack in packs for name in pack.standards)
    categories: dict[str, Category] = {}
    for pack in packs:
        categories |= pack.text.categories
    titles = {standard.id: standard.text.title for standard in standards}
    views = {
        name: _rule_view(rule, rules, categories[rule.category].title, books, titles)
        for name, rule in sorted(rules.items())
    }
    shelves = tuple(
        (category.title, tuple(view for view in views.values() if view.rule.category == name))
        for name, category in categories.items()
    )
    return Handbook(views, tuple(shelf for shelf in shelves if shelf[1]), books, standards)


def page_of(rule: str) -> str:
    """The address of a rule's page from the root of the site."""
    return f"rules/{rule.replace('/', '.')}.html"


def _rule_view(
    rule: Rule,
    rules: Mapping[str, Rule],
    category: str,
    books: Mapping[str, Rulebook],
    titles: Mapping[str, str],
) -> RuleView:
    text = rule.text
    return RuleView(
        rule=rule,
        page=page_of(rule.id),
        category=category,
        weights=tuple((name, book.weight(rule)) for name, book in books.items() if rule.id in book.counted),
        applies="\n".join(in_words(text.applies)) if text.applies else "",
        check="\n".join(in_words(text.check)),
        partial="\n".join(in_words(text.partial.when)) if text.partial else "",
        facts=tuple(CATALOGUE[name] for name in sorted(text.reads.facts)),
        above=tuple(sorted(text.reads.rules)),
        below=tuple(sorted(name for name, other in rules.items() if rule.id in other.text.reads.rules)),
        maps=tuple((name, titles.get(name, name), tuple(items)) for name, items in text.maps.items()),
        examples=tuple(map(_example_view, text.examples)),
    )


def _example_view(example: Example) -> ExampleView:
    given = example.given
    other = given.model_dump(exclude_unset=True, exclude={"files"}, mode="json")
    shown = tuple((path, _cut(text)) for path, text in [*given.files.items()][:MOST_FILES])
    expect = example.expect.replace("_", " ") + (f", {example.credit} %" if example.credit else "")
    rest = "\n".join(_listed(other))
    return ExampleView(expect, example.note, example.trap, shown, len(given.files) - len(shown), rest)


def _cut(text: str) -> str:
    lines = text.rstrip("\n").split("\n")
    return "\n".join([*lines[:MOST_LINES], "…"] if len(lines) > MOST_LINES else lines)


def _listed(given: Mapping[str, Any]) -> Iterator[str]:
    for key, value in given.items():
        for item in value if isinstance(value, list) else [value]:
            yield f"{key}: {_said(item)}"


def _said(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_said(inner)}" for key, inner in value.items()) or "none"
    if isinstance(value, list):
        return ", ".join(map(_said, value)) or "none"
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
