"""How a batch goes: what is due, what earlier runs answer, whom it asks twice, and what it sits out. All on loopback."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from oshealth.errors import UnknownName
from oshealth.portfolio.choosing import Choice
from oshealth.portfolio.history import runs_told
from oshealth.portfolio.ledger import read_ledger
from tests.git_repos import Made, a_repository
from tests.portfolio.made import GOOD, OTHER, Place, Revoked, a_place, went
from tests.servers.git_http import git_server
from tests.servers.github import faults


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A GitHub with 45 repositories."""
    with a_place(tmp_path, 45) as made:
        yield made


def test_the_same_course_again_asks_nothing(place: Place) -> None:
    """It goes on with the same run; an age of 0 begins another."""
    name = place.a_list(20)
    first = went(place, name, "survey", GOOD)
    again = went(place, name, "survey", GOOD)
    assert (len(place.hub.log), again.answers) == (1, first.answers)
    assert [(stage.due, stage.answered) for stage in (*first.stages, *again.stages)] == [(20, 0), (0, 20)]
    time.sleep(1.1)  # a run that ended within this second is not older than 0 seconds
    went(place, name, "survey", GOOD, max_age=0)
    assert set(place.counted().values()) == {2}


def test_another_question_is_another_run_and_takes_over_nothing(place: Place) -> None:
    """Results of one depth say nothing for another; back at the first, they count again."""
    name = place.a_list(2)
    assert [went(place, name, depth, GOOD).stages[0].due for depth in ("survey", "git", "survey")] == [
        2,
        2,
        0,
    ]


def test_a_list_that_grew_looks_at_what_is_new(place: Place) -> None:
    went(place, place.a_list(2), "survey", GOOD)
    grown = went(place, place.a_list(5), "survey", GOOD)
    assert [(stage.due, stage.answered) for stage in grown.stages] == [(3, 2)]
    assert len(grown.answers) == 5


def test_auto_surveys_all_and_looks_twice_at_the_most_important(place: Place) -> None:
    """The deeper look takes the place of the lighter one; nobody else is asked again."""
    importance = {f"{place.prefix}r{number}": float(number) for number in range(8)}
    seen = went(place, place.a_list(8), "auto", GOOD, choice=Choice(2, importance=importance))
    assert seen.depths() == ["survey"] * 6 + ["standard"] * 2
    assert sorted({line.split("/")[2] for line in place.server.log if "/example/r" in line}) == ["r6", "r7"]
    assert [(stage.depth, stage.due) for stage in seen.stages] == [("survey", 8), ("standard", 2)]
    again = went(place, "list.csv", "auto", GOOD, choice=Choice(2, importance=importance))
    assert [(stage.depth, stage.due) for stage in again.stages] == [("survey", 0), ("standard", 0)]


def test_auto_looks_twice_at_those_that_a_rule_did_not_pass(place: Place) -> None:
    """Without a number, at all of them."""
    place.hub.add({**place.hub.repositories.by_name["example/r1"], "isArchived": True})
    seen = went(place, place.a_list(3), "auto", GOOD, choice=Choice(rule="not-abandoned"))
    assert seen.depths() == ["survey", "standard", "survey"]


def test_a_rule_that_there_is_not_is_said_before_anything_is_asked(place: Place) -> None:
    with pytest.raises(UnknownName, match="unknown rule 'not-abandonned'") as wrong:
        went(place, place.a_list(1), "auto", GOOD, choice=Choice(rule="not-abandonned"))
    assert (wrong.value.hint, place.hub.log) == ("did you mean 'not-abandoned'?", [])


def test_a_failed_second_look_does_not_hide_the_first(place: Place) -> None:
    place.server.faults["/example/"] = lambda handler: handler.send_error(503)
    seen = went(place, place.a_list(2), "auto", GOOD, choice=Choice(2))
    assert (seen.kinds(), seen.depths()) == (["report", "report"], ["survey", "survey"])


def test_a_revoked_token_among_two_costs_nothing_but_a_question(place: Place) -> None:
    """The other goes on with all of it; a standard look without the forge is not kept."""
    place.hub.accepted = frozenset({OTHER})
    seen = went(place, place.a_list(4), "standard", GOOD, OTHER)
    assert (seen.stopped, seen.kinds(), seen.depths()) == ("", ["report"] * 4, ["standard"] * 4)
    assert len({kept.coverage for kept in seen.answers.values()}) == 1
    assert place.hub.authorizations.count(f"Bearer {GOOD}") == 1


def test_the_only_token_revoked_half_way_stops_a_standard_batch_and_nothing_is_kept_that_says_less(
    place: Place,
) -> None:
    """Two are finished with all the forge tells; the rest waits for the next token, and is then looked at once."""
    place.hub.accepted = Revoked({GOOD})
    place.hub.accepted.questions = 2
    stopped = went(place, place.a_list(4), "standard", GOOD)
    assert (len(stopped.answers), "accepts none of the tokens any more" in stopped.stopped) == (2, True)
    place.hub.accepted = frozenset({OTHER})
    resumed = went(place, "list.csv", "standard", OTHER)
    assert (resumed.kinds(), resumed.depths()) == (["report"] * 4, ["standard"] * 4)
    assert len({kept.coverage for kept in resumed.answers.values()}) == 1
    assert set(place.counted().values()) == {1}


def test_a_limit_is_sat_out_and_nothing_is_lost(place: Place) -> None:
    """Two answers speak of a limit that passes within a second; all are audited, once."""
    limit = faults.message(403, "API rate limit exceeded for user ID 1.", retry_after="1")
    place.hub.faults = [limit, limit]
    seen = went(place, place.a_list(45), "survey", GOOD)
    assert (len(seen.answers), set(place.counted().values())) == (45, {1})


def test_a_limit_longer_than_one_may_wait_stops_and_says_until_when(place: Place) -> None:
    place.hub.fault = faults.message(403, "API rate limit exceeded for user ID 1.", retry_after="3000")
    stopped = went(place, place.a_list(45), "survey", GOOD, max_wait=60)
    assert stopped.stopped == (
        f"the limit of {place.server.host} is used up for another 50 minutes. Wait, or add a token of somebody else. "
        "The same command goes on where this one stopped."
    )
    place.hub.fault = None
    assert went(place, "list.csv", "survey", GOOD).kinds() == ["report"] * 45


def test_a_forge_that_turns_everything_away_for_ever_is_no_endless_batch(place: Place) -> None:
    """Every answer says to wait for no time at all; in the end it is a failure that may pass."""
    place.hub.fault = faults.message(403, "API rate limit exceeded for user ID 1.", retry_after="0")
    seen = went(place, place.a_list(1), "survey", GOOD)
    assert seen.kinds() == ["passing"]
    assert "the forge turned it away again and again" in seen.answers[f"{place.prefix}r0"].text()


def test_what_failed_for_a_passing_reason_is_tried_again(place: Place) -> None:
    """Once within the batch, and once more by the same command; a lasting failure only when that is asked for."""
    place.server.faults["/example/r1/"] = lambda handler: handler.send_error(503)
    (place.folder / "list.txt").write_text(f"{place.prefix}r0\n{place.prefix}r1\n{place.prefix}nothing\n")
    first = went(place, "list.txt", "git")
    assert first.kinds() == ["report", "passing", "lasting"]
    assert [(stage.due, stage.again) for stage in first.stages] == [(3, False), (1, True)]
    assert list(place.counted().values()) == [1, 1, 2]
    place.server.faults.clear()
    second = went(place, "list.txt", "git")
    assert (second.kinds(), second.stages[0].due) == (["report", "report", "lasting"], 1)
    (place.server.root / "example/nothing").symlink_to(place.server.root / "example/r0")
    third = went(place, "list.txt", "git", retry_failed=True)
    assert (third.kinds(), third.stages[0].due) == (["report"] * 3, 1)


def test_settings_of_audited_repositories_do_not_apply(place: Place) -> None:
    """They could choose what weighs; the report says that they are there."""
    a_repository(
        place.server.root / "example/settled",
        [Made({"README.md": "# Settled\n", ".oshealth.yml": "profile: ci\n"})],
        bare=True,
    )
    (place.folder / "list.txt").write_text(f"{place.prefix}settled\n")
    report = next(iter(went(place, "list.txt", "git").answers.values())).entry().report
    assert report is not None
    assert (report["profile"]["id"], report["notes"]) == (
        "community",
        [".oshealth.yml exists and was not applied (--trust-project-settings admits it)"],
    )


def test_a_lost_network_is_waited_for_and_loses_nothing(tmp_path: Path) -> None:
    """Nobody answers: after 30 failures the batch stops instead of failing them all; later everything is looked at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    with a_place(tmp_path, 1) as place:
        lost = [f"http://127.0.0.1:{port}/example/r{number}\n" for number in range(35)]
        (place.folder / "list.txt").write_text("".join(lost))
        stopped = went(place, "list.txt", "git", max_wait=0)
        assert stopped.stopped == (
            "the network seems to be lost: nothing can be reached. The same command goes on where this one stopped."
        )
        assert (stopped.kinds(), len(place.counted())) == (["passing"] * 30, 30)
        with git_server(place.server.root, port):
            assert went(place, "list.txt", "git").kinds() == ["report"] + ["lasting"] * 34


def test_people_are_kept_as_digests_that_another_folder_cannot_compare(place: Place) -> None:
    """Within a portfolio the same person has the same mark; names only when they were asked for."""
    seen = went(place, place.a_list(2), "git")
    first, second = (kept.traits().people for kept in seen.answers.values())
    assert [one.marks for one in first] == [one.marks for one in second]
    assert {one.name for one in first} == {""}
    assert "example.org" not in repr(first)
    (place.folder / "out").rename(place.folder / "before")
    other = next(iter(went(place, "list.csv", "git").answers.values())).traits().people
    assert {one.marks for one in other}.isdisjoint({one.marks for one in first})


def test_a_list_that_shrank_is_a_run_of_its_own_and_nothing_is_looked_at_twice(place: Place) -> None:
    """The run before stays what it was; what it answers counts in the new one, and in the next one with the whole list."""
    went(place, place.a_list(3), "survey", GOOD)
    fewer = went(place, place.a_list(1), "survey", GOOD)
    assert [(stage.due, stage.answered) for stage in fewer.stages] == [(0, 1)]
    whole = went(place, place.a_list(3), "survey", GOOD)
    assert [(stage.due, stage.answered) for stage in whole.stages] == [(0, 3)]
    with read_ledger(place.folder / "out") as ledger:
        assert [(told.targets, told.audited) for told in runs_told(ledger)] == [(3, 3), (3, 3)]
    assert len(place.hub.log) == 1
