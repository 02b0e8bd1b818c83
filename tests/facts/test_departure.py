"""What would be left if some people went: commits, mergers, listed maintainers; and who is meant by a name."""

import pytest

from oshealth.errors import AskedWrongly
from oshealth.facts import Value, facts_of
from oshealth.facts.departure import Leavers, leavers, without, work_left
from oshealth.snapshot import Snapshot, Unknown
from tests.builders import Work, a_snapshot
from tests.facts.conversations import merged, talked

ADA, BEN, CLEO = (
    "Ada Example <ada@example.org>",
    "Ben Sample <ben@example.org>",
    "Cleo Model <7+cleo-m@users.noreply.github.com>",
)
LISTED = "# Maintainers\n\n- Ada Example <ada@example.org>\n- Ben Sample <ben@example.org>\n"
NAMES = (
    "contributors.absence_factor",
    "contributors.active",
    "contributors.mergers",
    "activity.commits_in_twelve_months",
    "maintainers.count",
    "maintainers.people",
    "contributors.absence_factor_with_coauthors",
)


def project() -> Snapshot:
    """Ada writes most and merges Cleo's work; Ben writes some."""
    work = [
        Work(ADA, times=60, coauthors=(BEN,)),
        Work(BEN, days_ago=2, times=20),
        Work(CLEO, days_ago=3, times=20, committer=ADA, coauthors=(ADA,)),
    ]
    return a_snapshot({"MAINTAINERS.md": LISTED}, work)


def read(snapshot: Snapshot, *names: str) -> tuple[list[object], float]:
    """The figures as they are without these people, and the part of the work that is left."""
    facts = facts_of(snapshot)
    gone = leavers(facts, names)
    assert isinstance(gone, Leavers)
    left = work_left(facts, gone)
    assert isinstance(left, float)
    found = [without(facts, gone).get(name) for name in NAMES]
    return [one.value if isinstance(one, Value) else one for one in found], left


def test_without_anybody_nothing_changes() -> None:
    """Judging again is the same arithmetic."""
    assert read(project()) == (
        [1, 3, 1, 100, 2, ("Ada Example <ada@example.org>", "Ben Sample <ben@example.org>"), 1],
        1.0,
    )


@pytest.mark.parametrize("name", ["Ada Example", "ada@example.org", "ADA EXAMPLE"])
def test_without_the_one_who_wrote_and_merged(name: str) -> None:
    """Her commits do not count, nor what she let in as a merger; she is on no list. 40 of 100 commits are left: half is
    gone, and nobody else has to leave for that.
    """
    assert read(project(), name) == ([0, 2, 0, 40, 1, ("Ben Sample <ben@example.org>",), 1], 0.4)


@pytest.mark.parametrize("name", ["cleo-m", "@cleo-m", "Cleo Model"])
def test_an_account_is_a_name_too(name: str) -> None:
    """With or without its sign."""
    assert read(project(), name)[0][:4] == [1, 2, 0, 80]


def test_without_all_of_them_nobody_is_left() -> None:
    """That is an answer, not an error."""
    found, left = read(project(), "Ada Example", "Ben Sample", "cleo-m")
    assert (found[1:5], left) == ([0, 0, 0, 0], 0.0)


def test_a_name_that_nobody_has_is_said() -> None:
    """With what to do; no name of the history is shown unasked."""
    with pytest.raises(AskedWrongly, match="nobody in the history is 'Zoe'") as caught:
        leavers(facts_of(project()), ["Zoe"])
    assert "--people" in caught.value.hint


def talking() -> Snapshot:
    """Cleo merges and reviews under her account, Dan (who never commits) reviews, and so does somebody like Ada."""
    changes = [merged(30 - day, 1, "Cleo-M", reviewers=("cleo-m", "dan")) for day in range(6)]
    changes += [merged(20 - day, 1, "ada", reviewers=("ada",)) for day in range(6)]
    return talked(changes=changes, work=[Work(ADA, times=30), Work(CLEO, times=20)])


@pytest.mark.parametrize(
    ("names", "people", "reviewers", "mergers"),
    [
        ((), 0, 3, 2),
        (("Cleo Model",), 1, 2, 1),
        (("dan",), 1, 2, 2),
        (("@dan", "@cleo-m"), 2, 1, 1),
        (("Ada Example", "@ada", "cleo-m", "dan"), 4, 0, 0),  # nothing tells that @ada is Ada Example
    ],
)
def test_who_is_left_to_review_and_to_merge(
    names: tuple[str, ...], people: int, reviewers: int, mergers: int
) -> None:
    """By accounts: of who commits under a forge's private address, and of who only talks."""
    facts = facts_of(talking())
    gone = leavers(facts, names)
    assert isinstance(gone, Leavers)
    later = without(facts, gone)
    told = [later.get(name) for name in ("reviews.people", "changes.mergers")]
    assert [one.value if isinstance(one, Value) else one for one in told] == [reviewers, mergers]
    assert gone.people == people


def test_who_reviews_is_unknown_when_an_account_is() -> None:
    """Nothing tells that `ada` is Ada Example: perhaps she was among the reviewers, perhaps not."""
    facts = facts_of(talking())
    gone = leavers(facts, ["Ada Example"])
    assert isinstance(gone, Leavers)
    unknown = Unknown("the account of somebody who leaves is not known; give it as --without @ACCOUNT")
    assert [without(facts, gone).get(name) for name in ("reviews.people", "changes.mergers")] == [
        unknown,
        unknown,
    ]


def test_without_a_conversation_who_reviews_is_unknown_before_and_after() -> None:
    """For the reason that the snapshot gives."""
    facts = facts_of(a_snapshot(work=[Work(CLEO, times=30)], conversation=Unknown("not asked of a forge")))
    gone = leavers(facts, ["cleo-m"])
    assert isinstance(gone, Leavers)
    assert without(facts, gone).get("reviews.people") == Unknown("not asked of a forge")


def test_figures_keep_their_window_and_a_loss_is_no_gain() -> None:
    """Without the one of most commits too few are left in 12 months; a wider window would bring long gone people back."""
    work = [Work(ADA, times=40), Work(BEN, times=8), Work(CLEO, days_ago=500, times=30)]
    facts = facts_of(a_snapshot(work=work))
    gone = leavers(facts, ["Ada Example"])
    assert isinstance(gone, Leavers)
    later = without(facts, gone)
    told = [
        later.get(name)
        for name in ("contributors.active", "contributors.window", "contributors.absence_factor")
    ]
    assert [one.value if isinstance(one, Value) else one for one in told] == [1, "the last 12 months", 0]


def test_a_library_is_neither_finished_nor_younger_because_somebody_leaves() -> None:
    """Fewer than 20 commits are left, as in a quiet library; that they are not enough stays a failing of the project."""
    files: dict[str, str | Unknown] = {"Cargo.toml": '[package]\nname = "kite"\n', "src/lib.rs": ""}
    tags = {f"1.{minor}.0": 1500 - 100 * minor for minor in range(6)}
    work = [Work(ADA, times=60, every=24), Work(ADA, times=30), Work(BEN, days_ago=20, times=8)]
    facts = facts_of(a_snapshot(files, work, tags))
    gone = leavers(facts, ["Ada Example"])
    assert isinstance(gone, Leavers)
    for name in ("project.is_quiet", "project.age_days"):
        assert without(facts, gone).get(name) == facts.get(name)
    quiet = facts.get("project.is_quiet")
    assert isinstance(quiet, Value)
    assert quiet.value is False
