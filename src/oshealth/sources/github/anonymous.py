"""What GitHub tells without a token: its REST interface through PyGithub, in at most six requests.

PyGithub asks through our own client, so that the deadline, the caps, the cache and the count of requests hold for it too.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urlsplit

from oshealth.snapshot import Conversation, Label, Project, Thread, Threads, Unknown
from oshealth.sources.github.client import Client
from oshealth.sources.github.conversation import KINDS, STANDINGS
from oshealth.sources.github.limits import HOW_TO_BE_TOLD, refusal, said_in
from oshealth.sources.unanswered import Unanswered

if TYPE_CHECKING:
    from github import Github
    from github.Repository import Repository

ANONYMOUS: Final = f"not told without a token; {HOW_TO_BE_TOLD}"
REQUESTS: Final = 6
_NEWEST: Final = 100
_OWNERS: Final = {"Organization": "organization", "User": "user"}
_INJECTING: Final = Lock()
T = TypeVar("T")


def ask(
    client: Client, owner: str, name: str, *, conversation: bool
) -> tuple[Project, Conversation | Unknown]:
    """The state of a repository, and what an anonymous visitor learns of its conversation. Raises Unanswered."""
    hub = hub_over(client)
    found = asked(lambda: hub.get_repo(f"{owner}/{name}"))
    raw: object = asked(lambda: found.raw_data)
    if not isinstance(raw, dict) or not isinstance(raw.get("id"), int):
        raise Unanswered("broken", "the forge answered, but not as its API does")
    project = asked(lambda: _project(client, found))
    if not conversation:
        return project, Unknown("not asked for")
    return project, asked(lambda: Conversation(*_threads(found), _labels(found)))


def hub_over(client: Client) -> "Github":
    """PyGithub over our client; its connection classes are put back at once, for whoever else uses it."""
    import github  # noqa: PLC0415  (heavy, and only needed without a token)
    from github.Requester import Requester  # noqa: PLC0415  (heavy, and only needed without a token)

    ours: Any = type("Connection", (_Connection,), {"client": client})
    with _INJECTING:
        Requester.injectConnectionClasses(ours, ours)
        try:
            return github.Github(
                base_url=client.api.rest, retry=None, seconds_between_requests=None, per_page=_NEWEST
            )
        finally:
            Requester.resetConnectionClasses()


class _Connection:
    """What PyGithub takes for a connection: every request goes to our client, and a reply that is none is raised."""

    client: Client

    def __init__(self, host: str, port: int | None = None, **_: object) -> None:
        self.host, self.port = host, port
        self._path = ""

    def request(self, verb: str, url: str, *_: object) -> None:
        """Notes what is asked; only reading is."""
        if verb != "GET":
            raise Unanswered("broken", "nothing is ever written to a forge")
        self._path = url.removeprefix(urlsplit(self.client.api.rest).path)

    def getresponse(self) -> "_Response":
        """The reply, when it is one."""
        reply = self.client.get(self._path)
        if trouble := refusal(reply):
            raise trouble
        if reply.body[:1] != b"[":
            said_in(reply)
        return _Response(reply.status, reply.body.decode("utf-8", "replace"), reply.headers.get("link", ""))

    def close(self) -> None:
        """Nothing is held open."""


class _Response:
    """What PyGithub takes for a response."""

    def __init__(self, status: int, text: str, link: str) -> None:
        self.status, self._text, self._link = status, text, link

    def getheaders(self) -> list[tuple[str, str]]:
        """Where the next page is, if there is one; no other is needed any more."""
        return [("content-type", "application/json"), *([("link", self._link)] if self._link else [])]

    def read(self) -> str:
        """The body."""
        return self._text


def asked(question: Callable[[], T]) -> T:
    """What PyGithub answers; whatever goes wrong inside it on a strange answer is an answer that is none."""
    from github import GithubException  # noqa: PLC0415  (heavy, and only needed without a token)

    try:
        return question()
    except (
        GithubException,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        AssertionError,
        RuntimeError,
    ) as error:
        raise Unanswered("broken", "the forge answered, but not as its API does") from error


def _tried(question: Callable[[], T]) -> T | Unknown:
    try:
        return asked(question)
    except Unanswered as trouble:
        return Unknown(trouble.reason)


def _project(client: Client, found: "Repository") -> Project:
    told = Unknown(ANONYMOUS)
    raw = found.raw_data
    owner = _OWNERS.get(str((raw.get("owner") or {}).get("type")))
    return Project(
        description=_text(raw, "description"),
        homepage=_text(raw, "homepage"),
        archived=_flag(raw, "archived"),
        owner_kind=told if owner is None else "user" if owner == "user" else "organization",
        has_issues=_flag(raw, "has_issues"),
        has_discussions=_flag(raw, "has_discussions"),
        has_milestones=_tried(lambda: bool(found.get_milestones(state="open").get_page(0))),
        has_release_notes=_tried(lambda: _noted(found.get_releases().get_page(0)[:5])),
        private_vulnerability_reporting=_tried(lambda: _reporting(client, found.full_name)),
        full_name=_text(raw, "full_name"),
        is_fork=_flag(raw, "fork"),
        is_mirror=raw["mirror_url"] is not None if "mirror_url" in raw else told,
        topics=tuple(str(topic) for topic in raw["topics"][:50])
        if isinstance(raw.get("topics"), list)
        else told,
        funding_links=told,
        has_sponsors=told,
        has_security_policy=told,
        has_rulesets=told,
        protects_branch=told,
        sponsored=told,
    )


def _flag(raw: dict[str, Any], name: str) -> bool | Unknown:
    return raw[name] if isinstance(raw.get(name), bool) else Unknown(ANONYMOUS)


def _text(raw: dict[str, Any], name: str) -> str | Unknown:
    value = raw.get(name, 0)
    return "" if value is None else value[:10_000] if isinstance(value, str) else Unknown(ANONYMOUS)


def _noted(releases: Iterable[Any]) -> bool:
    published = [one for one in releases if not one.draft]
    return bool(published) and 2 * sum(bool((one.body or "").strip()) for one in published) > len(published)


def _reporting(client: Client, full_name: str) -> bool:
    reply = client.get(f"/repos/{full_name}/private-vulnerability-reporting")
    if trouble := refusal(reply):
        raise trouble
    return bool(said_in(reply)["enabled"])


def _threads(found: "Repository") -> tuple[Threads | Unknown, Threads | Unknown]:
    """Issues and change requests among the newest hundred of both; who answered is not told without a token."""
    listed = _tried(lambda: _newest(found))
    if isinstance(listed, Unknown):
        return listed, listed
    read = _tried(lambda: [(_thread(one), "pull_request" in one) for one in listed])
    if isinstance(read, Unknown):
        return read, read
    is_whole = len(listed) < _NEWEST
    issues, changes = (
        _counted(tuple(thread for thread, is_change in read if is_change is wanted), is_whole=is_whole)
        for wanted in (False, True)
    )
    return issues if found.has_issues else Unknown("the issue tracker of the forge is switched off"), changes


def _counted(items: tuple[Thread, ...], *, is_whole: bool) -> Threads:
    """With the counts, when all were read."""
    if not is_whole:
        told = Unknown(ANONYMOUS)
        return Threads(
            items, open=told, closed=told, merged=told, fresh=told, open_since=told, closed_of_old=told
        )
    still_open = tuple(thread.opened for thread in items if thread.closed is None)
    merged = sum(thread.merged is not None for thread in items)
    return Threads(
        items,
        is_whole=True,
        open=len(still_open),
        closed=len(items) - len(still_open) - merged,
        merged=merged,
        fresh=Unknown(ANONYMOUS),
        open_since=still_open,
        closed_of_old=Unknown(ANONYMOUS),
    )


def _newest(found: "Repository") -> list[dict[str, Any]]:
    """As they came: an Issue of PyGithub would ask once more for each of them when its raw data are read."""
    parameters = {"state": "all", "sort": "created", "direction": "desc", "per_page": _NEWEST}
    _, listed = found.requester.requestJsonAndCheck("GET", f"/repos/{found.full_name}/issues", parameters)
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise Unanswered("broken", "the forge answered, but not as its API does")
    return listed


def _thread(raw: dict[str, Any]) -> Thread:
    author, change = raw.get("user") or {}, raw.get("pull_request") or {}
    merged = _time(change.get("merged_at"))
    closed_by = raw.get("closed_by") or {}
    told = Unknown(ANONYMOUS)
    return Thread(
        number=int(raw["number"]),
        opened=int(datetime.fromisoformat(raw["created_at"]).timestamp()),
        author=str(author.get("login", ""))[:100],
        author_kind=KINDS.get(str(author.get("type")), "unknown"),
        standing=STANDINGS.get(str(raw.get("author_association")), "unknown"),
        closed=_time(raw.get("closed_at")),
        merged=merged,
        answered=told,
        team_answered=told,
        reviewed=told,
        closed_by=str(closed_by["login"])[:100] if "login" in closed_by else told,
        merged_by=told,
        is_draft=raw.get("draft") is True,
        reviewers=told,
        approved=told,
    )


def _time(text: object) -> int | None:
    return int(datetime.fromisoformat(text).timestamp()) if isinstance(text, str) else None


def _labels(found: "Repository") -> tuple[Label, ...] | Unknown:
    told = Unknown(ANONYMOUS)
    return _tried(lambda: tuple(Label(str(one.name), told, told) for one in found.get_labels().get_page(0)))
