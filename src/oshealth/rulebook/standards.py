"""Standards by others, as lists of their items: which rules stand for an item, and who can tell where none does."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Annotated, Final

from msgspec import Struct

from oshealth.errors import UnknownName
from oshealth.rulebook.packs import Pack
from oshealth.rulebook.plain import Passing, Strict, Words, written
from oshealth.rulebook.rule import Rule
from oshealth.rulebook.written import checked

A_PERSON: Final = "a person"


def _a_web_address(text: str) -> str:
    if not text.startswith("https://"):
        raise ValueError("a source is a web address (https://…)")
    return text


@written
class StandardText(Strict):
    """What stands in the YAML file of a standard: ids as the standard has them, and words of our own for each."""

    title: str
    version: str = field(metadata={"description": "The version whose items these are."})
    source: Annotated[str, Passing(_a_web_address)]
    license: str = field(metadata={"description": "Of the standard's own text, which is not repeated."})
    about: str
    items: dict[str, dict[str, str]] = field(
        metadata={"min_length": 1, "description": "Group or level → id → what it asks, in our own words."}
    )
    elsewhere: dict[str, Words] = field(
        default_factory=dict,
        metadata={
            "description": "Tools that can tell of items which no rule here asks for.",
            "json_schema_extra": {"default": {}},
        },
    )

    def __post_init__(self) -> None:
        """Raises ValueError where an item stands twice, or is none."""
        ids = [name for group in self.items.values() for name in group]
        if len(set(ids)) < len(ids):
            raise ValueError("an item stands in two groups")
        strangers = [name for names in self.elsewhere.values() for name in names if name not in ids]
        if strangers:
            raise ValueError(f"elsewhere names {strangers[0]!r}, which is no item")


class Item(Struct, frozen=True):
    """One item of a standard: its group, id and our words, the rules that stand for it, and who else can tell."""

    group: str
    id: str
    words: str
    rules: tuple[str, ...]
    elsewhere: str = A_PERSON


class Standard(Struct, frozen=True):
    """A standard with its items in their order."""

    id: str
    text: StandardText
    items: tuple[Item, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that stands for one of its items, each once."""
        return tuple(dict.fromkeys(rule for item in self.items for rule in item.rules))


def standard_named(name: str, packs: Iterable[Pack]) -> Standard:
    """A standard of these packs with the rules of all of them. Raises UnknownName, or InvalidRule for a mistake in it."""
    packs = tuple(packs)
    located = {key: one for pack in packs for key, one in pack.standards.items()}
    if name not in located:
        raise UnknownName("standard", name, located)
    text = checked(StandardText, located[name])
    rules = {rule.id: rule for pack in packs for rule in pack.rules.values()}
    tools = {item: tool for tool, names in text.elsewhere.items() for item in names}
    items = tuple(
        Item(group, item, words, _mapped(rules, name, item), tools.get(item, A_PERSON))
        for group, inside in text.items.items()
        for item, words in inside.items()
    )
    return Standard(name, text, items)


def _mapped(rules: Mapping[str, Rule], standard: str, item: str) -> tuple[str, ...]:
    return tuple(sorted(name for name, rule in rules.items() if item in rule.text.maps.get(standard, ())))
