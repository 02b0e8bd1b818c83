"""What every source keeps to: what it is asked for, within which limits, and the protocol by which it looks."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple, Protocol, TypeAlias

from msgspec import Struct, field

from oshealth.places import default_cache
from oshealth.reference import RepoRef
from oshealth.snapshot import GROUPS, Depth, Group, Snapshot, Texts, Tree
from oshealth.sources.discreet import Discreet

if TYPE_CHECKING:
    from oshealth.sources.github.tokens import Purse

WAITING: Final = "waiting"
"""How a stage begins in which time passes on purpose."""

Linked: TypeAlias = Callable[[Tree, Texts], Iterable[str]]


def nothing_linked(tree: Tree, texts: Texts) -> Iterable[str]:  # noqa: ARG001 - the shape of Linked
    """No text asks for a further one."""
    return ()


def silent(stage: str) -> None:
    """Tells nobody which stage a look has reached."""


def utc_now() -> datetime:
    """The clock, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


class Needs(Struct, frozen=True):
    """What a look is for: groups of evidence, and the texts to read.

    `texts` are globs over the tree (any case, `**` for any depth). `linked` is called once, after these were read,
    and names further paths that they link to; they are read in one more batch.
    """

    groups: frozenset[Group] = frozenset(GROUPS)
    texts: tuple[str, ...] = ()
    linked: Linked = nothing_linked


class Limits(Struct, frozen=True):
    """How far a look may go. What passes `seconds` or `clone_bytes` ends the look; the others leave it partial.

    `seconds` for everything together, `defaults_seconds` for how much longer than the rest the owner's defaults may
    take; `clone_bytes` on disk for one clone; `entries` of a tree; `commits` of a history; `text_bytes` for one
    text and `texts_total` for all of them; `cache_bytes` for all kept clones.
    """

    seconds: float = 300
    defaults_seconds: float = 20
    clone_bytes: int = 2 << 30
    entries: int = 500_000
    commits: int = 5_000_000
    text_bytes: int = 1 << 20
    texts_total: int = 32 << 20
    cache_bytes: int = 4 << 30


class Api(NamedTuple):
    """Where a forge is asked: the base addresses of its REST and its GraphQL interface, without a slash at the end."""

    rest: str
    graphql: str


class Access(Discreet, Struct, frozen=True):
    """How far a forge is asked, and with whose rights.

    `depth` "git" asks no forge at all. `tokens` maps hosts to access tokens, the first of which git uses too. `apis`
    maps hosts of GitHub servers to their interfaces. `max_wait` is how many seconds a limit may be waited for. `purses`
    go before `tokens` where several looks share the budgets of one host.
    """

    hidden: ClassVar[tuple[str, ...]] = ("tokens", "purses")

    depth: Depth = "standard"
    tokens: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    apis: Mapping[str, Api] = field(
        default_factory=lambda: {
            "github.com": Api("https://api.github.com", "https://api.github.com/graphql")
        }
    )
    max_wait: float = 60.0
    purses: Mapping[str, "Purse"] = field(default_factory=dict)


class Look(Discreet, Struct, frozen=True):
    """How to look: where clones are kept, how far to go, at which moment and revision, and with whose rights.

    `cache` is the only folder that is written to. `as_of` reads tree, history and tags as they stood then; None is
    now. `revision` (a branch, a tag, a full or short id) goes before the one in the reference. `deep` also
    reads which files every commit touched. `offline` uses only what the cache holds. `tokens` maps hosts to the
    access token that git uses, `access` says how a forge is asked. `public`: git speaks to the public network alone.
    `shared`: everybody may read what is looked at, so that its clone is kept as one that needed no token. `tell` hears
    each stage; `clock` gives the time in UTC.
    """

    hidden: ClassVar[tuple[str, ...]] = ("tokens",)

    cache: Path = field(default_factory=default_cache)
    limits: Limits = Limits()
    as_of: datetime | None = None
    revision: str = ""
    offline: bool = False
    deep: bool = False
    tokens: Mapping[str, str] = field(default_factory=dict)
    access: Access = Access()
    public: bool = False
    shared: bool = False
    tell: Callable[[str], None] = silent
    clock: Callable[[], datetime] = utc_now


class Source(Protocol):
    """Can look at one kind of place."""

    def collect(self, ref: RepoRef, needs: Needs, look: Look) -> Snapshot:
        """All the evidence that `needs` asks for. Raises NotAudited when the place cannot be looked at at all."""
        ...
