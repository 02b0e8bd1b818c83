"""A profile: which rules count, what share each category has, which gates stand, and what a letter needs."""

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Any, Final, Literal, TypeAlias

from oshealth.errors import InvalidRule
from oshealth.rulebook.plain import Strict, Within, Words, written
from oshealth.rulebook.probes import Question

Letter: TypeAlias = Literal["A", "B", "C", "D", "F"]
LETTERS: Final[tuple[Letter, ...]] = ("A", "B", "C", "D", "F")
Bounded: TypeAlias = Literal["A", "B", "C", "D"]
Percent: TypeAlias = Annotated[int, Within(ge=0, le=100)]

_BOUNDS: Final[Mapping[Bounded, int]] = {"A": 80, "B": 65, "C": 50, "D": 35}


@written
class Limit(Strict):
    """A cap on the letter, never on points: no better than `at_most` when the answer is yes."""

    at_most: Letter
    when: Question
    because: str = field(metadata={"min_length": 10})


@written
class Level(Strict):
    """A level of a published ladder: reached when its own question and those of all levels below are answered yes."""

    title: str = field(metadata={"min_length": 3, "max_length": 60})
    check: Question


@written
class ProfileText(Strict):
    """What stands in the YAML file of a profile, after `extends` was followed."""

    title: str
    about: str = ""
    notice: str = field(
        default="",
        metadata={"max_length": 300, "description": "What every report under this profile says first."},
    )
    version: str = field(metadata={"pattern": r"^20\d\d\.\d+$"})
    extends: str = field(
        default="",
        metadata={"description": "Another profile, whose fields stand where this one says nothing."},
    )
    categories: dict[str, Percent] = field(metadata={"description": "Share of each category, in percent."})
    only: Words = field(
        default=(), metadata={"description": "Rules or categories; empty for all that have a share."}
    )
    without: Words = ()
    weights: dict[str, Annotated[int, Within(ge=0, le=5)]] = field(
        default_factory=dict,
        metadata={"description": "Other weights, by rule.", "json_schema_extra": {"default": {}}},
    )
    gates: dict[str, Literal["withhold", "show"]] = field(
        default_factory=dict,
        metadata={
            "description": "Rules that are gates, and what an undecided one does: withhold the letter, or just show.",
            "json_schema_extra": {"default": {}},
        },
    )
    minimum_coverage: Percent = 50
    grades: dict[Bounded, Percent] = field(
        default_factory=lambda: dict(_BOUNDS), metadata={"json_schema_extra": {"default": _BOUNDS}}
    )
    limits: tuple[Limit, ...] = ()
    levels: tuple[Level, ...] = field(
        default=(), metadata={"description": "A published ladder, lowest level first."}
    )

    def __post_init__(self) -> None:
        """Raises ValueError unless the grades fall."""
        bounds = [self.grades.get(letter) for letter in ("A", "B", "C", "D")]
        if None in bounds or sorted(bounds, reverse=True) != bounds:  # type: ignore[type-var]  # no None is left to be sorted
            raise ValueError("grades need A, B, C and D, each bound at least the next one")


def extended(name: str, written: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The fields of a profile with those it extends beneath them, field by field. Raises InvalidRule on a circle."""
    chain = [name]
    fields = dict(written[name])
    while base := str(fields.get("extends") or ""):
        if base in chain:
            raise InvalidRule(f"profiles extend each other in a circle: {' → '.join([*chain, base])}")
        if base not in written:
            raise InvalidRule(
                f"profile {chain[-1]!r} extends {base!r}, which does not exist",
                f"known: {', '.join(written)}",
            )
        chain.append(base)
        beneath = dict(written[base])
        fields = {**beneath, **fields, "extends": beneath.get("extends", "")}
    return {**fields, "extends": written[name].get("extends", "")}
