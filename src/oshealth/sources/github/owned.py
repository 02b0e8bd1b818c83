"""Which repositories an organization or a user has on a GitHub server, listed through PyGithub a hundred a request."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from oshealth.errors import RepositoryNotFound, Unreachable
from oshealth.reference import RepoRef, parse
from oshealth.sources.base import Look
from oshealth.sources.deadline import Deadline
from oshealth.sources.github.anonymous import asked, hub_over
from oshealth.sources.github.client import client_of
from oshealth.sources.github.surveyed import error_of
from oshealth.sources.unanswered import Unanswered

if TYPE_CHECKING:
    from github import Github
    from github.Repository import Repository

MOST: Final = 50_000


def repositories_of(
    owner: str, look: Look, host: str = "github.com", *, forks: bool = False, archived: bool = True
) -> Iterator[RepoRef]:
    """The repositories of an organization or a user that may be seen, by name. Works without a token too.

    Raises NotAudited when the owner is not known or the server does not answer.
    """
    if host not in look.access.apis:
        raise Unreachable("only the owners of GitHub servers can be listed", "Name their repositories.")
    client = client_of(host, look, Deadline.after(look.limits.seconds))
    web = f"https://{host}" if client.api.rest.startswith("https") else f"http://{host}"
    try:
        with client.http:
            listed = iter(_listed(hub_over(client), owner))
            while one := asked(lambda: next(listed, None)):
                if (forks or not one.fork) and (archived or not one.archived):
                    yield parse(f"{web}/{one.full_name}")
    except Unanswered as trouble:
        if trouble.kind == "absent":
            raise RepositoryNotFound(f"{host} knows no owner {owner}", "Check the spelling.") from None
        raise error_of(trouble) from None


def _listed(hub: "Github", owner: str) -> Iterator["Repository"]:
    """An organization's repositories as its members see them, or those of a user."""
    try:
        where = asked(lambda: hub.get_organization(owner))
        return islice(where.get_repos(type="all", sort="full_name"), MOST)
    except Unanswered as trouble:
        if trouble.kind != "absent":
            raise
    user = asked(lambda: hub.get_user(owner))
    return islice(user.get_repos(type="owner", sort="full_name"), MOST)
