"""Where the license texts and what the project declares elsewhere agree, complete each other, or contradict."""

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from oshealth.facts.licensing.declared import Declared
from oshealth.facts.licensing.expressions import Expression, Joined, Licensed, join

_ONLY: Final = "-only"
_LATER: Final = "-or-later"


class Contradiction(Struct, frozen=True):
    """A declaration that names another license than the texts do."""

    declared: Declared
    expression: str

    def __str__(self) -> str:
        return f"{self.declared.path} says {self.declared.said}, the license text is {self.expression}"


def declared_ids(declared: Iterable[Declared]) -> frozenset[str]:
    """The licenses that a project declares for itself as a whole, without `-only` and `-or-later`: not in its README, not
    at the head of a source file."""
    whole = (one.expression for one in declared if not one.is_notice and not one.is_of_file)
    return frozenset(folded(one.id) for tree in whole if tree for one in tree.licenses())


def contradictions(
    expression: Expression, declared: Iterable[Declared], beside: Iterable[Expression] = ()
) -> tuple[Contradiction, ...]:
    """The declarations that do not go with the texts; `beside` are licenses of parts, whose texts are there too.

    They go together when the licenses of one side are all among those of the other; `-only` and `-or-later` are the
    same text, and a family ("BSD") goes with each of its members. What a README mentions is not held against it.
    """
    texts = {folded(one.id) for one in expression.licenses()}
    parts = {folded(one.id) for each in beside for one in each.licenses()}
    return tuple(
        Contradiction(one, str(expression))
        for one in declared
        if not one.is_notice and not _goes_with(one, texts, parts)
    )


def with_later(expression: Expression, declared: Sequence[Declared]) -> Expression:
    """The expression with `-only` made `-or-later` where a declaration allows later versions of the same license.

    A GNU license text alone cannot say which of the two is meant; only the project's own words can.
    """
    said = {one.id for each in declared if each.expression for one in each.expression.licenses()}
    later = {name.removesuffix(_LATER) for name in said if name.endswith(_LATER)}
    strict = {name.removesuffix(_ONLY) for name in said if name.endswith(_ONLY)}
    return _renamed(expression, later - strict)


def _renamed(expression: Expression, later: set[str]) -> Expression:
    if isinstance(expression, Joined):
        return join(expression.by, [_renamed(item, later) for item in expression.items])
    base = expression.id.removesuffix(_ONLY)
    allowed = expression.id.endswith(_ONLY) and base in later
    return Licensed(base + _LATER, expression.exception) if allowed else expression


def _goes_with(one: Declared, texts: set[str], parts: set[str]) -> bool:
    if one.expression is None:
        return not one.means.family or any(name.startswith(one.means.family) for name in texts)
    said = {folded(each.id) for each in one.expression.licenses()}
    return said <= texts | parts or texts <= said


def folded(identifier: str) -> str:
    """An SPDX id without what a license text alone cannot decide."""
    return identifier.removesuffix(_ONLY).removesuffix(_LATER)
