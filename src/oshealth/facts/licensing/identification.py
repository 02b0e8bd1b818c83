"""What a text was recognised as: the license or licenses, how sure that is, and where the wording departs."""

from typing import Final, Literal, NamedTuple, TypeAlias

from msgspec import Struct

TRANSLATED: Final = "it is a translation, whose words are not compared"
"""Why a person should look at the official translation of a license."""
Verdict: TypeAlias = Literal["sure", "review", "none"]


class Change(NamedTuple):
    """A place where a text departs from the known one: the line, words added there, words of the known text gone."""

    line: int
    added: str
    removed: str


class Part(Struct, frozen=True):
    """One license found in a text: its id, how much of it agrees (0–1), and the lines it stands on (1-based)."""

    id: str
    score: float
    first_line: int
    last_line: int


class Beside(NamedTuple):
    """A stretch of other words before, between or after the licenses: the line where it begins, and how many words it has."""

    line: int
    words: int


class Identification(Struct, frozen=True):
    """What a text was recognised as.

    `expression` is an SPDX expression, empty when nothing was recognised. `verdict` is "sure", or "review" when a person
    should look (`reason` says why), or "none". `score` is the agreement of the worst part, 0–1. `modified` says that
    the wording departs from the published one beyond names and layout; `changes` says where, `beside` what other words
    stand there. `by` tells a license text from a mere notice that names one. GPL, LGPL and AGPL texts are named `-only`
    unless a notice in the same text allows later versions: the license text alone cannot decide that.
    """

    expression: str = ""
    verdict: Verdict = "none"
    score: float = 0.0
    modified: bool = False
    changes: tuple[Change, ...] = ()
    parts: tuple[Part, ...] = ()
    by: Literal["text", "notice", ""] = ""
    reason: str = ""
    beside: tuple[Beside, ...] = ()
