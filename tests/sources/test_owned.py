"""What an owner has: listed page by page, with a token or without."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from oshealth.errors import RepositoryNotFound, Unreachable
from oshealth.sources import Access, Look
from oshealth.sources.github.owned import repositories_of
from tests.servers.github import faults
from tests.servers.github.hub import Hub, a_hub
from tests.servers.github.made import a_project


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A GitHub on which an organization has 250 repositories, and a user three."""
    with a_hub() as served:
        for number in range(250):
            served.add(a_project(f"Example/birds{number:03}"))
        ada = {"owner": {"__typename": "User", "login": "ada"}}
        served.add(a_project("ada/nests", **ada))
        served.add(a_project("ada/fork", isFork=True, **ada))
        served.add(a_project("ada/old", isArchived=True, **ada))
        yield served


@pytest.fixture
def look(look: Look, hub: Hub) -> Look:
    """A look without a token."""
    return replace(look, access=Access(apis={hub.address.removeprefix("http://"): hub.api}, max_wait=0))


def names(owner: str, look: Look, **options: bool) -> list[str]:
    """The names of an owner's repositories."""
    (host,) = look.access.apis
    return [ref.name for ref in repositories_of(owner, look, host, **options)]


def test_an_organization_is_listed_a_hundred_a_request(hub: Hub, look: Look) -> None:
    assert names("example", look) == [f"birds{number:03}" for number in range(250)]
    assert len(hub.log) == 1 + 3


def test_a_user_is_listed_without_forks(look: Look) -> None:
    assert names("ada", look) == ["nests", "old"]
    assert names("ada", look, forks=True, archived=False) == ["fork", "nests"]


def test_a_reference_leads_to_the_server_that_listed_it(hub: Hub, look: Look) -> None:
    (host,) = look.access.apis
    first = next(iter(repositories_of("ada", look, host)))
    assert (first.url, first.owner, first.name) == (f"{hub.address}/ada/nests", "ada", "nests")


def test_an_owner_that_cannot_be_listed_is_said(hub: Hub, look: Look) -> None:
    with pytest.raises(RepositoryNotFound, match="knows no owner nobody"):
        names("nobody", look)
    with pytest.raises(Unreachable, match="only the owners of GitHub servers"):
        list(repositories_of("ada", look, "gitlab.com"))
    hub.fault = faults.says(200, b"<html>")
    with pytest.raises(Unreachable, match="not as its API does"):
        names("ada", look)


@pytest.mark.parametrize("tokens", [(), ("ghp_invented",)])
def test_a_second_listing_within_the_hour_costs_no_quota(
    tokens: tuple[str, ...], hub: Hub, look: Look
) -> None:
    """Pages that were kept still lead to the next; with a token the server says for free that nothing changed."""
    (host,) = look.access.apis
    look = replace(look, access=replace(look.access, tokens={host: tokens}))
    first = names("example", look)
    asked = len(hub.log)

    assert names("example", look) == first
    assert hub.unchanged == (asked if tokens else 0)
    assert len(hub.log) == asked + (asked if tokens else 0)
