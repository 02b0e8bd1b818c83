"""SPDX license expressions: read into a small tree, old ids made new, asked with AND, OR and WITH, written again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from oshealth.compiled import compiled
from oshealth.facts.licensing.spdx import renamed, spelled

Answer: TypeAlias = Literal["yes", "no", "unknown"]

_LONGEST: Final = 2_000
_DEEPEST: Final = 40
_TOKEN: Final = compiled(r"\s*(?:([()])|([A-Za-z0-9][A-Za-z0-9.+:-]*))")


class Licensed(Struct, frozen=True):
    """One license, perhaps WITH an exception."""

    id: str
    exception: str = ""

    def answer(self, ask: Callable[[Licensed], Answer]) -> Answer:
        """What `ask` says of this license."""
        return ask(self)

    def licenses(self) -> tuple[Licensed, ...]:
        """This license alone."""
        return (self,)

    def __str__(self) -> str:
        return f"{self.id} WITH {self.exception}" if self.exception else self.id


class Joined(Struct, frozen=True):
    """Expressions joined by AND (all apply) or OR (one may be chosen)."""

    by: Literal["AND", "OR"]
    items: tuple[Expression, ...]

    def answer(self, ask: Callable[[Licensed], Answer]) -> Answer:
        """AND: one no settles it, unknown spreads. OR: one yes settles it, unknown spreads."""
        said = {item.answer(ask) for item in self.items}
        settling: Answer = "no" if self.by == "AND" else "yes"
        otherwise: Answer = "yes" if self.by == "AND" else "no"
        if settling in said:
            return settling
        return "unknown" if "unknown" in said else otherwise

    def licenses(self) -> tuple[Licensed, ...]:
        """Every license named, in order, each once."""
        return tuple(dict.fromkeys(one for item in self.items for one in item.licenses()))

    def __str__(self) -> str:
        inner = (
            f"({item})" if isinstance(item, Joined) and self.by == "AND" else str(item) for item in self.items
        )
        return f" {self.by} ".join(inner)


Expression: TypeAlias = Licensed | Joined


def parse(text: str) -> Expression | None:
    """The expression that a text is; None when it is none. Ids are taken in any case, old ones are made new."""
    tokens = _tokens(text) if len(text) <= _LONGEST else None
    if not tokens:
        return None
    try:
        tree, after = _joined(tokens, 0, 0)
    except ValueError:
        return None
    return tree if after == len(tokens) else None


def join(by: Literal["AND", "OR"], items: list[Expression]) -> Expression:
    """Expressions joined into one: nested ones of the same kind are opened, repeats fall away."""
    flat: list[Expression] = []
    for item in items:
        flat += item.items if isinstance(item, Joined) and item.by == by else (item,)
    distinct = tuple(dict.fromkeys(flat))
    return distinct[0] if len(distinct) == 1 else Joined(by, distinct)


def _tokens(text: str) -> list[str] | None:
    tokens, place = [], 0
    text = text.strip()
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            return None
        tokens.append(found[1] or found[2])
        place = found.end()
    return tokens


def _joined(tokens: list[str], at: int, depth: int) -> tuple[Expression, int]:
    alternatives = []
    while True:
        required = []
        while True:
            item, at = _single(tokens, at, depth)
            required.append(item)
            if at >= len(tokens) or tokens[at].upper() != "AND":
                break
            at += 1
        alternatives.append(join("AND", required))
        if at >= len(tokens) or tokens[at].upper() != "OR":
            return join("OR", alternatives), at
        at += 1


def _single(tokens: list[str], at: int, depth: int) -> tuple[Expression, int]:
    if at >= len(tokens) or depth > _DEEPEST or tokens[at].upper() in {"AND", "OR", "WITH", ")"}:
        raise ValueError("a license is missing")
    if tokens[at] == "(":
        inner, at = _joined(tokens, at + 1, depth + 1)
        if at >= len(tokens) or tokens[at] != ")":
            raise ValueError("a bracket is open")
        return inner, at + 1
    name, _, granted = renamed(tokens[at]).partition(" WITH ")
    if at + 2 < len(tokens) and tokens[at + 1].upper() == "WITH":
        return Licensed(name, spelled(tokens[at + 2])), at + 3
    return Licensed(name, granted), at + 1
