"""From GitHub's answer to threads: whoever is no other human answers nothing, whatever else is said and in what order."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from oshealth.snapshot import Conversation, Thread, Threads, Unknown
from oshealth.sources.github import questions
from oshealth.sources.github.conversation import conversation_of
from oshealth.sources.github.part import Part
from tests.servers.github.graph import Repositories, answer
from tests.servers.github.made import a_project, change, comment, event, issue

OPENED = 50
VARIABLES = {"owner": "example", "name": "birds", "stale": "2025-06-30T00:00:00Z", "conversation": True}
PEOPLE, PROGRAMS = ("bo", "cy", "dia"), ("ci[bot]", "k8s-ci-robot", "codecov-io", "stale[bot]")
STANDINGS = ("NONE", "CONTRIBUTOR", "MEMBER", "OWNER")
DAYS = st.integers(1, OPENED - 1)
SAID = st.builds(comment, st.sampled_from(PEOPLE), DAYS, st.sampled_from(STANDINGS))
NOISE = st.one_of(
    st.builds(comment, st.sampled_from((*PROGRAMS, "ada")), DAYS, st.sampled_from(STANDINGS)),
    st.builds(event, st.just("LabeledEvent"), st.sampled_from((*PROGRAMS, "ada")), DAYS),
)


def conversation(**fields: Any) -> Conversation:
    """The conversation of a repository as GitHub would answer it."""
    repositories = Repositories({"example/birds": a_project(**fields)})
    said = answer(repositories, questions.audit(), VARIABLES)
    assert said.errors is None
    assert said.data is not None
    return conversation_of(Part(said.data["repository"]))


def first(**fields: Any) -> Thread:
    """The newest issue, or else the newest change request."""
    seen = conversation(**fields)
    assert isinstance(seen.issues, Threads)
    assert isinstance(seen.changes, Threads)
    return (*seen.issues.items, *seen.changes.items)[0]


def in_time(turns: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """In the order in which GitHub gives them."""
    return sorted(turns, key=lambda turn: str(turn["createdAt"]))


def answers(thread: Thread) -> tuple[object, ...]:
    """What facts read of who answered."""
    return thread.answered, thread.team_answered, thread.reviewed, thread.reviewers, thread.approved


@settings(max_examples=40, deadline=None)
@given(st.lists(SAID, max_size=4), st.lists(NOISE, min_size=1, max_size=4))
def test_a_program_and_the_author_answer_nothing(
    said: list[Mapping[str, Any]], noise: list[Mapping[str, Any]]
) -> None:
    """In issues, in change requests and in reviews."""
    quiet, loud = in_time(said), in_time([*said, *noise])

    assert answers(first(issues=[issue(1, OPENED, *quiet)])) == answers(
        first(issues=[issue(1, OPENED, *loud)])
    )
    assert answers(first(pullRequests=[change(1, OPENED, *quiet)])) == answers(
        first(pullRequests=[change(1, OPENED, *loud)])
    )
    reviews = [[turn for turn in turns if turn["__typename"] == "IssueComment"] for turns in (quiet, loud)]
    before, after = (first(pullRequests=[change(1, OPENED, reviews=several)]) for several in reviews)
    assert answers(before) == answers(after)


@settings(max_examples=20, deadline=None)
@given(st.lists(SAID, min_size=1, max_size=4))
def test_the_first_word_of_another_human_is_the_answer(said: list[Mapping[str, Any]]) -> None:
    """However many follow; the team's first word comes no sooner."""
    thread = first(issues=[issue(1, OPENED, *in_time(said))])
    alone = first(issues=[issue(1, OPENED, in_time(said)[0])])

    assert thread.answered == alone.answered
    assert isinstance(thread.answered, int)
    assert thread.team_answered is None or (
        isinstance(thread.team_answered, int) and thread.team_answered >= thread.answered
    )


def test_a_merge_by_a_program_names_nobody() -> None:
    """A merge queue or a bot presses the button for people whom it does not name."""
    merged = first(pullRequests=[change(1, OPENED, merged=("k8s-ci-robot", 40))])

    assert (merged.answered, merged.merged_by) == (None, Unknown("a program merged it"))


def test_whoever_lets_others_in_is_of_the_team_everywhere() -> None:
    """Seen to merge once, their own issues are the team's, and their words elsewhere too."""
    seen = conversation(
        issues=[
            issue(1, 30, comment("bo", 20, "CONTRIBUTOR"), by="ada"),
            issue(2, 40, by="bo", standing="CONTRIBUTOR"),
        ],
        pullRequests=[change(3, 20, by="cy", merged=("bo", 10))],
    )

    assert isinstance(seen.issues, Threads)
    by_number = {thread.number: thread for thread in seen.issues.items}
    assert by_number[1].team_answered == by_number[1].answered
    assert (by_number[1].standing, by_number[2].standing) == ("newcomer", "team")


def test_closing_ones_own_issue_makes_nobody_a_member() -> None:
    """Nor does a label that a template set in the author's name."""
    seen = conversation(
        issues=[
            issue(1, 30, event("LabeledEvent", "ada", 30), event("ClosedEvent", "ada", 20), by="ada"),
            issue(2, 40, comment("ada", 39), by="bo"),
        ]
    )

    assert isinstance(seen.issues, Threads)
    assert [thread.standing for thread in seen.issues.items] == ["newcomer", "newcomer"]
    assert [thread.team_answered for thread in seen.issues.items] == [None, None]
