"""A rule: what its YAML file says, and its place in the corpus. The file name is the id, the folder the category."""

from dataclasses import field
from functools import cached_property
from typing import Annotated, Any, Final, Literal, TypeAlias

from msgspec import Struct

from oshealth.compiled import compiled
from oshealth.rulebook.plain import Listed, Passing, Strict, Words, written
from oshealth.rulebook.probes import Question, Reads, union

Effort: TypeAlias = Literal["minutes", "hours", "days"]
_ID: Final = compiled(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def is_id(text: str) -> bool:
    """Whether a rule, or a category, may be called so."""
    return _ID.fullmatch(text) is not None


def _an_id(text: str) -> str:
    if not is_id(text.rpartition("/")[2]):
        raise ValueError(f"{text!r} is no rule id: lower-case words joined by hyphens")
    return text


def _a_web_address(text: str) -> str:
    if not text.startswith(("https://", "http://")):
        raise ValueError("a reference is a web address (https://…)")
    return text


RuleId: TypeAlias = Annotated[str, Passing(_an_id)]


@written
class Partial(Strict):
    """A lesser way to satisfy the rule, asked only when the check is no."""

    when: Question
    credit: int = field(metadata={"ge": 1, "le": 99})


@written
class RuleText(Strict):
    """What a rule says. `examples` are there when it was read to be tested (see `WrittenRule`)."""

    title: str = field(
        metadata={
            "min_length": 8,
            "max_length": 90,
            "description": "What is true when it passes, as a sentence.",
        }
    )
    why: str = field(metadata={"min_length": 20, "description": "Why it matters to a community."})
    since: str = field(
        metadata={"pattern": r"^20\d\d\.\d+$", "description": "Profile version that first counts it."}
    )
    weight: int = field(metadata={"ge": 0, "le": 5, "description": "0 is informational."})
    requires: Annotated[tuple[RuleId, ...], Listed()] = ()
    applies: Question | None = None
    check: Question
    partial: Partial | None = None
    fix: str = field(metadata={"min_length": 10, "description": "What to do, in one or two sentences."})
    effort: Effort
    maps: dict[str, Words] = field(
        default_factory=dict,
        metadata={
            "description": "Standards and their own names for it.",
            "json_schema_extra": {"default": {}},
        },
    )
    refs: tuple[Annotated[str, Passing(_a_web_address)], ...] = ()
    examples: tuple[Any, ...] = ()

    @cached_property
    def reads(self) -> Reads:
        """What judging this rule looks at, other rules included."""
        questions = [self.check, self.applies, self.partial.when if self.partial else None]
        return union(question.reads() for question in questions if question) | Reads(
            rules=frozenset(self.requires)
        )


class Rule(Struct, frozen=True):
    """A rule in its place: `id` (with the pack's name before a slash unless it is bundled), category, text, and file."""

    id: str
    category: str
    text: RuleText
    file: str

    def __str__(self) -> str:
        return self.id
