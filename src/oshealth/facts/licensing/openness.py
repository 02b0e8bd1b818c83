"""Whether what an expression names is open: by the OSI, by the FSF, or known not to be."""

from collections.abc import Callable
from typing import Final, Literal, TypeAlias

from oshealth.facts.licensing.expressions import Answer, Expression, Joined, Licensed, parse
from oshealth.facts.licensing.spdx import flags, judgements

PublicGood: TypeAlias = Literal["software", "content", "data", "model"]
_STRENGTHS: Final = ("none", "weak", "strong", "network", "")


def is_open(expression: str | Expression) -> Answer:
    """Whether what is licensed so is open: OSI-approved or free by the FSF.

    "yes" when every license joined by AND (one of those joined by OR) is; "no" when it is known not to be;
    "unknown" when neither body has spoken or the expression cannot be read.
    """
    return _answered(expression, _open)


def is_free(expression: str | Expression) -> Answer:
    """Whether the FSF calls what is licensed so free. A known restriction is a "no", an id without the mark "unknown"."""
    return _answered(expression, _free)


def is_osi_approved(expression: str | Expression) -> Answer:
    """Whether what is licensed so is OSI-approved. An SPDX id without the mark is a "no", a foreign one "unknown"."""
    return _answered(expression, _osi)


def is_public_good(expression: str | Expression, kind: PublicGood) -> Answer:
    """Whether the Digital Public Goods Alliance accepts a license for this kind of work.

    Software: OSI-approved. Content: Creative Commons without NoDerivatives (NonCommercial with caution). Data: Open Data
    Commons and the open Creative Commons licenses. For AI models there is no list: an OSI-approved license is a
    "yes", a known restriction a "no", all else "unknown".
    """
    if kind == "software":
        return is_osi_approved(expression)
    if kind == "model":
        return _answered(
            expression,
            lambda one: "yes" if one.id in flags().osi else "no" if is_restricted(one.id) else "unknown",
        )
    listed = judgements().public_good[kind]
    return _answered(
        expression,
        lambda one: "yes" if one.id in listed else "no" if one.id in flags().licenses else "unknown",
    )


def copyleft(expression: str | Expression) -> str:
    """The strongest duty to share alike that applies: network, strong, weak or none; empty when that is not known.

    Of licenses joined by OR the weakest counts, because one may choose it.
    """
    tree = parse(expression) if isinstance(expression, str) else expression
    return "" if tree is None else _STRENGTHS[_strength(tree)]


def _strength(tree: Expression) -> int:
    if isinstance(tree, Joined):
        strengths = [_strength(item) for item in tree.items]
        if -1 in strengths:
            return -1
        return min(strengths) if tree.by == "OR" else max(strengths)
    base = tree.id.removesuffix("-only").removesuffix("-or-later")
    for strength, ids in judgements().copyleft.items():
        if base in ids:
            return _STRENGTHS.index(strength)
    return 0 if _open(tree) == "yes" else -1


def _answered(expression: str | Expression, ask: Callable[[Licensed], Answer]) -> Answer:
    tree = parse(expression) if isinstance(expression, str) else expression
    return "unknown" if tree is None else tree.answer(ask)


def _open(one: Licensed) -> Answer:
    known = flags()
    if one.id in known.osi or one.id in known.fsf:
        return "yes"
    return "no" if is_restricted(one.id) else "unknown"


def _free(one: Licensed) -> Answer:
    return "yes" if one.id in flags().fsf else "no" if is_restricted(one.id) else "unknown"


def _osi(one: Licensed) -> Answer:
    known = flags()
    if one.id in known.osi:
        return "yes"
    return "no" if one.id in known.licenses or is_restricted(one.id) else "unknown"


def is_restricted(identifier: str) -> bool:
    """Whether a license is known to forbid some use or some user: source-available, NonCommercial, NoDerivatives."""
    marks = identifier.split("-")
    if identifier.startswith("CC-BY-") and ("NC" in marks or "ND" in marks):
        return True
    return identifier in judgements().restricted or "Noncommercial" in marks
