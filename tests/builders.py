"""Builders of values for tests: a snapshot in a line, a commit in a word. Everybody in them is invented."""

from array import array
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from oshealth.reference import RepoRef
from oshealth.snapshot import MERGE, SIGNED_OFF, History, Identity, Snapshot, Tag, Tags, Texts, Tree, Unknown

NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)


class Work(Struct, frozen=True):
    """Some commits by one person: how long ago the newest was made, and how many, `every` so many days."""

    by: str = "Ada Example <ada@example.org>"
    days_ago: float = 1
    times: int = 1
    every: float = 1
    merge: bool = False
    signed_off: bool = False
    committer: str = ""
    coauthors: tuple[str, ...] = ()


def identity(text: str) -> Identity:
    """`Ada Example <ada@example.org>` as an Identity."""
    name, _, rest = text.partition(" <")
    return Identity(name, rest.rstrip(">"))


def a_history(work: Iterable[Work], now: datetime = NOW, partial: str = "") -> History:
    """A history of the given commits, newest first."""
    rows = sorted(
        (
            (int((now - timedelta(days=some.days_ago + number * some.every)).timestamp()), some)
            for some in work
            for number in range(some.times)
        ),
        key=lambda row: -row[0],
    )
    people: dict[Identity, int] = {}

    def index(text: str) -> int:
        return people.setdefault(identity(text), len(people))

    authors = array("I", (index(some.by) for _, some in rows))
    committers = array("I", (index(some.committer or some.by) for _, some in rows))
    times = array("q", (time for time, _ in rows))
    coauthors = {
        number: tuple(index(name) for name in some.coauthors)
        for number, (_, some) in enumerate(rows)
        if some.coauthors
    }
    return History(
        identities=tuple(people),
        authors=authors,
        committers=committers,
        authored=times,
        committed=times,
        offsets=array("h", (0 for _ in rows)),
        flags=bytes(MERGE * some.merge | SIGNED_OFF * some.signed_off for _, some in rows),
        ids=b"".join(number.to_bytes(20, "big") for number in range(1, len(rows) + 1)),
        coauthors=coauthors,
        partial=partial,
    )


def a_snapshot(
    files: Mapping[str, str | Unknown] | None = None,
    work: Iterable[Work] = (),
    tags: Mapping[str, float] | None = None,
    **changes: object,
) -> Snapshot:
    """A snapshot whose tree, texts, history and tags are seen and hold just what is given (tags: name → days ago)."""
    files = files or {}
    snapshot = Snapshot(
        ref=RepoRef(path="."),
        revision="1" * 40,
        looked_at=NOW,
        as_of=NOW,
        tree=Tree(tuple(sorted(files))),
        texts=Texts(dict(files)),
        history=a_history(work),
        tags=Tags(
            tuple(
                Tag(name, "1" * 40, int((NOW - timedelta(days=days)).timestamp()))
                for name, days in sorted((tags or {}).items(), key=lambda item: item[1])
            )
        ),
    )
    return replace(snapshot, **changes)
