"""From GitHub's answer to the conversation: issues, change requests, who answered first, who closed and merged."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

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


class _Turn(NamedTuple):
    """Something that somebody did in a thread."""

    at: int
    who: str
    kind: AuthorKind
    by_team: bool


def conversation_of(repository: Part) -> Conversation:
    """All that an answer tells of the conversation; a tracker that is switched off is Unknown."""
    issues: Threads | Unknown = _issues(repository)
    if repository.flag("hasIssuesEnabled") is False:
        issues = Unknown("the issue tracker of the forge is switched off")
    return Conversation(issues, _changes(repository), _labels(repository))


def _issues(repository: Part) -> Threads | Unknown:
    nodes = repository.nodes("issues")
    if isinstance(nodes, Unknown):
        return nodes
    return Threads(
        items=tuple(_threads(nodes)),
        is_whole=repository.total("issues") == len(nodes),
        open=repository.total("openIssues"),
        closed=repository.total("closedIssues"),
        merged=Unknown("issues are not merged"),
        fresh=repository.total("freshIssues"),
        open_since=_opened(repository.nodes("openIssues")),
    )


def _changes(repository: Part) -> Threads | Unknown:
    nodes = repository.nodes("pullRequests")
    if isinstance(nodes, Unknown):
        return nodes
    return Threads(
        items=tuple(_threads(nodes)),
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


def _threads(nodes: Iterable[Part]) -> Iterator[Thread]:
    for node in nodes:
        number, opened = node.count("number"), node.time("createdAt")
        if isinstance(number, int) and isinstance(opened, int):
            yield _thread(node, number, opened)


def _thread(node: Part, number: int, opened: int) -> Thread:
    author, kind = _who(node, "author")
    closed, merged = node.time("closedAt"), node.time("mergedAt") if "mergedAt" in node.fields else None
    turns, is_whole = _turns(node)
    others = sorted(
        turn for turn in turns if turn.kind == "human" and turn.who != author and turn.at >= opened
    )
    unanswered = None if is_whole else _MORE
    return Thread(
        number=number,
        opened=opened,
        author=author,
        author_kind=kind,
        standing=STANDINGS.get(str(node.fields.get("authorAssociation")), "unknown"),
        closed=closed if isinstance(closed, int) else None,
        merged=merged if isinstance(merged, int) else None,
        answered=others[0].at if others else unanswered,
        team_answered=next((turn.at for turn in others if turn.by_team), unanswered),
        reviewed=_reviewed(node, author),
        closed_by=_closer(node, _closings(node)),
        merged_by=_who(node, "mergedBy")[0] if isinstance(merged, int) else Unknown("it is not merged"),
        is_draft=node.flag("isDraft") is True,
    )


def _who(node: Part, name: str) -> tuple[str, AuthorKind]:
    """An account and what kind it is; a deleted account is nobody, of unknown kind."""
    actor = node.part(name)
    if isinstance(actor, Unknown):
        return "", "unknown"
    login = actor.fields.get("login")
    kind = KINDS.get(str(actor.fields.get("__typename")), "unknown")
    return (login[:100] if isinstance(login, str) else ""), kind


def _turns(node: Part) -> tuple[list[_Turn], bool]:
    """What was done in a thread as far as it was read, and whether that is everything."""
    turns: list[_Turn] = []
    is_whole = True
    for name in ("timelineItems", "reviews", "closing"):
        if name not in node.fields:
            continue
        items = node.nodes(name)
        if isinstance(items, Unknown):
            is_whole = False
            continue
        turns.extend(_read(items))
        is_whole = is_whole and (name == "closing" or _page(node, name) is False)
    if isinstance(merged := node.time("mergedAt") if "mergedAt" in node.fields else None, int):
        turns.append(_Turn(merged, *_who(node, "mergedBy"), by_team=True))
    return turns, is_whole


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


def _reviewed(node: Part, author: str) -> bool | Unknown:
    if "reviews" not in node.fields:
        return Unknown("issues are not reviewed")
    reviews = node.nodes("reviews")
    if isinstance(reviews, Unknown):
        return reviews
    if any(turn.kind == "human" and turn.who != author for turn in _read(reviews)):
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
        label = repository.part(alias) if alias.startswith("newcomers") else Unknown(NOT_GIVEN)
        if isinstance(label, Unknown):
            continue
        name, issues = label.text("name"), label.nodes("issues")
        if isinstance(name, str) and not isinstance(issues, Unknown):
            yield Label(name, label.total("issues"), issues[0].time("updatedAt") if issues else None)
