"""Snapshot: all evidence seen of one repository at one moment, frozen; and the groups it consists of.

A source makes a snapshot once; facts, rules and scores are arithmetic over it. A group that could not be seen is
`Unknown(reason)`; one seen in part says why in `partial`: what it shows counts, what it does not is unknown.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, Literal, NamedTuple, TypeAlias

from msgspec import Struct, field

from oshealth.changes import Changes
from oshealth.reference import RepoRef

Group: TypeAlias = Literal[
    "tree", "texts", "history", "tags", "changes", "project", "conversation", "inherited"
]
Depth: TypeAlias = Literal["git", "survey", "standard", "deep"]
JsonValue: TypeAlias = "str | int | float | bool | tuple[JsonValue, ...] | Mapping[str, JsonValue] | None"

GROUPS: Final[Mapping[Group, str]] = {
    "tree": "paths of every file at the audited commit (git)",
    "texts": "contents of the files that rules and facts ask for (git)",
    "history": "author, committer, times and trailers of every commit that the audited one reaches (git)",
    "tags": "names, commits and times of tags (git)",
    "changes": "which files every commit touched, with renames (git, only with --deep)",
    "project": "what the forge says of the repository: archived, description, owner, features (forge)",
    "conversation": "issues, change requests, reviews and who answered (forge)",
    "inherited": "community documents that the owner provides for all its repositories (OWNER/.github)",
}


class Unknown(Struct, frozen=True):
    """Something that could not be seen, and why. Never None, False, 0 or the empty string.

    `among` are the only values it can have, where so much is known: what holds for each of them holds.
    """

    reason: str
    among: tuple[str, ...] = ()


class Evidence(Struct, frozen=True):
    """One thing a finding rests on.

    `kind` says which: a `path` (with `line`, 1-based, 0 when the whole file is meant), a `fact` with its `value`,
    an `api` field, a `commit` (its id in `value`), or an `absence` (`name` is what was looked for, `path` where).
    """

    kind: Literal["path", "fact", "api", "commit", "absence"]
    path: str = ""
    line: int = 0
    name: str = ""
    value: JsonValue = None


class Tree(Struct, frozen=True):
    """Every file of the audited commit, as git names it: `/` between folders, undecodable bytes replaced.

    `links` maps the symbolic links that were read to their targets as written; `submodules` are the paths at which
    other repositories are mounted. `unlisted` are the folders whose contents were not listed, when it is known which:
    everywhere else a `partial` tree shows everything.
    """

    paths: tuple[str, ...]
    links: Mapping[str, str] = field(default_factory=dict)
    submodules: tuple[str, ...] = ()
    partial: str = ""
    unlisted: tuple[str, ...] = ()


class Texts(Struct, frozen=True):
    """The contents that were asked for, by path. `Unknown` when one was too large, binary or missing."""

    by_path: Mapping[str, str | Unknown]
    partial: str = ""


class Identity(NamedTuple):
    """A name and an e-mail address exactly as a commit carries them."""

    name: str
    email: str


class Commit(NamedTuple):
    """One commit. Times are seconds since 1970 in UTC; `offset` is the author's distance from UTC in minutes."""

    id: str
    author: Identity
    committer: Identity
    authored: int
    committed: int
    offset: int
    is_merge: bool
    is_signed_off: bool
    coauthors: tuple[Identity, ...]


MERGE: Final = 1
SIGNED_OFF: Final = 2
ASIDE: Final = 4


class History(Struct, frozen=True):
    """Every commit, newest first as `git log` gives them, as columns: a million commits fit in some 60 MB. Where one looks
    back at many moments, what each moment added stands after what was there before; figures go by times, not by rows.

    `authors` and `committers` index `identities`; `flags` holds MERGE, SIGNED_OFF, and ASIDE for a commit off the main line
    (that of first parents), such as those of a branch that was merged; `ids` is one run of raw object ids of `id_width`
    bytes each, which may go on beyond these commits; `coauthors` maps the index of a commit to indexes of `identities`.
    """

    identities: tuple[Identity, ...] = ()
    authors: array[int] = field(default_factory=lambda: array("I"))
    committers: array[int] = field(default_factory=lambda: array("I"))
    authored: array[int] = field(default_factory=lambda: array("q"))
    committed: array[int] = field(default_factory=lambda: array("q"))
    offsets: array[int] = field(default_factory=lambda: array("h"))
    flags: bytes | bytearray = b""
    ids: bytes | bytearray = b""
    id_width: int = 20
    coauthors: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    partial: str = ""

    def __len__(self) -> int:
        return len(self.authors)

    def id(self, index: int) -> str:
        """The object id of a commit in hexadecimal."""
        return self.ids[index * self.id_width : (index + 1) * self.id_width].hex()

    def commit(self, index: int) -> Commit:
        """One row of the columns as a value."""
        return Commit(
            id=self.id(index),
            author=self.identities[self.authors[index]],
            committer=self.identities[self.committers[index]],
            authored=self.authored[index],
            committed=self.committed[index],
            offset=self.offsets[index],
            is_merge=bool(self.flags[index] & MERGE),
            is_signed_off=bool(self.flags[index] & SIGNED_OFF),
            coauthors=tuple(self.identities[person] for person in self.coauthors.get(index, ())),
        )

    def __iter__(self) -> Iterator[Commit]:
        return (self.commit(index) for index in range(len(self)))


class Tag(NamedTuple):
    """A tag: its name, the commit it stands on, and its time (the tagger's, else the commit's) in seconds since 1970."""

    name: str
    commit: str
    time: int


class Tags(Struct, frozen=True):
    """All tags up to `as_of`, newest first; with `partial`, only the newest of them."""

    items: tuple[Tag, ...] = ()
    partial: str = ""


class Project(Struct, frozen=True):
    """What the forge says of the repository. A field that the forge did not give is `Unknown`.

    `protects_branch` says whether force-pushes to the default branch are refused; `sponsored` maps accounts of the
    forge to whether they can be sponsored there.
    """

    description: str | Unknown = Unknown("not given by the forge")
    homepage: str | Unknown = Unknown("not given by the forge")
    archived: bool | Unknown = Unknown("not given by the forge")
    owner_kind: Literal["organization", "user"] | Unknown = Unknown("not given by the forge")
    has_issues: bool | Unknown = Unknown("not given by the forge")
    has_discussions: bool | Unknown = Unknown("not given by the forge")
    has_milestones: bool | Unknown = Unknown("not given by the forge")
    has_release_notes: bool | Unknown = Unknown("not given by the forge")
    private_vulnerability_reporting: bool | Unknown = Unknown("not given by the forge")
    full_name: str | Unknown = Unknown("not given by the forge")
    is_fork: bool | Unknown = Unknown("not given by the forge")
    is_mirror: bool | Unknown = Unknown("not given by the forge")
    topics: tuple[str, ...] | Unknown = Unknown("not given by the forge")
    funding_links: tuple[str, ...] | Unknown = Unknown("not given by the forge")
    has_sponsors: bool | Unknown = Unknown("not given by the forge")
    has_security_policy: bool | Unknown = Unknown("not given by the forge")
    has_rulesets: bool | Unknown = Unknown("not given by the forge")
    protects_branch: bool | Unknown = Unknown("not given by the forge")
    sponsored: Mapping[str, bool] | Unknown = Unknown("not given by the forge")
    partial: str = ""


AuthorKind: TypeAlias = Literal["human", "bot", "unknown"]
Standing: TypeAlias = Literal["team", "contributor", "newcomer", "unknown"]


class Thread(Struct, frozen=True):
    """One issue or change request. Times are seconds since 1970; None says that it was seen not to have happened.

    `author`, `closed_by` and `merged_by` are accounts, empty for a deleted one. `standing` is the author's today: team
    (owner, member, collaborator), contributor (has something merged), newcomer. `answered` is the first comment,
    review, label, closing or merge by a human who is not the author; `team_answered` the first of these by the team;
    `reviewed` says whether such a human reviewed, `reviewers` their accounts, `approved` whether one of them approved.
    """

    number: int
    opened: int
    author: str = ""
    author_kind: AuthorKind = "unknown"
    standing: Standing = "unknown"
    closed: int | None = None
    merged: int | None = None
    answered: int | Unknown | None = Unknown("who answered was not asked")
    team_answered: int | Unknown | None = Unknown("who answered was not asked")
    reviewed: bool | Unknown = Unknown("who reviewed was not asked")
    closed_by: str | Unknown = Unknown("who closed was not asked")
    merged_by: str | Unknown = Unknown("who merged was not asked")
    is_draft: bool = False
    reviewers: tuple[str, ...] | Unknown = Unknown("who reviewed was not asked")
    approved: bool | Unknown = Unknown("who reviewed was not asked")


class Threads(Struct, frozen=True):
    """Issues, or change requests: the newest ones, newest first, and counts of all of them.

    `is_whole` says that there are no others than `items`. `open_since` are the times at which the newest of those still
    open were opened, newest first; `fresh` is how many of the open ones changed within a year; `closed_of_old` how many
    were opened more than a year ago and closed since then. `earlier` are the newest of those opened 2 to 12 months ago,
    asked for where `items` do not reach that far.
    """

    items: tuple[Thread, ...] = ()
    is_whole: bool = False
    open: int | Unknown = Unknown("not given by the forge")
    closed: int | Unknown = Unknown("not given by the forge")
    merged: int | Unknown = Unknown("not given by the forge")
    fresh: int | Unknown = Unknown("not given by the forge")
    open_since: tuple[int, ...] | Unknown = Unknown("not given by the forge")
    closed_of_old: int | Unknown = Unknown("not asked of the forge")
    earlier: tuple[Thread, ...] | Unknown = Unknown("not asked of the forge")


class Label(Struct, frozen=True):
    """A label; `open` counts its open issues, the last of which changed at `changed` (seconds since 1970)."""

    name: str
    open: int | Unknown = Unknown("not counted")
    changed: int | Unknown | None = Unknown("not counted")


class Conversation(Struct, frozen=True):
    """What people say to each other on the forge. Holds accounts of people: handle with care."""

    issues: Threads | Unknown = Unknown("not given by the forge")
    changes: Threads | Unknown = Unknown("not given by the forge")
    labels: tuple[Label, ...] | Unknown = Unknown("not given by the forge")
    partial: str = ""


class Inherited(Struct, frozen=True):
    """The owner's defaults: the repository they come from (as a reference), its commit, and what it holds.

    An owner without such a repository is seen and empty: `repository` is then the empty string.
    """

    repository: str = ""
    revision: str = ""
    tree: Tree = Tree(())
    texts: Texts = Texts({})
    partial: str = ""


class Cost(Struct, frozen=True):
    """What looking took: requests to a forge's API and their points, HTTP requests by git, bytes received, seconds."""

    api_requests: int = 0
    api_points: int = 0
    git_requests: int = 0
    bytes: int = 0
    seconds: float = 0.0


class Snapshot(Struct, frozen=True):
    """All evidence of one repository at one moment. Holds names and addresses of people: handle with care.

    `revision` is the audited commit; `looked_at` is the clock when evidence was taken; `as_of` is the "now" of every
    age and window. Both are UTC. `url` is a web or clone address without credentials, or a local path. `origin` is
    where a clone on this disk says it came from: its word alone, which tells facts whose name to look for.
    """

    ref: RepoRef
    revision: str
    looked_at: datetime
    as_of: datetime
    depth: Depth = "git"
    url: str = ""
    origin: RepoRef | None = None
    tree: Tree | Unknown = Unknown("not asked for")
    texts: Texts | Unknown = Unknown("not asked for")
    history: History | Unknown = Unknown("not asked for")
    tags: Tags | Unknown = Unknown("not asked for")
    changes: Changes | Unknown = Unknown("only read with --deep")
    project: Project | Unknown = Unknown("not asked of a forge")
    conversation: Conversation | Unknown = Unknown("not asked of a forge")
    inherited: Inherited | Unknown = Unknown("owner defaults not read")
    cost: Cost = Cost()
