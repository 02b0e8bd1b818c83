"""A profile: which rules count, what share each category has, which gates stand, and what a letter needs."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import Field, model_validator

from oshealth.errors import InvalidRule
from oshealth.rulebook.probes import Question, Strict, Words

Letter: TypeAlias = Literal["A", "B", "C", "D", "F"]
LETTERS: Final[tuple[Letter, ...]] = ("A", "B", "C", "D", "F")
Bounded: TypeAlias = Literal["A", "B", "C", "D"]
Percent: TypeAlias = Annotated[int, Field(ge=0, le=100)]


class Limit(Strict):
    """A cap on the letter, never on points: no better than `at_most` when the answer is yes."""

    at_most: Letter
    when: Question
    because: str = Field(min_length=10)


class Level(Strict):
    """A level of a published ladder: reached when its own question and those of all levels below are answered yes."""

    title: str = Field(min_length=3, max_length=60)
    check: Question


class ProfileText(Strict):
    """What stands in the YAML file of a profile, after `extends` was followed."""

    title: str
    about: str = ""
    notice: str = Field(
        default="", max_length=300, description="What every report under this profile says first."
    )
    version: str = Field(pattern=r"^20\d\d\.\d+$")
    extends: str = Field(
        default="", description="Another profile, whose fields stand where this one says nothing."
    )
    categories: dict[str, Percent] = Field(description="Share of each category, in percent.")
    only: Words = Field(default=(), description="Rules or categories; empty for all that have a share.")
    without: Words = ()
    weights: dict[str, Annotated[int, Field(ge=0, le=5)]] = Field(
        default={}, description="Other weights, by rule."
    )
    gates: dict[str, Literal["withhold", "show"]] = Field(
        default={},
        description="Rules that are gates, and what an undecided one does: withhold the letter, or just show.",
    )
    minimum_coverage: Percent = 50
    grades: dict[Bounded, Percent] = {"A": 80, "B": 65, "C": 50, "D": 35}
    limits: tuple[Limit, ...] = ()
    levels: tuple[Level, ...] = Field(default=(), description="A published ladder, lowest level first.")

    @model_validator(mode="after")
    def _grades_fall(self) -> "ProfileText":
        bounds = [self.grades.get(letter) for letter in ("A", "B", "C", "D")]
        if None in bounds or sorted(bounds, reverse=True) != bounds:  # type: ignore[type-var]  # no None is left to be sorted
            raise ValueError("grades need A, B, C and D, each bound at least the next one")
        return self


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
