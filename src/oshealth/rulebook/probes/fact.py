"""`fact`: one typed fact of the catalogue, compared with a value or graded by bands."""

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from functools import cached_property
from typing import Annotated, Any, ClassVar, Final

from oshealth.errors import nearest
from oshealth.facts import CATALOGUE, Value
from oshealth.facts.base import nameless
from oshealth.rulebook.plain import Passing, Strict, one_of, written
from oshealth.rulebook.probes.base import FULL, Answer, Ground, Probe, Reads
from oshealth.snapshot import Evidence, Unknown

Plain = bool | int | float | str
_OF_WORDS: Final = ("equals", "differs", "in")
COMPARISONS: Final = ("equals", "differs", "at_least", "at_most", "in", "contains", "within_days")


@written
class Band(Strict):
    """From this value on (or up to it), this credit. The last band is `otherwise`."""

    at_least: int | float | None = None
    at_most: int | float | None = None
    otherwise: int | None = field(default=None, metadata={"ge": 0, "le": 100})
    credit: int = field(default=0, metadata={"ge": 0, "le": 100})

    def __post_init__(self) -> None:
        """Raises ValueError unless it says one thing."""
        given = [bound for bound in (self.at_least, self.at_most, self.otherwise) if bound is not None]
        if len(given) != 1:
            raise ValueError("a band needs exactly one of at_least, at_most, otherwise")

    def words(self, unit: str) -> str:
        """From which value on it gives something, or up to which."""
        if self.at_least is not None:
            return f"{_shown(self.at_least, unit)} or more give"
        return f"{_shown(self.at_most or 0, unit)} or less give"

    def holds(self, value: float) -> bool:
        """Whether a value falls into this band."""
        if self.at_least is not None:
            return value >= self.at_least
        return self.at_most is None or value <= self.at_most


def _shown(amount: float, unit: str) -> str:
    """A number with its unit, a share in percent."""
    if unit.startswith("share"):
        return f"{round(100 * amount)} %"
    number = f"{amount:.1f}".removesuffix(".0")
    said = f"{number} {unit}".strip()
    return _ONE[unit].format(number) if amount == 1 and unit in _ONE else said


_ONE: Final[Mapping[str, str]] = {
    "people": "{} person",
    "days": "{} day",
    "months": "{} month",
    "files": "{} file",
}


def _within_days(value: Any, days: Any, ground: Ground) -> bool:
    return (ground.facts.as_of.date() - date.fromisoformat(str(value))).days <= int(days)


def _amount(value: Any) -> Any:
    """A number as it is; of a list, how many entries it has."""
    return len(value) if isinstance(value, tuple) else value


_HOLDS: Final[Mapping[str, Callable[[Any, Any, Ground], bool]]] = {
    "equals": lambda value, wanted, _: value == wanted,
    "differs": lambda value, wanted, _: value != wanted,
    "at_least": lambda value, bound, _: _amount(value) >= bound,
    "at_most": lambda value, bound, _: _amount(value) <= bound,
    "in": lambda value, words, _: value in words,
    "contains": lambda value, word, _: word in value,
    "within_days": _within_days,
}


def _in_the_catalogue(name: str) -> str:
    if name not in CATALOGUE:
        raise ValueError(f"unknown fact {name!r}; {nearest(name, CATALOGUE)}".rstrip("; "))
    return name


@written
class Fact(Probe):
    """A fact compared by exactly one of the comparisons, or graded by `bands` (then it is the whole check).

    `at_least`, `at_most` and bands compare a number, or how many entries a list has.
    """

    key: ClassVar[str] = "fact"
    fact: Annotated[str, Passing(_in_the_catalogue)] = field(
        metadata={
            "description": "Name of a fact; `oshealth facts --list` shows them all.",
            "json_schema_extra": one_of(CATALOGUE),
        }
    )
    equals: Plain | None = None
    differs: Plain | None = None
    at_least: int | float | None = None
    at_most: int | float | None = None
    in_: tuple[str, ...] | None = field(default=None, metadata={"alias": "in"})
    contains: str | None = None
    within_days: int | None = None
    bands: tuple[Band, ...] | None = field(default=None, metadata={"min_length": 2})

    def __post_init__(self) -> None:
        """Raises ValueError unless it asks one thing that fits the fact."""
        given = [word for word in (*COMPARISONS, "bands") if self._given(word) is not None]
        if len(given) != 1:
            raise ValueError(f"a fact needs exactly one of {', '.join(COMPARISONS)} or bands")
        if self.bands and (
            self.bands[-1].otherwise is None or any(b.otherwise is not None for b in self.bands[:-1])
        ):
            raise ValueError("the last band, and only that, is `otherwise`")
        kind = CATALOGUE[self.fact].kind
        if kind not in _KINDS[given[0]]:
            raise ValueError(f"{given[0]} does not fit {self.fact}, which is a {kind}")

    def _given(self, word: str) -> Any:
        return getattr(self, "in_" if word == "in" else word)

    @cached_property
    def _compared(self) -> tuple[str, Any]:
        """The comparison that is asked for, and with what."""
        return next((word, wanted) for word in COMPARISONS if (wanted := self._given(word)) is not None)

    def ask(self, ground: Ground) -> Answer:
        reading = ground.facts.get(self.fact)
        if isinstance(reading, Unknown):
            return self._of_several(reading, ground)
        told = nameless(CATALOGUE[self.fact], reading)
        value = told.value if isinstance(told, Value) else None
        evidence = (Evidence("fact", name=self.fact, value=value), *reading.evidence)
        if self.bands:
            return self._graded(reading, evidence)
        word, wanted = self._compared
        holds = _HOLDS[word](reading.value, wanted, ground)
        return Answer("yes" if holds else "no", evidence)

    def _of_several(self, reading: Unknown, ground: Ground) -> Answer:
        """Of what is not known, only that it is one of several values: settled where the answer is the same for each."""
        told = Evidence("fact", name=self.fact, value=" or ".join(reading.among) or None)
        word = next((word for word in _OF_WORDS if self._given(word) is not None), "")
        if word and reading.among and CATALOGUE[self.fact].kind == "text":
            holds = {_HOLDS[word](value, self._given(word), ground) for value in reading.among}
            if len(holds) == 1:
                return Answer("yes" if holds == {True} else "no", (told,))
        return Answer("unknown", (told,), reading.reason)

    def _graded(self, reading: Value, evidence: tuple[Evidence, ...]) -> Answer:
        amount = _amount(reading.value)
        for band in self.bands or ():
            if isinstance(amount, int | float) and band.holds(amount):
                credit = band.credit if band.otherwise is None else band.otherwise
                return Answer(
                    "yes" if credit else "no", evidence, credit=credit, ahead=self._ahead(amount, credit)
                )
        return Answer("unknown", evidence, f"{self.fact} is not a number")

    def _ahead(self, amount: float, credit: int) -> str:
        """What the value is, and from where on the better bands begin, the nearest first; empty in the best one."""
        better = [
            band for band in reversed(self.bands or ()) if band.credit > credit and band.otherwise is None
        ]
        if not better:
            return ""
        unit = CATALOGUE[self.fact].unit
        steps = [
            f"{band.words(unit)} {'all of the points' if band.credit == FULL else f'{band.credit} % of the points'}"
            for band in better
        ]
        return f"Now {_shown(amount, unit)}; {', '.join(steps)}."

    def reads(self) -> Reads:
        return Reads(facts=frozenset({self.fact}))


_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "equals": ("yes/no", "number", "text", "date"),
    "differs": ("yes/no", "number", "text", "date"),
    "at_least": ("number", "list"),
    "at_most": ("number", "list"),
    "in": ("text",),
    "contains": ("list", "text"),
    "within_days": ("date",),
    "bands": ("number", "list"),
}
