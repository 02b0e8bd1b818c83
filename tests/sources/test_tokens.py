"""Several tokens: each has budgets of its own, and what is used up, resting or refused is not asked with."""

import pickle
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from oshealth.errors import LimitUsedUp, NotAdmitted
from oshealth.reference import parse
from oshealth.snapshot import Snapshot
from oshealth.sources import Access, Limits, Look, Needs
from oshealth.sources.github.survey import survey
from oshealth.sources.github.tokens import Choice, Purse, State
from oshealth.sources.http import Reply
from tests.servers.github import faults
from tests.servers.github.hub import Hub, a_hub
from tests.servers.github.made import a_project

ONE, TWO = "ghp_invented_one", "ghp_invented_two"
BIRDS = {
    "isEmpty": False,
    "defaultBranchRef": {"target": {"__typename": "Commit", "oid": "1" * 40, "history": []}, "rules": []},
    "files": {"": {"__typename": "Tree", "oid": "2" * 40, "entries": []}},
}


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A GitHub on loopback that knows three repositories."""
    with a_hub() as served:
        for name in ("example/a", "example/b", "example/c"):
            served.add(a_project(name, **BIRDS))
        yield served


@pytest.fixture
def look(look: Look, hub: Hub) -> Look:
    """A look with two tokens, at survey depth."""
    host = hub.address.removeprefix("http://")
    access = Access("survey", {host: (ONE, TWO)}, {host: hub.api}, max_wait=0)
    return replace(look, access=access, limits=Limits(seconds=60))


def asked(hub: Hub, look: Look, purse: Purse, *names: str) -> list[type]:
    """What came of each, asked for one after the other."""
    found: list[type] = []
    for name in names:
        ((_, one),) = survey(
            [parse(f"{hub.address}/example/{name}")], Needs(frozenset({"tree"})), look, purse
        )
        found.append(type(one))
    return found


def reply(**headers: str) -> Reply:
    """A good answer with these headers."""
    return Reply(200, {name.replace("_", "-"): value for name, value in headers.items()})


def test_the_token_with_most_left_is_taken_and_one_of_which_nothing_is_known_before_all() -> None:
    purse = Purse((ONE, TWO))
    purse.learn(ONE, "graphql", reply(x_ratelimit_remaining="4000"))
    assert purse.choose("graphql") == Choice(TWO)
    purse.learn(TWO, "graphql", reply(x_ratelimit_remaining="3000"))
    assert purse.choose("graphql") == Choice(ONE)
    assert purse.choose("core") == Choice(ONE)
    assert purse.state(TWO) == State(3000.0, 0.0, accepted=True)


def test_a_token_with_nothing_left_rests_by_the_clock_of_the_server() -> None:
    """The answer that used up the last of it was good; the next would not be."""
    purse = Purse((ONE,))
    purse.learn(
        ONE,
        "graphql",
        reply(
            x_ratelimit_remaining="0", x_ratelimit_reset="1000000600", date="Sun, 09 Sep 2001 01:46:40 GMT"
        ),
    )
    chosen = purse.choose("graphql")
    assert chosen is not None
    assert chosen.token == ONE
    assert 599 < chosen.rests <= 600


def test_without_tokens_the_empty_one_rests_too() -> None:
    purse = Purse(())
    assert purse.choose("core") == Choice("")
    purse.rest("", "core", 60)
    chosen = purse.choose("core")
    assert chosen is not None
    assert 59 < chosen.rests <= 60


def test_a_purse_that_travels_takes_its_tokens_along_and_shows_none() -> None:
    purse = Purse((ONE, TWO))
    purse.refuse(ONE)
    there = pickle.loads(pickle.dumps(purse))  # noqa: S301 - our own
    assert there.choose("graphql") == Choice(ONE)
    assert ONE not in repr(purse)


def test_a_used_up_token_is_not_asked_with_again(hub: Hub, look: Look) -> None:
    """Its limit ends in ten minutes; the other goes on, and when that is used up too nothing is sent at all."""
    purse = Purse((ONE, TWO))
    limit = faults.message(403, "API rate limit exceeded for user ID 1.", Retry_After="600")
    hub.faults = [limit]
    assert asked(hub, look, purse, "a", "b") == [Snapshot, Snapshot]
    assert [one[-3:] for one in hub.authorizations] == ["one", "two", "two"]

    hub.fault = limit
    assert asked(hub, look, purse, "c", "c") == [LimitUsedUp, LimitUsedUp]
    assert len(hub.log) == 4


def test_a_refused_token_is_shown_once_and_without_another_nothing_is_sent(hub: Hub, look: Look) -> None:
    """Revoked half-way."""
    purse = Purse((ONE,))
    assert asked(hub, look, purse, "a") == [Snapshot]
    hub.accepted = frozenset()
    assert asked(hub, look, purse, "b", "c") == [NotAdmitted, NotAdmitted]
    assert len(hub.log) == 2


def test_a_refused_token_may_be_renewed(hub: Hub, look: Look) -> None:
    """As those of an App are, which last for an hour."""
    hub.accepted = frozenset({TWO})
    assert asked(hub, look, Purse((ONE,), lambda refused: TWO if refused == ONE else ""), "a") == [Snapshot]
    assert hub.authorizations == [f"Bearer {ONE}", f"Bearer {TWO}"]


def test_what_was_waited_for_a_limit_does_not_count_against_the_deadline(hub: Hub, look: Look) -> None:
    """The patience for limits is asked for by itself."""
    hurried = replace(look, limits=Limits(seconds=3), access=replace(look.access, max_wait=5))
    hub.faults = [faults.message(429, "Slow down", Retry_After="4")]
    assert asked(hub, hurried, Purse((ONE,)), "a") == [Snapshot]
    assert len(hub.log) == 2, "asked again after what was to be waited, which is longer than the deadline"
