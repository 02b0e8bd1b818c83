"""Whether what an expression names is open: by the OSI, by the FSF, or known not to be."""

from collections.abc import Callable

from oshealth.facts.licensing.expressions import Answer, Expression, Licensed, parse
from oshealth.facts.licensing.spdx import flags, judgements


def is_open(expression: str | Expression) -> Answer:
    """Whether what is licensed so is open: OSI-approved or free by the FSF.

    "yes" when every license joined by AND (one of those joined by OR) is; "no" when it is known not to be;
    "unknown" when neither body has spoken or the expression cannot be read.
    """
    return _answered(expression, _open)


def is_osi_approved(expression: str | Expression) -> Answer:
    """Whether what is licensed so is OSI-approved. An SPDX id without the mark is a "no", a foreign one "unknown"."""
    return _answered(expression, _osi)


def _answered(expression: str | Expression, ask: Callable[[Licensed], Answer]) -> Answer:
    tree = parse(expression) if isinstance(expression, str) else expression
    return "unknown" if tree is None else tree.answer(ask)


def _open(one: Licensed) -> Answer:
    known = flags()
    if one.id in known.osi or one.id in known.fsf:
        return "yes"
    return "no" if is_restricted(one.id) else "unknown"


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
