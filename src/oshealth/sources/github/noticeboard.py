"""The one thing that is ever written to a forge: an issue, in a repository that the token may write to. PyGithub does it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from threading import Thread
from typing import TYPE_CHECKING, Final, TypeVar

from msgspec import Struct

from oshealth.errors import AskedWrongly, OshealthError, RepositoryNotFound, Unreachable
from oshealth.reference import RepoRef
from oshealth.sources.base import Access, Api
from oshealth.sources.http import may_carry_token
from oshealth.version import VERSION

if TYPE_CHECKING:
    from github import Github
    from github.Issue import Issue
    from github.NamedUser import NamedUser
    from github.Repository import Repository

MARK: Final = "<!-- oshealth: plan -->"
"""What the body of an issue of ours begins with; nobody sees it."""

SECONDS: Final = 60.0
_MOST_ISSUES: Final = 300
_RIGHTS: Final = "It takes a token of somebody who may push there, with leave to read and write issues."
T = TypeVar("T")


class Board(Struct, frozen=True):
    """A repository in which `login` may write, and the open issue of ours that the same login has opened, if any."""

    repository: str
    login: str
    issue: Issue | None
    where: Repository

    @property
    def number(self) -> int:
        """The number of the issue that is there already, 0 for none."""
        return self.issue.number if self.issue else 0

    def holds(self, body: str) -> bool:
        """Whether the issue that is there says just this."""
        return self.issue is not None and _words(self.issue.body or "") == _words(body)

    def write(self, title: str, body: str, seconds: float = SECONDS) -> str:
        """Updates the body of the issue that is there (its title is left as it is), or opens one; its address.

        Raises AskedWrongly where that is not allowed, Unreachable when it is not known whether it was written.
        """
        return within(seconds, lambda: self._write(title, body), self.repository)

    def _write(self, title: str, body: str) -> str:
        if self.issue is None:
            return self.where.create_issue(title, body).html_url
        self.issue.edit(body=body)
        return self.issue.html_url


def _words(text: str) -> list[str]:
    """A forge may give back other line ends than it was given."""
    return text.split()


def open_board(ref: RepoRef, access: Access, seconds: float = SECONDS) -> Board:
    """The issues of a repository, where the first token for its server may write to it.

    Raises AskedWrongly when it is on no GitHub server, there is no token, or the token may not write;
    RepositoryNotFound and Unreachable.
    """
    api, tokens = access.apis.get(ref.host), access.tokens.get(ref.host, ())
    if not ref.host or api is None:
        raise AskedWrongly(f"{ref} is not on a GitHub server", "name the repository as owner/repo")
    if not tokens:
        raise AskedWrongly(f"there is no token for {ref.host}", "set GITHUB_TOKEN, or name a --token-file")
    if not may_carry_token(api.rest):
        raise AskedWrongly(f"a token does not travel to {api.rest}", "use an address with https")
    return within(seconds, lambda: _open(ref, _github(api, tokens[0])), str(ref.at("")))


def _github(api: Api, token: str) -> Github:
    """PyGithub, without its own retries and pauses: a deadline of ours ends what takes too long."""
    from github import Auth, Github  # noqa: PLC0415 - felt at start-up

    return Github(
        auth=Auth.Token(token),
        base_url=api.rest,
        timeout=20,
        user_agent=f"oshealth/{VERSION}",
        per_page=100,
        retry=None,
        seconds_between_requests=None,
        seconds_between_writes=None,
    )


def _open(ref: RepoRef, github: Github) -> Board:
    where = github.get_repo(f"{ref.owner}/{ref.name.removesuffix('.git')}")
    _check(where)
    _, said = github.requester.graphql_query("query { viewer { login } }", {})
    login = said["data"]["viewer"]["login"]
    if not isinstance(login, str) or not login:
        raise Unreachable("the forge does not say whose token this is", "nothing was written")
    return Board(where.full_name, login, _ours(where, _user(github, login)), where)


def _user(github: Github, login: str) -> NamedUser:
    from github.NamedUser import NamedUser  # noqa: PLC0415 - felt at start-up

    return NamedUser(github.requester, {}, {"login": login}, completed=True)


def _check(where: Repository) -> None:
    """Raises AskedWrongly where nothing may be written."""
    name = where.full_name
    said = where.raw_data
    if said.get("id") is None:
        raise Unreachable("the forge answered with something that is no repository", "nothing was written")
    rights = said.get("permissions")
    if not (isinstance(rights, dict) and rights.get("push") is True):
        raise AskedWrongly(f"the token may not write to {name}", _RIGHTS)
    if where.archived:
        raise AskedWrongly(f"{name} is archived", "nothing can be written to it")
    if not where.has_issues:
        raise AskedWrongly(f"{name} has no issues", "switch them on in its settings")


def _ours(where: Repository, user: NamedUser) -> Issue | None:
    """The first open issue with our mark that the same user has opened; what others opened is left alone."""
    found = where.get_issues(state="open", creator=user, sort="created", direction="asc")
    for issue in islice(found, _MOST_ISSUES):
        # Asking for `pull_request` would cost a request for each issue.
        is_change = "/pull/" in issue.html_url
        if issue.user.login == user.login and not is_change and (issue.body or "").startswith(MARK):
            return issue
    return None


def within(seconds: float, work: Callable[[], T], name: str) -> T:
    """What `work` returns, unless it takes longer: a server that says one byte now and then would hold us for ever.

    Whatever goes wrong in it becomes an OshealthError.
    """
    done: list[T] = []
    failed: list[Exception] = []

    def run() -> None:
        try:
            done.append(work())
        except Exception as error:
            failed.append(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if done:
        return done[0]
    if failed:
        raise _told(failed[0], name) from failed[0]
    raise Unreachable(
        f"{name} did not answer within {seconds:.0f} seconds", "see there whether it was written"
    )


def _told(error: Exception, name: str) -> OshealthError:
    """What PyGithub, or what it stands on, raised, in our words; nothing of a server's text comes through."""
    from github import GithubException  # noqa: PLC0415 - felt at start-up

    if isinstance(error, OshealthError):
        return error
    status = error.status if isinstance(error, GithubException) else 0
    if status == 404:
        return RepositoryNotFound(f"{name} was not found", "it may be one that the token does not see")
    if status == 401:
        return AskedWrongly("the forge did not accept the token", "make a new one")
    if status in (403, 410):
        return AskedWrongly(f"the forge refused to write to {name}", _RIGHTS)
    if status:
        return Unreachable(f"the forge answered {status} for {name}", "try again later")
    return Unreachable(f"the forge broke off, or answered {name} with something else", "try again later")
