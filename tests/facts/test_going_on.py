"""Facts that go on from those of an earlier moment are the ones that a look at that moment alone would give."""

from array import array
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from oshealth.facts import Facts, facts_of
from oshealth.facts.base import Reading
from oshealth.facts.roll import merges, standings
from oshealth.snapshot import MERGE, SIGNED_OFF, History, Snapshot
from tests.builders import a_snapshot, identity

DAY = 86_400
BEGIN = 1_700_000_000
PEOPLE = (
    "Ada Example <ada@example.org>",
    "Ada Example <ada@home.example>",
    "ada-x <a@laptop.example>",
    "Ada X <7+ada-x@users.noreply.github.com>",
    "Bo <bo@example.org>",
    "Bo <bo@other.example>",
    "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>",
    "GitHub <noreply@github.com>",
    " <>",
)
MAILMAPS = (
    "",
    "",
    "Bo <bo@example.org> <ada@example.org>\n",
    "Ada <ada@example.org>\nBo <bo@example.org> <bo@other.example>\n",
    "Bo <bo@example.org> Ada X <7+ada-x@users.noreply.github.com>\nAda Example <ada@example.org> <>\n",
)
LISTED = "# Maintainers\n\n- Ada Example <ada@home.example>\n- Bo (@ada-x)\n"
FAMILIES = ("contributors.", "activity.", "history.", "project.age", "maintainers.")


class Row(NamedTuple):
    """A commit: author and committer out of PEOPLE, when by days since the beginning, what kind."""

    author: int
    committer: int
    day: int
    flags: int


rows = st.lists(
    st.builds(
        Row,
        st.integers(0, len(PEOPLE) - 1),
        st.integers(0, len(PEOPLE) - 1),
        st.sampled_from([*range(0, 900, 7), -19_000, 9_000]),
        st.sampled_from([0, 0, 0, MERGE, SIGNED_OFF]),
    ),
    min_size=1,
    max_size=60,
)


def a_history(made: Sequence[Row]) -> History:
    """The rows as they come; identities in the order in which they are named."""
    number: dict[int, int] = {}
    columns = [
        (number.setdefault(one.author, len(number)), number.setdefault(one.committer, len(number)))
        for one in made
    ]
    times = [max(0, BEGIN + one.day * DAY) for one in made]
    return History(
        identities=tuple(identity(PEOPLE[who]) for who in number),
        authors=array("I", (author for author, _ in columns)),
        committers=array("I", (committer for _, committer in columns)),
        authored=array("q", times),
        committed=array("q", times),
        offsets=array("h", [0] * len(made)),
        flags=bytes(one.flags for one in made),
        ids=b"".join(_id(row, one) for row, one in enumerate(made)),
        coauthors={row: (0,) for row in range(len(made)) if row % 5 == 4},
    )


def _id(row: int, one: Row) -> bytes:
    return b"".join(
        part.to_bytes(4, "big") for part in (row, one.day + 20_000, one.author, one.committer, one.flags)
    )


def moment(made: Sequence[Row], day: int, mailmap: str) -> Snapshot:
    """What is seen of these commits on a day."""
    files = {"MAINTAINERS.md": LISTED, **({".mailmap": mailmap} if mailmap else {})}
    as_of = datetime.fromtimestamp(BEGIN + day * DAY, UTC)
    return a_snapshot(files, history=a_history(made), as_of=as_of)


def told(facts: Facts) -> tuple[dict[str, Reading], object, object]:
    """All figures with their evidence, who did the work and who was merged (the reasons may differ in their order)."""
    names = [name for name in facts.catalogue if name.startswith(FAMILIES)]
    merged = merges(facts)
    who = (
        {(one.name, one.calling, frozenset(one.identities)) for one in merged}
        if isinstance(merged, tuple)
        else merged
    )
    return {name: facts.get(name) for name in names}, standings(facts), who


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(rows, st.integers(0, 400), st.sampled_from(MAILMAPS)),
        min_size=2,
        max_size=4,
    )
)
def test_going_on_is_the_same_as_beginning_anew(steps: list[tuple[list[Row], int, str]]) -> None:
    """However commits come in, in whatever order of time, under clocks of 1970 and of the future, and though the
    mailmap changes in between.
    """
    made: list[Row] = []
    day, facts = 0, None
    for more, later, mailmap in steps:
        made, day = [*made, *more], day + later
        facts = facts_of(moment(made, day, mailmap), earlier=facts)
        assert told(facts) == told(facts_of(moment(made, day, mailmap)))


def test_another_history_is_not_gone_on_from() -> None:
    """Earlier facts of other commits are of no use, and do no harm."""
    even = [Row(0, 0, number * 7, 0) for number in range(30)]
    odd = [Row(0, 0, 200 + number, 0) for number in range(40)]
    bo = [Row(4, 4, number * 7, 0) for number in range(30)]
    for other in (odd, bo):
        earlier = facts_of(moment(even, 300, ""))
        told(earlier)
        assert told(facts_of(moment(other, 300, ""), earlier=earlier)) == told(
            facts_of(moment(other, 300, ""))
        )


def test_a_later_moment_is_not_gone_on_from() -> None:
    """Asked backwards, a commit of the future is none of today."""
    made = [Row(0, 0, number * 7, 0) for number in range(60)]
    later = facts_of(moment(made, 900, ""))
    told(later)
    assert told(facts_of(moment(made, 100, ""), earlier=later)) == told(facts_of(moment(made, 100, "")))
