"""Who looks at changes and who lets them in: counts and shares, with people told from programs."""

import pytest

from oshealth.facts import Value, facts_of
from oshealth.snapshot import Thread, Unknown
from tests.builders import Work
from tests.facts.conversations import a_thread, at, merged, reason, rests_on, talked, threads, value

BY_PROGRAM = Unknown("a program merged it")
HUB = "GitHub <noreply@github.com>"


def test_a_second_person_approves_or_lets_in() -> None:
    """Three approved, two let in by another, five merged by their own authors, of which a comment saw one."""
    changes = [merged(9, 1, "ada", author="ada", approved=True, reviewers=("bo",)) for _ in range(3)]
    changes += [merged(9, 1, "bo") for _ in range(2)]
    changes += [merged(9, 1, "ada", author="ada", standing="team") for _ in range(4)]
    changes += [merged(9, 1, "ada", author="ada", reviewers=("bo",), reviewed=True)]

    assert value(talked(changes=changes), "changes.two_person_share") == 0.5
    assert value(talked(changes=changes), "changes.approved_share") == 0.3
    assert rests_on(talked(changes=changes), "changes.two_person_share") == (
        ("merged change requests counted", 10),
        ("window", "opened in the last 365 days"),
    )


def test_reviews_are_counted_by_person_and_change() -> None:
    """The busiest reviewed six of nine times."""
    changes = [a_thread(9, reviewers=("bo", "cy")) for _ in range(3)]
    changes += [a_thread(9, reviewers=("bo",)) for _ in range(3)]

    assert value(talked(changes=changes), "reviews.top_share") == 0.667
    assert value(talked(changes=changes), "reviews.people") == 2


def test_nothing_reviewed_is_no_share() -> None:
    """Nobody carries a load that is not there."""
    assert reason(talked(changes=[a_thread(9)] * 9), "reviews.top_share") == (
        "reviews of change requests opened in the last 365 days: none; at least 5 are needed to tell"
    )


@pytest.mark.parametrize(
    ("mergers", "expected"),
    [
        (["bo", "cy"], 2),
        (["bo"] * 5, 1),
        (["bo"], "merged change requests opened in the last 365 days: 1; at least 5 are needed to tell"),
        ([BY_PROGRAM] * 4 + ["bo"], "a program merged it"),
        (["bo"] * 5 + [BY_PROGRAM] * 4, "a program merged it"),
        (["bo", "cy"] + [BY_PROGRAM] * 40, 2),
    ],
)
def test_people_who_merge(mergers: list[str | Unknown], expected: int | str) -> None:
    """Two are two, however few; one needs five merges, and programs name nobody."""
    snapshot = talked(changes=[merged(9, 1, by) for by in mergers])

    if isinstance(expected, int):
        assert value(snapshot, "changes.mergers") == expected
    else:
        assert reason(snapshot, "changes.mergers") == expected


def test_git_and_the_forge_see_two_mergers_together() -> None:
    """Squashed by the forge, git shows nobody; the forge shows two accounts, or one."""
    squashed = [Work(committer=HUB, times=60, every=3)]
    two, one = ([merged(9, 1, by) for by in several] for several in (["bo", "cy"], ["bo"] * 6))

    assert value(talked(changes=two, work=squashed), "contributors.several_mergers") is True
    assert value(talked(changes=one, work=squashed), "contributors.several_mergers") is False
    assert reason(talked(work=squashed), "contributors.several_mergers") == (
        "git shows nobody who merges; who else may, only the forge can tell"
    )


def test_the_one_of_git_may_be_the_one_of_the_forge() -> None:
    """Known by the forge's private address they are one; otherwise nobody can tell."""
    bo = "Bo <7+bo@users.noreply.github.com>"
    known = [Work(bo, times=60, every=3), Work("Cy <cy@example.org>", committer=bo)]
    unknown = [
        Work(times=60, every=3),
        Work("Cy <cy@example.org>", committer="Ada Example <ada@example.org>"),
    ]
    changes = [merged(9, 1, "bo") for _ in range(6)]

    assert value(talked(changes=changes, work=known), "contributors.several_mergers") is False
    assert reason(talked(changes=changes, work=unknown), "contributors.several_mergers") == (
        "git shows one person who merges and the forge one account: perhaps the same"
    )


@pytest.mark.parametrize(
    "thread",
    [
        merged(30, 1, "Zoe-Plural"),
        merged(30, 1, author="zoe-plural"),
        a_thread(30, closed=at(20), closed_by="zoe-plural"),
        a_thread(30, reviewers=("zoe-plural",)),
    ],
    ids=["merged", "was merged", "closed", "reviewed"],
)
def test_a_listed_maintainer_is_seen_at_work_on_the_forge(thread: Thread) -> None:
    """Whom the history does not know by that handle."""
    files = {"CODEOWNERS": "* @zoe-plural\n"}
    work = [Work(times=30)]
    assert reason(talked(files=files, work=work), "maintainers.active_share") == (
        "1 of 1 listed maintainers cannot be matched to anybody in the history"
    )

    assert value(talked(changes=[thread], files=files, work=work), "maintainers.active_share") == 1.0


def test_a_maintainer_who_closes_only_their_own_issues_does_nothing_for_others() -> None:
    """Nor does what happened more than a year ago count."""
    own = a_thread(30, author="zoe", closed=at(20), closed_by="zoe")
    old = merged(500, 1, "zoe")
    snapshot = talked([own], [old], files={"CODEOWNERS": "* @zoe\n"}, work=[Work(times=30)])

    assert "cannot be matched" in reason(snapshot, "maintainers.active_share")


def test_the_forge_knows_of_newcomers_whom_git_does_not() -> None:
    """Three people whose first merged change lies within a year; one of them had one before. The sample must be whole."""
    changes = [merged(30, 1), merged(60, 1), merged(90, 1, author="old"), merged(900, 1, author="old")]
    work = [Work(times=200, every=5, committer=HUB)]

    assert value(talked(changes=changes, work=work), "newcomers.landed") == 2
    assert value(talked(changes=changes, work=work), "contributors.newcomers") == 2
    in_part = talked(changes=threads(changes, is_whole=False), work=work)
    assert value(in_part, "contributors.newcomers") == 0
    unseen = talked(changes=changes, history=Unknown("not cloned"))
    assert facts_of(unseen).get("contributors.newcomers") == facts_of(unseen).get("newcomers.landed")
    assert isinstance(facts_of(unseen).get("newcomers.landed"), Value)
