"""What is to be done, in values that travel to other processes and machines."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from msgspec import Struct, field

from oshealth.auditing import Question
from oshealth.portfolio.kept import Kept
from oshealth.reference import RepoRef
from oshealth.snapshot import Depth
from oshealth.sources import Api, Limits
from oshealth.sources.discreet import Discreet
from oshealth.sources.github.tokens import State


class Plan(Discreet, Struct, frozen=True):
    """What is the same for every repository of a batch. `salt` keys the digests of people, `with_names` keeps their names;
    `allow_local` lets git speak to this machine and its network.
    """

    hidden: ClassVar[tuple[str, ...]] = ("salt",)

    question: Question
    apis: Mapping[str, Api]
    cache: Path
    limits: Limits = field(default_factory=Limits)
    salt: bytes = b""
    with_names: bool = False
    allow_local: bool = False


class Job(Struct, frozen=True):
    """Repositories to look at together, by key: up to 20 for a survey, else one. `host` is where a forge is asked, empty
    for none; `tries` counts how often the job was lost with its worker, `turned_away` how often the forge would not answer.
    """

    depth: Depth
    host: str
    refs: Mapping[str, RepoRef]
    tries: int = 0
    turned_away: int = 0


class Done(Struct, frozen=True):
    """What came of a job: results to keep, keys that must be asked again with another token or later, and what the token
    had left when it was over.
    """

    kept: tuple[Kept, ...]
    again: tuple[str, ...] = ()
    token: State = field(default_factory=State)
