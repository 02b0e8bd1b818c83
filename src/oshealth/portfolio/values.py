"""The values of a portfolio: the rows of a list, the repositories they name, and what became of each."""

from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias, cast

from msgspec import Struct

from oshealth.assessment.document import ErrorDocument, ReportDocument, UnauditedDocument
from oshealth.reference import RepoRef
from oshealth.snapshot import Depth

Unit: TypeAlias = Literal["line", "row", "item"]
Kind: TypeAlias = Literal["report", "passing", "lasting"]


class Place(NamedTuple):
    """Where something stands in a list: the file, and the number (1-based) of the line, row or item."""

    source: str
    number: int
    unit: Unit = "line"

    def __str__(self) -> str:
        return f"{self.source}, {self.unit} {self.number}"


class Row(Struct, frozen=True):
    """One row of the list as it stood: `cells` in the order of `Roster.columns`, text as it was read.

    `targets` are the keys of the repositories it names, in their order, and `projects` the names of the projects it
    belongs to; `note` says why some or all of its cells name no repository, empty when all is well.
    """

    place: Place
    cells: tuple[str, ...]
    targets: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    note: str = ""


class Skipped(Struct, frozen=True):
    """Something in the list that names no repository which may be looked at: where, the text, and why."""

    place: Place
    text: str
    reason: str


class Target(Struct, frozen=True):
    """A repository to look at. `key` is the same for every spelling of its address; `rows` index `Roster.rows`."""

    key: str
    ref: RepoRef
    rows: tuple[int, ...]


class Project(Struct, frozen=True):
    """A project of the list: its name as first written, the keys of its repositories (the main one first), its rows."""

    name: str
    targets: tuple[str, ...]
    rows: tuple[int, ...]


class Roster(Struct, frozen=True):
    """A list as it was read. Every row is kept; each is named by targets, by skipped, or by both.

    `kind` says what it was taken for, `columns` are the user's own, in order; `has_head` is false when they were
    named by us; `notes` say what was guessed.
    """

    kind: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    targets: tuple[Target, ...]
    projects: tuple[Project, ...]
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()
    has_head: bool = True


class Somebody(NamedTuple):
    """A person at work in a repository. `marks` are keyed digests of their addresses (somebody in another repository with
    one of the same marks is the same person), `commits` their human commits in the last 365 days; `name` is empty
    unless names were asked for.
    """

    marks: tuple[str, ...]
    commits: int
    name: str = ""


class Traits(Struct, frozen=True):
    """What may tie a repository to others in the portfolio.

    `name` is the full name that the forge gives it today (its renames are settled), empty where unknown. `people` are
    the most active ones, at most 200. `organisations` are e-mail domains of at least two people each, empty unless half of
    the commits tell one. `provides` and `depends` are package names with their ecosystem, such as
    `pypi:requests`; `quiet_days` is the age of the last human commit, None where it was not seen.
    """

    name: str = ""
    owner: str = ""
    fiscal_host: str = ""
    people: tuple[Somebody, ...] = ()
    provides: tuple[str, ...] = ()
    depends: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    quiet_days: int | None = None


class Entry(Struct, frozen=True):
    """What became of one target at one moment.

    `kind`: a `report`; `passing`, a failure that may be gone on the next day; `lasting`, one that will not pass by
    itself. `document` is the result as the JSON report has it; `at` is when it was finished (UTC).
    """

    target: str
    kind: Kind
    depth: Depth
    at: datetime
    document: ReportDocument | UnauditedDocument
    traits: Traits = Traits()

    @property
    def report(self) -> ReportDocument | None:
        """The report, None for a failure."""
        return None if "error" in self.document else self.document

    @property
    def error(self) -> ErrorDocument | None:
        """Kind, message and hint of a failure, None for a report."""
        return None if self.report else cast("UnauditedDocument", self.document)["error"]


class Run(Struct, frozen=True):
    """One pass over a list. `asked` is a digest of all that decides a result but the list; `ended` is None until every
    target has an entry. `version` is that of oshealth.
    """

    number: int
    began: datetime
    ended: datetime | None
    list: str
    depth: str
    profile: str
    version: str
    asked: str
    targets: int = 0
