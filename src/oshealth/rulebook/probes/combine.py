"""`all`, `any`, `not`: three-valued logic with a seat for people. `any` is settled by one yes, `all` by one no.

`Question`, the union of all probes, stands here because the three combine them.
"""

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, ClassVar, Final, TypeAlias, Union
from typing import Any as Anything

from oshealth.rulebook.plain import built, written
from oshealth.rulebook.probes.base import FULL, Answer, Ground, Probe, Reads, Verdict, union
from oshealth.rulebook.probes.document import Document
from oshealth.rulebook.probes.fact import Fact
from oshealth.rulebook.probes.file import File
from oshealth.rulebook.probes.finding import Finding
from oshealth.rulebook.probes.heading import Heading
from oshealth.rulebook.probes.human import Human
from oshealth.rulebook.probes.text import Text

_ANY: Final[tuple[Verdict, ...]] = ("yes", "unknown", "human", "no")
_ALL: Final[tuple[Verdict, ...]] = ("no", "unknown", "human", "yes")
_NOT: Final[dict[Verdict, Verdict]] = {"yes": "no", "no": "yes", "unknown": "unknown", "human": "human"}


def _settle(answers: list[Answer], order: tuple[Verdict, ...]) -> Answer:
    """The answers with the strongest verdict, joined; evidence of the others would only distract."""
    given = {answer.verdict for answer in answers}
    verdict = next(verdict for verdict in order if verdict in given)
    telling = [answer for answer in answers if answer.verdict == verdict]
    evidence = tuple(dict.fromkeys(item for answer in telling for item in answer.evidence))
    reasons = [answer.reason for answer in telling if answer.reason]
    return Answer(verdict, evidence, "; ".join(_told_once(reasons) if len(reasons) > 1 else reasons))


def _told_once(reasons: list[str]) -> list[str]:
    """Reasons without repeats; one that another tells of a path ("LICENSE: too large") is not told again without it."""
    distinct = dict.fromkeys(reasons)
    return [one for one in distinct if not any(other.endswith(f": {one}") for other in distinct)]


@written
class All(Probe):
    """Every one of the questions must be answered yes; the lowest credit counts."""

    key: ClassVar[str] = "all"
    all: tuple["Question", ...] = field(metadata={"min_length": 1})

    def ask(self, ground: Ground) -> Answer:
        answers = [question.ask(ground) for question in self.all]
        settled = _settle(answers, _ALL)
        if settled.verdict != "yes":
            return settled
        return Answer("yes", settled.evidence, settled.reason, min(answer.credit for answer in answers))

    def reads(self) -> Reads:
        return union(question.reads() for question in self.all)


@written
class Any(Probe):
    """One yes is enough; the first with the highest credit is what counts and what is shown."""

    key: ClassVar[str] = "any"
    any: tuple["Question", ...] = field(metadata={"min_length": 1})

    def ask(self, ground: Ground) -> Answer:
        answers: list[Answer] = []
        for question in self.any:
            answer = question.ask(ground)
            if answer.verdict == "yes" and answer.credit == FULL:
                return answer
            answers.append(answer)
        agreed = [answer for answer in answers if answer.verdict == "yes"]
        return max(agreed, key=lambda answer: answer.credit) if agreed else _settle(answers, _ANY)

    def reads(self) -> Reads:
        return union(question.reads() for question in self.any)


@written
class Not(Probe):
    """The question must be answered no."""

    key: ClassVar[str] = "not"
    not_: "Question" = field(metadata={"alias": "not"})

    def ask(self, ground: Ground) -> Answer:
        answer = self.not_.ask(ground)
        return Answer(_NOT[answer.verdict], answer.evidence, answer.reason)

    def reads(self) -> Reads:
        return self.not_.reads()


PROBES: Final[Mapping[str, type[Probe]]] = {
    "all": All,
    "any": Any,
    "not": Not,
    "document": Document,
    "file": File,
    "text": Text,
    "heading": Heading,
    "fact": Fact,
    "finding": Finding,
    "human": Human,
}


def _key(written: object) -> str | None:
    """Which probe a mapping asks for: the first of its keys that is a word of the vocabulary."""
    if isinstance(written, Probe):
        return written.key
    keys = written if isinstance(written, Mapping) else ()
    return next((key for key in keys if key in PROBES), None)


class Vocabulary:
    """Beside the type of a question: which probe it is, its keys tell."""

    def __get_pydantic_core_schema__(self, source: Anything, handler: Anything) -> Anything:
        """How pydantic asks for it."""
        from pydantic import Discriminator, Tag  # noqa: PLC0415 - start-up

        probes = tuple(Annotated[probe, Tag(key)] for key, probe in PROBES.items())
        told = Discriminator(_key, custom_error_type="no_probe", custom_error_message="no probe here")
        return handler.generate_schema(Annotated[Union[probes], told])  # noqa: UP007 - made of a table

    @staticmethod
    def built(data: Mapping[str, Anything]) -> Probe:
        """The probe that checked data stand for."""
        return built(PROBES[_key(data) or ""], data)


Question: TypeAlias = Annotated[Probe, Vocabulary()]
