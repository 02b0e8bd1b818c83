"""From GitHub's answer to the conversation: issues, change requests, who answered first, who closed and merged."""

from collections.abc import Iterable, Iterator, Set
from typing import Final, NamedTuple

from oshealth.facts.bots import known_bots
from oshealth.snapshot import AuthorKind, Conversation, Label, Standing, Thread, Threads, Unknown
from oshealth.sources.github.part import NOT_GIVEN, Part

STANDINGS: Final[dict[str, Standing]] = {
    "OWNER": "team",
    "MEMBER": "team",
    "COLLABORATOR": "team",
    "CONTRIBUTOR": "contributor",
    "FIRST_TIMER": "newcomer",
    "FIRST_TIME_CONTRIBUTOR": "newcomer",
    "NONE": "newcomer",
}
KINDS: Final[dict[str, AuthorKind]] = {
    "User": "human",
    "EnterpriseUserAccount": "human",
    "Bot": "bot",
    "Mannequin": "unknown",
    "Organization": "unknown",
}
# Only those with triage rights label, and only they or the author close.
_OF_THE_TEAM: Final = frozenset({"LabeledEvent", "ClosedEvent"})
_MORE: Final = Unknown("it has more answers than were read, and none of those is by another human")
_NOT_ASKED: Final = Unknown("who answered was not asked")
_BY_PROGRAM: Final = Unknown("a program merged it")


class _Turn(NamedTuple):
    """Something that somebody did in a thread."""

    at: int
    who: str
    kind: AuthorKind
    by_team: bool


def conversation_of(repository: Part) -> Conversation:
    """All that an answer tells of the conversation; a tracker that is switched off is Unknown."""
    team = frozenset(team_in(repository))
    issues: Threads | Unknown = _issues(repository, team)
    if repository.flag("hasIssuesEnabled") is False:
        issues = Unknown("the issue tracker of the forge is switched off")
    return Conversation(issues, _changes(repository, team), _labels(repository))


def team_in(repository: Part) -> Iterator[str]:
    """Accounts seen to label, close or merge what others sent: many members of an organization hide that they are."""
    for name in ("issues", "pullRequests"):
        nodes = repository.nodes(name)
        for node in () if isinstance(nodes, Unknown) else nodes:
            author = _who(node, "author")[0]
            turns = [turn for turn in _turns(node)[0] if turn.by_team and turn.kind == "human" and turn.who]
            yield from (turn.who for turn in turns if turn.who != author)
            yield from _merger(node)


def _merger(node: Part) -> Iterator[str]:
    """Who merged a change request, their own too: that takes the right to write."""
    who, kind = _who(node, "mergedBy") if "mergedBy" in node.fields else ("", "unknown")
    if who and kind == "human":
        yield who


def _issues(repository: Part, team: Set[str]) -> Threads | Unknown:
    nodes = repository.nodes("issues")
    if isinstance(nodes, Unknown):
        return nodes
    return Threads(
        items=tuple(threads_of(nodes, team)),
        is_whole=repository.total("issues") == len(nodes),
        open=repository.total("openIssues"),
        closed=repository.total("closedIssues"),
        merged=Unknown("issues are not merged"),
        fresh=repository.total("freshIssues"),
        open_since=_opened(repository.nodes("openIssues")),
    )


def _changes(repository: Part, team: Set[str]) -> Threads | Unknown:
    nodes = repository.nodes("pullRequests")
    if isinstance(nodes, Unknown):
        return nodes
    return Threads(
        items=tuple(threads_of(nodes, team)),
        is_whole=repository.total("pullRequests") == len(nodes),
        open=repository.total("openChanges"),
        closed=repository.total("closedChanges"),
        merged=repository.total("mergedChanges"),
        fresh=Unknown("GitHub does not count change requests by their last change"),
        open_since=_opened(repository.nodes("openChanges")),
    )


def _opened(nodes: tuple[Part, ...] | Unknown) -> tuple[int, ...] | Unknown:
    if isinstance(nodes, Unknown):
        return nodes
    times = [node.time("createdAt") for node in nodes]
    known = tuple(time for time in times if isinstance(time, int))
    return known if len(known) == len(times) else Unknown(NOT_GIVEN)


def threads_of(nodes: Iterable[Part], team: Set[str]) -> Iterator[Thread]:
    """The threads in an answer; `team` are accounts known to belong to it."""
    for node in nodes:
        number, opened = node.count("number"), node.time("createdAt")
        if isinstance(number, int) and isinstance(opened, int):
            yield _thread(node, number, opened, team)


def _thread(node: Part, number: int, opened: int, team: Set[str]) -> Thread:
    author, kind = _who(node, "author")
    standing = STANDINGS.get(str(node.fields.get("authorAssociation")), "unknown")
    closed, merged = node.time("closedAt"), node.time("mergedAt") if "mergedAt" in node.fields else None
    turns, unanswered = _turns(node)
    others = sorted(
        turn for turn in turns if turn.kind == "human" and turn.who != author and turn.at >= opened
    )
    return Thread(
        number=number,
        opened=opened,
        author=author,
        author_kind=kind,
        standing="team" if author in team else standing,
        closed=closed if isinstance(closed, int) else None,
        merged=merged if isinstance(merged, int) else None,
        answered=others[0].at if others else unanswered,
        team_answered=next((turn.at for turn in others if turn.by_team or turn.who in team), unanswered),
        reviewed=_reviewed(node, author),
        closed_by=_closer(node, _closings(node)),
        merged_by=_merged_by(node) if isinstance(merged, int) else Unknown("it is not merged"),
        is_draft=node.flag("isDraft") is True,
        reviewers=_reviewers(node, author),
        approved=_reviewed(node, author, approving=True),
    )


def _who(node: Part, name: str) -> tuple[str, AuthorKind]:
    """An account and what kind it is; a deleted account is nobody, of unknown kind."""
    actor = node.part(name)
    if isinstance(actor, Unknown):
        return "", "unknown"
    login = actor.fields.get("login")
    kind = KINDS.get(str(actor.fields.get("__typename")), "unknown")
    account = login[:100] if isinstance(login, str) else ""
    return account, "bot" if account.casefold() in known_bots().logins else kind


def _turns(node: Part) -> tuple[list[_Turn], Unknown | None]:
    """What was done in a thread as far as it was read, and why that may not be everything; None when it is."""
    turns: list[_Turn] = []
    hidden = None if "timelineItems" in node.fields else _NOT_ASKED
    for name in ("timelineItems", "reviews", "closing"):
        if name not in node.fields:
            continue
        items = node.nodes(name)
        if isinstance(items, Unknown):
            hidden = items
            continue
        turns.extend(_read(items))
        if name != "closing" and _page(node, name) is not False:
            hidden = hidden or _MORE
    if isinstance(merged := node.time("mergedAt") if "mergedAt" in node.fields else None, int):
        turns.append(_Turn(merged, *_who(node, "mergedBy"), by_team=True))
    return turns, hidden


def _page(node: Part, name: str) -> bool | Unknown:
    connection = node.part(name)
    page = connection if isinstance(connection, Unknown) else connection.part("pageInfo")
    return page if isinstance(page, Unknown) else page.flag("hasNextPage")


def _read(items: Iterable[Part]) -> Iterator[_Turn]:
    for item in items:
        at = item.time("createdAt")
        if isinstance(at, int):
            by = _who(item, "actor" if "actor" in item.fields else "author")
            standing = STANDINGS.get(str(item.fields.get("authorAssociation")))
            yield _Turn(at, *by, standing == "team" or item.fields.get("__typename") in _OF_THE_TEAM)


def _merged_by(node: Part) -> str | Unknown:
    who, kind = _who(node, "mergedBy")
    return _BY_PROGRAM if kind == "bot" else who


def _reviews(node: Part, author: str) -> tuple[tuple[str, str], ...] | Unknown:
    """Reviews by humans other than the author, oldest first, as far as they were read: account and verdict."""
    if "reviews" not in node.fields:
        return Unknown(
            "issues are not reviewed" if "mergedAt" not in node.fields else "who reviewed was not asked"
        )
    reviews = node.nodes("reviews")
    if isinstance(reviews, Unknown):
        return reviews
    by = ((*_who(review, "author"), str(review.fields.get("state"))) for review in reviews)
    return tuple((who, state) for who, kind, state in by if kind == "human" and who != author)


def _reviewers(node: Part, author: str) -> tuple[str, ...] | Unknown:
    reviews = _reviews(node, author)
    return reviews if isinstance(reviews, Unknown) else tuple(dict.fromkeys(who for who, _ in reviews))


def _reviewed(node: Part, author: str, *, approving: bool = False) -> bool | Unknown:
    reviews = _reviews(node, author)
    if isinstance(reviews, Unknown):
        return reviews
    if any(state == "APPROVED" or not approving for _, state in reviews):
        return True
    return _MORE if _page(node, "reviews") is True else False


def _closings(node: Part) -> tuple[Part, ...] | Unknown:
    """The closings of a thread, oldest first, as far as they were read."""
    for name in ("closing", "timelineItems"):
        items = node.nodes(name) if name in node.fields else ()
        if isinstance(items, Unknown):
            return items
        found = tuple(item for item in items if item.fields.get("__typename") == "ClosedEvent")
        if found:
            return found
    return Unknown("who closed it is beyond what was read")


def _closer(node: Part, closings: tuple[Part, ...] | Unknown) -> str | Unknown:
    if not isinstance(node.time("closedAt"), int):
        return Unknown("it is not closed")
    return closings if isinstance(closings, Unknown) else _who(closings[-1], "actor")[0]


def _labels(repository: Part) -> tuple[Label, ...] | Unknown:
    """All labels by name; the usual ones for newcomers with their open issues."""
    nodes = repository.nodes("labels")
    if isinstance(nodes, Unknown):
        return nodes
    counted = {label.name.lower(): label for label in _counted(repository)}
    names = [node.text("name") for node in nodes]
    return tuple(counted.get(name.lower(), Label(name)) for name in names if isinstance(name, str) and name)


def _counted(repository: Part) -> Iterator[Label]:
    for alias in repository.fields:
        part = repository.part(alias) if alias.startswith("newcomers") else Unknown(NOT_GIVEN)
        label = part if isinstance(part, Unknown) else label_of(part)
        if isinstance(label, Label):
            yield label


def label_of(part: Part) -> Label | None:
    """A label with its open issues; None when the answer does not count them."""
    name, issues = part.text("name"), part.nodes("issues")
    if not isinstance(name, str) or isinstance(issues, Unknown):
        return None
    return Label(name, part.total("issues"), issues[0].time("updatedAt") if issues else None)
