"""What a probe is: one question of the closed vocabulary, asked of facts, answered with its evidence."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import ClassVar, Final, Literal, TypeAlias

from msgspec import Struct, field

from oshealth.facts import Facts
from oshealth.rulebook.plain import Strict
from oshealth.snapshot import Evidence, Group

Verdict: TypeAlias = Literal["yes", "no", "unknown", "human"]
OutcomeName: TypeAlias = Literal[
    "pass", "partial", "fail", "not_applicable", "unknown", "needs_human", "waived"
]
FULL: Final = 100


class Answer(Struct, frozen=True):
    """What a probe came to.

    `reason` says why it is unknown, or the question for a person; `credit` is 100 but for lesser ways to say yes
    (a document that is linked and could not be read, a band). `ahead` tells what is missing for more credit, where bands do.
    """

    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""
    credit: int = FULL
    ahead: str = ""


class Reads(Struct, frozen=True):
    """What a probe will look at: facts by name, kinds of documents, globs of files whose contents it reads, other rules,
    and evidence groups besides those of the facts."""

    facts: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    groups: frozenset[Group] = frozenset()

    def __or__(self, other: "Reads") -> "Reads":
        return Reads(
            self.facts | other.facts,
            self.documents | other.documents,
            self.texts | other.texts,
            self.rules | other.rules,
            self.groups | other.groups,
        )


def union(reads: Iterable[Reads]) -> Reads:
    """Everything that any of them reads."""
    total = Reads()
    for some in reads:
        total |= some
    return total


class Ground(Struct, frozen=True):
    """What probes are asked on: the facts of a snapshot, and the outcomes of the rules judged before."""

    facts: Facts
    outcomes: Mapping[str, OutcomeName] = field(default_factory=dict)


class Probe(Strict, ABC):
    """One question. Its first key is the word by which rules ask it."""

    __slots__ = ()
    key: ClassVar[str]

    @abstractmethod
    def ask(self, ground: Ground) -> Answer:
        """The answer and its evidence; reads facts only, never a repository."""

    @abstractmethod
    def reads(self) -> Reads:
        """What `ask` will look at."""
