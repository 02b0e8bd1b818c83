"""Tokens in a batch: those of a GitHub App end after an hour, and a clone does not depend on whose token fetched it."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from oshealth.portfolio.budgets import Budgets
from oshealth.sources.github.app import App, Lease
from tests.cli.running import oshealth
from tests.portfolio.made import GOOD, OTHER, Place, a_place, went
from tests.servers.git_http import status


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A GitHub with 45 repositories."""
    with a_place(tmp_path, 45) as made:
        yield made


@pytest.fixture(scope="module")
def pem() -> tuple[str, str]:
    """The key of an App, private and public."""
    key = rsa.generate_private_key(65537, 2048)
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return (
        key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()).decode(),
        public.decode(),
    )


class Lasting(frozenset[str]):
    """Accepts each token of an App for one question."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __contains__(self, token: object) -> bool:
        self.asked.append(str(token))
        return self.asked.count(str(token)) == 1


def a_lease(place: Place, pem: tuple[str, str]) -> Lease:
    """The first token of an App that the place knows."""
    place.hub.apps.keys["42"] = pem[1]
    return Lease.of(App("42", 7, pem[0]), place.hub.api)


def later(lease: Lease, seconds: float) -> Callable[[object], None]:
    """So much later at each step of a batch, as the lease knows the time."""

    def passed(_step: object) -> None:
        lease.taken -= seconds
        lease.asked -= seconds

    return passed


def test_a_token_that_ends_is_renewed_and_what_it_was_refused_is_asked_again(
    place: Place, pem: tuple[str, str]
) -> None:
    """Each token lasts for one question: three questions are answered with three tokens, everything is audited once."""
    lease = a_lease(place, pem)
    place.hub.accepted = accepted = Lasting()
    budgets = Budgets.of({place.server.host: (lease.token,)}, {place.server.host: lease})
    seen = went(place, place.a_list(45), "survey", budgets=budgets, watch=later(lease, 120))
    assert (seen.stopped, seen.kinds()) == ("", ["report"] * 45)
    assert set(place.counted().values()) == {1}
    first, second, third = place.hub.apps.given
    assert accepted.asked == [first, first, second, second, third]


def test_a_token_is_renewed_before_it_ends(place: Place, pem: tuple[str, str]) -> None:
    """Nothing begins with a token that would end in the middle of it: none is ever refused."""
    lease = a_lease(place, pem)
    place.hub.accepted = accepted = Lasting()
    budgets = Budgets.of({place.server.host: (lease.token,)}, {place.server.host: lease})
    seen = went(place, place.a_list(45), "survey", budgets=budgets, watch=later(lease, 3_100))
    assert seen.kinds() == ["report"] * 45
    assert len(set(accepted.asked)) == len(accepted.asked) == 3


def test_an_app_that_gives_no_token_any_more_stops_the_batch_with_one_line(
    place: Place, pem: tuple[str, str]
) -> None:
    """It was taken off: what is finished is kept, and nothing is asked for again and again."""
    lease = a_lease(place, pem)
    place.hub.accepted = Lasting()
    place.hub.apps.keys.clear()
    budgets = Budgets.of({place.server.host: (lease.token,)}, {place.server.host: lease})
    seen = went(place, place.a_list(45), "survey", budgets=budgets, watch=later(lease, 120))
    assert (len(seen.answers), seen.stopped.partition(". ")[0]) == (
        20,
        f"{place.server.host} accepts none of the tokens any more",
    )


def test_an_app_alone_lists_an_owner_and_surveys_it(
    place: Place, pem: tuple[str, str], tmp_path: Path
) -> None:
    """Through the program, with no other token: nothing is asked without one, and no token is told."""
    (tmp_path / "key.pem").write_text(pem[0])
    place.hub.apps.keys["42"] = pem[1]
    environ = {
        **place.environ(""),
        "OSHEALTH_APP_ID": "42",
        "OSHEALTH_APP_KEY_FILE": str(tmp_path / "key.pem"),
        "OSHEALTH_APP_INSTALLATION": "7",
    }
    options = ("--out", "out", "--allow-local", "--depth", "survey", "--limit", "2", "--jobs", "1")
    ran = oshealth("batch", "org:example", *options, cwd=place.folder, environ=environ)
    assert (ran.code, ran.out) == (0, "2 audited, 0 could not be; out/results.csv\n")
    assert all(place.hub.authorizations)
    assert "ghs_invented" not in ran.err


def test_whoever_fetched_it_a_public_repository_is_cloned_once(place: Place) -> None:
    """A private one is cloned for each token: who may not see it does not find its clone."""
    place.hub.add({**place.hub.repositories.by_name["example/r1"], "isPrivate": True})
    name = place.a_list(2)
    went(place, name, "standard", GOOD)
    assert len(_clones(place)) == 2
    time.sleep(1.1)  # a run that ended within this second is not older than 0 seconds
    went(place, name, "standard", OTHER, max_age=0)
    assert len(_clones(place)) == 3
    assert set(place.counted().values()) == {2}


def _clones(place: Place) -> list[Path]:
    return list((place.folder / "cache/git").glob("*/whole"))


def test_what_the_forge_knows_and_git_may_not_read_is_not_lost_for_good(place: Place) -> None:
    """A token that is revoked between the two: it is said, and the same command tries it again."""
    place.server.faults["/example/r0/"] = status(401)
    seen = went(place, place.a_list(1), "standard", GOOD)
    (kept,) = seen.answers.values()
    assert kept.kind == "passing"
    assert kept.entry().error == {
        "kind": "token",
        "message": f"{place.prefix}r0 is known to the forge, but the token does not let git read it",
        "hint": "Was it revoked meanwhile? It needs the right to read contents.",
    }
