"""The examples of a rule, as its YAML file gives them: evidence, and the outcome that the rule must come to on it."""

from dataclasses import field
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from oshealth.rulebook.plain import written
from oshealth.rulebook.probes import OutcomeName
from oshealth.rulebook.rule import RuleText
from oshealth.snapshot import Group


class Strict(BaseModel):
    """A frozen value that people write; a key that we do not know is an error, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)  # most are built inside others


class Work(Strict):
    """Some commits of an example: by whom, how many, the newest how many days ago, and how far apart."""

    by: str = Field(description="`Name <address>` of an invented person.")
    days_ago: float = Field(default=1, ge=0)
    times: int = Field(default=1, ge=1, le=5000)
    every: float = Field(default=1, ge=0, description="Days between two of them.")
    merge: bool = False
    signed_off: bool = False
    committer: str = ""
    coauthors: tuple[str, ...] = ()


class GivenProject(Strict):
    """What the forge says in an example; what is left out stays unknown."""

    description: str | None = None
    homepage: str | None = None
    archived: bool | None = None
    is_fork: bool | None = None
    owner_kind: Literal["organization", "user"] | None = None
    has_issues: bool | None = None
    has_discussions: bool | None = None
    has_milestones: bool | None = None
    has_release_notes: bool | None = None
    private_vulnerability_reporting: bool | None = None
    protects_branch: bool | None = None
    sponsored: dict[str, bool] | None = Field(
        default=None, description="Accounts, and whether they can be sponsored on the forge."
    )


class GivenThread(Strict):
    """Some issues or change requests of an example, opened like commits: how many days ago, how many, how far apart.

    What became of each is said in days after it was opened; what is left out did not happen.
    """

    days_ago: float = Field(default=1, ge=0)
    times: int = Field(default=1, ge=1, le=100)
    every: float = Field(default=1, ge=0, description="Days between two of them.")
    by: str = Field(default="", description="An invented account; without one, everybody sends just one.")
    standing: Literal["team", "contributor", "newcomer"] = "newcomer"
    program: bool = Field(default=False, description="A program opened it.")
    draft: bool = False
    answered_after: float | None = Field(default=None, ge=0, description="By a human who is not the author.")
    answered_by: Literal["team", "somebody"] = "team"
    closed_after: float | None = Field(default=None, ge=0)
    closed_by: str = Field(default="", description="An account of the team; without one, the author.")
    merged_after: float | None = Field(default=None, ge=0)
    merged_by: str = Field(default="", description="An account of the team; without one, a program.")
    reviewed_by: tuple[str, ...] = Field(default=(), description="Accounts of others than the author.")
    approved: bool = False
    unseen: bool = Field(default=False, description="Who answered, reviewed and merged was not seen.")


class GivenLabel(Strict):
    """A label of an example; without `open` its issues were not counted."""

    open: int | None = Field(default=None, ge=0)
    changed_days_ago: float | None = Field(default=None, ge=0)


class GivenConversation(Strict):
    """What the forge tells of the conversation in an example: all of it, or only the newest part."""

    issues: tuple[GivenThread, ...] = ()
    changes: tuple[GivenThread, ...] = ()
    labels: dict[str, GivenLabel] = {}
    newest_only: bool = Field(default=False, description="There are others than those that are listed.")
    closed_of_old: int | None = Field(
        default=None, ge=0, description="Issues opened more than a year ago and closed since then."
    )
    tracker: bool = Field(default=True, description="Whether the issue tracker is switched on.")


class Given(Strict):
    """The evidence of an example. Tree, texts, history and tags are seen and empty unless said; the rest is unknown."""

    files: dict[str, str] = {}
    copies: dict[str, Annotated[int, Field(ge=1, le=1000)]] = Field(
        default={}, description="Empty files: a path with {n} in it, and how many there are."
    )
    links: dict[str, str] = Field(default={}, description="Symbolic links: path and target.")
    history: tuple[Work, ...] = ()
    tags: dict[str, float] = Field(default={}, description="Tags: name and how many days old.")
    project: GivenProject | None = None
    conversation: GivenConversation | None = None
    inherited: dict[str, str] | None = Field(default=None, description="Files of the owner's defaults.")
    repository: str = Field(
        default="", description="Its address on a forge; without one, the example is a folder on this disk."
    )
    unknown: tuple[Group, ...] = ()
    partial: dict[Group, str] = {}


class Example(Strict):
    """Evidence, and the outcome that the rule must come to on it."""

    given: Given
    expect: OutcomeName
    credit: int | None = Field(default=None, ge=0, le=100)
    note: str = Field(default="", description="Where the wording comes from, or what is special here.")
    trap: str = Field(
        default="", description="What a real repository does that misleads a naive check, in a few words."
    )


@written
class WrittenRule(RuleText):
    """What stands in the YAML file of a rule: examples too, without which nobody could trust it."""

    examples: tuple[Example, ...] = field(metadata={"min_length": 1})
